import { createHash } from 'node:crypto';
import type { Insertable } from 'kysely';
import { sql } from 'kysely';
import type { Random } from '../../src/compute/random.ts';
import { distanceMeters, toPosition } from '../../src/compute/town/frame.ts';
import { pointsAlong } from '../../src/compute/town/lamps.ts';
import type { Point } from '../../src/compute/town/plan.ts';
import type { Database } from '../client/database.ts';
import type { Report, ReportAnswer, ReportContact, ReportMeToo, ReportPhoto } from '../types.ts';
import { eventRows, type Happening } from './history.ts';
import { hotPlaceBy, placeOfHot } from './hot-places.ts';
import { insertRows, walkStates } from './insert.ts';
import { dayOf, daysAfter, daysBefore } from './moments.ts';
import type { Organisations } from './organisations.ts';
import type { People } from './people.ts';
import { insertPictures } from './pictures.ts';
import { pointText } from './shapes.ts';
import { type Site, sayWhere } from './site.ts';
import type { Territory } from './territory.ts';
import { placeOf } from './towns.ts';
import { answers, cannotFixReasons, type ReportWords, referredTo, reportWays, reportWords } from './words/reports.ts';

/** A report of the demonstration, for what is linked to it. */
export interface SeededReport {
  id: string;
  category: string;
  isSensitive: boolean;
  place: Point;
  states: readonly string[];
  createdAt: Date;
}

/** What the later parts of the demonstration lean on. */
export interface Cast {
  site: Site;
  people: People;
  organisations: Organisations;
  territory: Territory;
}

const sensitive = ['harassment', 'drugs', 'gang', 'police'];
const shownNumber = 2_041;
const photoCount = 26;

/** Writes the reports of a zone: in every state, with what happened to them, who met the same, and pictures of some. */
export async function insertReports(
  database: Database,
  cast: Cast,
  random: Random,
  now: Date,
): Promise<SeededReport[]> {
  const drafts = draftReports(cast, random, now);
  const firstNumber = shownNumber - drafts.findIndex((draft) => draft.isShown);
  const rows = drafts.map((draft, index) => reportRow(cast, draft, firstNumber + index, drafts, random));
  await insertRows(database, 'report', rows);
  await walkStates(database, 'report', drafts);
  await sql`update zone set last_tracking_number = ${firstNumber + drafts.length - 1} where id = ${cast.site.zoneId}`.execute(
    database,
  );
  await insertRows(
    database,
    'event',
    drafts.flatMap((draft, index) =>
      eventRows(
        random,
        { zoneId: cast.site.zoneId, subject: 'report', subjectId: draft.id },
        happeningsOf(cast, draft, rows[index]?.trackingNumber ?? '', drafts, random),
      ),
    ),
  );
  await insertVoices(database, cast, drafts, random, now);
  await insertReportPhotos(database, cast, drafts, random);
  return drafts;
}

interface Draft extends SeededReport {
  words: string;
  reason: string;
  referredTo: string;
  steps: readonly Date[];
  meToo: number;
  isShown?: boolean;
}

function draftReports(cast: Cast, random: Random, now: Date): Draft[] {
  const categories = random.shuffled(reportWords.flatMap((words) => Array.from({ length: words.count }, () => words)));
  const ways = random.shuffled(reportWays.flatMap(([states, count]) => Array.from({ length: count }, () => states)));
  const lanes = cast.site.streets.flatMap((street) => pointsAlong(street.points, 12, 0));
  const drafts = categories.map((words, index) => draftReport(cast, words, ways[index] ?? [], lanes, random, now));
  const replaced = drafts.findIndex((draft) => draft.category === 'dark' && draft.states.at(-1) === 'in-progress');
  const ordered = drafts
    .with(Math.max(0, replaced), shownReport(cast, random, now))
    .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  return ordered.map((draft) => ({ ...draft, states: withTwin(draft, ordered) }));
}

/** The report that the portal's drawings show: on its way from a dark lane to six lamps. */
function shownReport(cast: Cast, random: Random, now: Date): Draft {
  const createdAt = daysBefore(now, 19);
  return {
    id: random.id(createdAt),
    category: 'dark',
    isSensitive: false,
    place: placeOf(cast.site.plan, [4, 6, 1.03, 0.7]),
    states: ['triaged', 'planned', 'in-progress'],
    createdAt,
    words: 'เดินกลับบ้านหลังตลาดปิด มืดมากจนมองไม่เห็นหน้ากัน',
    reason: '',
    referredTo: '',
    steps: [0.9, 6, 12].map((days) => daysAfter(createdAt, days)),
    meToo: 12,
    isShown: true,
  };
}

