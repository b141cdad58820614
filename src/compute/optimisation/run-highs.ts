import type { Highs, HighsCallbackMap, ModelData } from 'highs';

/** How long a search may go on, and who is told. */
export interface SolveLimits {
  /** The time that the solver itself may take; what comes before it is short. */
  seconds?: number;
  /**
   * Asked often; once it says true, the best that is known is the answer. Inside a large linear programme the solver does
   * not ask for a while: only `seconds` ends that.
   */
  shouldStop?: () => boolean;
  /** Told what the best choice that is known is worth, and more than which none is. */
  onProgress?: ((progress: SolveProgress) => void) | undefined;
}

export interface SolveProgress {
  best: number;
  bound: number;
}

/** What the solver found: values by column, which mean something where they are feasible, and the bound on the objective. */
export interface SolverAnswer {
  values: Float64Array;
  isFeasible: boolean;
  bound: number;
  isOptimal: boolean;
  isInfeasible: boolean;
  /** The duals of the rows; of a linear programme only. */
  rowDuals: Float64Array;
  /** How long it took. */
  seconds: number;
}

export interface SolverTask {
  model: ModelData;
  /** Values by column of a feasible choice. */
  start?: Float64Array;
  /** The search for whole values ends when best and bound are this close. */
  closeEnough?: { absolute: number; relative: number };
  limits: SolveLimits;
}

/**
 * Solves a model with HiGHS in the calling thread, which it blocks. A limit, a request to stop and an infeasible model
 * are answers; a model that HiGHS refuses is a bug and throws.
 */
export function runHighs(highs: Highs, { model, start, closeEnough, limits }: SolverTask): SolverAnswer {
  return highs.withModel(model, (solver) => {
    solver.options.set({
      output_flag: false,
      mip_rel_gap: closeEnough?.relative ?? 0,
      mip_abs_gap: closeEnough?.absolute ?? 0,
      ...(limits.seconds !== undefined && { time_limit: Math.max(0, limits.seconds) }),
    });
    if (start) solver.setSolution({ colValue: start });
    const { modelStatus } = solver.run(callbacksFor(highs, limits));
    const { optimal, infeasible } = highs.constants.modelStatus;
    const isMixed = model.integrality !== undefined;
    const isFeasible = solver.info.get('primal_solution_status') === highs.constants.solutionStatus.feasible;
    const solution = solver.getSolution();
    return {
      values: solution.colValue,
      isFeasible,
      bound: isMixed ? Number(solver.info.get('mip_dual_bound')) : solver.getObjectiveValue(),
      isOptimal: modelStatus === optimal,
      isInfeasible: modelStatus === infeasible,
      rowDuals: solution.rowDual,
      seconds: solver.getRunTime(),
    };
  });
}

/** Tells of what the solver finds as far as it is better than what was known before. */
export function toldWithin({ onProgress }: SolveLimits, known: SolveProgress): SolveLimits['onProgress'] {
  return (
    onProgress &&
    (({ best, bound }) => {
      const most = Math.max(known.best, best);
      onProgress({ best: most, bound: Math.max(most, Math.min(known.bound, bound)) });
    })
  );
}

function callbacksFor(highs: Highs, { shouldStop, onProgress }: SolveLimits): HighsCallbackMap {
  const { simplexInterrupt, ipmInterrupt, mipInterrupt, mipLogging } = highs.constants.callbackType;
  const stop = (event: { interrupt(): void }): undefined => {
    if (shouldStop?.()) event.interrupt();
  };
  const tell = (event: { data: { mip_primal_bound?: number; mip_dual_bound?: number } }): undefined => {
    const { mip_primal_bound: best, mip_dual_bound: bound } = event.data;
    if (best !== undefined && bound !== undefined) onProgress?.({ best, bound });
  };
  return {
    ...(shouldStop && { [simplexInterrupt]: stop, [ipmInterrupt]: stop, [mipInterrupt]: stop }),
    ...(onProgress && { [mipLogging]: tell }),
  };
}
