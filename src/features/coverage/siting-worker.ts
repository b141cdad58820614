import { parentPort, workerData } from 'node:worker_threads';
import loadHighs from 'highs';
import { solveSiting } from './siting/solve.ts';
import type { SitingOutcome, SitingProgress } from './siting/solving.ts';
import type { SitingTask } from './siting/task.ts';

/** What the worker says to whoever started it. */
export type SitingMessage =
  | { type: 'progress'; progress: SitingProgress }
  | { type: 'outcome'; outcome: SitingOutcome };

/** Progress is told at most this often: the solver asks a thousand times a second. */
const tellEveryMs = 200;

/**
 * Works out one answer in a thread of its own, because a solver holds its thread until it is done. The thread is ended
 * from outside when nobody wants the answer any more.
 */
async function work(task: SitingTask): Promise<void> {
  const began = performance.now();
  let toldAt = Number.NEGATIVE_INFINITY;
  const say = (message: SitingMessage): void => parentPort?.postMessage(message);
  const outcome = solveSiting(task, {
    highs: await loadHighs(),
    elapsedSeconds: () => (performance.now() - began) / 1000,
    tell(progress) {
      if (performance.now() - toldAt < tellEveryMs) return;
      toldAt = performance.now();
      say({ type: 'progress', progress });
    },
  });
  say({ type: 'outcome', outcome });
}

await work(workerData as SitingTask);
