import type { Insertable } from 'kysely';
import { projectOn } from '../../src/compute/geometry/segment.ts';
import type { Random } from '../../src/compute/random.ts';
import { distanceMeters, toHeading } from '../../src/compute/town/frame.ts';
import { pointsAlong } from '../../src/compute/town/lamps.ts';
import { halfWidthMeters, type Point } from '../../src/compute/town/plan.ts';
import type { Database } from '../client/database.ts';
import type { Camera } from '../types.ts';
import { source } from './ground.ts';
import { insertRows } from './insert.ts';
import { daysBefore } from './moments.ts';
import type { Organisations } from './organisations.ts';
import { pointText } from './shapes.ts';
import { type Site, sayWhere } from './site.ts';
import { type BlockPlace, type Name, placeOf } from './towns.ts';

type CameraOwners = readonly (readonly [organisation: string, count: number])[];

/** Sixty cameras in two towns: of the police, of local government, and of those who share theirs. */
export const homeCameras: CameraOwners = [
  ['station', 16],
  ['municipality', 18],
  ['shops', 5],
  ['market', 4],
  ['condominium', 4],
  ['gold-shop', 2],
  ['school', 2],
  ['temple', 1],
];
export const foreignCameras: CameraOwners = [
  ['station', 3],
  ['municipality', 4],
  ['volunteers', 1],
];

/** Where owners of one place have theirs. */
const ownPlaces: Record<string, BlockPlace> = {
  shops: [6, 8, 0.5, 0],
  market: [5, 7, 0.5, 0.5],
  condominium: [12, 11, 0.5, 0.5],
  'gold-shop': [6, 8, 0.4, 0.1],
  school: [7, 5, 0.9, 0.9],
  temple: [9, 2, 0.9, 0.9],
};

const models = [
  { model: 'Dome 2MP', imageWidthPixels: 1_920, imageHeightPixels: 1_080, rangeMeters: 30, fieldOfViewDegrees: 95 },
  { model: 'Bullet 4MP', imageWidthPixels: 2_560, imageHeightPixels: 1_440, rangeMeters: 50, fieldOfViewDegrees: 78 },
  { model: 'Bullet 8MP', imageWidthPixels: 3_840, imageHeightPixels: 2_160, rangeMeters: 60, fieldOfViewDegrees: 62 },
];

/** Of those who put cameras up for everybody, the share that goes up where something was wrong. */
const shareAtTrouble = 0.6;

/**
 * Writes the cameras; every seventh has a heading that nobody knows. `trouble` is where people had complained when the
 * cameras were put up.
 */
export async function insertCameras(
  database: Database,
  site: Site,
  { owners, counts, trouble }: { owners: Organisations; counts: CameraOwners; trouble: readonly Point[] },
  random: Random,
  now: Date,
): Promise<void> {
  const poles = site.streets
    .filter((street) => street.kind !== 'path')
    .flatMap((street) => pointsAlong(street.points, 70, halfWidthMeters[street.kind] + 0.4));
  const taken: Point[] = [];
  const rows = counts
    .flatMap(([owner, count]) => Array.from({ length: count }, () => owner))
    .map((owner, index) => {
      const watched = !ownPlaces[owner] && random.chance(shareAtTrouble) ? random.pick(trouble) : undefined;
      const place = choosePole(watched ?? ownPlaceOf(site, owner), poles, taken, random);
      taken.push(place);
      return cameraRow(site, { organisationId: owners[owner] ?? '', place, watched }, index + 1, random, now);
    });
  await insertRows(database, 'camera', rows);
}

/** Two more of those who share theirs, which count nowhere yet: one waits for an officer, one was sent back. */
export async function insertUnacceptedCameras(
  database: Database,
  site: Site,
  owners: Organisations,
  random: Random,
  now: Date,
): Promise<void> {
  const waiting = { owner: 'condominium', at: [12, 11, 0.1, 0.5], days: 2, returnedReason: '' } as const;
  const returned = { owner: 'community-market', at: [5, 7, 0.1, 0.1], days: 6, returnedReason: reasonToMend } as const;
  const rows = [waiting, returned].map(({ owner, at, days, returnedReason }, index) => {
    const standing = { organisationId: owners[owner] ?? '', place: placeOf(site.plan, at), watched: undefined };
    const createdAt = daysBefore(now, days);
    const row = cameraRow(site, standing, unacceptedNumber + index, random, now);
    const dates = { acceptedAt: null, createdAt, changedAt: createdAt };
    return { ...row, ...dates, returnedReason, condition: 'working', link: 'unlinked' };
  });
  await insertRows(database, 'camera', rows);
}

/** Their codes go on after those of the others. */
const unacceptedNumber = 61;
const reasonToMend = 'ตำแหน่งบนแผนที่อยู่คนละฝั่งถนนกับกล้องจริง ช่วยปักหมุดใหม่แล้วบันทึกอีกครั้ง';

function ownPlaceOf(site: Site, owner: string): Point | undefined {
  const own = ownPlaces[owner];
  return own && placeOf(site.plan, own);
}

/** A free pole close to a place, or anywhere. */
function choosePole(near: Point | undefined, poles: readonly Point[], taken: readonly Point[], random: Random): Point {
  const free = poles.filter((pole) => taken.every((other) => distanceMeters(pole, other) > (near ? 12 : 55)));
  if (!near) return random.pick(free);
  return random.pick(free.toSorted((a, b) => distanceMeters(a, near) - distanceMeters(b, near)).slice(0, 3));
}

