import type { Geometry } from 'geojson';
import { PbfWriter } from 'pbf';
import { clipLine, clipRing } from '../compute/geometry/clip.ts';
import type { Position } from '../compute/geometry/position.ts';
import { doubledArea } from '../compute/geometry/ring.ts';
import { tileExtent } from '../compute/geometry/tiles.ts';

/** What a property of a feature may be. Nothing is written for null. */
export type PropertyValue = string | number | boolean | null;

/** A thing to be drawn: its geometry in coordinates that `place` turns into the tile's units. */
export interface TileFeature {
  properties: Record<string, PropertyValue>;
  geometry: Geometry;
}

const pointType = 1;
const lineType = 2;
const polygonType = 3;

/** Parts of one geometry in whole tile units; rings come without their repeated point, outer ones clockwise. */
interface Drawn {
  type: typeof pointType | typeof lineType | typeof polygonType;
  parts: Position[][];
}

/**
 * One layer as a Mapbox Vector Tile (version 2.1, https://github.com/mapbox/vector-tile-spec). Geometry is cut to the
 * tile with `buffer` units around it and rounded to whole units; features of which nothing is left are left out. With
 * no feature at all the tile is empty, no bytes long.
 */
export function encodeTile(
  name: string,
  features: readonly TileFeature[],
  options: { buffer: number; place: (coordinates: Position) => Position },
): Uint8Array {
  const keys = new Map<string, number>();
  const values = new Map<string | number | boolean, number>();
  const layer = new PbfWriter();
  layer.writeVarintField(15, 2);
  layer.writeStringField(1, name);
  let written = 0;
  for (const feature of features) {
    const drawn = draw(feature.geometry, options);
    if (drawn.parts.length === 0) continue;
    const tags = tagsOf(feature.properties, keys, values);
    layer.writeMessage(2, writeFeature, { tags, drawn });
    written += 1;
  }
  if (written === 0) return new Uint8Array();
  for (const key of keys.keys()) layer.writeStringField(3, key);
  for (const value of values.keys()) layer.writeMessage(4, writeValue, value);
  layer.writeVarintField(5, tileExtent);
  const tile = new PbfWriter();
  tile.writeBytesField(3, layer.finish());
  return tile.finish();
}

function tagsOf(
  properties: TileFeature['properties'],
  keys: Map<string, number>,
  values: Map<string | number | boolean, number>,
): number[] {
  const tags: number[] = [];
  for (const [key, value] of Object.entries(properties)) {
    if (value === null) continue;
    tags.push(indexOf(keys, key), indexOf(values, value));
  }
  return tags;
}

function indexOf<Key>(indexes: Map<Key, number>, key: Key): number {
  const known = indexes.get(key);
  if (known !== undefined) return known;
  indexes.set(key, indexes.size);
  return indexes.size - 1;
}

function draw(
  geometry: Geometry,
  { buffer, place }: { buffer: number; place: (coordinates: Position) => Position },
): Drawn {
  const square = { least: -buffer, most: tileExtent + buffer };
  const positions = (raw: readonly number[][]): Position[] => raw.map(([x = 0, y = 0]) => place([x, y]));
  const points = (raw: readonly number[][]): Drawn => {
    const isWithin = (value: number): boolean => value >= square.least && value <= square.most;
    const seen = positions(raw).map(round);
    return { type: pointType, parts: seen.filter((point) => point.every(isWithin)).map((point) => [point]) };
  };
  const lines = (raw: readonly number[][][]): Drawn => {
    const parts = raw.flatMap((line) => clipLine(positions(line), square)).map(roundLine);
    return { type: lineType, parts: parts.filter((part) => part.length > 1) };
  };
  const polygons = (raw: readonly number[][][][]): Drawn => ({
    type: polygonType,
    parts: raw.flatMap((rings) => drawPolygon(rings.map(positions), square)),
  });
  switch (geometry.type) {
    case 'Point':
      return points([geometry.coordinates]);
    case 'MultiPoint':
      return points(geometry.coordinates);
    case 'LineString':
      return lines([geometry.coordinates]);
    case 'MultiLineString':
      return lines(geometry.coordinates);
    case 'Polygon':
      return polygons([geometry.coordinates]);
    case 'MultiPolygon':
      return polygons(geometry.coordinates);
    case 'GeometryCollection':
      throw new Error('A collection of geometries cannot be drawn as one feature.');
  }
}

function drawPolygon(rings: readonly Position[][], square: { least: number; most: number }): Position[][] {
  const drawn: Position[][] = [];
  for (const [at, ring] of rings.entries()) {
    const rounded = roundRing(clipRing(ring.slice(0, -1), square));
    const area = rounded.length < 3 ? 0 : doubledArea(rounded);
    // Without its outer ring nothing is left of a polygon.
    if (area === 0 && at === 0) return [];
    if (area === 0) continue;
    const isOuter = at === 0;
    drawn.push(area > 0 === isOuter ? rounded : rounded.reverse());
  }
  return drawn;
}

const round = ([x, y]: Position): Position => [Math.round(x), Math.round(y)];

function roundLine(line: readonly Position[]): Position[] {
  const rounded: Position[] = [];
  for (const point of line.map(round)) {
    const last = rounded.at(-1);
    if (!last || last[0] !== point[0] || last[1] !== point[1]) rounded.push(point);
  }
  return rounded;
}

function roundRing(ring: readonly Position[]): Position[] {
  const rounded = roundLine(ring);
  const [first, last] = [rounded[0], rounded.at(-1)];
  const isClosed = rounded.length > 1 && first && last && first[0] === last[0] && first[1] === last[1];
  return isClosed ? rounded.slice(0, -1) : rounded;
}

function writeFeature({ tags, drawn }: { tags: number[]; drawn: Drawn }, writer: PbfWriter | undefined): void {
  if (!writer) return;
  writer.writePackedVarint(2, tags);
  writer.writeVarintField(3, drawn.type);
  writer.writePackedVarint(4, commandsOf(drawn));
}

const moveTo = 1;
const lineTo = 2;
const closePath = 7;
const command = (id: number, count: number): number => (count << 3) | id;
const zigzag = (value: number): number => (value << 1) ^ (value >> 31);

function commandsOf({ type, parts }: Drawn): number[] {
  const commands: number[] = [];
  let [x, y] = [0, 0];
  const step = (point: Position): void => {
    commands.push(zigzag(point[0] - x), zigzag(point[1] - y));
    [x, y] = point;
  };
  if (type === pointType) {
    commands.push(command(moveTo, parts.length));
    for (const [point] of parts) if (point) step(point);
    return commands;
  }
  for (const part of parts) {
    const [first, ...rest] = part;
    if (!first) continue;
    commands.push(command(moveTo, 1));
    step(first);
    commands.push(command(lineTo, rest.length));
    rest.forEach(step);
    if (type === polygonType) commands.push(command(closePath, 1));
  }
  return commands;
}

function writeValue(value: string | number | boolean, writer: PbfWriter | undefined): void {
  if (!writer) return;
  if (typeof value === 'string') writer.writeStringField(1, value);
  else if (typeof value === 'boolean') writer.writeBooleanField(7, value);
  // A signed integer is written doubled, so that too has to be exact.
  else if (Number.isInteger(value) && Number.isSafeInteger(2 * value)) writer.writeSVarintField(6, value);
  else writer.writeDoubleField(3, value);
}
