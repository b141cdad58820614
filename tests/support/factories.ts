import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../../db/client/database.ts';
import type { MembershipRole, Verification, Viewer } from '../../src/server/access.ts';
import { newId } from '../../src/server/identifiers.ts';
import { loadTerritory } from '../../src/server/session.ts';

/** The moment at which made rows were made; tests count from here. */
export const madeAt = new Date('2026-11-01T02:00:00Z');

/** A zone with its own station, division and bureau, so that two of them are foreign to each other. */
export interface MadeZone {
  id: string;
  slug: string;
  stationId: string;
  divisionId: string;
  /** The middle of the zone: `[longitude, latitude]`. Its square reaches 0.01° to each side. */
  center: [number, number];
}

let zonesMade = 0;

/** Makes a square zone of about two kilometres; each call lies ten kilometres east of the one before. */
export async function makeZone(database: Database): Promise<MadeZone> {
  const mark = randomUUID().slice(0, 8);
  const center: [number, number] = [100.5 + zonesMade++ * 0.1, 13.8];
  const square = (reach: number) => sql<string>`st_multi(st_makeenvelope(${center[0] - reach}, ${center[1] - reach},
    ${center[0] + reach}, ${center[1] + reach}, 4326))`;
  const units = { national: newId(), bureau: newId(), division: newId(), station: newId() };
  const unit = (id: string, kind: string, parentId: string | null) => ({
    id,
    kind,
    parentId,
    nameTh: `${kind} ${mark}`,
    nameEn: `${kind} ${mark}`,
    jurisdiction: kind === 'station' ? square(0.02) : null,
  });
  await database
    .insertInto('policeUnit')
    .values([
      unit(units.national, 'national', null),
      unit(units.bureau, 'bureau', units.national),
      unit(units.division, 'division', units.bureau),
      unit(units.station, 'station', units.division),
    ])
    .execute();
  const zone = { id: newId(), slug: `zone-${mark}`, stationId: units.station, divisionId: units.division, center };
  await database
    .insertInto('zone')
    .values({
      id: zone.id,
      slug: zone.slug,
      stationId: zone.stationId,
      nameTh: `พื้นที่ ${mark}`,
      nameEn: `Zone ${mark}`,
      boundary: square(0.01),
      trackingPrefix: lettersOf(4),
      createdAt: madeAt,
    })
    .execute();
  return zone;
}

function lettersOf(count: number): string {
  return [...randomBytes(count)].map((byte) => String.fromCharCode(65 + (byte % 26))).join('');
}

/** Makes an organisation whose territory is the zone. */
export async function makeOrganisation(
  database: Database,
  zone: MadeZone,
  kind = 'community-committee',
): Promise<string> {
  const id = newId();
  await database
    .insertInto('organisation')
    .values({
      id,
      kind,
      nameTh: `องค์กร ${id.slice(-4)}`,
      nameEn: `Organisation ${id.slice(-4)}`,
      territoryZoneId: kind === 'police-unit' ? null : zone.id,
      policeUnitId: kind === 'police-unit' ? zone.stationId : null,
      networkStationId: zone.stationId,
      createdAt: madeAt,
    })
    .execute();
  return id;
}

/** Every kind of person that the permission tables name. */
export const everyRole = [
  'anonymous',
  'resident',
  'partner',
  'planner',
  'officer',
  'supervisor',
  'commander',
  'administrator',
] as const;
export type RoleUnderTest = (typeof everyRole)[number];

/**
 * Makes an account that holds the role in the zone (through an organisation of its own) and returns it as the viewer
 * that a session would make of it.
 */
export async function makeViewer(
  database: Database,
  role: RoleUnderTest,
  zone: MadeZone,
  verification: Verification = 'contact',
): Promise<Viewer> {
  if (role === 'anonymous') return { account: null, roles: new Map(), organisationIds: [], memberships: [] };
  const account = {
    id: newId(),
    displayName: `${role} ${randomUUID().slice(0, 6)}`,
    verification,
    isAdministrator: role === 'administrator',
    isDemonstration: false,
  };
  await database
    .insertInto('account')
    .values({ ...account, createdAt: madeAt })
    .execute();
  if (role !== 'resident' && role !== 'administrator') await makeMembership(database, account.id, role, zone);
  return { account, ...(await loadTerritory(database, account.id, madeAt)) };
}

