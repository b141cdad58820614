import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from '../../../db/client/database.ts';
import { farthestMeters, groundReach } from '../../compute/cameras/ground-reach.ts';
import { boundsOf } from '../../compute/coverage/area-cover.ts';
import { coverOf } from '../../compute/coverage/camera-cover.ts';
import { litCells } from '../../compute/coverage/lit-cells.ts';
import { stakesOf } from '../../compute/coverage/stakes.ts';
import type { AreaGround } from '../../compute/coverage/zone-cover.ts';
import type { Rings } from '../../compute/geometry/fan-rings.ts';
import type { Position } from '../../compute/geometry/position.ts';
import { type Bounds, doBoundsMeet } from '../../compute/geometry/tiles.ts';
import { newId } from '../../server/identifiers.ts';
import type { CoverRow, GapRow, Renewed, Scope, ViewRow, WalkRow, WatchRow } from './cover.queries.ts';
import { groundOf, type Looking, type Measured, measureArea, type SeenBy, seenIn } from './measure.ts';
import { findZoneFrame, listOutlines, listRiskAreasToCover, listWater, listWorkingCameras } from './scene.queries.ts';
import {
  buildScene,
  homesOf,
  isThereFor,
  type PlacedCamera,
  type PurposeName,
  peoplePerHome,
  purposeOf,
  purposes,
  type Scene,
  toMultiPolygon,
  toPlane,
} from './scene.ts';
import type { StakeRow } from './stakes.queries.ts';
import { type Change, lampReachMeters, type Standing, type Touched, touchedBy } from './touched.ts';
import { createTurnFinder } from './turning.ts';
import { type Eye, watchOf } from './watch.ts';
import { measureWays } from './ways.service.ts';
import { type Due, findFrame, listEyes, listLitLamps, listRecipes } from './work-out.queries.ts';

export const scopes: readonly Scope[] = ['linked', 'all'];

/** What was worked out anew of a zone; what is not in it is as it was. */
export interface ZoneResult {
  scene: Scene;
  cameras: Renewed;
  areas: Renewed;
  views: ViewRow[];
  covers: CoverRow[];
  gaps: GapRow[];
  watches: WatchRow[];
  stakes: StakeRow[];
  walks: WalkRow[];
  /** Streets by the minutes to a post; undefined when no way has changed. */
  reach: Map<number, Position[][]> | undefined;
  hasCameras: boolean;
  frame: { frame: string; reachMeters: number };
}

interface Area {
  id: string;
  level: number;
  polygon: Rings;
  bounds: Bounds;
}

/** What does not change while a zone is worked out. */
interface Surroundings {
  scene: Scene;
  standings: Standing[];
  eyes: ReadonlyMap<string, Eye>;
  lamps: Position[];
}

/** Works out what the changes touch. Undefined when the zone is gone. */
export async function workOutZone(
  database: Database,
  zoneId: string,
  due: readonly Due[],
): Promise<ZoneResult | undefined> {
  const zone = await findZoneFrame(database, zoneId);
  if (!zone) return undefined;
  const [buildings, water, cameras, rows] = [
    await listOutlines(database, zoneId),
    await listWater(database, zoneId),
    await listWorkingCameras(database, zoneId),
    await listRiskAreasToCover(database, zoneId),
  ];
  const scene = buildScene([zone.longitude, zone.latitude], buildings, cameras, water);
  const homeCount = buildings.reduce((sum, building) => sum + building.homes, 0);
  const perHome = peoplePerHome(homeCount, zone.population);
  const eyes = await listEyes(database, zoneId);
  const standings = scene.cameras.map((camera) => standingOf(camera, eyes.get(camera.id)));
  const reachMeters = Math.max(0, ...standings.map((one) => one.reachMeters));
  const frame = { frame: JSON.stringify([zone.longitude, zone.latitude, perHome]), reachMeters };
  const before = await findFrame(database, zoneId);
  const known =
    before?.frame === frame.frame
      ? { recipes: await listRecipes(database, zoneId), reachMeters: before.reachMeters }
      : undefined;
  const touched = touchedBy(changesOn(scene, due), standings, known);
  const areas = rows.map((row): Area => {
    const polygon = toPlane(scene.plane, row.rings);
    return { id: row.id, level: row.level, polygon, bounds: boundsOf([polygon]) };
  });
  const lamps = (await listLitLamps(database, zoneId)).map((place) => scene.plane.toMeters(place));
  const homes = homesOf(scene, perHome);
  const groundFor = (area: Area): AreaGround => groundOf(scene, area, homes);
  const chosen = areas.filter(({ bounds }) => touched.isArea(bounds));
  const measured = await measure({ scene, standings, eyes, lamps }, touched, chosen, groundFor);
  const ways = await measureWays(
    database,
    zoneId,
    scene,
    (touched.hasWays ? areas : chosen).map(groundFor),
    touched.hasWays,
  );
  return {
    scene,
    frame,
    hasCameras: touched.hasCameras,
    cameras: { touched: touched.cameraIds, all: scene.cameras.map(({ id }) => id) },
    areas: { touched: new Set(chosen.map(({ id }) => id)), all: areas.map(({ id }) => id) },
    ...measured,
    ...ways,
  };
}

/** What a view is worked out from, but for walls, and whatever else decides how it counts. */
function standingOf({ id, place, camera, isLinked, readsPlates }: PlacedCamera, eye: Eye | undefined): Standing {
  const reaches = purposes.flatMap((purpose) => groundReach(camera, purposeOf(purpose)) ?? []);
  const reachMeters = Math.max(0, ...reaches.map(farthestMeters));
  return { id, place, reachMeters, recipe: JSON.stringify([place, camera, isLinked, readsPlates, eye]) };
}

