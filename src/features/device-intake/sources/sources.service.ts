import { inTransaction } from '../../../../db/client/transaction.ts';
import type { JsonObject } from '../../../../db/types.ts';
import { requireAdministrator } from '../../../server/access.ts';
import type { Context } from '../../../server/context.ts';
import { AppError, notFound } from '../../../server/errors.ts';
import { appendEvent } from '../../../server/events.ts';
import { newId } from '../../../server/identifiers.ts';
import { breaksUnique } from '../../../server/unique.ts';
import { readProfile } from './ingest.service.ts';
import { type JudgedIncident, judge, type Verdict } from './judge.ts';
import { countLetters, listLetters } from './letters.queries.ts';
import { listKeys } from './source-keys.queries.ts';
import { findSource, insertSource, listRefusals, listSources, listZones, updateSource } from './sources.queries.ts';
import type { NewSourceForm, Profile, SourceForm } from './sources.schema.ts';

const dayMilliseconds = 86_400_000;
const keysShownDays = 30;
const lettersShown = 50;

/** Every other system that may tell incidents, those that are missed first; with the zones that one may be of. */
export async function getSources({ database, viewer, now }: Context) {
  requireAdministrator(viewer);
  const since = new Date(now.getTime() - dayMilliseconds);
  const [sources, zones] = await Promise.all([listSources(database, since), listZones(database)]);
  return { sources, zones };
}

/** One source with its keys, what was refused, and how often others spoke for it in the last day. */
export async function getSource({ database, viewer, now }: Context, id: string) {
  requireAdministrator(viewer);
  const source = (await findSource(database, id)) ?? notFound();
  const [keys, letters, letterCount, refusals] = await Promise.all([
    listKeys(database, id, new Date(now.getTime() - keysShownDays * dayMilliseconds)),
    listLetters(database, id, lettersShown),
    countLetters(database, id),
    listRefusals(database, id, new Date(now.getTime() - dayMilliseconds)),
  ]);
  const isGood = ({ endsAt }: { endsAt: Date | null }): boolean => endsAt === null || endsAt > now;
  return {
    ...source,
    profile: readProfile(source.profile),
    keys: keys.map((key) => ({ ...key, isGood: isGood(key) })),
    ...{ letters, letterCount, refusals },
  };
}

/** Makes a source; returns its id. Nothing can come from it before it has a key. */
export async function addSource(context: Context, { zoneId, ...described }: NewSourceForm): Promise<string> {
  requireAdministrator(context.viewer);
  const zones = await listZones(context.database);
  if (!zones.some((zone) => zone.id === zoneId)) throw new AppError('invalid', 'no zone', { zoneId: 'mistakeChoice' });
  const id = newId();
  await inTransaction(context.database, async (transaction) => {
    await insertSource(transaction, { id, zoneId, ...described, createdAt: context.now }).catch(asMistake);
    await noteSource({ ...context, database: transaction }, { id, zoneId }, 'made', described);
  });
  return id;
}

/** Changes how a source is called, understood and listened to. */
export async function changeSource(context: Context, id: string, { profile, ...described }: SourceForm): Promise<void> {
  requireAdministrator(context.viewer);
  const { zoneId } = (await findSource(context.database, id)) ?? notFound();
  await inTransaction(context.database, async (transaction) => {
    const change = { ...described, profile: JSON.stringify(profile) };
    await updateSource(transaction, id, change).catch(asMistake);
    await noteSource({ ...context, database: transaction }, { id, zoneId }, 'changed', described);
  });
}

/** What a message would be recorded as, or why it would be refused. */
export type Trial =
  | Exclude<Verdict, { incident: unknown }>
  | (Omit<Extract<Verdict, { incident: unknown }>, 'incident'> & {
      incident: Omit<JudgedIncident, 'longitude' | 'latitude'>;
    });

/**
 * Tries a message under a profile that need not be saved. Changes nothing, and tells where something is in the words of
 * the message alone: where a camera stands is not for administrators.
 */
export async function tryMessage(
  context: Context,
  id: string,
  { profile, message }: { profile: Profile; message: string },
): Promise<Trial> {
  requireAdministrator(context.viewer);
  const { zoneId } = (await findSource(context.database, id)) ?? notFound();
  const body = Buffer.from(message);
  const verdict = await judge(context.database, { zoneId, profile }, { body, receivedAt: context.now });
  if ('reason' in verdict) return verdict;
  const { longitude: _longitude, latitude: _latitude, ...incident } = verdict.incident;
  return { incident, place: verdict.place };
}

/** Appends what was done to a source. */
export async function noteSource(
  { database, viewer, now }: Context,
  { id, zoneId }: { id: string; zoneId: string },
  type: string,
  payload: JsonObject,
): Promise<void> {
  const subject = { zoneId, subject: 'source', subjectId: id } as const;
  await appendEvent(database, { ...subject, type, viewer, occurredAt: now, payload });
}

function asMistake(error: unknown): never {
  if (breaksUnique(error)) throw new AppError('invalid', 'name taken', { name: 'sources.mistakeName' });
  throw error;
}
