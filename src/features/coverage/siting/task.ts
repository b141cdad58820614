import type { Camera } from '../../../compute/cameras/camera-view.ts';
import { standClear } from '../../../compute/cameras/standing.ts';
import type { LocalPlane } from '../../../compute/geometry/local-plane.ts';
import type { Position } from '../../../compute/geometry/position.ts';
import { isWithin, placesAlong, placesOnWalls } from '../../../compute/siting/candidates.ts';
import { type SitingGround, sitingGround } from '../../../compute/siting/ground.ts';
import type { Candidate } from '../../../compute/siting/placing.ts';
import type { Sight } from '../../../compute/siting/views.ts';
import { closedGround } from '../measure.ts';
import type { listWorkingCameras } from '../scene.queries.ts';
import { buildScene, homesOf, peoplePerHome, purposeOf, type Scene, toPlane } from '../scene.ts';
import type { CandidateKind, SitingFailure, SitingRequest } from '../siting.schema.ts';
import { isPublicOwner } from './owners.ts';

type GeoRings = Position[][];

/** All that an answer is worked out from, as it comes from the database: it can be sent to another thread. */
export interface SitingTask {
  request: SitingRequest;
  center: Position;
  population: number | null;
  buildings: { rings: GeoRings; homes: number }[];
  water: { rings: GeoRings }[];
  cameras: Awaited<ReturnType<typeof listWorkingCameras>>;
  areas: { id: string; level: number; rings: GeoRings }[];
  reports: Position[];
  streets: { id: string; points: Position[]; isClosed: boolean }[];
  posts: Position[];
  lamps: { id: string; place: Position }[];
  /** Buildings of the public, or of somebody who may be asked. */
  walls: { id: string; isPublic: boolean; rings: GeoRings }[];
}

/** A question on its plane. */
export interface SitingScene {
  task: SitingTask;
  scene: Scene;
  sight: Sight;
  /** By number of an area of the ground, its risk area; null for what was drawn by hand. */
  areaIds: (string | null)[];
}

export type Placed = Candidate & { kind: CandidateKind };

const mostViewCells = 20_000;
const mostWalkCells = 3_000;
/** Every way between a square and a place is a question of its own to the solver: fewer of them, so that it comes to an end. */
const mostAverageCells = 600;
const leastViewCellMeters = 2;
const leastWalkCellMeters = 6;
/** Ground that was drawn by hand counts like a risk area in the middle. */
const drawnLevel = 3;
const streetEveryMeters = 25;
const wallsPerBuilding = 4;
const leastWallMeters = 4;

/** Puts a question on its plane; a code where there is no ground, or none that is worth anything. */
export function sceneOf(task: SitingTask): SitingScene | SitingFailure {
  const { request } = task;
  const scene = buildScene(task.center, task.buildings, task.cameras, task.water);
  const { plane } = scene;
  const wanted = new Set(request.areas);
  // Who draws an area and ticks none asks for that alone.
  const isWanted = (id: string): boolean => (wanted.size > 0 ? wanted.has(id) : request.drawn.length === 0);
  const areas = [
    ...task.areas.filter(({ id }) => isWanted(id)),
    ...request.drawn.map((rings) => ({ id: null, level: drawnLevel, rings })),
  ];
  if (areas.length === 0) return 'no-areas';
  const isWalk = request.kind === 'sos-posts';
  const mostCells = isWalk ? (request.goal === 'average' ? mostAverageCells : mostWalkCells) : mostViewCells;
  const ground = sitingGround({
    areas: areas.map(({ level, rings }) => ({ level, rings: toPlane(plane, rings) })),
    closed: closedGround(scene),
    homes: homesOf(scene, peoplePerHome(homesIn(scene), task.population)),
    reports: task.reports.map((place) => plane.toMeters(place)),
    worth: request.worth,
    mostCells,
    leastCellMeters: isWalk ? leastWalkCellMeters : leastViewCellMeters,
  });
  if (!ground) return 'no-ground';
  if (!ground.weights.some((weight) => weight > 0)) return 'worth-nothing';
  return {
    task,
    scene,
    sight: { ground, walls: scene.walls, purpose: purposeOf(request.purpose) },
    areaIds: areas.map(({ id }) => id),
  };
}

