import type { Insertable } from 'kysely';
import type { Random } from '../../src/compute/random.ts';
import { ringOfBlocks, townRing } from '../../src/compute/town/lands.ts';
import type { Point, TownPlan } from '../../src/compute/town/plan.ts';
import type { Database } from '../client/database.ts';
import type { Area, PoliceUnit } from '../types.ts';
import { insertRows } from './insert.ts';
import { multiPolygonText } from './shapes.ts';
import { boundaryMeters, type Site } from './site.ts';

/** Ids of the areas and police units that people and organisations belong to. */
export interface Territory {
  national: string;
  bureau: string;
  division: string;
  station: string;
  localGovernmentArea: string;
  communityAreas: string[];
}

interface Rectangle {
  column: number;
  row: number;
  across: number;
  up: number;
}

interface TerritoryWords {
  bureau: [string, string];
  division: [string, string];
  station: [string, string, string];
  phase: number;
  province: [string, string];
  district: [string, string];
  subDistrict: [string, string];
  localGovernment: [string, string];
  communities: [string, string, (plan: TownPlan) => Rectangle][];
  summary: [string, string];
  zone: [string, string];
}

export const banSuksanTerritory: TerritoryWords = {
  bureau: ['ตำรวจภูธรภาคสาธิต ๑', 'Demonstration Provincial Police Region 1'],
  division: ['ตำรวจภูธรจังหวัดสุขใจ', 'Sukchai Provincial Police'],
  station: ['สภ.บ้านสุขสันต์', 'Ban Suksan Police Station', '0 2000 1191'],
  phase: 1,
  province: ['จังหวัดสุขใจ', 'Sukchai Province'],
  district: ['อำเภอบางใจดี', 'Bang Chai Di District'],
  subDistrict: ['ตำบลบ้านสุขสันต์', 'Ban Suksan Sub-district'],
  localGovernment: ['เทศบาลตำบลบ้านสุขสันต์', 'Ban Suksan Sub-district Municipality'],
  communities: [
    ['ชุมชนตลาดสุขสันต์', 'Talat Suksan Community', (plan) => ({ column: 0, row: 5, across: 7, up: plan.rows.length - 6 })],
    [
      'ชุมชนเทศบาลรวมใจ',
      'Ruamjai Community',
      (plan) => ({ column: 7, row: 5, across: plan.columns.length - 8, up: plan.rows.length - 6 }),
    ],
    [
      'ชุมชนริมคลองบางใจดี',
      'Rim Khlong Community',
      (plan) => ({ column: 0, row: 0, across: plan.columns.length - 1, up: 5 }),
    ],
  ],
  zone: ['พื้นที่ปลอดภัยบ้านสุขสันต์', 'Ban Suksan Safety Zone'],
  summary: [
    'ตลาดสด โรงเรียน วัด และซอยเล็ก ๆ ริมคลองบางใจดี ตำรวจ เทศบาล และชาวบ้านช่วยกันทำให้เดินกลับบ้านได้อย่างสบายใจ',
    'A fresh market, a school, a temple and small lanes along the Bang Chai Di canal, where police, the municipality and neighbours work so that everyone can walk home at ease.',
  ],
};

export const thungPlainaTerritory: TerritoryWords = {
  bureau: ['ตำรวจภูธรภาคสาธิต ๒', 'Demonstration Provincial Police Region 2'],
  division: ['ตำรวจภูธรจังหวัดปลายฟ้า', 'Plaifa Provincial Police'],
  station: ['สภ.ทุ่งปลายนา', 'Thung Plaina Police Station', '0 2000 2191'],
  phase: 2,
  province: ['จังหวัดปลายฟ้า', 'Plaifa Province'],
  district: ['อำเภอทุ่งกว้าง', 'Thung Kwang District'],
  subDistrict: ['ตำบลทุ่งปลายนา', 'Thung Plaina Sub-district'],
  localGovernment: ['อบต.ทุ่งปลายนา', 'Thung Plaina Sub-district Administration'],
  communities: [
    [
      'ชุมชนปลายนา',
      'Plaina Community',
      (plan) => ({ column: 0, row: 0, across: plan.columns.length - 1, up: plan.rows.length - 1 }),
    ],
  ],
  zone: ['พื้นที่ปลอดภัยทุ่งปลายนา', 'Thung Plaina Safety Zone'],
  summary: [
    'ชุมชนเล็กกลางทุ่งนา มีตลาดนัดและคลองส่งน้ำ กำลังเริ่มทำงานร่วมกันเรื่องไฟส่องสว่างและทางกลับบ้าน',
    'A small community among rice fields, with a weekly market and an irrigation canal, beginning to work together on lights and the way home.',
  ],
};

