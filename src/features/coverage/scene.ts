import type { Camera } from '../../compute/cameras/camera-view.ts';
import type { Purpose } from '../../compute/cameras/ground-reach.ts';
import { completeCamera, priorsFrom, surveyedCamera } from '../../compute/cameras/unknowns.ts';
import { plateReading, usesByEdition } from '../../compute/cameras/uses.ts';
import type { Home } from '../../compute/coverage/people-near.ts';
import type { Rings } from '../../compute/geometry/fan-rings.ts';
import { type LocalPlane, localPlaneAt } from '../../compute/geometry/local-plane.ts';
import type { Position } from '../../compute/geometry/position.ts';
import { indexWalls, type WallIndex } from '../../compute/geometry/wall-index.ts';
import type { listWorkingCameras } from './scene.queries.ts';

/** What plans and questions of siting are measured by: the uses of the standard's 2014 edition that Thai tenders name. */
export const planPurposes = ['detect', 'observe', 'recognise', 'identify'] as const;
export type PlanPurpose = (typeof planPurposes)[number];

/**
 * The uses that coverage is worked out for: those of both editions of the standard, where one name stands for both that ask
 * for the same (the 2024 edition's perceive and characterise), and reading the plates of slow and of moving cars.
 */
export const purposes = [...planPurposes, 'outline', 'discern', 'plate-slow', 'plate-moving'] as const;
export type PurposeName = (typeof purposes)[number];

/** Number plates hang about this high. */
const plateHeightMeters = 0.6;

const requirements: Readonly<Record<PurposeName, Purpose>> = {
  detect: { pixelsPerMeter: usesByEdition['2014'].detect },
  observe: { pixelsPerMeter: usesByEdition['2014'].observe },
  recognise: { pixelsPerMeter: usesByEdition['2014'].recognise },
  identify: { pixelsPerMeter: usesByEdition['2014'].identify },
  outline: { pixelsPerMeter: usesByEdition['2024'].outline },
  discern: { pixelsPerMeter: usesByEdition['2024'].discern },
  'plate-slow': { ...plateReading.slow, targetHeightMeters: plateHeightMeters },
  'plate-moving': { ...plateReading.moving, targetHeightMeters: plateHeightMeters },
};

export const purposeOf = (name: PurposeName): Purpose => requirements[name];

/** Whether a camera is there for this: plates are read by those alone that are set up for it, however sharp others are. */
export const isThereFor = ({ readsPlates }: Pick<PlacedCamera, 'readsPlates'>, name: PurposeName): boolean =>
  readsPlates || !name.startsWith('plate-');

/** A camera on the zone's plane, with priors in the place of what nobody knows. */
export interface PlacedCamera {
  id: string;
  place: Position;
  isLinked: boolean;
  readsPlates: boolean;
  camera: Camera;
  assumed: string[];
}

/** A zone on a plane of its own, in metres: what stands in the way, what is no ground, and who looks. */
export interface Scene {
  plane: LocalPlane;
  walls: WallIndex;
  buildings: { rings: Rings; homes: number }[];
  water: Rings[];
  cameras: PlacedCamera[];
}

type CameraRow = Awaited<ReturnType<typeof listWorkingCameras>>[number];

export function buildScene(
  center: Position,
  buildings: readonly { rings: readonly (readonly Position[])[]; homes: number }[],
  cameras: readonly CameraRow[],
  water: readonly { rings: readonly (readonly Position[])[] }[],
): Scene {
  const plane = localPlaneAt(center);
  const onPlane = buildings.map(({ rings, homes }) => ({ rings: toPlane(plane, rings), homes }));
  const byOwner = Map.groupBy(cameras, ({ ownerKind }) => ownerKind);
  const priors = new Map([...byOwner].map(([kind, rows]) => [kind, priorsFrom(rows.map(surveyedCamera))]));
  return {
    plane,
    walls: indexWalls(onPlane.map(({ rings }) => rings[0] ?? [])),
    buildings: onPlane,
    water: water.map(({ rings }) => toPlane(plane, rings)),
    cameras: cameras.map((row) => ({
      id: row.id,
      place: plane.toMeters([row.longitude, row.latitude]),
      isLinked: row.link === 'linked',
      readsPlates: row.readsPlates,
      ...completeCamera(surveyedCamera(row), priors.get(row.ownerKind) ?? priorsFrom([])),
    })),
  };
}

/** Where nobody has counted who lives in the zone. */
const usualPeoplePerHome = 3;

/** How many people live in a home of the zone, taken together. */
export function peoplePerHome(homes: number, population: number | null): number {
  return population && homes > 0 ? population / homes : usualPeoplePerHome;
}

/** Everybody who lives in these buildings, at this many to a home. */
export function homesOf({ buildings }: Pick<Scene, 'buildings'>, perHome: number): Home[] {
  return buildings.flatMap(({ rings, homes: count }) => {
    const place = rings[0]?.[0];
    return place && count > 0 ? [{ place, people: count * perHome }] : [];
  });
}

/** Rings of GeoJSON, in metres on the plane and without their repeated first point. */
export function toPlane(plane: LocalPlane, rings: readonly (readonly Position[])[]): Rings {
  return rings.map((ring) => ring.slice(0, -1).map((position) => plane.toMeters(position)));
}

/** Polygons on the plane as the coordinates of a GeoJSON MultiPolygon. */
export function toMultiPolygon(plane: LocalPlane, polygons: readonly Rings[]): Position[][][] {
  return polygons.map((rings) =>
    rings
      .filter((ring) => ring.length > 2)
      .map((ring) => [...ring, ...ring.slice(0, 1)].map((position) => plane.toDegrees(position))),
  );
}
