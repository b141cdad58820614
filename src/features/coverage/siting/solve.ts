import { solveAngles, solveCameras } from './cameras.ts';
import { solvePosts } from './posts.ts';
import { refused, type SitingHelp, type SitingOutcome } from './solving.ts';
import { type SitingTask, sceneOf } from './task.ts';

const solvers = { angles: solveAngles, cameras: solveCameras, 'sos-posts': solvePosts };

/** Works out the answer to one question, or says why there is none. Pure but for the clock and the solver it is given. */
export function solveSiting(task: SitingTask, help: SitingHelp): SitingOutcome {
  help.tell({ stage: 'reading', progress: 0.02, best: null, bound: null });
  const siting = sceneOf(task);
  return typeof siting === 'string' ? refused(siting) : solvers[task.request.kind](siting, help);
}
