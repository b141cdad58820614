import type { Database } from '../../../db/client/database.ts';
import { encodeEventId, type Standing } from './event-id.ts';
import { advance, type Group, type Reader } from './group.ts';
import { connectedMessage, type GroupStanding, resetMessage } from './messages.ts';
import { listEntriesAfter } from './streams.queries.ts';

/** Whoever missed more than this loads the page again, which is less work for everybody. */
const mostReplayed = 2_000;
/** When a server comes back, its readers do too, most of them at the same place. */
const sharedMilliseconds = 1_000;
const leastRetryMilliseconds = 500;
const retrySpreadMilliseconds = 2_000;

/** Where a reader comes from: nowhere, positions, or an id that means nothing here. */
export type Resume = Standing[] | 'unknown' | null;

const shared = new WeakMap<Group, Map<string, Promise<string | undefined>>>();

/**
 * Tells a reader that has just been added where it stands and what it missed, then lets it hear what the others of its
 * group hear. What the group is told meanwhile waits in the reader's list.
 */
export async function catchUp(database: Database, group: Group, reader: Reader, resume: Resume): Promise<void> {
  const waiting: Buffer[] = [];
  group.readers.set(reader, waiting);
  const goal = group.sent;
  const from = resume === null ? goal : standingsFrom(resume, goal);
  reader.send(Buffer.from(connected(encodeEventId(from ?? goal))));
  const missed = from && (from === goal ? '' : await shareReplay(database, group, from, goal));
  reader.send(Buffer.from(missed ?? resetMessage(encodeEventId(goal))));
  for (const chunk of waiting) reader.send(chunk);
  if (group.readers.has(reader)) group.readers.set(reader, null);
}

function connected(id: string): string {
  const retryMilliseconds = Math.round(leastRetryMilliseconds + Math.random() * retrySpreadMilliseconds);
  return connectedMessage({ id, retryMilliseconds, now: new Date() });
}

/** The reader's standings in the group's streams; undefined when its id is of other streams or from the future. */
function standingsFrom(resume: Standing[] | 'unknown', goal: readonly GroupStanding[]): GroupStanding[] | undefined {
  if (resume === 'unknown' || resume.length !== goal.length) return undefined;
  const standings: GroupStanding[] = [];
  for (const [place, at] of resume.entries()) {
    const end = goal[place];
    if (!end) return undefined;
    const { audience, position } = at ?? end;
    if (audience !== end.audience || position > end.position) return undefined;
    standings.push({ audience, position, told: position });
  }
  return standings;
}

function shareReplay(
  database: Database,
  group: Group,
  from: readonly GroupStanding[],
  goal: readonly GroupStanding[],
): Promise<string | undefined> {
  const ofGroup = shared.get(group) ?? new Map<string, Promise<string | undefined>>();
  shared.set(group, ofGroup);
  const name = `${encodeEventId(from)} ${encodeEventId(goal)}`;
  const known = ofGroup.get(name);
  if (known) return known;
  const made = replay(database, group, from, goal);
  ofGroup.set(name, made);
  setTimeout(() => ofGroup.delete(name), sharedMilliseconds).unref();
  return made;
}

/** What was told between the two; undefined when it is not all there any more. */
async function replay(
  database: Database,
  group: Group,
  from: readonly GroupStanding[],
  goal: readonly GroupStanding[],
): Promise<string | undefined> {
  const standings = from.map((standing) => ({ ...standing }));
  const { streams, kinds } = group.interest;
  const wanted = streams.map((key, place) => ({ ...key, position: standings[place]?.position ?? 0 }));
  const messages: string[] = [];
  for (const entry of await listEntriesAfter(database, wanted, mostReplayed)) {
    const place = streams.findIndex((key) => key.zoneId === entry.zoneId && key.audience === entry.audience);
    const standing = standings[place];
    if (!standing || entry.position > (goal[place]?.position ?? 0)) continue;
    if (entry.position !== standing.position + 1) return undefined;
    const message = advance(standings, standing, entry, kinds);
    if (message) messages.push(message);
  }
  const isWhole = standings.every((standing, place) => standing.position === goal[place]?.position);
  return isWhole ? messages.join('') : undefined;
}
