import type { JsonObject } from '../../../db/types.ts';
import type { Optics as GroundOptics } from '../../compute/cameras/ground-reach.ts';
import { distanceOfDensity, fieldOfViewDegrees } from '../../compute/cameras/optics.ts';
import { completeCamera, priorsFrom, surveyedCamera } from '../../compute/cameras/unknowns.ts';
import { usesByEdition } from '../../compute/cameras/uses.ts';
import { localPlaneAt } from '../../compute/geometry/local-plane.ts';
import { readDirections } from '../../formats/directions.ts';
import type { CameraRow } from './cameras.queries.ts';

type Optics = Pick<
  CameraRow,
  'fieldOfViewDegrees' | 'sensorWidthMillimeters' | 'focalLengthMillimeters' | 'imageWidthPixels' | 'rangeMeters'
>;

/** A value, and whether it was given or follows from others. */
export interface Fact {
  value: number;
  isDerived: boolean;
}

const sameDegrees = 0.02;

/** The field of view that lens and sensor make, to two decimals of a degree; undefined when one of them is unknown. */
export function fieldOfLens(sensorWidth: number | null | undefined, focalLength: number | null | undefined) {
  if (!sensorWidth || !focalLength) return undefined;
  return Math.round(fieldOfViewDegrees(sensorWidth, focalLength) * 100) / 100;
}

/** The field of view in degrees: derived when it is just what lens and sensor make. */
export function fieldFact(camera: Optics): Fact | undefined {
  const derived = fieldOfLens(camera.sensorWidthMillimeters, camera.focalLengthMillimeters);
  const value = camera.fieldOfViewDegrees ?? derived;
  if (value === undefined) return undefined;
  return { value, isDerived: derived !== undefined && Math.abs(value - derived) < sameDegrees };
}

/** How far it reaches, in metres: as given, else to where a person can still be told to be there. */
export function rangeFact(camera: Optics): Fact | undefined {
  if (camera.rangeMeters !== null) return { value: camera.rangeMeters, isDerived: false };
  const field = fieldFact(camera)?.value;
  if (field === undefined || field >= 180 || camera.imageWidthPixels === null) return undefined;
  const value = distanceOfDensity(camera.imageWidthPixels, field, usesByEdition['2014'].detect);
  return { value, isDerived: true };
}

/** The one direction that somebody wrote, in degrees or as a point of the compass; undefined when it is none, or several. */
export function oneHeading(written: string): number | undefined {
  const [degrees, ...others] = readDirections(written);
  if (degrees === undefined || others.length > 0) return undefined;
  return (Math.round(degrees * 100) / 100) % 360;
}

/** Whether a camera shows all around, so that it has no heading that anybody could miss. */
export const isAllAround = ({ fieldOfViewDegrees }: Pick<CameraRow, 'fieldOfViewDegrees'>): boolean =>
  (fieldOfViewDegrees ?? 0) >= 360;

/** A camera's lens as far as it is known, with what is usual in the place of the rest: enough to draw a cone with. */
export function usualOptics(camera: CameraRow): GroundOptics {
  const { headingDegrees: _heading, ...optics } = completeCamera(surveyedCamera(camera), priorsFrom([])).camera;
  return optics;
}

/** Which of the values that cover depends on nobody knows. */
export function unknownsOf(camera: {
  headingDegrees: number | null;
  mountingHeightMeters: number | null;
  tiltDegrees: number | null;
  fieldOfViewDegrees: number | null;
  imageWidthPixels: number | null;
}): ('heading' | 'height' | 'tilt' | 'fieldOfView' | 'imageWidth')[] {
  return [
    ...(camera.headingDegrees === null && !isAllAround(camera) ? (['heading'] as const) : []),
    ...(camera.mountingHeightMeters === null ? (['height'] as const) : []),
    ...(camera.tiltDegrees === null ? (['tilt'] as const) : []),
    ...(camera.fieldOfViewDegrees === null ? (['fieldOfView'] as const) : []),
    ...(camera.imageWidthPixels === null ? (['imageWidth'] as const) : []),
  ];
}

/** What an event says that it changed, by column. */
export function changesIn(payload: JsonObject): { column: string; from: unknown; to: unknown }[] {
  const { changes } = payload;
  if (!isObject(changes)) return [];
  return Object.entries(changes).map(([column, change]) =>
    isObject(change) ? { column, from: change.from, to: change.to } : { column, from: undefined, to: undefined },
  );
}

/** How far an event moved the camera, in metres; undefined when it did not. */
export function metersMoved({ from, to }: JsonObject): number | undefined {
  const [start, end] = [placeOf(from), placeOf(to)];
  if (!start || !end) return undefined;
  return Math.hypot(...localPlaneAt(start).toMeters(end));
}

function placeOf(value: unknown): [number, number] | undefined {
  if (!isObject(value)) return undefined;
  const { longitude, latitude } = value;
  return typeof longitude === 'number' && typeof latitude === 'number' ? [longitude, latitude] : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
