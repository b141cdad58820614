import type { DrawnIncident, IncidentSource, Treatment } from '../../src/compute/incidents/process.ts';
import type { Random } from '../../src/compute/random.ts';
import { measureEffect } from '../../src/compute/statistics/effect.ts';
import type { Building } from '../../src/compute/town/buildings.ts';
import { distanceMeters } from '../../src/compute/town/frame.ts';
import type { Point, TownPlan } from '../../src/compute/town/plan.ts';
import { daysBefore } from './moments.ts';
import { type BlockPlace, type Name, placeOf } from './towns.ts';

/** A place that is truly bad in the made-up town, known to whoever generates it and to tests. */
export interface HotPlace extends Name {
  key: string;
  at: BlockPlace;
  radiusMeters: number;
  /** Incidents of each kind a year. */
  perYear: Readonly<Record<string, number>>;
  /** Street lamps are broken or missing here. */
  isDark?: boolean;
}

export const hotPlaces: readonly HotPlace[] = [
  {
    key: 'behind-market',
    nameTh: 'หลังตลาดสด ซอย ๔',
    nameEn: 'Behind the market, Soi 4',
    at: [4, 6, 0.95, 0.9],
    radiusMeters: 75,
    isDark: true,
    perYear: { snatching: 2.5, theft: 3, assault: 1.5, quarrel: 14, suspicious: 13, noise: 6, drugs: 1 },
  },
  {
    key: 'canal-walk',
    nameTh: 'ทางเดินริมคลองหลังโรงเรียน',
    nameEn: 'Canal walk behind the school',
    at: [8, 4, 0.4, 0.95],
    radiusMeters: 85,
    perYear: { snatching: 2, theft: 2, assault: 1, suspicious: 20, quarrel: 12, noise: 8, sexual: 0.4 },
  },
  {
    key: 'canal-south',
    nameTh: 'ทางเลียบคลองหน้าวัด',
    nameEn: 'Canal path by the temple',
    at: [5, 3, 0.5, 0.95],
    radiusMeters: 85,
    isDark: true,
    perYear: { snatching: 1.5, theft: 2, assault: 1, suspicious: 19, quarrel: 12, noise: 8 },
  },
  {
    key: 'temple-road',
    nameTh: 'ท้ายถนนวัดสุขสันต์',
    nameEn: 'End of Wat Road',
    at: [9, 1, 0.1, 0.3],
    radiusMeters: 80,
    perYear: { 'vehicle-theft': 1.5, theft: 2, suspicious: 12, quarrel: 10, traffic: 6 },
  },
  {
    key: 'junction',
    nameTh: 'สี่แยกสถานีและป้ายรถเมล์',
    nameEn: 'Station junction and bus stop',
    at: [3, 8, 0.02, 0],
    radiusMeters: 70,
    perYear: { snatching: 1.5, theft: 2, traffic: 20, lost: 6, quarrel: 5 },
  },
  {
    key: 'restaurants',
    nameTh: 'ย่านร้านอาหารถนนสุขสันต์',
    nameEn: 'Suksan Road restaurants',
    at: [10, 8, 0.9, 0.05],
    radiusMeters: 75,
    perYear: { assault: 1.5, damage: 1, quarrel: 16, noise: 18, traffic: 5 },
  },
  {
    key: 'park-edge',
    nameTh: 'ข้างสวนสุขสันต์',
    nameEn: 'Beside Suksan Park',
    at: [2, 14, 0.05, 0.5],
    radiusMeters: 80,
    isDark: true,
    perYear: { drugs: 1.2, snatching: 0.8, suspicious: 14, noise: 7, animal: 4 },
  },
  {
    key: 'condominium',
    nameTh: 'ลานจอดรถคอนโดสุขสันต์เพลส',
    nameEn: 'Suksan Place parking',
    at: [12, 11, 0.5, 0.5],
    radiusMeters: 65,
    perYear: { 'vehicle-theft': 3, theft: 2.5, damage: 0.8, suspicious: 10, noise: 5 },
  },
  {
    key: 'north-lanes',
    nameTh: 'ซอยลึกท้ายเทศบาล ๒',
    nameEn: 'Deep lanes off Thetsaban 2',
    at: [7, 17, 0.5, 0.5],
    radiusMeters: 95,
    isDark: true,
    perYear: { burglary: 3, theft: 1.5, suspicious: 9, animal: 4 },
  },
  {
    key: 'grove',
    nameTh: 'สวนไผ่และบ้านร้าง',
    nameEn: 'Bamboo grove and empty houses',
    at: [2, 1, 0.1, 0.6],
    radiusMeters: 80,
    isDark: true,
    perYear: { drugs: 1, suspicious: 10, fire: 0.6, noise: 4 },
  },
];

