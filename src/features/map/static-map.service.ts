import { createHash } from 'node:crypto';
import { localName } from '../../i18n/format.ts';
import type { Locale } from '../../i18n/locale.ts';
import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import { type DrawingPart, type Frame, findZoneBox, listDrawnParts, listStreetNames } from './static-map.queries.ts';

/** The drawing's longer side, in its own units. */
const longestSide = 800;
const marginUnits = 16;
const mercatorRadiusMeters = 6_378_137;
const mostNames = 8;

/** Lowest first. */
const order: readonly DrawingPart[] = ['green', 'water', 'building', 'lane', 'street', 'main', 'risk', 'zone'];

const style = `
.ground{fill:#f4f1ea}.green{fill:#dbe8d3}.water{fill:#bfdbe3}.building{fill:#e4ded2}
.lane,.street,.main,.zone{fill:none;stroke-linecap:round;stroke-linejoin:round}
.lane{stroke:#fff;stroke-width:2}.street{stroke:#fff;stroke-width:4}.main{stroke:#fff;stroke-width:8}
.risk{fill:#d8892f;fill-opacity:.3;stroke:#b85a1a;stroke-width:1.5}
.zone{stroke:#0b6b63;stroke-width:2.5;stroke-dasharray:7 5}
text{font:500 13px 'IBM Plex Sans Thai','Noto Sans Thai',system-ui,sans-serif;fill:#56625c;stroke:#f4f1ea;stroke-width:3;paint-order:stroke;text-anchor:middle;dominant-baseline:central}
@media (prefers-color-scheme:dark){.ground{fill:#111a17}.green{fill:#14261c}.water{fill:#10283a}.building{fill:#1b2622}
.lane,.street,.main{stroke:#2a3833}.zone{stroke:#4cc3b5}text{fill:#93a79f;stroke:#111a17}}`.replaceAll('\n', '');

const escapeText = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

/**
 * A drawing of the zone for anybody, as SVG: a map that needs no script, by day and by night. It refers to nothing
 * outside itself. `tag` changes with the drawing. Refuses a zone that does not exist.
 */
export async function drawZone(
  context: Pick<Context, 'database'>,
  slug: string,
  locale: Locale,
): Promise<{ svg: string; tag: string }> {
  const zone = (await findZoneBox(context.database, slug)) ?? notFound();
  const unitMeters = Math.max(zone.east - zone.west, zone.north - zone.south) / longestSide;
  const frame: Frame = { zoneId: zone.id, bounds: [zone.west, zone.south, zone.east, zone.north], unitMeters };
  const parts = new Map((await listDrawnParts(context.database, frame)).map(({ part, path }) => [part, path]));
  const names = await listStreetNames(context.database, frame, mostNames);
  const width = Math.round((zone.east - zone.west) / unitMeters) + 2 * marginUnits;
  const height = Math.round((zone.north - zone.south) / unitMeters) + 2 * marginUnits;
  const paths = order.map((part) => {
    const path = parts.get(part);
    return path ? `<path class="${part}" d="${path}"/>` : '';
  });
  const title = escapeText(localName(zone, locale));
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-marginUnits} ${-marginUnits} ${width} ${height}" role="img" aria-label="${title}">`,
    `<title>${title}</title><style>${style}</style>`,
    `<rect class="ground" x="${-marginUnits}" y="${-marginUnits}" width="${width}" height="${height}"/>`,
    ...paths,
    ...names.map((name) => {
      const [x, y] = [name.x.toFixed(1), name.y.toFixed(1)];
      const label = escapeText(localName(name, locale));
      return `<text x="${x}" y="${y}" transform="rotate(${uprightAngle(name.degrees).toFixed(1)} ${x} ${y})">${label}</text>`;
    }),
    '</svg>',
  ].join('');
  return { svg, tag: createHash('sha256').update(svg).digest('base64url').slice(0, 22) };
}

/** The same line, read from left to right. */
function uprightAngle(degrees: number): number {
  if (degrees > 90) return degrees - 180;
  return degrees < -90 ? degrees + 180 : degrees;
}

/** Where the drawing of a zone lies, so that something can be drawn over it. */
export interface DrawingFrame {
  /** The drawing's west, north, width and height in its own units. */
  box: [number, number, number, number];
  /** Where a place, `[longitude, latitude]`, comes to lie in it. */
  toDrawing(place: readonly [number, number]): [number, number];
}

/** The frame of `drawZone`. Refuses a zone that does not exist. */
export async function frameOfDrawing(context: Pick<Context, 'database'>, slug: string): Promise<DrawingFrame> {
  const { west, east, south, north } = (await findZoneBox(context.database, slug)) ?? notFound();
  const unitMeters = Math.max(east - west, north - south) / longestSide;
  const [width, height] = [(east - west) / unitMeters, (north - south) / unitMeters].map(
    (side) => Math.round(side) + 2 * marginUnits,
  );
  return {
    box: [-marginUnits, -marginUnits, width ?? 0, height ?? 0],
    toDrawing: ([longitude, latitude]) => [
      ((longitude * Math.PI * mercatorRadiusMeters) / 180 - west) / unitMeters,
      (north - mercatorRadiusMeters * Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360))) / unitMeters,
    ],
  };
}
