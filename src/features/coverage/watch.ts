import { type ByCameras, multiplicityOf } from '../../compute/coverage/multiplicity.ts';
import { type AttributedView, viewsFor } from '../../compute/coverage/view-filter.ts';
import type { AreaGround } from '../../compute/coverage/zone-cover.ts';
import type { Scope, WatchRow } from './cover.queries.ts';
import type { SeenBy } from './measure.ts';
import type { PurposeName } from './scene.ts';

/** What decides whether a camera's view counts, beside what it sees. */
export interface Eye {
  ownerKind: string;
  hasInfrared: boolean;
}

const everyOwner = 'all';
const times = ['day', 'night'] as const;
const scopes: readonly Scope[] = ['linked', 'all'];

/**
 * By how many cameras, of which everything is known, the ground of an area is seen: by day and by night, by those that
 * are linked and by all, of every owner together and of each kind of owner that has a camera looking there.
 */
export function watchOf(
  ground: AreaGround,
  seen: readonly SeenBy[],
  purpose: PurposeName,
  { eyes, isLit }: { eyes: ReadonlyMap<string, Eye>; isLit: Uint8Array },
): WatchRow[] {
  const views = seen.flatMap(({ camera, isKnown, views }): AttributedView[] => {
    const eye = eyes.get(camera.id);
    if (!isKnown || !eye) return [];
    return views.map((view) => ({ ...view, ...eye, use: purpose, isLinked: camera.isLinked }));
  });
  const kinds = [...new Set(views.map(({ ownerKind }) => ownerKind))].sort();
  return times.flatMap((time) =>
    scopes.flatMap((scope) =>
      [everyOwner, ...kinds].map((ownerKind): WatchRow => {
        const ownerKinds = ownerKind === everyOwner ? undefined : new Set([ownerKind]);
        const counted = viewsFor(views, { use: purpose, ownerKinds, time, sharing: scope }, isLit);
        const { squareMeters } = multiplicityOf(ground, counted).sure;
        const [noneShare, oneShare, twoShare, moreShare] = sharesOf(squareMeters);
        return {
          riskAreaId: ground.riskAreaId,
          purpose,
          scope,
          time,
          ownerKind,
          noneShare,
          oneShare,
          twoShare,
          moreShare,
        };
      }),
    ),
  );
}

function sharesOf(squareMeters: ByCameras): ByCameras {
  const total = squareMeters.reduce((sum, one) => sum + one, 0);
  if (total === 0) return [1, 0, 0, 0];
  const [none, one, two, more] = squareMeters;
  return [none / total, one / total, two / total, more / total];
}
