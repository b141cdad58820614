import { localPlaneAt } from '../../compute/geometry/local-plane.ts';
import type { Position } from '../../compute/geometry/position.ts';
import type { Surroundings } from './surroundings.queries.ts';

/** What stands around a camera as the data of SVG paths, in metres with the camera in the middle and north at the top. */
export interface SurroundingsDrawing {
  halfMeters: number;
  buildings: string;
  streets: string;
  seen: string;
  /** Where the line ends that shows which way it looks; none when nobody knows. */
  ahead: Position | undefined;
}

const halfMeters = 60;
const aheadMeters = 22;

/** Draws the ground around a camera, so that whoever stands there can tell whether it hangs where it is said to. */
export function drawSurroundings(
  camera: { longitude: number; latitude: number; headingDegrees: number | null },
  { buildings, streets, seen }: Surroundings,
): SurroundingsDrawing {
  const plane = localPlaneAt([camera.longitude, camera.latitude]);
  const draw = (lines: readonly (readonly Position[])[], end: string): string =>
    lines.map((line) => `${pathOf(line.map((place) => plane.toMeters(place)))}${end}`).join('');
  const angle = ((camera.headingDegrees ?? 0) * Math.PI) / 180;
  return {
    halfMeters,
    buildings: draw(buildings, 'Z'),
    streets: draw(streets, ''),
    seen: draw(seen, 'Z'),
    ahead:
      camera.headingDegrees === null
        ? undefined
        : [Math.round(aheadMeters * Math.sin(angle)), Math.round(-aheadMeters * Math.cos(angle))],
  };
}

const pathOf = (points: readonly Position[]): string =>
  points.map(([east, north], at) => `${at === 0 ? 'M' : 'L'}${east.toFixed(1)} ${(-north).toFixed(1)}`).join('');
