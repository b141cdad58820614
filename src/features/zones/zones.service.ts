import { may } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import { listRiskAreas } from './risk-areas.queries.ts';
import { publicStates, withheldStates } from './risk-areas.states.ts';
import {
  countDevices,
  countReports,
  findZone,
  listCommunities,
  listOrganisations,
  listZoneMiddles,
  listZones,
} from './zones.queries.ts';

/** Every zone, or those in whose names the words are found, for anybody. */
export function getZones(context: Context, search = '') {
  return listZones(context.database, search);
}

/** The middle of every zone, for a browser to find the nearest by itself: where somebody stands never leaves the phone. */
export function getZoneMiddles(context: Context) {
  return listZoneMiddles(context.database);
}

const daysOfNews = 365;

/** A zone's own page for anybody: who and what is there, risk areas as far as the viewer may know of them, counts. */
export async function getZone(context: Context, slug: string) {
  const { database, viewer, now } = context;
  const zone = await findZone(database, slug);
  if (!zone) notFound();
  const states = may(viewer, 'risk-area.see-proposed', zone.id) ? [...publicStates, ...withheldStates] : publicStates;
  const since = new Date(now.getTime() - daysOfNews * 86_400_000);
  const [communities, organisations, devices, reports, riskAreas] = await Promise.all([
    listCommunities(database, zone.id),
    listOrganisations(database, zone.id),
    countDevices(database, zone.id),
    countReports(database, zone.id, since),
    listRiskAreas(database, zone.id, states),
  ]);
  return { ...zone, communities, organisations, devices, reports, riskAreas };
}
