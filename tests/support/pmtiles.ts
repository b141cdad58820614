import { zxyToTileId } from 'pmtiles';

/** A tile to be put into an archive. */
export interface PackedTile {
  z: number;
  x: number;
  y: number;
  bytes: Uint8Array;
}

const headerBytes = 127;

/**
 * Writes a PMTiles archive of vector tiles, uncompressed, with one directory.
 * https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
 */
export function writePmtiles(
  tiles: readonly PackedTile[],
  metadata: object,
  [west, south, east, north]: readonly [number, number, number, number],
): Uint8Array {
  const sorted = tiles.map(({ z, x, y, bytes }) => ({ id: zxyToTileId(z, x, y), bytes })).sort((a, b) => a.id - b.id);
  const directory = Buffer.from([
    ...varint(sorted.length),
    ...sorted.flatMap(({ id }, index) => varint(id - (sorted[index - 1]?.id ?? 0))),
    ...sorted.flatMap(() => varint(1)),
    ...sorted.flatMap(({ bytes }) => varint(bytes.length)),
    // The first begins at 0, written as 1; 0 stands for "right after the one before".
    ...sorted.flatMap((_, index) => varint(index === 0 ? 1 : 0)),
  ]);
  const described = Buffer.from(JSON.stringify(metadata));
  const data = Buffer.concat(sorted.map(({ bytes }) => bytes));
  const header = Buffer.alloc(headerBytes);
  header.write('PMTiles');
  header.writeUInt8(3, 7);
  const parts = [directory.length, described.length, 0, data.length];
  let offset = headerBytes;
  for (const [index, length] of parts.entries()) {
    header.writeBigUInt64LE(BigInt(offset), 8 + index * 16);
    header.writeBigUInt64LE(BigInt(length), 16 + index * 16);
    offset += length;
  }
  for (const at of [72, 80, 88]) header.writeBigUInt64LE(BigInt(sorted.length), at);
  const zooms = tiles.map(({ z }) => z);
  // Clustered; nothing compressed; vector tiles; from which zoom to which.
  for (const [index, value] of [1, 1, 1, 1, Math.min(...zooms), Math.max(...zooms)].entries())
    header.writeUInt8(value, 96 + index);
  for (const [index, degrees] of [west, south, east, north].entries())
    header.writeInt32LE(Math.round(degrees * 1e7), 102 + index * 4);
  return Buffer.concat([header, directory, described, data]);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}
