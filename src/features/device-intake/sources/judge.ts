import type { Database } from '../../../../db/client/database.ts';
import { incidentKindCodes, locate } from './places.queries.ts';
import { type RefusalReason, readByProfile, type ToldIncident, type ToldPlace } from './profile.ts';
import type { Profile } from './sources.schema.ts';

/** How far ahead of ours another system's clock may be. */
const mostAheadMilliseconds = 600_000;

/** An incident that can be recorded, or why it cannot. */
export type Verdict = { incident: JudgedIncident; place: ToldPlace } | { reason: RefusalReason };
export interface JudgedIncident {
  kind: string;
  longitude: number;
  latitude: number;
  priority?: number;
  summary: string;
  sourceKey: string;
  occurredAt: Date;
}

/**
 * What would become of a message of a source. Changes nothing. What its clock says is not yet is taken for now, unless
 * that is far off.
 */
export async function judge(
  database: Database,
  source: { zoneId: string; profile: Profile },
  { body, receivedAt }: { body: Uint8Array; receivedAt: Date },
): Promise<Verdict> {
  const message = readJson(body);
  if (message === undefined) return { reason: 'bad-json' };
  const read = readByProfile(message, source.profile, await incidentKindCodes(database));
  if ('reason' in read) return read;
  const { told } = read;
  const occurredAt = told.occurredAt ?? receivedAt;
  if (occurredAt.getTime() > receivedAt.getTime() + mostAheadMilliseconds) return { reason: 'from-the-future' };
  const place = await locate(database, source.zoneId, told.place);
  if (!place) return { reason: 'unknown-place' };
  if (!place.isInside) return { reason: 'outside-zone' };
  const incident = incidentOf(told, place, occurredAt < receivedAt ? occurredAt : receivedAt);
  return { incident, place: told.place };
}

function incidentOf(told: ToldIncident, place: { longitude: number; latitude: number }, occurredAt: Date) {
  const { kind, priority, summary, id: sourceKey } = told;
  const { longitude, latitude } = place;
  return { kind, longitude, latitude, summary, sourceKey, occurredAt, ...(priority !== undefined && { priority }) };
}

/** What the bytes say; undefined when they are no JSON. */
function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
