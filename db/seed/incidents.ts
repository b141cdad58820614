import { type Insertable, sql } from 'kysely';
import { isInside } from '../../src/compute/geometry/ring.ts';
import {
  type DrawnIncident,
  drawIncidents,
  type IncidentSource,
  type ProcessOptions,
  type Treatment,
} from '../../src/compute/incidents/process.ts';
import type { Random } from '../../src/compute/random.ts';
import { townRing } from '../../src/compute/town/lands.ts';
import type { Point } from '../../src/compute/town/plan.ts';
import { settleIncidents } from '../../src/features/incidents/settle.service.ts';
import { snapZone } from '../../src/features/incidents/snap.service.ts';
import type { Database } from '../client/database.ts';
import type { Event, Incident, IncidentResponse } from '../types.ts';
import { source } from './ground.ts';
import { eventRows, type Happening } from './history.ts';
import { reportedShareOf, showsTrueEffects } from './hot-places.ts';
import { insertRows, walkStates } from './insert.ts';
import { buddhistYearOf, daysBefore } from './moments.ts';
import type { People } from './people.ts';
import { pointText } from './shapes.ts';
import { boundaryMeters, type Site } from './site.ts';
import { summaryOf } from './words/incidents.ts';

const recordedDays = 1_095;
/** Since then the station keeps its responses here. */
const responseDays = 30;
const pressesPerYear = 10;
const publicDelayMinutes = 60;

/**
 * Writes three years of what was recorded in a zone and, how its people answered the latest of
 * it; then makes the points at which the public sees it.
 */
export async function insertIncidents(
  database: Database,
  site: Site,
  what: { sources: readonly IncidentSource[]; treatments: readonly Treatment[]; people: People },
  seed: string,
  random: Random,
  now: Date,
): Promise<void> {
  const kinds = await database.selectFrom('incidentKind').select(['code', 'category']).execute();
  const crimes = kinds.filter((kind) => kind.category === 'crime').map((kind) => kind.code);
  const drawn = bringUpToDate(drawHistory(site, { ...what, crimes }, seed, now), now);
  const ids = drawn.map((incident) => random.id(incident.recordedAt));
  await insertRows(
    database,
    'incident',
    drawn.map((incident, index) => incidentRow(site, incident, ids[index] ?? '', index, random)),
  );
  await insertPresses(database, site.zoneId, random.fork('presses'));
  const recent = drawn
    .map((incident, index) => ({ id: ids[index] ?? '', incident }))
    .filter(({ incident }) => incident.recordedAt > daysBefore(now, responseDays));
  await insertResponses(database, site, recent, what.people, random, now);
  await settleIncidents(database, now);
  await snapZone(database, site.zoneId);
}

/** Each alarm of a post is one press of the post that stands there. */
async function insertPresses(database: Database, zoneId: string, random: Random): Promise<void> {
  const pressed = await database
    .selectFrom('incident')
    .innerJoin('sosPost', 'sosPost.zoneId', 'incident.zoneId')
    .where('incident.zoneId', '=', zoneId)
    .where('incident.kind', '=', 'sos-press')
    .where(sql<boolean>`st_dwithin(incident.place, sos_post.place, 0.000001)`)
    .select(['incident.id as incidentId', 'sosPost.id as sosPostId', 'incident.recordedAt'])
    .orderBy('incident.recordedAt')
    .orderBy('incident.id')
    .execute();
  const presses = pressed.map(({ recordedAt, ...ids }) => {
    return { id: random.id(recordedAt), zoneId, ...ids, pressedAt: null, receivedAt: recordedAt };
  });
  await insertRows(database, 'sosPress', presses);
}

const mostDraws = 40;

/** Crimes a year that a zone of this size has, from and to; chance alone makes more of it and less. */
const usualCrimes = [52, 68] as const;

