import type { AngleProblem } from './angle-problem.ts';
import type { PricedChoice } from './price-descent.ts';

/** The views of all cameras in one list, and where each camera's begin in it. */
export interface FlatViews {
  views: Int32Array[];
  /** By camera, and after the last one the number of views. */
  starts: number[];
}

export function flattenViews({ cameras }: AngleProblem): FlatViews {
  const starts = [0];
  for (const { views } of cameras) starts.push((starts.at(-1) ?? 0) + views.length);
  return { views: cameras.flatMap(({ views }) => views), starts };
}

/** For each camera the view with the highest sum of prices: no choice of headings has more. */
export function chooseHeadings({ starts }: FlatViews, sums: Float64Array): PricedChoice {
  const chosen: number[] = [];
  let most = 0;
  for (let camera = 0; camera + 1 < starts.length; camera++) {
    let best = starts[camera] ?? 0;
    for (let view = best + 1; view < (starts[camera + 1] ?? 0); view++)
      if ((sums[view] ?? 0) > (sums[best] ?? 0)) best = view;
    chosen.push(best);
    most += sums[best] ?? 0;
  }
  return { chosen, most };
}

/** By camera, the number of the heading of the chosen view. */
export function headingsOf({ starts }: FlatViews, chosen: readonly number[]): number[] {
  const headings = new Array<number>(starts.length - 1).fill(0);
  for (const view of chosen) {
    const camera = starts.findLastIndex((start) => start <= view);
    headings[camera] = view - (starts[camera] ?? 0);
  }
  return headings;
}