const homesIn = ({ buildings }: Scene): number => buildings.reduce((sum, { homes }) => sum + homes, 0);

/** Where something new could stand, without what is forbidden, excluded, or would need an owner who is not asked. */
export function candidatesOf({ task, scene }: SitingScene): Placed[] {
  const { request } = task;
  const forbidden = request.forbidden.map((rings) => toPlane(scene.plane, rings));
  const excluded = new Set(request.excluded);
  const wanted = new Set(request.candidates);
  return [...lamps(task, scene.plane), ...poles(task, scene), ...walls(task, scene), ...streets(task, scene.plane)]
    .filter(({ kind, key }) => wanted.has(kind) && !excluded.has(key))
    .filter(({ place }) => !isWithin(forbidden, place));
}

function lamps({ lamps: all, request }: SitingTask, plane: LocalPlane): Placed[] {
  return all.map(({ id, place }) => placed('lamp', id, plane.toMeters(place), request));
}

function poles({ cameras, request }: SitingTask, scene: Scene): Placed[] {
  const taken = new Set<string>();
  return cameras.flatMap(({ id, ownerKind }, at) => {
    const place = scene.cameras[at]?.place;
    // Several cameras of one pole are one place.
    const spot = place?.map((meters) => meters.toFixed(0)).join();
    if (!place || !spot || taken.has(spot) || !(request.withOwners || isPublicOwner(ownerKind))) return [];
    taken.add(spot);
    return [placed('pole', id, place, request)];
  });
}

function walls({ walls: all, request }: SitingTask, { plane, walls: index }: Scene): Placed[] {
  return all
    .filter(({ isPublic }) => isPublic || request.withOwners)
    .flatMap(({ id, rings }) =>
      placesOnWalls(toPlane(plane, rings)[0] ? toPlane(plane, rings) : [], wallsPerBuilding, leastWallMeters).map(
        (place, at) => placed('wall', `${id}:${at}`, standClear(place, index).place, request),
      ),
    );
}

function streets({ streets: all, request }: SitingTask, plane: LocalPlane): Placed[] {
  return all.flatMap(({ id, points }) =>
    placesAlong(
      points.map((point) => plane.toMeters(point)),
      streetEveryMeters,
    ).map((place, at) => placed('street', `${id}:${at}`, place, request)),
  );
}

/** Beside a street something new needs a pole of its own, which costs money too; so does an SOS post anywhere. */
function placed(kind: CandidateKind, id: string, place: Position, { kind: asked, costs }: SitingRequest): Placed {
  const needsPole = asked !== 'sos-posts' && kind === 'street';
  return { key: `${kind}:${id}`, kind, place, cost: costs.camera + (needsPole ? costs.pole : 0) };
}

/** A camera that stands there. */
export interface Known {
  id: string;
  place: Position;
  camera: Camera;
  mayTurn: boolean;
}

/** The cameras that count, and which of them may be turned. */
export function camerasOf({ task, scene }: SitingScene, mayTurnAny: boolean): Known[] {
  const { request } = task;
  const fixed = new Set(request.fixedCameras);
  return scene.cameras.flatMap(({ id, place, camera, isLinked }, at) => {
    if (request.scope === 'linked' && !isLinked) return [];
    const isOurs = request.withOwners || isPublicOwner(task.cameras[at]?.ownerKind ?? '');
    return [{ id, place, camera, mayTurn: mayTurnAny && isOurs && !fixed.has(id) }];
  });
}

/** What matters about some ground for whoever reads why: its area, how large it is, who lives near. */
export function reasonFor({ areaIds }: SitingScene, ground: SitingGround, demands: readonly number[]) {
  const byArea = new Map<number, number>();
  let people = 0;
  for (const demand of demands) {
    const area = ground.areaOf[demand] ?? -1;
    byArea.set(area, (byArea.get(area) ?? 0) + (ground.weights[demand] ?? 0));
    people += ground.people[demand] ?? 0;
  }
  const [most] = [...byArea].sort((one, other) => other[1] - one[1]);
  return {
    squareMeters: demands.length * ground.grid.cellMeters ** 2,
    riskAreaId: most ? (areaIds[most[0]] ?? null) : null,
    people,
  };
}