interface Standing {
  organisationId: string;
  place: Point;
  /** What it was put up to watch. */
  watched: Point | undefined;
}

function cameraRow(
  site: Site,
  { organisationId, place, watched }: Standing,
  number: number,
  random: Random,
  now: Date,
): Insertable<Camera> {
  const code = `${site.words.trackingPrefix}-${String(number).padStart(2, '0')}`;
  const createdAt = daysBefore(now, random.between(60, 900));
  return {
    id: random.id(createdAt),
    zoneId: site.zoneId,
    organisationId,
    code,
    name: sayWhere(site, place).slice(0, 200),
    place: pointText(site.plan, place),
    mountingHeightMeters: Math.round(random.between(3, 6.5) * 10) / 10,
    headingDegrees: number % 7 === 0 ? null : toHeading(site.plan, alongTheStreet(site, place, watched, random)) % 360,
    tiltDegrees: Math.round(random.between(8, 28)),
    ...random.pick(models),
    functions: number % 10 === 3 ? ['plain', 'plate'] : number % 15 === 8 ? ['plain', 'face'] : ['plain'],
    link: random.weighted(
      ['linked', 'unlinked', 'paused'],
      (link) => ({ linked: 7, unlinked: 2, paused: 1 })[link] ?? 0,
    ),
    condition: random.weighted(
      ['working', 'faulty', 'offline', 'removed'],
      (condition) => ({ working: 84, faulty: 8, offline: 6, removed: 2 })[condition] ?? 0,
    ),
    source,
    sourceKey: code,
    acceptedAt: createdAt,
    createdAt,
    changedAt: createdAt,
  };
}

type SosPostWords = Name & { at: BlockPlace; condition?: string };

/** Whoever puts up a camera points it up or down the street that it stands in, more or less, to what it is to watch. */
function alongTheStreet({ streets }: Site, place: Point, watched: Point | undefined, random: Random): Point {
  let nearest: { meters: number; direction: Point } = { meters: Number.POSITIVE_INFINITY, direction: [1, 0] };
  for (const { points } of streets) {
    points.slice(1).forEach((to, index) => {
      const from = points[index] ?? to;
      const { metersAway: meters } = projectOn(place, from, to);
      if (meters < nearest.meters) nearest = { meters, direction: [to[0] - from[0], to[1] - from[1]] };
    });
  }
  const [east, north] = nearest.direction;
  const looksAway = watched ? east * (watched[0] - place[0]) + north * (watched[1] - place[1]) < 0 : random.chance(0.5);
  const angle = Math.atan2(north, east) + (looksAway ? Math.PI : 0) + random.normal() * 0.2;
  return [Math.cos(angle), Math.sin(angle)];
}

/** Eight SOS posts in two towns. */
export const homeSosPosts: readonly SosPostWords[] = [
  { nameTh: 'เสา SOS หน้าตลาดสด', nameEn: 'Fresh Market SOS post', at: [5, 7, 0.6, 1.01] },
  { nameTh: 'เสา SOS สี่แยกสถานี', nameEn: 'Station Junction SOS post', at: [3, 7, 0.03, 1] },
  { nameTh: 'เสา SOS หน้าโรงเรียน', nameEn: 'School SOS post', at: [8, 5, 0.3, -0.03] },
  { nameTh: 'เสา SOS สะพานถนนวัด', nameEn: 'Wat Road Bridge SOS post', at: [9, 4, -0.05, 0.85] },
  { nameTh: 'เสา SOS สวนสุขสันต์', nameEn: 'Suksan Park SOS post', at: [2, 14, -0.02, 0.5], condition: 'silent' },
  { nameTh: 'เสา SOS ทางเลียบคลอง', nameEn: 'Canal Path SOS post', at: [5, 3, 0.4, 1.03], condition: 'faulty' },
];
export const foreignSosPosts: readonly SosPostWords[] = [
  { nameTh: 'เสา SOS ตลาดนัดปลายนา', nameEn: 'Plaina Market SOS post', at: [5, 7, 0.6, 1.01] },
  { nameTh: 'เสา SOS ทางเลียบคลองส่งน้ำ', nameEn: 'Irrigation Canal SOS post', at: [4, 4, 0.6, 1.01] },
];

/** Writes the SOS posts and returns where they stand. */
export async function insertSosPosts(
  database: Database,
  site: Site,
  posts: readonly SosPostWords[],
  random: Random,
  now: Date,
): Promise<Point[]> {
  const createdAt = daysBefore(now, 640);
  const made = posts.map((post) => ({ ...post, id: random.id(createdAt) }));
  await insertRows(
    database,
    'sosPost',
    made.map((post, index) => ({
      id: post.id,
      zoneId: site.zoneId,
      code: `${site.words.trackingPrefix}-SOS-${index + 1}`,
      nameTh: post.nameTh,
      nameEn: post.nameEn,
      place: pointText(site.plan, placeOf(site.plan, post.at)),
      condition: post.condition ?? 'working',
      source,
      sourceKey: `SOS-${index + 1}`,
      createdAt,
      changedAt: createdAt,
    })),
  );
  // The others were never heard: nobody sends signals for the demonstration, and so none of them falls silent.
  await insertRows(
    database,
    'deviceSignal',
    made
      .filter(({ condition }) => condition === 'silent')
      .map(({ id }) => ({ deviceId: id, kind: 'sos-post', lastHeardAt: daysBefore(now, 0.4) })),
  );
  return posts.map((post) => placeOf(site.plan, post.at));
}
