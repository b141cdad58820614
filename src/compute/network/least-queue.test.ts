import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLeastQueue } from './least-queue.ts';

test('a queue gives back what came in, the least cost first, between pushes too', () => {
  const anyStep = fc.option(fc.integer({ min: 0, max: 20 }));
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 200 }), (steps) => {
      const queue = createLeastQueue();
      const waiting: { item: number; cost: number }[] = [];
      steps.forEach((cost, item) => {
        if (cost !== null) {
          queue.push(item, cost);
          waiting.push({ item, cost });
          return;
        }
        const popped = queue.pop();
        expect(popped?.cost).toBe(waiting.length > 0 ? Math.min(...waiting.map((one) => one.cost)) : undefined);
        const at = waiting.findIndex((one) => one.item === popped?.item && one.cost === popped.cost);
        expect(at >= 0).toBe(popped !== undefined);
        if (at >= 0) waiting.splice(at, 1);
      });
    }),
  );
});