function changesOn({ plane }: Scene, due: readonly Due[]): Change[] {
  return due.map(({ cause, bounds: [west, south, east, north] }) => ({
    cause,
    bounds: [...plane.toMeters([west, south]), ...plane.toMeters([east, north])],
  }));
}

type Findings = Pick<ZoneResult, 'views' | 'covers' | 'gaps' | 'watches' | 'stakes'>;

async function measure(
  around: Surroundings,
  touched: Touched,
  areas: readonly Area[],
  groundFor: (area: Area) => AreaGround,
): Promise<Findings> {
  const { scene, standings } = around;
  const lamps = around.lamps.map((place) => ({ place, reachMeters: lampReachMeters, isWorking: true }));
  const grounds = areas.map((area) => {
    const ground = groundFor(area);
    return { area, ground, isLit: litCells(ground.grid, lamps) };
  });
  const isWanted = new Set(
    standings
      .filter((one) => touched.cameraIds.has(one.id) || areas.some(({ bounds }) => reaches(one, bounds)))
      .map(({ id }) => id),
  );
  const standingById = new Map(standings.map((one) => [one.id, one]));
  const wanted = scene.cameras.filter(({ id }) => isWanted.has(id));
  const findings: Findings = { views: [], covers: [], gaps: [], watches: [], stakes: [] };
  for (const purpose of purposes) {
    const looking = lookFor(
      scene,
      wanted.filter((camera) => isThereFor(camera, purpose)),
      purpose,
    );
    const anew = looking.filter(({ camera }) => touched.cameraIds.has(camera.id));
    findings.views.push(...anew.map((one) => viewRow(scene, one, purpose, standingById.get(one.camera.id))));
    const turnFor = createTurnFinder(scene, purpose);
    for (const { area, ground, isLit } of grounds) {
      const near = looking.filter(({ camera }) => {
        const standing = standingById.get(camera.id);
        return standing !== undefined && reaches(standing, area.bounds);
      });
      const seen = seenIn(ground, near);
      if (purpose === stakePurpose) findings.stakes.push(...stakeRows(ground, seen));
      for (const scope of scopes) {
        const inScope = scope === 'all' ? seen : seen.filter(({ camera }) => camera.isLinked);
        const measured = measureArea(scene, ground, inScope, (gap, field) =>
          turnFor(ground, inScope, gap, field, scope === 'linked'),
        );
        findings.covers.push({ ...measured, riskAreaId: area.id, purpose, scope });
        findings.gaps.push(...gapRows(scene, measured, { riskAreaId: area.id, purpose, scope }));
      }
      findings.watches.push(...watchOf(ground, seen, purpose, { eyes: around.eyes, isLit }));
      // Whoever waits for an answer from this process gets it between two areas.
      await nextTurn();
    }
  }
  return findings;
}

/** The use that tells which cameras to visit first: the one that reaches farthest, and holds all others. */
const stakePurpose: PurposeName = 'detect';

function stakeRows(ground: AreaGround, seen: readonly SeenBy[]): StakeRow[] {
  const stakes = stakesOf(
    ground,
    seen.map(({ views }) => views),
  );
  return seen.flatMap(({ camera }, at) => {
    const stake = stakes[at];
    return stake && stake.groundSquareMeters > 0
      ? [{ ...stake, cameraId: camera.id, riskAreaId: ground.riskAreaId }]
      : [];
  });
}

/** A camera is moved off its wall before it looks. */
const standingMarginMeters = 10;

function reaches({ place: [east, north], reachMeters }: Standing, bounds: Bounds): boolean {
  const reach = reachMeters + standingMarginMeters;
  return doBoundsMeet([east - reach, north - reach, east + reach, north + reach], bounds);
}

function lookFor({ walls }: Scene, cameras: readonly PlacedCamera[], purpose: PurposeName): Looking[] {
  return cameras.flatMap((camera) => {
    const cover = coverOf(camera.place, camera.camera, purposeOf(purpose), walls);
    return cover ? [{ camera, cover, isKnown: camera.camera.headingDegrees !== undefined }] : [];
  });
}

function viewRow(
  { plane }: Scene,
  { camera, cover, isKnown }: Looking,
  purpose: PurposeName,
  standing: Standing | undefined,
): ViewRow {
  const { recipe = '', reachMeters = 0 } = standing ?? {};
  const area = toMultiPolygon(plane, cover.polygons);
  return { cameraId: camera.id, purpose, area, isKnown, assumed: camera.assumed, recipe, reachMeters };
}

function gapRows({ plane }: Scene, { gaps }: Measured, of: Pick<GapRow, 'riskAreaId' | 'purpose' | 'scope'>): GapRow[] {
  return gaps.map((gap) => ({
    ...of,
    id: newId(),
    area: toMultiPolygon(plane, gap.polygons),
    label: plane.toDegrees(gap.labelPlace),
    squareMeters: gap.squareMeters,
    people: gap.people,
    risk: gap.weight,
    nearestCameraId: gap.nearest?.cameraId ?? null,
    nearestCameraMeters: gap.nearest?.meters ?? null,
    turnCameraId: gap.turn?.id ?? null,
    turnHeadingDegrees: gap.turn?.headingDegrees ?? null,
    turnClosesShare: gap.turn === null ? null : (gap.turn?.closesShare ?? 0),
  }));
}
