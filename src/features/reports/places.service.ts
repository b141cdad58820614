import type { Position } from '../../compute/geometry/position.ts';
import { fill } from '../../i18n/format.ts';
import { messagesFor } from '../../i18n/messages.ts';
import type { Context } from '../../server/context.ts';
import {
  findNamedPlace,
  findNamesNear,
  findZoneAt,
  listLandmarks,
  listLanes,
  listReportZones,
} from './places.queries.ts';
import type { ReportForm } from './reports.schema.ts';

/** Where a report is: its point, the zone that covers it, and what people would call it. */
export interface ReportPlace {
  point: Position;
  zone: { id: string; stationId: string; unitAboveId: string | null };
  name: string;
}

/** Finds where the form says; else the mistake to tell, by field. */
export async function locate(
  context: Context,
  form: Pick<ReportForm, 'longitude' | 'latitude' | 'streetId' | 'landmarkId'>,
): Promise<ReportPlace | { mistakes: Record<string, string> }> {
  const point = await findPoint(context, form);
  if (!point) return { mistakes: { where: 'mistakeWhere' } };
  const zone = await findZoneAt(context.database, point);
  if (!zone) return { mistakes: { where: 'mistakePlace' } };
  return { point, zone, name: await nameOf(context, zone.id, point) };
}

async function findPoint(
  context: Context,
  form: Pick<ReportForm, 'longitude' | 'latitude' | 'streetId' | 'landmarkId'>,
): Promise<Position | undefined> {
  if (form.longitude !== undefined && form.latitude !== undefined) return [form.longitude, form.latitude];
  if (!form.streetId && !form.landmarkId) return undefined;
  return findNamedPlace(context.database, { streetId: form.streetId, landmarkId: form.landmarkId });
}

/** "Soi Suksan 4, near the market", in the language of the place. */
async function nameOf(context: Context, zoneId: string, point: Position): Promise<string> {
  const { streetTh, landmarkTh } = await findNamesNear(context.database, zoneId, point);
  if (!streetTh || !landmarkTh) return (streetTh ?? landmarkTh ?? '').slice(0, 200);
  return fill(messagesFor('th').reports.nameNear, { street: streetTh, landmark: landmarkTh }).slice(0, 200);
}

/** What the report form offers: zones, and the lanes and landmarks of the chosen one. */
export async function getPlaceChoices(context: Context, slug: string | null) {
  const zones = await listReportZones(context.database);
  const zone = zones.find((candidate) => candidate.slug === slug) ?? (zones.length === 1 ? zones[0] : undefined);
  if (!zone) return { zones, zone: undefined, lanes: [], landmarks: [] };
  const lanes = await listLanes(context.database, zone.id);
  const landmarks = await listLandmarks(context.database, zone.id);
  return { zones, zone, lanes, landmarks };
}