async function makeMembership(database: Database, accountId: string, role: MembershipRole, zone: MadeZone) {
  await database
    .insertInto('membership')
    .values({
      id: newId(),
      accountId,
      organisationId: await organisationFor(database, role, zone),
      role,
      validFrom: '2020-01-01',
    })
    .execute();
}

async function organisationFor(database: Database, role: MembershipRole, zone: MadeZone): Promise<string> {
  if (role === 'partner') return makeOrganisation(database, zone);
  if (role === 'planner') return makeOrganisation(database, zone, 'town-municipality');
  const policeUnitId = role === 'commander' ? zone.divisionId : zone.stationId;
  const known = await database
    .selectFrom('organisation')
    .select('id')
    .where('policeUnitId', '=', policeUnitId)
    .executeTakeFirst();
  return known?.id ?? makeOrganisation(database, { ...zone, stationId: policeUnitId }, 'police-unit');
}

/** Makes a confirmed risk area: a square of about two hundred metres around the zone's middle. */
export async function makeRiskArea(database: Database, zone: MadeZone): Promise<string> {
  const id = newId();
  const [longitude, latitude] = zone.center;
  const row = {
    zoneId: zone.id,
    nameTh: 'ซอยหลังตลาด',
    nameEn: 'Lane behind the market',
    level: 4,
    boundary: sql<string>`st_makeenvelope(${longitude - 0.001}, ${latitude - 0.001}, ${longitude + 0.001},
      ${latitude + 0.001}, 4326)`,
    assessedOn: '2026-10-01',
    createdAt: madeAt,
    updatedAt: madeAt,
  };
  await database
    .insertInto('riskArea')
    .values({ id, ...row })
    .execute();
  await database.updateTable('riskArea').set({ state: 'confirmed' }).where('id', '=', id).execute();
  return id;
}

/** Makes a linked camera in the zone's middle that looks east along the ground, owned by the zone's first organisation. */
export async function makeCamera(database: Database, zone: MadeZone, organisationId?: string): Promise<string> {
  const id = newId();
  const [longitude, latitude] = zone.center;
  const row = {
    zoneId: zone.id,
    organisationId: organisationId ?? (await makeOrganisation(database, zone)),
    code: `CAM-${id.slice(-6)}`,
    place: sql<string>`st_setsrid(st_makepoint(${longitude}, ${latitude}), 4326)`,
    headingDegrees: 90,
    tiltDegrees: 15,
    mountingHeightMeters: 4,
    fieldOfViewDegrees: 80,
    link: 'linked',
    source: 'test',
    sourceKey: id,
    createdAt: madeAt,
    changedAt: madeAt,
  };
  await database
    .insertInto('camera')
    .values({ id, ...row })
    .execute();
  return id;
}

/** Makes a report in the zone's middle as its reporter left it: received, in a public place. */
export async function makeReport(
  database: Database,
  zone: MadeZone,
  options: { accountId?: string; category?: string; isPublicPlace?: boolean } = {},
): Promise<{ id: string; trackingNumber: string }> {
  const report = { id: newId(), trackingNumber: `${lettersOf(4)}-${1000 + (randomBytes(2).readUInt16BE() % 9000)}` };
  const category = options.category ?? 'dark';
  await database
    .insertInto('report')
    .values({
      ...report,
      zoneId: zone.id,
      followHash: randomUUID(),
      idempotencyKey: randomUUID(),
      category,
      addressedTo: ['harassment', 'drugs', 'gang', 'police'].includes(category) ? zone.divisionId : null,
      place: sql<string>`st_setsrid(st_makepoint(${zone.center[0]}, ${zone.center[1]}), 4326)`,
      placeName: 'ซอยหลังตลาด',
      isPublicPlace: options.isPublicPlace ?? true,
      accountId: options.accountId ?? null,
      createdAt: madeAt,
      changedAt: madeAt,
    })
    .execute();
  return report;
}
