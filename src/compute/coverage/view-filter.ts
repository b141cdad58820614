import type { ViewedCells } from './field.ts';

/** What one camera may see well enough for one use, and what decides whether that counts. */
export interface AttributedView extends ViewedCells {
  /** What the picture of these cells is good for, as in `usesByEdition`. */
  use: string;
  ownerKind: string;
  /** It sees without light. */
  hasInfrared: boolean;
  /** Its picture comes to the command room now: not unlinked, not paused by its owner. */
  isLinked: boolean;
}

/** Which views count. */
export interface ViewFilter {
  /** One use: a camera has a view for each, and would count several times. */
  use: string;
  /** Kinds of owners; all, when not given. */
  ownerKinds?: ReadonlySet<string> | undefined;
  time: 'day' | 'night';
  /** The cameras that are linked now, or all, as if all partners shared. */
  sharing: 'linked' | 'all';
}

/**
 * The views that count, at night cut to the lit cells unless the camera has infrared. `isLit` has a 1 for each lit cell
 * of the grid.
 */
export function viewsFor(views: readonly AttributedView[], filter: ViewFilter, isLit: Uint8Array): ViewedCells[] {
  return views
    .filter(
      (view) =>
        view.use === filter.use &&
        (filter.ownerKinds?.has(view.ownerKind) ?? true) &&
        (filter.sharing === 'all' || view.isLinked),
    )
    .map(({ cells, probability, hasInfrared }) => {
      const isCut = filter.time === 'night' && !hasInfrared;
      return { cells: isCut ? cells.filter((cell) => isLit[cell] === 1) : cells, probability };
    });
}