/** The first history drawn that is a usual one and, where works were done, shows what they truly did. */
function drawHistory(
  site: Site,
  { crimes, ...what }: Pick<ProcessOptions, 'sources' | 'treatments'> & { crimes: readonly string[] },
  seed: string,
  now: Date,
): DrawnIncident[] {
  const boundary = townRing(site.plan, boundaryMeters);
  for (let draw = 1; ; draw++) {
    const options = {
      ...recordingOf(site, `${seed}/${draw}`, now),
      sources: what.sources,
      treatments: what.treatments,
    };
    const incidents = [...drawIncidents(options)].flat().filter(({ place }) => isInside(boundary, place));
    if (what.treatments.length === 0 || draw === mostDraws) return incidents;
    const crimesPerYear = (incidents.filter(({ kind }) => crimes.includes(kind)).length * 365) / recordedDays;
    const isUsual = crimesPerYear >= usualCrimes[0] && crimesPerYear <= usualCrimes[1];
    if (isUsual && showsTrueEffects(site.plan, incidents, now)) return incidents;
  }
}

/** How many minutes ago the newest incidents came in, so that whoever looks finds a room at work. */
const newestMinutes = [3, 9, 16, 28, 41, 75, 95, 99, 130, 210];
/** Which of them is the same as the one before it, told by somebody else. */
const repeatedNewest = 6;

/** The newest incidents, moved to the last hours. */
function bringUpToDate(drawn: readonly DrawnIncident[], now: Date): DrawnIncident[] {
  const inOrder = drawn.toSorted((a, b) => a.recordedAt.getTime() - b.recordedAt.getTime());
  return inOrder.map((incident, index) => {
    const age = inOrder.length - 1 - index;
    const minutes = newestMinutes[age];
    if (minutes === undefined) return incident;
    const same = age === repeatedNewest ? inOrder[index - 1] : undefined;
    const recordedAt = new Date(now.getTime() - minutes * 60_000);
    const shift = recordedAt.getTime() - incident.recordedAt.getTime();
    const move = (moment: Date): Date => new Date(moment.getTime() + shift);
    const isSame = same && { kind: same.kind, place: same.place };
    return { ...incident, ...isSame, from: move(incident.from), to: move(incident.to), recordedAt };
  });
}

/** Presses of the zone's SOS posts. */
export function pressesOf(sosPosts: readonly Point[]): IncidentSource {
  return {
    key: 'sos-posts',
    perYear: { 'sos-press': pressesPerYear },
    drawPlace: (random) => random.pick(sosPosts),
  };
}

function recordingOf(site: Site, seed: string, now: Date): Omit<ProcessOptions, 'sources' | 'treatments'> {
  return {
    seed: `${seed}/${site.words.slug}`,
    start: daysBefore(now, recordedDays),
    end: now,
    utcOffsetHours: 7,
    // The 191 centre moved house, and a storm took the line for a week.
    gaps: [
      { from: daysBefore(now, 812), to: daysBefore(now, 801) },
      { from: daysBefore(now, 455), to: daysBefore(now, 448) },
    ],
    reportedShare: reportedShareOf(site.plan),
  };
}

function incidentRow(
  site: Site,
  incident: DrawnIncident,
  id: string,
  index: number,
  random: Random,
): Insertable<Incident> {
  return {
    id,
    zoneId: site.zoneId,
    kind: incident.kind,
    occurredFrom: incident.from,
    occurredTo: incident.to,
    place: pointText(site.plan, incident.place),
    source: channelOf(incident, random),
    sourceName: source,
    sourceKey: String(index + 1),
    summary: summaryOf(incident.kind, random),
    recordedAt: incident.recordedAt,
  };
}

function channelOf(incident: DrawnIncident, random: Random): string {
  if (incident.kind === 'sos-press') return 'sos';
  return random.weighted(
    ['call', 'patrol', 'resident'],
    (channel) => ({ call: 7, patrol: 1, resident: 2 })[channel] ?? 0,
  );
}

/** Where the newest incidents stand, newest first; all older ones are closed or were nothing. */
const newestStates: readonly (readonly string[])[] = [
  [],
  ['acknowledged'],
  ['acknowledged', 'assigned'],
  ['acknowledged', 'assigned', 'on-scene'],
  ['acknowledged', 'assigned', 'on-scene'],
  ['acknowledged', 'assigned', 'on-scene', 'resolved'],
  ['acknowledged', 'merged'],
  ['acknowledged', 'assigned', 'on-scene', 'resolved'],
  ['acknowledged', 'assigned', 'on-scene', 'false-alarm'],
  ['acknowledged', 'assigned', 'on-scene', 'resolved', 'closed', 'assigned'],
];
const closedStates = ['acknowledged', 'assigned', 'on-scene', 'resolved', 'closed'] as const;

