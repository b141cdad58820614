import type { Random } from '../../src/compute/random.ts';
import { type Building, buildingsOf } from '../../src/compute/town/buildings.ts';
import { distanceMeters } from '../../src/compute/town/frame.ts';
import { pointsAlong } from '../../src/compute/town/lamps.ts';
import type { Point, TownPlan } from '../../src/compute/town/plan.ts';
import { type Street, streetsOf } from '../../src/compute/town/streets.ts';
import { type Name, nameOfStreet, placeOf, type TownWords } from './towns.ts';

/** A town as the later parts of the demonstration need it: what stands where, and under which ids. */
export interface Site {
  plan: TownPlan;
  words: TownWords;
  zoneId: string;
  streets: (Street & Name)[];
  buildings: Building[];
  landmarks: (Name & { kind: string; place: Point })[];
}

/** How far a zone reaches beyond its outermost streets. */
export const boundaryMeters = 20;

/** Draws a town. */
export function makeSite(plan: TownPlan, words: TownWords, random: Random, now: Date): Site {
  return {
    plan,
    words,
    zoneId: random.fork(`zone/${words.slug}`).id(now),
    streets: streetsOf(plan).map((street) => ({ ...street, ...nameOfStreet(plan, words, street) })),
    buildings: [...buildingsOf(plan)].flat(),
    landmarks: words.landmarks.map((landmark) => ({ ...landmark, place: placeOf(plan, landmark.at) })),
  };
}

/** How people would say where this is: the nearest street, and a landmark when one is near. */
export function sayWhere(site: Site, place: Point): string {
  const street = nearest(streetPoints(site), place);
  const landmark = nearest(site.landmarks, place);
  const name = street?.nameTh ?? '';
  if (!landmark || distanceMeters(landmark.place, place) > 130) return name;
  return `${name} ใกล้${landmark.nameTh.replace('ตลาดสดสุขสันต์', 'ตลาดสด')}`;
}

const known = new WeakMap<Site, (Name & { place: Point })[]>();

function streetPoints(site: Site): (Name & { place: Point })[] {
  const found =
    known.get(site) ??
    site.streets.flatMap(({ points, nameTh, nameEn }) =>
      pointsAlong(points, 15, 0).map((place) => ({ place, nameTh, nameEn })),
    );
  known.set(site, found);
  return found;
}

function nearest<Item extends { place: Point }>(items: readonly Item[], place: Point): Item | undefined {
  let best: Item | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const meters = distanceMeters(item.place, place);
    if (meters >= least) continue;
    least = meters;
    best = item;
  }
  return best;
}
