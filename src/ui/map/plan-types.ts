import type { ReadonlySignal } from '@preact/signals';

/** `[longitude, latitude]`. */
type Place = [number, number];

/** A camera that can be turned and moved on the map. */
export interface PlanCamera {
  key: string;
  place: Place;
  name: string;
  /** Compass degrees; undefined when nobody knows. */
  headingDegrees: number | undefined;
  isChanged: boolean;
}

/** Coordinates of a MultiPolygon, `[longitude, latitude]`. */
export type Shapes = readonly (readonly (readonly Readonly<Place>[])[])[];

/** What a plan shows on the map, and what is told when somebody takes hold of it. */
export interface PlanOverlay {
  /** Changes whenever a shape has; shapes are asked for when they are about to be drawn. */
  version: ReadonlySignal<number>;
  shapes(): { seen: Shapes; edited: Shapes; isEditedKnown: boolean; gaps: Shapes };
  cameras: ReadonlySignal<readonly PlanCamera[]>;
  selectedKey: ReadonlySignal<string | undefined>;
  words: { turn: string; directionOf: (degrees: number) => string };
  onSelect(key: string): void;
  onTurn(key: string, headingDegrees: number): void;
  onMove(key: string, place: Place): void;
  /** The finger has let go: what was done becomes one step to undo. */
  onRest(): void;
}
