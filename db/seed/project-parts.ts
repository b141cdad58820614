import type { Insertable } from 'kysely';
import type { Random } from '../../src/compute/random.ts';
import type { Database } from '../client/database.ts';
import type { ProjectConfirmation, ProjectMilestone, ProjectMoney, ProjectTask } from '../types.ts';
import { insertRows } from './insert.ts';
import { dayOf, daysAfter, daysBefore, fiscalYearOf } from './moments.ts';
import { insertPictures } from './pictures.ts';
import type { Cast } from './story.ts';
import type { ProjectWords } from './words/project-words.ts';

/** A project of the demonstration. */
export interface SeededProject {
  id: string;
  words: ProjectWords;
  createdAt: Date;
  doneAt: Date | null;
  /** When each of its steps was taken. */
  moments: readonly Date[];
}

/** Writes the milestones, tasks, money, pictures and neighbours' answers of projects. */
export async function insertProjectParts(
  database: Database,
  cast: Cast,
  seeded: readonly SeededProject[],
  random: Random,
  now: Date,
): Promise<void> {
  const milestones = seeded.flatMap((project) => milestoneRows(project, random, now));
  await insertRows(database, 'projectMilestone', milestones);
  await insertRows(
    database,
    'projectTask',
    seeded.flatMap((project) => taskRows(cast, project, random, now)),
  );
  await insertRows(
    database,
    'projectMoney',
    seeded.flatMap((project) => moneyRows(project, random, now)),
  );
  await insertRows(
    database,
    'projectConfirmation',
    seeded.flatMap((project) => confirmationRows(cast, project, random)),
  );
  await insertProjectPictures(database, cast, seeded, random, now);
}

/** Preparation is done before the works begin, the rest one after the other until they are done. */
function milestoneRows(
  { id, words, createdAt, doneAt, moments }: SeededProject,
  random: Random,
  now: Date,
): Insertable<ProjectMilestone>[] {
  const prepared = words.prepared ?? 0;
  const begins = moments[words.states.indexOf('underway')] ?? daysAfter(now, 20);
  const until = doneAt ?? daysAfter(now, 45);
  const share = (from: Date, to: Date, part: number): Date =>
    new Date(from.getTime() + part * (to.getTime() - from.getTime()));
  return words.milestones.map((title, index) => {
    const due =
      index < prepared
        ? share(createdAt, begins, (index + 0.8) / prepared)
        : share(begins, until, (index + 1 - prepared) / (words.milestones.length - prepared));
    const isDone = index < words.finished;
    const doneOn = dayOf(due < now ? due : daysBefore(now, 2));
    return {
      id: random.id(createdAt),
      projectId: id,
      position: index + 1,
      title,
      dueOn: dayOf(due),
      doneOn: isDone ? doneOn : null,
    };
  });
}

function taskRows(
  cast: Cast,
  { id, words, createdAt, doneAt }: SeededProject,
  random: Random,
  now: Date,
): Insertable<ProjectTask>[] {
  return words.tasks.map(([organisation, title], index) => ({
    id: random.id(createdAt),
    projectId: id,
    organisationId: cast.organisations[organisation] ?? null,
    title,
    dueOn: dayOf(doneAt ?? daysAfter(now, 20 + index * 10)),
    doneOn: doneAt ? dayOf(daysBefore(doneAt, 3)) : null,
    createdAt,
  }));
}

/** Money by fiscal year: planned in the first, and what is not paid by September is carried over. */
function moneyRows(
  { id, words, createdAt, doneAt }: SeededProject,
  random: Random,
  now: Date,
): Insertable<ProjectMoney>[] {
  const first = fiscalYearOf(createdAt);
  const last = fiscalYearOf(doneAt ?? now);
  const isCommitted = words.states.includes('underway');
  const paid = doneAt ? words.baht : isCommitted ? Math.round(words.baht * 0.4) : 0;
  const row = (fiscalYear: number, money: Partial<Insertable<ProjectMoney>>): Insertable<ProjectMoney> => ({
    id: random.id(createdAt),
    projectId: id,
    fiscalYear,
    planReference: `แผนพัฒนาท้องถิ่น ${first} ข้อ ${random.integer(2, 40)}`,
    source: words.source,
    procurementMethod: words.states.length > 0 ? words.method : '',
    procurementNumber: isCommitted ? `${fiscalYear}/${random.integer(10, 180)}` : '',
    plannedBaht: 0,
    committedBaht: 0,
    disbursedBaht: 0,
    carriedOverBaht: 0,
    ...money,
  });
  if (first === last || !isCommitted) {
    return [row(first, { plannedBaht: words.baht, committedBaht: isCommitted ? words.baht : 0, disbursedBaht: paid })];
  }
  const early = Math.round(paid * 0.3);
  return [
    row(first, { plannedBaht: words.baht, committedBaht: words.baht, disbursedBaht: early }),
    row(last, { carriedOverBaht: words.baht - early, disbursedBaht: paid - early }),
  ];
}

/** Days between one neighbour's answer and the next; three who find it better confirm it. */
const answerDays = 2;

/** When the third neighbour found it better. */
export const confirmedAt = (doneAt: Date): Date => daysAfter(doneAt, 1 + 2 * answerDays);

function confirmationRows(
  cast: Cast,
  { id, words, doneAt }: SeededProject,
  random: Random,
): Insertable<ProjectConfirmation>[] {
  if (!doneAt) return [];
  const neighbours = random.shuffled(cast.people.residents.slice(1)).slice(0, words.better + words.notBetter);
  return neighbours.map((accountId, index) => {
    const isBetter = index < words.better;
    const said = (isBetter ? words.neighbours : words.neighboursAgainst) ?? [];
    return {
      projectId: id,
      accountId,
      isBetter,
      // Each says something of their own; the others only tick.
      words: said[isBetter ? index : index - words.better] ?? '',
      wordsModeration: 'visible',
      createdAt: daysAfter(doneAt, 1 + index * answerDays),
    };
  });
}

const captions = { before: 'ก่อนทำ', during: 'ระหว่างทำ', after: 'หลังทำ' };

async function insertProjectPictures(
  database: Database,
  cast: Cast,
  seeded: readonly SeededProject[],
  random: Random,
  now: Date,
): Promise<void> {
  const wanted = seeded.flatMap((project) =>
    project.words.pictures.map((stage) => ({ project, stage, takenAt: takenAt(project, stage, now) })),
  );
  const files = await insertPictures(
    database,
    cast.site.zoneId,
    wanted.map(({ project, stage, takenAt }) => ({
      scene: {
        spot: project.words.key,
        isNight: stage !== 'during' && (project.words.isNight ?? false),
        litLamps: stage === 'after',
        overgrown: stage === 'before',
        isWorksite: stage === 'during',
        hasCanal: project.words.hasCanal ?? false,
      },
      createdAt: takenAt,
    })),
    random,
  );
  const rows = wanted.map(({ project, stage, takenAt }, index) => ({
    id: random.id(takenAt),
    projectId: project.id,
    fileId: files[index] ?? '',
    stage,
    spot: 1,
    caption: captions[stage],
    takenOn: dayOf(takenAt),
    createdAt: takenAt,
  }));
  await insertRows(database, 'projectPhoto', rows);
}

function takenAt({ createdAt, doneAt }: SeededProject, stage: keyof typeof captions, now: Date): Date {
  if (stage === 'before') return daysAfter(createdAt, 2);
  if (stage === 'after') return daysAfter(doneAt ?? now, doneAt ? 1 : 0);
  return daysBefore(doneAt ?? now, 12);
}
