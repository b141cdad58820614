import { defineConfig } from 'vitest/config';

const patient = { testTimeout: 30_000, hookTimeout: 90_000 };

/** Two browsers keep two cores busy; tests of the database leave them idle for a third of the time. */
const together = { maxWorkers: 3, sequence: { groupOrder: 1 } };
const alone = { maxWorkers: 2, sequence: { groupOrder: 2 } };

/**
 * unit: beside the code it tests, or in tests/unit what holds of the whole source; no I/O. embedded and postgres: the same files, once on each engine. browser: a real
 * server and a real browser. A project's engine is in `TEST_ENGINE`.
 */
export default defineConfig({
  test: {
    root: '.',
    projects: [
      { test: { name: 'unit', include: ['{src,db,tests/unit}/**/*.test.ts'], testTimeout: 30_000, ...together } },
      {
        test: {
          name: 'embedded',
          include: ['tests/db/**/*.test.ts'],
          env: { TEST_ENGINE: 'embedded' },
          globalSetup: ['tests/support/template.ts'],
          ...patient,
          ...together,
        },
      },
      {
        test: {
          name: 'postgres',
          include: ['tests/db/**/*.test.ts'],
          env: { TEST_ENGINE: 'postgres' },
          globalSetup: ['tests/support/template.ts'],
          ...patient,
          ...together,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/{e2e,a11y,security}/**/*.test.ts'],
          env: { TEST_ENGINE: 'embedded' },
          globalSetup: ['tests/support/template.ts'],
          ...patient,
          ...alone,
          testTimeout: 60_000,
        },
      },
    ],
  },
});