function draftReport(
  cast: Cast,
  words: ReportWords,
  states: readonly string[],
  lanes: readonly Point[],
  random: Random,
  now: Date,
): Draft {
  const isEnded = states.length > 1;
  const createdAt = daysBefore(now, isEnded ? random.between(9, 720) : random.between(0.1, 45) * (1 + states.length));
  const last = Math.min((now.getTime() - createdAt.getTime()) / 86_400_000, random.between(8, 60));
  const place = drawPlace(cast, words, lanes, random);
  return {
    id: random.id(createdAt),
    category: words.category,
    isSensitive: sensitive.includes(words.category),
    place,
    states,
    createdAt,
    words: random.pick(words.words),
    reason: states.includes('cannot-fix') ? random.pick(cannotFixReasons) : '',
    referredTo: states.includes('referred') ? random.pick(referredTo) : '',
    steps: states.map((_, index) => daysAfter(createdAt, (last * (index + 0.4)) / (states.length + 0.5))),
    meToo: sensitive.includes(words.category) ? 0 : random.poisson(words.near.length > 0 ? 2.4 : 0.6),
  };
}

function drawPlace(cast: Cast, words: ReportWords, lanes: readonly Point[], random: Random): Point {
  if (words.near.length === 0 || random.chance(0.4)) return random.pick(lanes);
  const hot = hotPlaceBy(random.pick(words.near));
  const center = placeOfHot(cast.site.plan, hot);
  const near = lanes.filter((point) => distanceMeters(point, center) < hot.radiusMeters * 1.3);
  return random.pick(near.length > 0 ? near : lanes);
}

/** A duplicate needs an earlier report of its category nearby; without one it stays triaged. */
function withTwin(draft: Draft, drafts: readonly Draft[]): readonly string[] {
  return draft.states.includes('duplicate') && !twinOf(draft, drafts) ? ['triaged'] : draft.states;
}

function twinOf(draft: Draft, drafts: readonly Draft[]): Draft | undefined {
  return drafts
    .filter(
      (other) =>
        other.category === draft.category && other.createdAt < draft.createdAt && !other.states.includes('duplicate'),
    )
    .toSorted((a, b) => distanceMeters(a.place, draft.place) - distanceMeters(b.place, draft.place))
    .at(0);
}

function reportRow(
  cast: Cast,
  draft: Draft,
  number: number,
  drafts: readonly Draft[],
  random: Random,
): Insertable<Report> {
  const { site, people, organisations, territory } = cast;
  const moderation =
    draft.words === '' ? 'pending' : random.weighted(['visible', 'pending', 'hidden'], moderationWeight);
  const isKnown = !draft.isSensitive && random.chance(0.35);
  return {
    id: draft.id,
    zoneId: site.zoneId,
    trackingNumber: `${site.words.trackingPrefix}-${number}`,
    followHash: createHash('sha256').update(`demonstration ${draft.id} ${random.next()}`).digest('hex'),
    idempotencyKey: random.id(draft.createdAt),
    category: draft.category,
    addressedTo: addresseeOf(draft, territory, random),
    place: pointText(site.plan, draft.place),
    placeName: sayWhere(site, draft.place),
    isPublicPlace: draft.category !== 'theft' || random.chance(0.5),
    words: draft.words,
    wordsModeration: moderation,
    wordsPublic: moderation === 'visible' ? draft.words : '',
    accountId: isKnown ? random.pick([people.residents[0] ?? '', ...people.residents.slice(0, 60)]) : null,
    filedByOrganisationId:
      !draft.isSensitive && random.chance(0.08) ? (organisations['community-market'] ?? null) : null,
    assignedOrganisationId: assigneeOf(cast, draft),
    duplicateOf: draft.states.includes('duplicate') ? (twinOf(draft, drafts)?.id ?? null) : null,
    referredTo: draft.referredTo,
    reason: draft.reason,
    createdAt: draft.createdAt,
    changedAt: draft.steps.at(-1) ?? draft.createdAt,
  };
}

const moderationWeight = (moderation: string): number => ({ visible: 78, pending: 15, hidden: 7 })[moderation] ?? 0;

/** One about police never goes to that station. */
function addresseeOf(draft: Draft, territory: Territory, random: Random): string | null {
  if (!draft.isSensitive) return null;
  return draft.category === 'police' || random.chance(0.25) ? territory.division : territory.station;
}

