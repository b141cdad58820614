import { createHash } from 'node:crypto';
import type { Insertable } from 'kysely';
import sharp from 'sharp';
import { createRandom, type Random } from '../../src/compute/random.ts';
import { range } from '../../src/compute/town/plan.ts';
import type { Database } from '../client/database.ts';
import type { File } from '../types.ts';
import { insertRows } from './insert.ts';

/** What a drawn picture of a street shows. Pictures with the same spot show the same street. */
export interface Scene {
  spot: string;
  isNight: boolean;
  litLamps: boolean;
  overgrown: boolean;
  isWorksite?: boolean;
  hasCanal?: boolean;
}

const width = 960;
const height = 640;
const horizon = 270;
const thumbnailPixels = 320;

/** Draws the scenes and writes them as files; answers with their ids in the same order. */
export async function insertPictures(
  database: Database,
  zoneId: string,
  pictures: readonly { scene: Scene; createdAt: Date }[],
  random: Random,
): Promise<string[]> {
  const rows = await Promise.all(pictures.map((picture) => fileRow(zoneId, picture, random.id(picture.createdAt))));
  await insertRows(database, 'file', rows);
  return rows.map((row) => row.id);
}

async function fileRow(
  zoneId: string,
  { scene, createdAt }: { scene: Scene; createdAt: Date },
  id: string,
): Promise<Insertable<File> & { id: string }> {
  const drawing = sharp(Buffer.from(drawScene(scene)));
  const [bytes, thumbnail] = await Promise.all([
    drawing.clone().webp({ quality: 72, effort: 1 }).toBuffer(),
    drawing.clone().resize(thumbnailPixels).webp({ quality: 65, effort: 1 }).toBuffer(),
  ]);
  return {
    id,
    zoneId,
    mediaType: 'image/webp',
    width,
    height,
    bytes: asBytea(bytes),
    thumbnail: asBytea(thumbnail),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    createdAt,
  };
}

// Rows travel as JSON, in which bytes are PostgreSQL's own hexadecimal text; the column's type says Buffer.
const asBytea = (bytes: Buffer): Buffer => Object.assign(bytes, { toJSON: () => `\\x${bytes.toString('hex')}` });

interface Colours {
  sky: [string, string];
  ground: string;
  road: string;
  walls: string[];
  leaf: string;
}

const day: Colours = {
  sky: ['#a9cbd8', '#efe6d0'],
  ground: '#cfc8a4',
  road: '#a8a49b',
  walls: ['#e9ddc6', '#d8c6a8', '#dfd3c3', '#c9b9a0'],
  leaf: '#6f9163',
};
const darkNight: Colours = {
  sky: ['#0c1420', '#1c2630'],
  ground: '#181d1b',
  road: '#20252a',
  walls: ['#22272b', '#1d2226', '#262a2c', '#1a1f24'],
  leaf: '#10201a',
};
const litNight: Colours = {
  sky: ['#16243a', '#3a4250'],
  ground: '#5f5a44',
  road: '#6f6a5e',
  walls: ['#8d7f66', '#7c705c', '#96876d', '#6f6552'],
  leaf: '#4b6647',
};

