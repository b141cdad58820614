import { sql } from 'kysely';
import type { Database } from '../../db/client/database.ts';
import { newId } from '../../src/server/identifiers.ts';
import { type MadeZone, makeOrganisation, makeRiskArea, makeViewer } from './factories.ts';
import { makeHouses, makeIncident } from './town.ts';

/** What stands in a furnished zone, by what it is. */
export interface FurnishedZone {
  zone: MadeZone;
  incidents: { theft: string; domestic: string };
  reports: { ordinary: string; notPublic: string; sensitive: string };
  proposals: { draft: string; open: string; camera: string };
  cameras: { owned: string; other: string };
  /** What nobody sees for sure, for the first purpose. */
  gap: string;
  /** The organisation that owns the camera `owned`. */
  ownerId: string;
}

/** Puts at least one thing of every layer into the zone, around its middle. Snap points are not made. */
export async function furnishZone(database: Database, zone: MadeZone): Promise<FurnishedZone> {
  await makeHouses(database, zone, { count: 1000 });
  await makeBase(database, zone);
  const riskAreaId = await makeRiskArea(database, zone);
  const ownerId = await makeOrganisation(database, zone);
  const otherId = await makeOrganisation(database, zone);
  const cameras = {
    owned: await makeCamera(database, zone, ownerId, 0.0021),
    other: await makeCamera(database, zone, otherId, -0.0021),
  };
  const gap = await makeCover(database, zone, riskAreaId, cameras);
  return {
    zone,
    ownerId,
    cameras,
    gap,
    incidents: {
      theft: await makeIncident(database, zone, { place: beside(zone, 0.0011, 0.0007) }),
      domestic: await makeIncident(database, zone, { kind: 'domestic', place: beside(zone, -0.0013, 0.0005) }),
    },
    reports: {
      ordinary: await makeReport(database, zone, { category: 'dark' }),
      notPublic: await makeReport(database, zone, { category: 'dark', isPublicPlace: false }),
      sensitive: await makeReport(database, zone, { category: 'harassment' }),
    },
    proposals: await makeProposals(database, zone, riskAreaId),
  };
}

const beside = ({ center }: MadeZone, east: number, north: number): [number, number] => [
  center[0] + east,
  center[1] + north,
];

const point = ([longitude, latitude]: readonly [number, number]) =>
  sql<string>`st_setsrid(st_makepoint(${longitude}, ${latitude}), 4326)`;

async function makeBase(database: Database, zone: MadeZone): Promise<void> {
  const [x, y] = zone.center;
  const common = { zoneId: zone.id, source: 'test', sourceKey: newId() };
  await database
    .insertInto('street')
    .values([
      {
        id: newId(),
        ...common,
        sourceKey: 'main',
        kind: 'main',
        nameTh: 'ถนนใหญ่',
        nameEn: 'Main road',
        line: sql<string>`st_makeline(st_setsrid(st_makepoint(${x - 0.03}, ${y}), 4326), st_setsrid(st_makepoint(${x + 0.03}, ${y + 0.001}), 4326))`,
      },
      {
        id: newId(),
        ...common,
        sourceKey: 'lane',
        kind: 'lane',
        nameTh: 'ซอย ๔ แยก 2',
        nameEn: 'Soi 4 Yaek 2',
        line: sql<string>`st_setsrid(st_geomfromtext(${`LINESTRING(${x} ${y}, ${x + 0.001} ${y + 0.002}, ${x + 0.0004} ${y + 0.004})`}), 4326)`,
      },
    ])
    .execute();
  const ring = `((${x - 0.004} ${y}, ${x} ${y + 0.004}, ${x + 0.004} ${y}, ${x} ${y - 0.004}, ${x - 0.004} ${y}), (${x - 0.001} ${y}, ${x} ${y + 0.001}, ${x + 0.001} ${y}, ${x - 0.001} ${y}))`;
  await database
    .insertInto('land')
    .values({
      id: newId(),
      ...common,
      kind: 'park',
      nameTh: 'สวน',
      nameEn: 'Park',
      outline: sql<string>`st_setsrid(st_geomfromtext(${`MULTIPOLYGON(${ring})`}), 4326)`,
    })
    .execute();
  await database
    .insertInto('landmark')
    .values({
      id: newId(),
      ...common,
      kind: 'market',
      nameTh: 'ตลาดเช้า',
      nameEn: 'Morning market',
      place: point(beside(zone, 0.001, 0.001)),
    })
    .execute();
  await database
    .insertInto('streetLamp')
    .values({ id: newId(), ...common, isWorking: false, place: point(zone.center) })
    .execute();
  await database
    .insertInto('area')
    .values({
      id: newId(),
      kind: 'community',
      nameTh: 'ชุมชน',
      nameEn: 'Community',
      boundary: sql<string>`st_multi(st_buffer(${point(zone.center)}, 0.005, 4))`,
    })
    .execute();
  await database
    .insertInto('sosPost')
    .values({
      id: newId(),
      ...common,
      code: 'SOS-4',
      nameTh: 'เสาหน้าตลาด',
      place: point(beside(zone, 0.0005, 0)),
      createdAt: new Date(),
      changedAt: new Date(),
    })
    .execute();
}

