import type { ReadonlySignal } from '@preact/signals';
import type { MultiPolygon, Polygon } from 'geojson';
import type { Locale } from '../../i18n/locale.ts';
import type { LayerName, Selection } from './layer-names.ts';
import type { PlanOverlay } from './plan-types.ts';

/** `[longitude, latitude]`. */
export type Place = [number, number];

/** `[west, south, east, north]`. */
export type Bounds = [number, number, number, number];

/** Where the map looks. */
export interface MapView {
  center: Place;
  zoom: number;
}

/** What lies under our own data: our own tiles, a PMTiles file that the server reads, or somebody's style. */
export interface BaseMapChoice {
  styleUrl?: string | undefined;
  isPmtiles?: boolean | undefined;
}

/** What was under the pointer, topmost first by nature of what lies there. */
export interface Picked {
  layer: LayerName;
  /** Empty when the thing is public only without an id. */
  id: string;
  place: Place;
  properties: Record<string, string | number | boolean>;
  /** Everything of the same layer under the pointer: several incidents share one public point. */
  together: Record<string, string | number | boolean>[];
}

/** Something that is happening now. */
export interface LivePoint {
  key: string;
  place: Place;
  name: string;
  isUrgent: boolean;
  /** From 1, life in danger, to 4; not known to the public. */
  priority?: number | undefined;
}

export interface MapOptions {
  container: HTMLElement;
  locale: Locale;
  base: BaseMapChoice;
  /** The map's name for those who do not see it. */
  label: string;
  view: MapView | { bounds: Bounds };
  /** Parts of the map that lie under something else. */
  cover?: { top: number; bottom: number };
  visible: ReadonlySignal<ReadonlySet<LayerName>>;
  /** The filters, as in the address bar. */
  tileQuery: ReadonlySignal<string>;
  selected: ReadonlySignal<Selection | null>;
  /** What is happening now, kept up to date. */
  live?: ReadonlySignal<readonly LivePoint[]>;
  /** Grows when what cameras see was worked out anew: its tiles are fetched again. */
  coverage?: ReadonlySignal<number>;
  /** An area to show that is not in our tiles (yet). */
  area?: ReadonlySignal<Polygon | MultiPolygon | null>;
  /** Cameras to turn and move, with what they see. */
  plan?: PlanOverlay;
  /** A place to mark with a pin, beside our own data. */
  pin?: Place | undefined;
  onMove?: (view: MapView, bounds: Bounds) => void;
  onPick?: (picked: Picked | null) => void;
  /** The reader has tapped a place, whatever lies there. */
  onPoint?: (place: Place) => void;
  /** Called when tiles begin to load and when all that is in view has been drawn. */
  onBusy?: (isBusy: boolean) => void;
  /** Tiles could not be had; the map goes on with what it has. */
  onTrouble?: () => void;
}

/** A map on the page, and what can be asked of it. */
export interface MapHandle {
  zoomBy(steps: number): void;
  goTo(place: Place, zoom?: number): void;
  /** Moves the map to the place when it lies outside what can be seen. */
  reveal(place: Place): void;
  /** Goes to the place and picks what lies there, as if the reader had pointed at it. */
  pick(place: Place): void;
  fit(bounds: Bounds): void;
  /** Marks where the reader is. */
  showPosition(place: Place): void;
  /** Names of streets and landmarks around the map's middle, nearest first. */
  namesAtCenter(): string[];
  /** The hours (0–23) at which the incidents in view happened; only officers' points carry them. */
  hoursInView(): number[];
  /** A picture of the map as it is, for printing. */
  picture(): string;
  /** Lets the reader draw an area; resolves with its ring, or null when given up. */
  drawArea(signal: AbortSignal): Promise<Place[] | null>;
  clearArea(): void;
  /** What lies in the middle of the map. */
  middle(): Place;
  close(): void;
}
