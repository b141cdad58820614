import type { Insertable } from 'kysely';
import type { Random } from '../../src/compute/random.ts';
import type { Database } from '../client/database.ts';
import type { ReportAnswer, ReportContact, ReportMeToo, ReportPhoto } from '../types.ts';
import { insertRows } from './insert.ts';
import { dayOf, daysAfter, daysBefore } from './moments.ts';
import { insertPictures } from './pictures.ts';
import type { ReportDraft } from './report-drafts.ts';
import type { Cast } from './story.ts';
import { answersTo } from './words/report-answers.ts';

/** Writes who met the same, what was answered, and whom to tell. */
export async function insertReportVoices(
  database: Database,
  { people, site }: Cast,
  drafts: readonly ReportDraft[],
  random: Random,
  now: Date,
): Promise<void> {
  const meToos: Insertable<ReportMeToo>[] = [];
  const contacts: Insertable<ReportContact>[] = [];
  drafts.forEach((draft, index) => {
    const until = (now.getTime() - draft.createdAt.getTime()) / 86_400_000;
    for (const accountId of random.shuffled(people.residents).slice(0, draft.meToo)) {
      const createdAt = daysAfter(draft.createdAt, random.between(0, Math.min(until, 40)));
      meToos.push({ reportId: draft.id, person: `account:${accountId}`, createdAt });
    }
    if (draft.createdAt > daysBefore(now, 300) && random.chance(0.3)) {
      const keepUntil = dayOf(daysAfter(draft.createdAt, 365));
      const email = `reporter-${site.words.slug}-${index + 1}@demo.example`;
      contacts.push({ reportId: draft.id, email, locale: 'th', keepUntil });
    }
  });
  const answers = drafts.flatMap((draft) => answersOf(people, draft, random, now));
  await insertRows(database, 'reportMeToo', meToos);
  await insertRows(database, 'reportAnswer', answers);
  await insertRows(database, 'reportContact', contacts);
}

/** What was answered, some minutes after a step that it fits. */
function answersOf(people: Cast['people'], draft: ReportDraft, random: Random, now: Date): Insertable<ReportAnswer>[] {
  const fitting = draft.states.flatMap((state, index) => {
    const choices = answersTo(draft.category, state);
    const at = draft.steps[index];
    const createdAt = at && daysAfter(at, random.between(0.004, 0.06));
    return choices.length > 0 && createdAt && createdAt < now ? [{ choices, createdAt }] : [];
  });
  const said = fitting.filter(() => random.chance(0.4));
  const accountId = random.pick(draft.isSensitive ? people.officers : people.planners);
  return said.map(({ choices, createdAt }) => ({
    id: random.id(createdAt),
    reportId: draft.id,
    accountId,
    words: random.pick(choices),
    isPublic: !draft.isSensitive,
    createdAt,
  }));
}

/** Most words and pictures are looked at and shown; some wait, a few are hidden. */
export const moderationOf = (random: Random): string =>
  random.weighted(['visible', 'pending', 'hidden'], (state) => ({ visible: 82, pending: 12, hidden: 6 })[state] ?? 0);

const pictured = ['dark', 'broken-light', 'lonely', 'overgrown', 'blind-corner', 'flooding'];
const isByNight = ['dark', 'broken-light', 'lonely'];

/** Writes pictures of the latest reports that somebody would take a picture of. */
export async function insertReportPhotos(
  database: Database,
  { site, story }: Cast,
  drafts: readonly ReportDraft[],
  random: Random,
): Promise<void> {
  const chosen = drafts.filter((draft) => pictured.includes(draft.category)).slice(-story.reportPhotos);
  const pictures = chosen.map((draft) => ({
    scene: {
      spot: draft.id,
      isNight: isByNight.includes(draft.category),
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
    moderation: draft.isShown ? 'visible' : moderationOf(random),
    createdAt: draft.createdAt,
  }));
  await insertRows(database, 'reportPhoto', rows);
}