const square = (zone: MadeZone, east: number) => {
  const [x, y] = beside(zone, east, 0.0004);
  return sql<string>`st_multi(st_makeenvelope(${x}, ${y}, ${x + 0.0005}, ${y + 0.0004}, 4326))`;
};

/** A view that is known and linked, one that is neither, a gap, and a lane near a post, as if they had been worked out. */
async function makeCover(
  database: Database,
  zone: MadeZone,
  riskAreaId: string,
  cameras: FurnishedZone['cameras'],
): Promise<string> {
  const common = { zoneId: zone.id, computedAt: new Date() };
  await database.updateTable('camera').set({ link: 'linked' }).where('id', '=', cameras.owned).execute();
  await database
    .insertInto('cameraView')
    .values([
      { ...common, cameraId: cameras.owned, purpose: 'detect', isKnown: true, area: square(zone, 0.0021) },
      { ...common, cameraId: cameras.other, purpose: 'detect', isKnown: false, area: square(zone, -0.0021) },
    ])
    .execute();
  const id = newId();
  const gap = { ...common, riskAreaId, scope: 'linked', people: 12, label: point(beside(zone, 0.0007, 0.0006)) };
  await database
    .insertInto('coverageGap')
    .values([
      { ...gap, id, purpose: 'detect', area: square(zone, 0.0005), squareMeters: 2400, risk: 9600 },
      { ...gap, id: newId(), purpose: 'identify', area: square(zone, 0.0004), squareMeters: 2500, risk: 9900 },
    ])
    .execute();
  const [x, y] = zone.center;
  await database
    .insertInto('sosReach')
    .values({
      zoneId: zone.id,
      minutes: 1,
      line: sql<string>`st_setsrid(st_geomfromtext(${`MULTILINESTRING((${x} ${y}, ${x + 0.001} ${y + 0.0005}))`}), 4326)`,
    })
    // A server that is up may have worked it out already.
    .onConflict((conflict) => conflict.columns(['zoneId', 'minutes']).doNothing())
    .execute();
  return id;
}

let reportsMade = 0;

async function makeReport(
  database: Database,
  zone: MadeZone,
  { category, isPublicPlace = true }: { category: string; isPublicPlace?: boolean },
): Promise<string> {
  const id = newId();
  reportsMade += 1;
  await database
    .insertInto('report')
    .values({
      id,
      zoneId: zone.id,
      trackingNumber: `TT-${2040 + reportsMade}`,
      followHash: newId(),
      idempotencyKey: newId(),
      category,
      addressedTo: category === 'harassment' ? zone.stationId : null,
      place: point(beside(zone, 0.0003 * reportsMade, -0.0002)),
      placeName: 'หน้าตลาด',
      isPublicPlace,
      createdAt: new Date(),
      changedAt: new Date(),
    })
    .execute();
  return id;
}

async function makeProposals(
  database: Database,
  zone: MadeZone,
  riskAreaId: string,
): Promise<FurnishedZone['proposals']> {
  const author = await makeViewer(database, 'resident', zone);
  const organisationId = await makeOrganisation(database, zone);
  const make = async (kind: string, state: string): Promise<string> => {
    const id = newId();
    const values = {
      zoneId: zone.id,
      kind,
      authorId: author.account?.id ?? '',
      title: 'ไฟทางในซอย 4',
      problem: 'มืดมาก',
      fix: 'ติดไฟเพิ่ม',
      place: point(beside(zone, 0.003, 0.003)),
      riskAreaId,
      createdAt: new Date(),
      changedAt: new Date(),
    };
    await database
      .insertInto('proposal')
      .values({ id, ...values })
      .execute();
    if (state !== 'draft') await database.updateTable('proposal').set({ state }).where('id', '=', id).execute();
    return id;
  };
  await database
    .insertInto('project')
    .values({
      id: newId(),
      zoneId: zone.id,
      kind: 'light',
      organisationId,
      title: 'ไฟทาง',
      place: point(beside(zone, 0.002, -0.002)),
      createdAt: new Date(),
      changedAt: new Date(),
    })
    .execute();
  return {
    draft: await make('light', 'draft'),
    open: await make('light', 'open'),
    camera: await make('camera', 'open'),
  };
}

async function makeCamera(database: Database, zone: MadeZone, organisationId: string, east: number): Promise<string> {
  const id = newId();
  const values = {
    zoneId: zone.id,
    organisationId,
    code: `CAM-${id.slice(-4)}`,
    place: point(beside(zone, east, 0.0004)),
    headingDegrees: east > 0 ? 90 : null,
    fieldOfViewDegrees: 60,
    rangeMeters: 40,
    source: 'test',
    sourceKey: id,
    createdAt: new Date(),
    changedAt: new Date(),
  };
  await database
    .insertInto('camera')
    .values({ id, ...values })
    .execute();
  return id;
}
