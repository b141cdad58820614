import { createHash } from 'node:crypto';
import type { Insertable } from 'kysely';
import { sql } from 'kysely';
import type { Random } from '../../src/compute/random.ts';
import { toPosition } from '../../src/compute/town/frame.ts';
import type { Database } from '../client/database.ts';
import type { Report } from '../types.ts';
import { eventRows, type Happening } from './history.ts';
import { insertRows, walkStates } from './insert.ts';
import { daysAfter } from './moments.ts';
import { draftReports, type ReportDraft } from './report-drafts.ts';
import { insertReportPhotos, insertReportVoices, moderationOf } from './report-voices.ts';
import { pointText } from './shapes.ts';
import { sayWhere } from './site.ts';
import type { Cast } from './story.ts';

/** Writes the reports of a zone: in every state, with what happened to them, who met the same, and pictures of some. */
export async function insertReports(database: Database, cast: Cast, random: Random, now: Date): Promise<ReportDraft[]> {
  const drafts = draftReports(cast, random, now);
  const { shown, first } = cast.story.trackingNumber;
  const firstNumber = first ?? (shown ?? 1) - drafts.findIndex((draft) => draft.isShown);
  const rows = drafts.map((draft, index) => reportRow(cast, draft, firstNumber + index, random));
  await insertRows(database, 'report', rows);
  await walkStates(database, 'report', drafts);
  await sql`update zone set last_tracking_number = ${firstNumber + drafts.length - 1} where id = ${cast.site.zoneId}`.execute(
    database,
  );
  const events = drafts.flatMap((draft, index) =>
    eventRows(
      random,
      { zoneId: cast.site.zoneId, subject: 'report', subjectId: draft.id },
      happeningsOf(cast, draft, rows[index]?.trackingNumber ?? '', random),
    ),
  );
  await insertRows(database, 'event', events);
  await insertReportVoices(database, cast, drafts, random, now);
  await insertReportPhotos(database, cast, drafts, random);
  return drafts;
}

function reportRow(cast: Cast, draft: ReportDraft, number: number, random: Random): Insertable<Report> {
  const { site, people, organisations } = cast;
  const moderation = draft.words === '' ? 'pending' : moderationOf(random);
  const isKnown = !draft.isSensitive && random.chance(0.35);
  const isFiledFor = !draft.isSensitive && !draft.isShown && random.chance(0.08);
  const committee = random.pick(Object.keys(organisations).filter((key) => key.startsWith('community')));
  return {
    id: draft.id,
    zoneId: site.zoneId,
    trackingNumber: `${site.words.trackingPrefix}-${number}`,
    followHash: createHash('sha256').update(`demonstration ${draft.id} ${random.next()}`).digest('hex'),
    idempotencyKey: random.id(draft.createdAt),
    category: draft.category,
    addressedTo: addresseeOf(cast, draft, random),
    place: pointText(site.plan, draft.place),
    placeName: sayWhere(site, draft.place),
    isPublicPlace: draft.category !== 'theft' || random.chance(0.5),
    words: draft.words,
    wordsModeration: draft.isShown ? 'visible' : moderation,
    wordsPublic: draft.isShown || moderation === 'visible' ? draft.words : '',
    accountId: isKnown ? random.pick([people.residents[0] ?? '', ...people.residents.slice(0, 60)]) : null,
    filedByOrganisationId: isFiledFor ? (organisations[committee] ?? null) : null,
    assignedOrganisationId: assigneeOf(cast, draft),
    duplicateOf: draft.duplicateOf ?? null,
    referredTo: draft.referredTo,
    reason: draft.reason,
    createdAt: draft.createdAt,
    changedAt: draft.steps.at(-1) ?? draft.createdAt,
  };
}

/** One about police never goes to that station. */
function addresseeOf({ territory }: Cast, draft: ReportDraft, random: Random): string | null {
  if (!draft.isSensitive) return null;
  return draft.category === 'police' || random.chance(0.25) ? territory.division : territory.station;
}

/** Who sees to it: nobody before it is triaged, and nobody of the station in what is about the station. */
function assigneeOf({ organisations }: Cast, draft: ReportDraft): string | null {
  if (draft.category === 'police') return organisations.division ?? null;
  if (draft.isSensitive) return organisations.station ?? null;
  if (!draft.states.some((state) => ['planned', 'in-progress', 'fixed'].includes(state))) return null;
  if (draft.category === 'lonely' || draft.category === 'theft') return organisations.station ?? null;
  const electricity = draft.category === 'live-wires' ? organisations.electricity : undefined;
  return electricity ?? organisations.municipality ?? null;
}

function happeningsOf(cast: Cast, draft: ReportDraft, trackingNumber: string, random: Random): Happening[] {
  const actorId = random.pick(draft.isSensitive ? cast.people.officers : cast.people.planners);
  const organisationId = assigneeOf(cast, draft);
  const place = toPosition(cast.site.plan, draft.place);
  const received = { to: 'received', category: draft.category, trackingNumber, place, organisationId: null };
  const found: Happening[] = [{ type: 'report.received', at: draft.createdAt, payload: received }];
  let from = 'received';
  draft.states.forEach((to, index) => {
    const at = draft.steps[index] ?? draft.createdAt;
    const payload = {
      from,
      to,
      reason: to === 'cannot-fix' ? draft.reason : '',
      referredTo: to === 'referred' ? draft.referredTo : '',
      duplicateOf: to === 'duplicate' ? (draft.duplicateOf ?? null) : null,
    };
    const isByReporter = to === 'withdrawn' || to === 'reopened';
    found.push({ type: 'report.state-changed', at, actorId: isByReporter ? null : actorId, payload });
    if (to === 'triaged' && index === 0 && organisationId) {
      found.push({ type: 'report.assigned', at: daysAfter(at, 0.001), actorId, payload: { organisationId } });
    }
    from = to;
  });
  return found;
}
