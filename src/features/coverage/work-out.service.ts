import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from '../../../db/client/database.ts';
import { inTransaction } from '../../../db/client/transaction.ts';
import { coverOf } from '../../compute/coverage/camera-cover.ts';
import { walkCover } from '../../compute/coverage/walk-cover.ts';
import { type AreaGround, zoneShare } from '../../compute/coverage/zone-cover.ts';
import { buildStreetNetwork } from '../../compute/network/street-network.ts';
import { walkFrom } from '../../compute/network/walk.ts';
import { newId } from '../../server/identifiers.ts';
import {
  addZoneCover,
  type GapRow,
  lockCoverage,
  replaceCover,
  replaceGaps,
  replaceViews,
  replaceWalks,
  type Scope,
  type ViewRow,
  type WalkRow,
} from './cover.queries.ts';
import { groundOf, type Looking, type Measured, measureArea } from './measure.ts';
import {
  deleteDue,
  findZoneFrame,
  listDueZones,
  listOutlines,
  listRiskAreasToCover,
  listStreets,
  listWorkingCameras,
  listWorkingPosts,
} from './scene.queries.ts';
import {
  buildScene,
  homesOf,
  type PurposeName,
  peoplePerHome,
  purposeOf,
  purposes,
  type Scene,
  toMultiPolygon,
  toPlane,
} from './scene.ts';

const zonesPerTurn = 20;
/** Nobody in need walks further than this to a post. */
const farthestWalkMeters = 2000;
const scopes: readonly Scope[] = ['linked', 'all'];

/** What was measured of one risk area for one purpose, as one scope sees it. */
interface AreaResult extends Measured {
  riskAreaId: string;
  level: number;
  purpose: PurposeName;
  scope: Scope;
}

/**
 * Works out anew what cameras see wherever a camera, a building or a risk area has changed. For the system itself (the
 * job `coverage.keep-up`), so there is no viewer to check. Returns how many zones it did.
 */
export async function keepCoverageUp(database: Database, now: Date): Promise<number> {
  const due = await listDueZones(database, zonesPerTurn);
  for (const { zoneId, lastId } of due) {
    // Worked out outside of the transaction, which on the embedded engine would hold everybody else up.
    const result = await workOutCoverage(database, zoneId);
    await inTransaction(database, async (transaction) => {
      await lockCoverage(transaction, zoneId);
      if (result) await store(transaction, zoneId, result, now);
      await deleteDue(transaction, zoneId, lastId);
    });
  }
  return due.length;
}

interface ZoneResult {
  scene: Scene;
  views: ViewRow[];
  areas: AreaResult[];
  walks: WalkRow[];
}

async function workOutCoverage(database: Database, zoneId: string): Promise<ZoneResult | undefined> {
  const frame = await findZoneFrame(database, zoneId);
  if (!frame) return undefined;
  const [buildings, cameras, areas] = [
    await listOutlines(database, zoneId),
    await listWorkingCameras(database, zoneId),
    await listRiskAreasToCover(database, zoneId),
  ];
  const scene = buildScene([frame.longitude, frame.latitude], buildings, cameras);
  const homes = homesOf(scene, peoplePerHome(scene, frame.population));
  const grounds = areas.map((area) => groundOf(scene, { ...area, polygon: toPlane(scene.plane, area.rings) }, homes));
  const views: ViewRow[] = [];
  const results: AreaResult[] = [];
  for (const purpose of purposes) {
    const looking = lookFor(scene, purpose);
    views.push(...looking.map((one) => viewRow(scene, one, purpose)));
    for (const ground of grounds) {
      results.push(...measureInScopes(scene, ground, looking, purpose));
      // Whoever waits for an answer from this process gets it between two areas.
      await nextTurn();
    }
  }
  return { scene, views, areas: results, walks: await measureWalks(database, zoneId, scene, grounds) };
}

async function store(
  database: Database,
  zoneId: string,
  { scene, views, areas, walks }: ZoneResult,
  now: Date,
): Promise<void> {
  const gaps = areas.flatMap((area) => gapRows(scene, area));
  await replaceViews(database, zoneId, views, now);
  await replaceCover(database, zoneId, areas, now);
  await replaceGaps(database, zoneId, gaps, now);
  await replaceWalks(database, zoneId, walks, now);
  for (const purpose of purposes) {
    for (const scope of scopes) {
      const rows = areas.filter((row) => row.purpose === purpose && row.scope === scope);
      await addZoneCover(database, { ...zoneShare(rows), purpose, scope, zoneId, computedAt: now });
    }
  }
}

/** How far it is along the streets from each risk area to an SOS post that answers. */
async function measureWalks(
  database: Database,
  zoneId: string,
  { plane }: Scene,
  grounds: readonly AreaGround[],
): Promise<WalkRow[]> {
  if (grounds.length === 0) return [];
  const [streets, posts] = [await listStreets(database, zoneId), await listWorkingPosts(database, zoneId)];
  const network = buildStreetNetwork(
    streets.map(({ points }) => ({ points: points.map((point) => plane.toMeters(point)) })),
  );
  const origins = posts.map((post) => plane.toMeters(post));
  const walk = walkFrom(network, origins, farthestWalkMeters);
  return grounds.map((ground) => ({ riskAreaId: ground.riskAreaId, ...walkCover(ground, walk) }));
}

function lookFor({ cameras, walls }: Scene, purpose: PurposeName): Looking[] {
  return cameras.flatMap((camera) => {
    const cover = coverOf(camera.place, camera.camera, purposeOf(purpose), walls);
    return cover ? [{ camera, cover, isKnown: camera.camera.headingDegrees !== undefined }] : [];
  });
}

function viewRow({ plane }: Scene, { camera, cover, isKnown }: Looking, purpose: PurposeName): ViewRow {
  const area = toMultiPolygon(plane, cover.polygons);
  return { cameraId: camera.id, purpose, area, isKnown, assumed: camera.assumed };
}

function measureInScopes(
  scene: Scene,
  ground: AreaGround,
  looking: readonly Looking[],
  purpose: PurposeName,
): AreaResult[] {
  const { riskAreaId, level } = ground;
  return scopes.map((scope) => {
    const inScope = scope === 'all' ? looking : looking.filter(({ camera }) => camera.isLinked);
    return { ...measureArea(scene, ground, inScope), riskAreaId, level, purpose, scope };
  });
}

function gapRows({ plane }: Scene, { riskAreaId, purpose, scope, gaps }: AreaResult): GapRow[] {
  return gaps.map((gap) => ({
    id: newId(),
    riskAreaId,
    purpose,
    scope,
    area: toMultiPolygon(plane, gap.polygons),
    label: plane.toDegrees(gap.labelPlace),
    squareMeters: gap.squareMeters,
    people: gap.people,
    risk: gap.weight,
    nearestCameraId: gap.nearest?.cameraId ?? null,
    nearestCameraMeters: gap.nearest?.meters ?? null,
  }));
}