const homePeople = 2.02;

/** Writes areas, the tree of police units down to the station, the zone with its communities and its live streams. */
export async function insertTerritory(
  database: Database,
  site: Site,
  words: TerritoryWords,
  national: string,
  random: Random,
  now: Date,
): Promise<Territory> {
  const id = (): string => random.id(now);
  const ids: Territory = {
    national,
    bureau: id(),
    division: id(),
    station: id(),
    localGovernmentArea: id(),
    communityAreas: words.communities.map(id),
  };
  await insertRows(database, 'area', areaRows(site, words, ids, id));
  await insertRows(database, 'policeUnit', unitRows(site, words, ids));
  const homes = site.buildings.reduce((sum, building) => sum + building.homes, 0);
  await insertRows(database, 'zone', [
    {
      id: site.zoneId,
      stationId: ids.station,
      slug: site.words.slug,
      nameTh: words.zone[0],
      nameEn: words.zone[1],
      summaryTh: words.summary[0],
      summaryEn: words.summary[1],
      boundary: multiPolygonText(site.plan, townRing(site.plan, boundaryMeters)),
      trackingPrefix: site.words.trackingPrefix,
      population: Math.round((homes * homePeople) / 10) * 10,
      isDemonstration: true,
      createdAt: now,
    },
  ]);
  await insertRows(
    database,
    'zoneCommunity',
    ids.communityAreas.map((areaId) => ({ zoneId: site.zoneId, areaId })),
  );
  await insertRows(
    database,
    'stream',
    ['public', 'commander', 'officer'].map((audience) => ({ zoneId: site.zoneId, audience })),
  );
  return ids;
}

/** The root of the tree of police units. */
export async function insertNational(database: Database, random: Random, now: Date): Promise<string> {
  const id = random.id(now);
  const names = { nameTh: 'สำนักงานตำรวจแห่งชาติ (สาธิต)', nameEn: 'National Police (demonstration)' };
  await insertRows(database, 'policeUnit', [{ id, kind: 'national', parentId: null, ...names, isDemonstration: true }]);
  return id;
}

function areaRows(site: Site, words: TerritoryWords, ids: Territory, id: () => string): Insertable<Area>[] {
  const [province, district, subDistrict] = [id(), id(), id()];
  const row = (
    areaId: string,
    kind: string,
    parentId: string | null,
    [nameTh, nameEn]: readonly [string, string],
    ring: Point[],
  ): Insertable<Area> => ({
    id: areaId,
    kind,
    parentId,
    nameTh,
    nameEn,
    boundary: multiPolygonText(site.plan, ring),
    isDemonstration: true,
  });
  const { plan } = site;
  return [
    row(province, 'province', null, words.province, townRing(plan, 5_000)),
    row(district, 'district', province, words.district, townRing(plan, 2_200)),
    row(subDistrict, 'sub-district', district, words.subDistrict, townRing(plan, 700)),
    row(ids.localGovernmentArea, 'local-government', subDistrict, words.localGovernment, townRing(plan, 400)),
    ...words.communities.map(([nameTh, nameEn, blocks], index) =>
      row(
        ids.communityAreas[index] ?? id(),
        'community',
        ids.localGovernmentArea,
        [nameTh, nameEn],
        ringOfBlocks(plan, blocks(plan)),
      ),
    ),
  ];
}

function unitRows(site: Site, words: TerritoryWords, ids: Territory): Insertable<PoliceUnit>[] {
  const row = (
    id: string,
    kind: string,
    parentId: string,
    [nameTh, nameEn, phone]: string[],
  ): Insertable<PoliceUnit> => ({
    id,
    kind,
    parentId,
    nameTh: nameTh ?? '',
    nameEn: nameEn ?? '',
    phone: phone ?? null,
    phase: kind === 'station' ? words.phase : null,
    jurisdiction: kind === 'station' ? multiPolygonText(site.plan, townRing(site.plan, 900)) : null,
    isDemonstration: true,
  });
  return [
    row(ids.bureau, 'bureau', ids.national, words.bureau),
    row(ids.division, 'division', ids.bureau, words.division),
    row(ids.station, 'station', ids.division, words.station),
  ];
}
