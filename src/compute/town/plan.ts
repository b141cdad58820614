import { createRandom } from '../random.ts';

/** Metres east and north of the town's middle, before the town is turned. */
export type Point = readonly [eastMeters: number, northMeters: number];

export type StreetKind = 'main' | 'secondary' | 'local' | 'lane' | 'path';
export type LandKind = 'park' | 'grass' | 'wood' | 'canal' | 'school' | 'temple' | 'market' | 'square';

/** One line of the grid that the streets follow, before it is bent. */
export interface GridLine {
  offsetMeters: number;
  kind: StreetKind;
}

/** Blocks that are not built up as usual; `across` and `up` count blocks. */
export interface LandUse {
  key: string;
  kind: LandKind;
  column: number;
  row: number;
  across: number;
  up: number;
}

/** A town before it is drawn: a grid, what its blocks are for, and how it is bent and turned. All else follows from it. */
export interface TownPlan {
  seed: string;
  /** `[longitude, latitude]` of the middle. */
  center: readonly [number, number];
  rotationRadians: number;
  columns: readonly GridLine[];
  rows: readonly GridLine[];
  uses: readonly LandUse[];
  /** Bands between two rows through which a canal runs. */
  canalBands: readonly number[];
}

export interface TownOptions {
  seed: string;
  center: readonly [number, number];
  rotationDegrees: number;
  /** Blocks from west to east and from south to north. */
  blocksAcross: number;
  blocksUp: number;
}

/** The pattern of about 2 km² that repeats when the town is larger. */
export const patternAcross = 14;
export const patternUp = 20;
const canalBand = 4;
export const canalWidthMeters = 24;
const canalBandMeters = 96;

/** Half the width of each kind of street, in metres. */
export const halfWidthMeters: Record<StreetKind, number> = { main: 10, secondary: 7, local: 5, lane: 4, path: 2.5 };

const columnKinds = kindsOf(patternAcross, { main: [3], secondary: [9, 12], local: [6] });
const rowKinds = kindsOf(patternUp, { main: [8], secondary: [5, 12, 16], local: [4, 1, 14] });

const patternUses: readonly LandUse[] = [
  { key: 'market', kind: 'market', column: 5, row: 7, across: 1, up: 1 },
  { key: 'square', kind: 'square', column: 3, row: 8, across: 1, up: 1 },
  { key: 'school', kind: 'school', column: 7, row: 5, across: 2, up: 2 },
  { key: 'temple', kind: 'temple', column: 9, row: 2, across: 2, up: 2 },
  { key: 'park', kind: 'park', column: 0, row: 13, across: 2, up: 3 },
  { key: 'garden', kind: 'park', column: 10, row: 9, across: 1, up: 2 },
  { key: 'field', kind: 'grass', column: 12, row: 17, across: 2, up: 3 },
  { key: 'grove', kind: 'wood', column: 0, row: 0, across: 2, up: 2 },
];

/** How many blocks a town of `scale` times the usual 2 km² has. */
export function blocksOfScale(scale: number): { blocksAcross: number; blocksUp: number } {
  const side = Math.sqrt(scale);
  return {
    blocksAcross: Math.max(4, Math.round(patternAcross * side)),
    blocksUp: Math.max(6, Math.round(patternUp * side)),
  };
}

/** Plans a town; the same options give the same town. */
export function planTown(options: TownOptions): TownPlan {
  const random = createRandom(`${options.seed}/plan`);
  const canalBands = range(options.blocksUp).filter((row) => row % patternUp === canalBand);
  return {
    seed: options.seed,
    center: options.center,
    rotationRadians: (options.rotationDegrees * Math.PI) / 180,
    columns: gridLines(options.blocksAcross, columnKinds, () => random.between(98, 130)),
    rows: gridLines(options.blocksUp, rowKinds, (band) =>
      canalBands.includes(band) ? canalBandMeters : random.between(55, 67),
    ),
    uses: usesOf(options.blocksAcross, options.blocksUp),
    canalBands,
  };
}

/** A crossing of the grid, bent and jittered, in metres. */
export function crossing(plan: TownPlan, column: number, row: number): Point {
  const east = plan.columns[column]?.offsetMeters ?? 0;
  const north = plan.rows[row]?.offsetMeters ?? 0;
  const [bentEast, bentNorth] = bend([east, north]);
  const jitter = createRandom(`${plan.seed}/crossing/${column}/${row}`);
  return [bentEast + jitter.between(-2, 2), bentNorth + jitter.between(-2, 2)];
}

/** The slow waves that make a grid look grown. */
export function bend([east, north]: Point): Point {
  return [
    east + 16 * Math.sin(north / 330 + 0.6) + 5 * Math.sin(north / 120),
    north + 20 * Math.sin(east / 420 + 1.1) + 6 * Math.sin(east / 150 + 2),
  ];
}

/** The use of a block, if it is not built up as usual. */
export function useOf(plan: TownPlan, column: number, row: number): LandUse | undefined {
  return plan.uses.find(
    (use) => column >= use.column && column < use.column + use.across && row >= use.row && row < use.row + use.up,
  );
}

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function kindsOf(count: number, kinds: Partial<Record<StreetKind, number[]>>): StreetKind[] {
  return range(count).map((index) => {
    if (kinds.main?.includes(index)) return 'main';
    if (kinds.secondary?.includes(index)) return 'secondary';
    return kinds.local?.includes(index) ? 'local' : 'lane';
  });
}

function gridLines(blocks: number, kinds: readonly StreetKind[], spacing: (band: number) => number): GridLine[] {
  const lines: GridLine[] = [];
  let offset = 0;
  for (const index of range(blocks + 1)) {
    lines.push({ offsetMeters: offset, kind: kinds[index % kinds.length] ?? 'lane' });
    offset += spacing(index);
  }
  const middle = (lines.at(-1)?.offsetMeters ?? 0) / 2;
  return lines.map((line) => ({ ...line, offsetMeters: line.offsetMeters - middle }));
}

function usesOf(blocksAcross: number, blocksUp: number): LandUse[] {
  const uses: LandUse[] = [];
  for (const up of range(Math.ceil(blocksUp / patternUp))) {
    for (const across of range(Math.ceil(blocksAcross / patternAcross))) {
      for (const use of patternUses) {
        const column = use.column + across * patternAcross;
        const row = use.row + up * patternUp;
        if (column + use.across > blocksAcross || row + use.up > blocksUp) continue;
        const key = across + up === 0 ? use.key : `${use.key}-${across}-${up}`;
        uses.push({ ...use, key, column, row });
      }
    }
  }
  return uses;
}
