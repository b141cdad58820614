import type { Database } from '../../../db/client/database.ts';
import { sightCover, sightOf } from '../../compute/coverage/post-sight.ts';
import { walkCover } from '../../compute/coverage/walk-cover.ts';
import type { AreaGround } from '../../compute/coverage/zone-cover.ts';
import type { Position } from '../../compute/geometry/position.ts';
import { reachedLines } from '../../compute/network/reached-lines.ts';
import { buildStreetNetwork } from '../../compute/network/street-network.ts';
import { walkFrom, walkingMetersPerMinute } from '../../compute/network/walk.ts';
import type { WalkRow } from './cover.queries.ts';
import { listStreets, listWorkingPosts } from './scene.queries.ts';
import type { Scene } from './scene.ts';

/** Nobody in need walks further than this to a post. */
const farthestWalkMeters = 2000;
const minutesDrawn = [1, 2, 3];

/**
 * How far it is along the streets from each of these grounds to an SOS post that answers, from how much of them one is in
 * sight, and, when the ways themselves
 * have changed, the streets within one, two and three minutes of one.
 */
export async function measureWays(
  database: Database,
  zoneId: string,
  { plane, walls }: Pick<Scene, 'plane' | 'walls'>,
  grounds: readonly AreaGround[],
  hasChanged: boolean,
): Promise<{ walks: WalkRow[]; reach: Map<number, Position[][]> | undefined }> {
  if (grounds.length === 0 && !hasChanged) return { walks: [], reach: undefined };
  const [streets, posts] = [await listStreets(database, zoneId), await listWorkingPosts(database, zoneId)];
  const onPlane = streets.map(({ points, isClosed }) => ({
    points: points.map((point) => plane.toMeters(point)),
    isClosed,
  }));
  const network = buildStreetNetwork(onPlane);
  const origins = posts.map((post) => plane.toMeters(post));
  const walk = walkFrom(network, origins, farthestWalkMeters);
  const sights = origins.map((post) => sightOf(post, walls));
  const ways = onPlane.map(({ points }) => points);
  const walks = grounds.map(
    (ground): WalkRow => ({
      riskAreaId: ground.riskAreaId,
      ...walkCover(ground, walk),
      sight: sightCover(ground, sights, ways),
    }),
  );
  if (!hasChanged) return { walks, reach: undefined };
  const reach = new Map<number, Position[][]>();
  const limits = minutesDrawn.map((minutes) => minutes * walkingMetersPerMinute);
  for (const { limitMeters, points } of reachedLines(walk, limits)) {
    const minutes = limitMeters / walkingMetersPerMinute;
    const lines = reach.get(minutes) ?? [];
    reach.set(minutes, lines);
    lines.push(points.map((point) => plane.toDegrees(point)));
  }
  return { walks, reach };
}
