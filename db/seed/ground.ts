import type { Insertable } from 'kysely';
import type { Random } from '../../src/compute/random.ts';
import { type Lamp, lampsOf } from '../../src/compute/town/lamps.ts';
import { landsOf } from '../../src/compute/town/lands.ts';
import type { Point } from '../../src/compute/town/plan.ts';
import type { Database } from '../client/database.ts';
import type { Building, Land, Landmark, Street, StreetLamp } from '../types.ts';
import { insertRows } from './insert.ts';
import { lineText, multiPolygonText, pointText, polygonText } from './shapes.ts';
import type { Site } from './site.ts';

/** Whose word for it the town is. */
export const source = 'demonstration';

/** Writes the town that the map is drawn from. */
export async function insertGround(
  database: Database,
  site: Site,
  random: Random,
  now: Date,
  isDark: (place: Point) => boolean,
): Promise<Lamp[]> {
  const lamps = lampsOf(site.plan, site.streets, isDark);
  await insertRows(database, 'street', streetRows(site, random, now));
  await insertRows(database, 'building', buildingRows(site, site.buildings, random, now));
  await insertRows(database, 'land', landRows(site, random, now));
  await insertRows(database, 'landmark', landmarkRows(site, random, now));
  await insertRows(database, 'streetLamp', lampRows(site, lamps, random, now));
  return lamps;
}

function streetRows(site: Site, random: Random, now: Date): Insertable<Street>[] {
  return site.streets.map((street) => ({
    id: random.id(now),
    zoneId: site.zoneId,
    kind: street.kind,
    nameTh: street.nameTh,
    nameEn: street.nameEn,
    line: lineText(site.plan, street.points),
    source,
    sourceKey: street.key,
  }));
}

/** Rows of some of a town's buildings; batches of a large city go through here one by one. */
export function buildingRows(
  site: Pick<Site, 'plan' | 'zoneId'>,
  buildings: Site['buildings'],
  random: Random,
  now: Date,
): Insertable<Building>[] {
  return buildings.map((building) => ({
    id: random.id(now),
    zoneId: site.zoneId,
    kind: building.kind,
    homes: building.homes,
    outline: polygonText(site.plan, building.ring),
    heightMeters: Math.round(building.heightMeters * 10) / 10,
    source,
    sourceKey: building.key,
  }));
}

function landRows(site: Site, random: Random, now: Date): Insertable<Land>[] {
  return landsOf(site.plan).map((land) => ({
    id: random.id(now),
    zoneId: site.zoneId,
    kind: land.kind,
    nameTh: site.words.lands[land.key]?.nameTh ?? '',
    nameEn: site.words.lands[land.key]?.nameEn ?? '',
    outline: multiPolygonText(site.plan, land.ring),
    source,
    sourceKey: land.key,
  }));
}

function landmarkRows(site: Site, random: Random, now: Date): Insertable<Landmark>[] {
  return site.landmarks.map((landmark, index) => ({
    id: random.id(now),
    zoneId: site.zoneId,
    kind: landmark.kind,
    nameTh: landmark.nameTh,
    nameEn: landmark.nameEn,
    place: pointText(site.plan, landmark.place),
    source,
    sourceKey: String(index + 1),
  }));
}

function lampRows(site: Site, lamps: readonly Lamp[], random: Random, now: Date): Insertable<StreetLamp>[] {
  return lamps.map((lamp) => ({
    id: random.id(now),
    zoneId: site.zoneId,
    isWorking: lamp.isWorking,
    place: pointText(site.plan, lamp.place),
    source,
    sourceKey: lamp.key,
  }));
}