/** Seconds after the call at which each step is usual, before chance. */
const usualSeconds: Record<string, number> = {
  acknowledged: 45,
  assigned: 60,
  'on-scene': 380,
  resolved: 1_500,
  closed: 1_200,
  merged: 90,
  'false-alarm': 240,
};

const reasons: Record<string, string> = {
  merged: 'เหตุเดียวกันกับที่รับแจ้งก่อนหน้า',
  'false-alarm': 'สายตรวจไปถึงแล้ว ไม่พบเหตุ',
};
const reopenedReason = 'ผู้แจ้งโทรกลับมา เหตุยังไม่จบ';

async function insertResponses(
  database: Database,
  site: Site,
  recent: readonly { id: string; incident: DrawnIncident }[],
  people: People,
  random: Random,
  now: Date,
): Promise<void> {
  const kinds = await database.selectFrom('incidentKind').select(['code', 'defaultPriority', 'isSensitive']).execute();
  const known = new Map(kinds.map((kind) => [kind.code, kind]));
  const rows: Insertable<IncidentResponse>[] = [];
  const events: Insertable<Event>[] = [];
  const walks: { id: string; states: readonly string[] }[] = [];
  const newestFirst = recent.toReversed();
  newestFirst.forEach(({ id, incident }, age) => {
    const states = newestStates[age] ?? (random.chance(0.06) ? ['acknowledged', 'false-alarm'] : closedStates);
    const kind = known.get(incident.kind);
    const priority = kind?.defaultPriority ?? 3;
    const isNothing = states.includes('merged') || states.includes('false-alarm');
    const isForPublic = priority > 1 && !kind?.isSensitive && !isNothing;
    const toldAt = new Date(incident.recordedAt.getTime() + publicDelayMinutes * 60_000);
    const happenings = stepsOf(incident, states, priority, people, random, now);
    walks.push({ id, states });
    events.push(...eventRows(random, { zoneId: site.zoneId, subject: 'incident', subjectId: id }, happenings));
    rows.push({
      incidentId: id,
      zoneId: site.zoneId,
      priority,
      dailyLogNumber: states.includes('closed')
        ? `${recent.length - age}/${buddhistYearOf(incident.recordedAt)}`
        : null,
      handedTo: incident.kind === 'medical' ? '1669' : null,
      patrolUnitId: states.includes('assigned') ? random.pick(people.patrolUnits) : null,
      mergedInto: states.includes('merged') ? (newestFirst[age + 1]?.id ?? null) : null,
      reason: String(happenings.at(-1)?.payload?.reason ?? ''),
      publishedAt: isForPublic && toldAt < now ? toldAt : null,
      changedAt: happenings.at(-1)?.at ?? incident.recordedAt,
    });
  });
  await insertRows(database, 'incidentResponse', rows);
  await walkStates(database, 'incidentResponse', walks);
  await insertRows(database, 'event', events);
}

function stepsOf(
  incident: DrawnIncident,
  states: readonly string[],
  priority: number,
  people: People,
  random: Random,
  now: Date,
): Happening[] {
  const officer = random.pick(people.officers);
  const recorded: Happening = {
    type: 'recorded',
    at: incident.recordedAt,
    actorId: officer,
    payload: { kind: incident.kind, priority, state: 'new' },
  };
  let from = 'new';
  let time = incident.recordedAt.getTime();
  const share = Math.min(1, (now.getTime() - time) / 4_000_000);
  const steps = states.map((to): Happening => {
    time += (usualSeconds[to] ?? 300) * 1_000 * random.between(0.6, 1.8) * share;
    const payload = { from, to, reason: from === 'closed' ? reopenedReason : (reasons[to] ?? '') };
    from = to;
    return { type: to, at: new Date(Math.min(time, now.getTime())), actorId: officer, payload };
  });
  return [recorded, ...steps];
}
