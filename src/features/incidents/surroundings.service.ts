import { requireMay } from '../../server/access.ts';
import { recordLook } from '../../server/audit.ts';
import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import { listNotes, listSteps } from './case-work.queries.ts';
import { findLive } from './incidents.queries.ts';
import {
  countPastIncidents,
  listNearCameras,
  listPastIncidents,
  listSeeingCameras,
  listSimilarIncidents,
} from './surroundings.queries.ts';

const mostCameras = 6;
const cameraReachMeters = 150;
const pastReachMeters = 100;
const pastMilliseconds = 365 * 86_400_000;
const mostPast = 5;
const similarReachMeters = 200;
const mostSimilar = 5;

/**
 * What stands around an incident, for the station's officers: cameras that see it (or, where none does, those that stand
 * near), the steps of its kind, notes, what happened here in the last year, and open ones nearby. Exact cameras and
 * people's words are put on record before they leave.
 */
export async function getSurroundings(context: Context, incidentId: string) {
  const { database, now } = context;
  const row = (await findLive(database, incidentId)) ?? notFound();
  requireMay(context.viewer, 'incident.see-exact', row.zoneId);
  await recordLook(database, {
    viewer: context.viewer,
    zoneId: row.zoneId,
    action: 'incident.look-around',
    subject: 'incident',
    subjectId: row.id,
    now,
  });
  const since = new Date(now.getTime() - pastMilliseconds);
  const seeing = await listSeeingCameras(database, row.id, mostCameras);
  const near = { reachMeters: cameraReachMeters, limit: mostCameras };
  return {
    doesCoverSee: seeing.length > 0,
    cameras: seeing.length > 0 ? seeing : await listNearCameras(database, row.id, near),
    steps: await listSteps(database, row.id),
    notes: await listNotes(database, row.id),
    pastKinds: await countPastIncidents(database, row.id, since, pastReachMeters),
    past: await listPastIncidents(database, row.id, since, { reachMeters: pastReachMeters, limit: mostPast }),
    similar: await listSimilarIncidents(database, row.id, { reachMeters: similarReachMeters, limit: mostSimilar }),
  };
}