/** What happens anywhere, a year; with the hot places it makes about 60 crimes and 600 calls. */
const elsewhere: Readonly<Record<string, number>> = {
  theft: 6,
  'vehicle-theft': 4,
  burglary: 3,
  snatching: 1,
  robbery: 1.2,
  assault: 2.5,
  damage: 2,
  drugs: 0.8,
  sexual: 1,
  domestic: 2,
  child: 0.6,
  quarrel: 35,
  noise: 72,
  suspicious: 24,
  traffic: 62,
  fire: 7,
  medical: 78,
  animal: 52,
  lost: 38,
  other: 55,
};

/** The share of what happens that is reported north of the canal; south of it fewer people call. */
const reportedShare = { north: 0.95, south: 0.82 };

/** How far works around a hot place reach, in its own radius. */
export const treatedShare = 1.6;

/** Works whose true effect is known, and the hot place that they are compared with. */
export const trueEffects = [
  { project: 'canal-walk', control: 'canal-south', daysAgo: 400, factor: 0.3 },
  { project: 'temple-road', control: 'restaurants', daysAgo: 430, factor: 1 },
  { project: 'condominium', control: 'north-lanes', daysAgo: 25, factor: 0.7 },
] as const;

export const placeOfHot = (plan: TownPlan, hot: HotPlace): Point => placeOf(plan, hot.at);

/** What gives rise to incidents in the first town: its hot places, its homes, and nothing else. */
export function sourcesOf(plan: TownPlan, buildings: readonly Building[]): IncidentSource[] {
  return [
    ...hotPlaces.map((hot): IncidentSource => {
      const center = placeOfHot(plan, hot);
      return {
        key: hot.key,
        perYear: hot.perYear,
        drawPlace: (random) => around(center, hot.radiusMeters * 0.55, random),
      };
    }),
    homesAsSource(buildings, 1),
  ];
}

/** What happens at homes anywhere; `scale` 1 is as much as in the first town. */
export function homesAsSource(buildings: readonly Pick<Building, 'homes' | 'center'>[], scale: number): IncidentSource {
  const homes = buildings.filter((building) => building.homes > 0);
  return {
    key: 'elsewhere',
    perYear: Object.fromEntries(Object.entries(elsewhere).map(([kind, perYear]) => [kind, perYear * scale])),
    drawPlace: (random) => around(random.pick(homes).center, 5, random),
  };
}

export function treatmentsOf(plan: TownPlan, now: Date): Treatment[] {
  return trueEffects.map(({ project, daysAgo, factor }) => {
    const hot = hotPlaceBy(project);
    const center = placeOfHot(plan, hot);
    return {
      key: project,
      contains: (place) => distanceMeters(center, place) <= hot.radiusMeters * treatedShare,
      from: daysBefore(now, daysAgo),
      factor,
    };
  });
}

/**
 * Whether the counts show what is true: chance alone makes one in twenty idle works look as if they had done something,
 * and a demonstration in which they do would teach the wrong thing.
 */
export function showsTrueEffects(plan: TownPlan, incidents: readonly DrawnIncident[], now: Date): boolean {
  return trueEffects
    .filter(({ daysAgo }) => daysAgo > 180)
    .every(({ project, control, daysAgo, factor }) => {
      const count = (key: string, from: number, to: number): number => {
        const hot = hotPlaceBy(key);
        const center = placeOfHot(plan, hot);
        return incidents.filter(
          (incident) =>
            distanceMeters(incident.place, center) <= hot.radiusMeters * treatedShare &&
            incident.from >= daysBefore(now, from) &&
            incident.from < daysBefore(now, to),
        ).length;
      };
      const effect = measureEffect(
        {
          treatedBefore: count(project, 2 * daysAgo, daysAgo),
          treatedAfter: count(project, daysAgo, 0),
          controlBefore: count(control, 2 * daysAgo, daysAgo),
          controlAfter: count(control, daysAgo, 0),
        },
        12,
      );
      return factor < 0.5 ? effect.low > 4 : effect.low < -4 && Math.abs(effect.avoided) < 6;
    });
}

export function hotPlaceBy(key: string): HotPlace {
  const hot = hotPlaces.find((place) => place.key === key);
  if (!hot) throw new RangeError(`There is no hot place named ${key}.`);
  return hot;
}

/** Fewer people call from south of the canal. */
export function reportedShareOf(plan: TownPlan): (place: Point) => number {
  const canal = placeOf(plan, [6, 4, 0.5, 0.5])[1];
  return ([, north]) => (north < canal ? reportedShare.south : reportedShare.north);
}

/** Whether lamps fail more here. */
export function isDarkPlace(plan: TownPlan): (place: Point) => boolean {
  const dark = hotPlaces
    .filter((hot) => hot.isDark)
    .map((hot) => ({ center: placeOfHot(plan, hot), meters: hot.radiusMeters * 1.2 }));
  return (place) => dark.some(({ center, meters }) => distanceMeters(center, place) < meters);
}

function around([east, north]: Point, meters: number, random: Random): Point {
  return [east + meters * random.normal(), north + meters * random.normal()];
}