function drawScene(scene: Scene): string {
  const random = createRandom(`picture/${scene.spot}`);
  const colours = scene.isNight ? (scene.litLamps ? litNight : darkNight) : day;
  const parts = [
    `<rect width="${width}" height="${height}" fill="url(#sky)"/>`,
    `<rect y="${horizon}" width="${width}" height="${height - horizon}" fill="${colours.ground}"/>`,
    scene.hasCanal
      ? `<path d="M0 ${horizon + 20}L420 ${horizon}L300 ${height}L0 ${height}Z" fill="${scene.isNight ? '#14303c' : '#9cc3cf'}"/>`
      : '',
    `<path d="M455 ${horizon}L515 ${horizon}L780 ${height}L230 ${height}Z" fill="${colours.road}"/>`,
    ...walls(colours, scene.hasCanal ?? false, random),
    ...trees(colours, scene.overgrown, random),
    ...lamps(scene, random),
    scene.isWorksite ? worksite() : '',
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>
    <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${colours.sky[0]}"/><stop offset="0.5" stop-color="${colours.sky[1]}"/></linearGradient>
    <radialGradient id="glow"><stop offset="0" stop-color="#ffe9ae" stop-opacity="0.75"/><stop offset="1" stop-color="#ffd87a" stop-opacity="0"/></radialGradient>
    </defs>${parts.join('')}</svg>`;
}

/** How far from the middle of the picture something at this depth stands; depth 0 is far away, 1 is here. */
const reach = (depth: number): number => 40 + depth ** 1.6 * 420;

function walls(colours: Colours, hasCanal: boolean, random: Random): string[] {
  return [-1, 1].flatMap((side) =>
    range(5).map((index) => {
      const [far, near] = [index / 5, (index + 0.92) / 5];
      const tall = random.between(90, 190);
      const wall = random.pick(colours.walls);
      if (hasCanal && side === -1) return '';
      const x = (depth: number): number => 485 + side * reach(depth);
      const ground = (depth: number): number => horizon + depth ** 1.6 * 250;
      const top = (depth: number): number => ground(depth) - tall * (0.35 + depth * 1.4);
      return `<path d="M${x(far)} ${ground(far)}L${x(near)} ${ground(near)}L${x(near)} ${top(near)}L${x(far)} ${top(far)}Z" fill="${wall}"/>`;
    }),
  );
}

function trees(colours: Colours, isOvergrown: boolean, random: Random): string[] {
  return range(isOvergrown ? 14 : 5).map((index) => {
    const depth = random.between(0.15, 0.95);
    const side = index % 2 === 0 ? -1 : 1;
    const x = 485 + side * (reach(depth) * (isOvergrown ? random.between(0.45, 0.95) : random.between(0.9, 1.1)));
    const y = horizon + depth ** 1.6 * 230;
    const size = (isOvergrown ? 70 : 38) * (0.3 + depth);
    return `<ellipse cx="${x.toFixed(0)}" cy="${(y - size).toFixed(0)}" rx="${size.toFixed(0)}" ry="${(size * 1.15).toFixed(0)}" fill="${colours.leaf}" opacity="0.92"/>`;
  });
}

function lamps(scene: Scene, random: Random): string[] {
  return [0.12, 0.3, 0.55, 0.85].flatMap((depth, index) => {
    const side = index % 2 === 0 ? 1 : -1;
    const x = 485 + side * reach(depth) * 0.72;
    const ground = horizon + depth ** 1.6 * 250;
    const top = ground - 210 * (0.3 + depth);
    const isLit = scene.litLamps || (scene.isNight && random.chance(0.12));
    const head = `<rect x="${x - 16 * depth}" y="${top}" width="${32 * depth + 6}" height="${6 + 4 * depth}" fill="#3b3f42"/>`;
    const pole = `<rect x="${x}" y="${top}" width="${3 + 5 * depth}" height="${ground - top}" fill="#4a4e50"/>`;
    const glow = `<circle cx="${x}" cy="${top + 8}" r="${150 * (0.3 + depth)}" fill="url(#glow)"/>`;
    return [pole, head, scene.isNight && isLit ? glow : ''];
  });
}

function worksite(): string {
  const cones = range(5).map((index) => {
    const x = 300 + index * 90;
    return `<path d="M${x} 560l18 -54l18 54z" fill="#e2701e"/><rect x="${x + 5}" y="532" width="26" height="8" fill="#fff"/>`;
  });
  return `${cones.join('')}<rect x="360" y="380" width="250" height="34" fill="#f2b632"/><path d="M360 380l40 34h30l-40 -34zM450 380l40 34h30l-40 -34zM540 380l40 34h30l-40 -34z" fill="#33383a"/>`;
}
