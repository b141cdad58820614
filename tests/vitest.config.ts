import { defineConfig } from 'vitest/config';

const patient = { testTimeout: 30_000, hookTimeout: 90_000 };

/**
 * unit: beside the code it tests, or in tests/unit what holds of the whole source; no I/O. embedded and postgres: the same files, once on each engine. browser: a real
 * server and a real browser. A project's engine is in `TEST_ENGINE`.
 */
export default defineConfig({
  test: {
    root: '.',
    // Tests of what waits (for jobs, notices, pages) leave two cores idle for a third of the time.
    maxWorkers: 3,
    projects: [
      { test: { name: 'unit', include: ['{src,db,tests/unit}/**/*.test.ts'], testTimeout: 30_000 } },
      {
        test: {
          name: 'embedded',
          include: ['tests/db/**/*.test.ts'],
          env: { TEST_ENGINE: 'embedded' },
          globalSetup: ['tests/support/template.ts'],
          ...patient,
        },
      },
      {
        test: {
          name: 'postgres',
          include: ['tests/db/**/*.test.ts'],
          env: { TEST_ENGINE: 'postgres' },
          globalSetup: ['tests/support/template.ts'],
          ...patient,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/{e2e,a11y,security}/**/*.test.ts'],
          env: { TEST_ENGINE: 'embedded' },
          globalSetup: ['tests/support/template.ts'],
          ...patient,
          testTimeout: 60_000,
        },
      },
    ],
  },
});
