import { expect, test } from 'vitest';
import { conditionOnceHeard } from './conditions.ts';

const itself = { hasToldOfFault: true };
const somebody = { hasToldOfFault: false };

test.each([
  ['working', undefined, somebody, 'working'],
  ['silent', undefined, somebody, 'working'],
  ['offline', undefined, somebody, 'working'],
  ['offline', 'faulty', somebody, 'faulty'],
  ['working', 'faulty', somebody, 'faulty'],
  // What a technician found broken is not mended because the device thinks so.
  ['faulty', undefined, somebody, 'faulty'],
  ['faulty', 'working', somebody, 'faulty'],
  ['faulty', undefined, itself, 'faulty'],
  ['faulty', 'working', itself, 'working'],
  ['removed', 'working', itself, 'removed'],
  ['removed', 'faulty', somebody, 'removed'],
] as const)('%s, heard saying %s (%j), is %s', (before, told, fault, after) => {
  expect(conditionOnceHeard(before, told, fault)).toBe(after);
});