function assigneeOf({ organisations }: Cast, draft: Draft): string | null {
  if (draft.isSensitive) return organisations.station ?? null;
  if (!draft.states.some((state) => ['planned', 'in-progress', 'fixed'].includes(state))) return null;
  return (draft.category === 'live-wires' ? organisations.electricity : organisations.municipality) ?? null;
}

function happeningsOf(
  cast: Cast,
  draft: Draft,
  trackingNumber: string,
  drafts: readonly Draft[],
  random: Random,
): Happening[] {
  const actorId = random.pick(draft.isSensitive ? cast.people.officers : cast.people.planners);
  const organisationId = assigneeOf(cast, draft);
  const place = toPosition(cast.site.plan, draft.place);
  const received = { to: 'received', category: draft.category, trackingNumber, place, organisationId: null };
  const found: Happening[] = [{ type: 'report.received', at: draft.createdAt, payload: received }];
  let from = 'received';
  draft.states.forEach((to, index) => {
    const at = draft.steps[index] ?? draft.createdAt;
    const duplicateOf = to === 'duplicate' ? (twinOf(draft, drafts)?.id ?? null) : null;
    const reason = to === 'cannot-fix' ? draft.reason : '';
    const payload = { from, to, reason, referredTo: to === 'referred' ? draft.referredTo : '', duplicateOf };
    const isByReporter = to === 'withdrawn' || to === 'reopened';
    found.push({ type: 'report.state-changed', at, actorId: isByReporter ? null : actorId, payload });
    if (to === 'triaged' && index === 0 && organisationId) {
      found.push({ type: 'report.assigned', at: daysAfter(at, 0.001), actorId, payload: { organisationId } });
    }
    from = to;
  });
  return found;
}

/** Who met the same, what was answered, and whom to tell. */
async function insertVoices(
  database: Database,
  { people }: Cast,
  drafts: readonly Draft[],
  random: Random,
  now: Date,
): Promise<void> {
  const meToos: Insertable<ReportMeToo>[] = [];
  const answered: Insertable<ReportAnswer>[] = [];
  const contacts: Insertable<ReportContact>[] = [];
  drafts.forEach((draft, index) => {
    const until = Math.max(0.05, (now.getTime() - draft.createdAt.getTime()) / 86_400_000);
    for (const accountId of random.shuffled(people.residents).slice(0, draft.meToo)) {
      const createdAt = daysAfter(draft.createdAt, random.between(0, Math.min(until, 40)));
      meToos.push({ reportId: draft.id, person: `account:${accountId}`, createdAt });
    }
    if (draft.steps.length > 0 && random.chance(0.45)) {
      const createdAt = daysAfter(draft.steps[0] ?? draft.createdAt, 0.01);
      const accountId = random.pick(draft.isSensitive ? people.officers : people.planners);
      const words = random.pick(answers);
      answered.push({
        id: random.id(createdAt),
        reportId: draft.id,
        accountId,
        words,
        isPublic: !draft.isSensitive,
        createdAt,
      });
    }
    if (draft.createdAt > daysBefore(now, 300) && random.chance(0.3)) {
      const keepUntil = dayOf(daysAfter(draft.createdAt, 365));
      contacts.push({ reportId: draft.id, email: `reporter${index + 1}@demo.example`, locale: 'th', keepUntil });
    }
  });
  await insertRows(database, 'reportMeToo', meToos);
  await insertRows(database, 'reportAnswer', answered);
  await insertRows(database, 'reportContact', contacts);
}

const pictured = ['dark', 'broken-light', 'lonely', 'overgrown', 'blind-corner', 'flooding'];

async function insertReportPhotos(
  database: Database,
  { site }: Cast,
  drafts: readonly Draft[],
  random: Random,
): Promise<void> {
  const chosen = drafts.filter((draft) => pictured.includes(draft.category)).slice(-photoCount);
  const pictures = chosen.map((draft) => ({
    scene: {
      spot: draft.id,
      isNight: draft.category !== 'overgrown' && draft.category !== 'flooding',
      litLamps: false,
      overgrown: draft.category === 'overgrown' || draft.category === 'lonely',
      hasCanal: draft.category === 'flooding',
    },
    createdAt: draft.createdAt,
  }));
  const files = await insertPictures(database, site.zoneId, pictures, random);
  const rows: Insertable<ReportPhoto>[] = chosen.map((draft, index) => ({
    id: random.id(draft.createdAt),
    reportId: draft.id,
    fileId: files[index] ?? '',
    moderation: random.weighted(['visible', 'pending', 'hidden'], moderationWeight),
    createdAt: draft.createdAt,
  }));
  await insertRows(database, 'reportPhoto', rows);
}
