import { type CameraCover, coverOf } from '../../compute/coverage/camera-cover.ts';
import { outlineOf } from '../../compute/coverage/outline.ts';
import type { StandingCamera } from '../../compute/coverage/zone-cover.ts';
import type { Position } from '../../compute/geometry/position.ts';
import type { Scope } from './cover.queries.ts';
import { type PlanScene, prepareScene } from './plan-scene.ts';
import { coverOfScene, figuresOf, isCounted, type PlanChange, type SeenFigures, standingAfter } from './planning.ts';
import { type PurposeName, purposeOf, toMultiPolygon } from './scene.ts';

/** A zone in the browser that can be asked "what if", one change of a camera at a time. */
export interface WhatIf {
  /** As it is, without any change. */
  before: SeenFigures;
  /** The camera as it is in the registry; nothing for a new one. */
  standing(key: string): StandingCamera | undefined;
  /** The camera as the changes so far have it. */
  standingNow(key: string): StandingCamera | undefined;
  /** What the camera sees as the changes so far have it, on the plane. */
  coverNow(key: string): CameraCover | undefined;
  coverBefore(key: string): CameraCover | undefined;
  /** Puts a change into force, or takes back the one there was under this key. */
  change(key: string, change: PlanChange | undefined): void;
  figures(): SeenFigures;
  /** Coordinates of a MultiPolygon in degrees: what cameras see for certain, one of them left out. */
  seenArea(except: string | undefined): Position[][][];
  areaOf(cover: CameraCover | undefined): Position[][][];
  gapArea(): Position[][][];
  toDegrees(place: Position): Position;
}

/** Prepares the zone for the plan's question; what the plan changes is put in by `change`. */
export function createWhatIf(data: PlanScene, purpose: PurposeName, scope: Scope): WhatIf {
  const { scene, grounds } = prepareScene(data);
  const { plane, walls } = scene;
  const zone = coverOfScene(scene, grounds, purpose, scope);
  const before = figuresOf(zone);
  const registry = new Map(scene.cameras.map((camera) => [camera.id, camera]));
  const look = (standing: StandingCamera | undefined): CameraCover | undefined =>
    standing && coverOf(standing.place, standing.camera, purposeOf(purpose), walls);
  const original = new Map(scene.cameras.map((camera) => [camera.id, look(camera)]));
  const standings = new Map<string, StandingCamera | undefined>(registry);
  const covers = new Map(original);
  const isKnown = (key: string): boolean => standings.get(key)?.camera.headingDegrees !== undefined;

  return {
    before,
    standing: (key) => registry.get(key),
    standingNow: (key) => standings.get(key),
    coverNow: (key) => covers.get(key),
    coverBefore: (key) => original.get(key),
    change(key, change) {
      const camera = registry.get(key);
      const standing = change ? standingAfter(plane, camera, change) : camera;
      const counts = camera ? isCounted(camera, scope) : true;
      const cover = counts ? zone.put(key, standing) : look(standing);
      standings.set(key, standing);
      covers.set(key, cover);
    },
    figures: () => figuresOf(zone),
    seenArea: (except) =>
      [...covers].flatMap(([key, cover]) =>
        cover && key !== except && isKnown(key) ? toMultiPolygon(plane, cover.polygons) : [],
      ),
    areaOf: (cover) => (cover ? toMultiPolygon(plane, cover.polygons) : []),
    gapArea: () =>
      zone.gaps().flatMap((gaps, at) => {
        const grid = grounds[at]?.grid;
        return grid ? gaps.flatMap((gap): Position[][][] => toMultiPolygon(plane, outlineOf(grid, gap.cells))) : [];
      }),
    toDegrees: (place) => plane.toDegrees(place),
  };
}
