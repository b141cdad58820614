import type { Insertable } from 'kysely';
import type { Random } from '../../src/compute/random.ts';
import { type Point, range } from '../../src/compute/town/plan.ts';
import { measureProject } from '../../src/features/projects/effects.service.ts';
import type { Database } from '../client/database.ts';
import type { Project, ProjectConfirmation, ProjectMilestone, ProjectMoney, ProjectTask } from '../types.ts';
import { eventRows, type Happening } from './history.ts';
import { type HotPlace, hotPlaceBy, placeOfHot, treatedShare, trueEffects } from './hot-places.ts';
import { insertRows, walkStates } from './insert.ts';
import { dayOf, daysAfter, daysBefore, fiscalYearOf } from './moments.ts';
import { insertPictures } from './pictures.ts';
import type { SeededProposal } from './proposals.ts';
import type { Cast } from './reports.ts';
import type { SeededRiskArea } from './risk-areas.ts';
import { donutText, pointText, polygonText } from './shapes.ts';
import { sayWhere } from './site.ts';
import { placeOf } from './towns.ts';
import { neighbourWords, type ProjectWords, projects } from './words/projects.ts';

/** A project of the demonstration. */
export interface SeededProject {
  id: string;
  words: ProjectWords;
  createdAt: Date;
  doneAt: Date | null;
}

/** One worked, one did not, one is too young to tell; the effects of the others are not published yet. */
const measured = ['canal-walk', 'temple-road', 'condominium'];
const bufferMeters = 90;
const plainRadiusMeters = 50;

/** Writes ten projects with their milestones, tasks, money, pictures, neighbours' answers and measured effects. */
export async function insertProjects(
  database: Database,
  cast: Cast,
  linked: { proposals: readonly SeededProposal[]; riskAreas: readonly SeededRiskArea[] },
  random: Random,
  now: Date,
): Promise<void> {
  const seeded = projects.map((words): SeededProject => {
    const createdAt = daysBefore(now, words.daysAgo);
    const doneAt = words.doneDaysAgo === undefined ? null : daysBefore(now, words.doneDaysAgo);
    return { id: random.id(createdAt), words, createdAt, doneAt };
  });
  await insertRows(
    database,
    'project',
    seeded.map((project) => projectRow(cast, project, linked, now)),
  );
  await walkStates(
    database,
    'project',
    seeded.map(({ id, words }) => ({ id, states: words.states })),
  );
  await insertParts(database, cast, seeded, random, now);
  for (const { id } of seeded.filter(({ words }) => measured.includes(words.key)))
    await measureProject(database, id, now);
  const rows = seeded.flatMap((project) =>
    eventRows(
      random,
      { zoneId: cast.site.zoneId, subject: 'project', subjectId: project.id },
      happeningsOf(cast, project, now),
    ),
  );
  await insertRows(database, 'event', rows);
}

function projectRow(
  cast: Cast,
  { id, words, createdAt, doneAt }: SeededProject,
  linked: { proposals: readonly SeededProposal[]; riskAreas: readonly SeededRiskArea[] },
  now: Date,
): Insertable<Project> {
  const { plan } = cast.site;
  const place = centerOf(cast, words);
  const moments = momentsOf(words, createdAt, doneAt, now);
  const control = controlOf(words);
  const isLocked = words.states.includes('underway');
  const radius = radiusOf(words);
  return {
    id,
    zoneId: cast.site.zoneId,
    kind: words.kind,
    proposalId: linked.proposals.find((proposal) => proposal.words.key === words.proposal)?.id ?? null,
    organisationId: cast.organisations.municipality ?? '',
    title: words.title,
    summary: words.summary,
    place: pointText(plan, place),
    placeName: sayWhere(cast.site, place),
    treatedArea: isLocked ? polygonText(plan, circle(place, radius)) : null,
    bufferArea: isLocked ? donutText(plan, circle(place, radius + bufferMeters), circle(place, radius)) : null,
    controlArea: isLocked && control ? polygonText(plan, circle(placeOfHot(plan, control), areaRadius(control))) : null,
    areasLockedAt: isLocked ? (moments[1] ?? createdAt) : null,
    riskAreaId: linked.riskAreas.find((area) => area.key === words.at || area.key === words.key)?.id ?? null,
    startsOn: dayOf(moments[1] ?? daysAfter(createdAt, 30)),
    dueOn: dayOf(doneAt ?? daysAfter(now, 40 + words.baht / 10_000)),
    doneAt,
    acceptedOn: doneAt ? dayOf(daysAfter(doneAt, 4)) : null,
    acceptanceReference: doneAt ? `ตร. ${words.milestones.length}/${fiscalYearOf(doneAt)}` : '',
    reason: words.reason ?? '',
    createdAt,
    changedAt: moments.at(-1) ?? createdAt,
  };
}

function controlOf(words: ProjectWords): HotPlace | undefined {
  const key = trueEffects.find((effect) => effect.project === words.key)?.control ?? words.control;
  return key ? hotPlaceBy(key) : undefined;
}

const centerOf = (cast: Cast, words: ProjectWords): Point =>
  typeof words.at === 'string' ? placeOfHot(cast.site.plan, hotPlaceBy(words.at)) : placeOf(cast.site.plan, words.at);

const areaRadius = (hot: HotPlace): number => hot.radiusMeters * treatedShare;
const radiusOf = (words: ProjectWords): number =>
  typeof words.at === 'string' ? areaRadius(hotPlaceBy(words.at)) : plainRadiusMeters;

function circle([east, north]: Point, meters: number): Point[] {
  return range(32).map((corner) => {
    const angle = (corner / 32) * 2 * Math.PI;
    return [east + meters * Math.cos(angle), north + meters * Math.sin(angle)];
  });
}

/** When each step was taken: works are done when they are done, the rest is spread out before and after. */
function momentsOf(words: ProjectWords, createdAt: Date, doneAt: Date | null, now: Date): Date[] {
  const until = doneAt ?? now;
  const days = (until.getTime() - createdAt.getTime()) / 86_400_000;
  return words.states.map((state, index) => {
    if (state === 'done' && doneAt) return doneAt;
    if (state === 'evaluated' && doneAt) return daysAfter(doneAt, 370);
    return daysAfter(createdAt, (days * (index + 1)) / 4);
  });
}

function happeningsOf(cast: Cast, { words, createdAt, doneAt }: SeededProject, now: Date): Happening[] {
  const actorId = cast.people.planners[0] ?? null;
  const moments = momentsOf(words, createdAt, doneAt, now);
  const moves = words.states.map(
    (to, index): Happening => ({
      type: 'moved',
      at: moments[index] ?? createdAt,
      actorId,
      payload: { from: words.states[index - 1] ?? 'planned', to, ...(to === 'cancelled' && { reason: words.reason }) },
    }),
  );
  const found: Happening[] = [
    { type: 'created', at: createdAt, actorId, payload: { to: 'planned', kind: words.kind } },
    ...moves,
  ];
  if (words.states.includes('underway')) found.push({ type: 'areas-locked', at: moments[1] ?? createdAt, actorId });
  if (doneAt) found.push({ type: 'accepted', at: daysAfter(doneAt, 4), actorId });
  if (doneAt && words.better >= 3) found.push({ type: 'neighbours-confirmed', at: daysAfter(doneAt, 12) });
  return found.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

async function insertParts(
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

function milestoneRows(
  { id, words, createdAt, doneAt }: SeededProject,
  random: Random,
  now: Date,
): Insertable<ProjectMilestone>[] {
  const until = doneAt ?? daysAfter(now, 60);
  const days = (until.getTime() - createdAt.getTime()) / 86_400_000;
  return words.milestones.map((title, index) => {
    const due = daysAfter(createdAt, (days * (index + 1)) / words.milestones.length);
    const done = new Date(Math.min(due.getTime(), daysBefore(now, 5).getTime()));
    const isDone = index < words.finished;
    return {
      id: random.id(createdAt),
      projectId: id,
      position: index + 1,
      title,
      dueOn: dayOf(due),
      doneOn: isDone ? dayOf(done) : null,
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

function confirmationRows(
  cast: Cast,
  { id, words, doneAt }: SeededProject,
  random: Random,
): Insertable<ProjectConfirmation>[] {
  if (!doneAt) return [];
  const neighbours = random.shuffled(cast.people.residents.slice(1)).slice(0, words.better + words.notBetter);
  return neighbours.map((accountId, index) => {
    const isBetter = index < words.better;
    const said = random.pick(isBetter ? neighbourWords.better : neighbourWords.notBetter);
    return {
      projectId: id,
      accountId,
      isBetter,
      words: said,
      wordsModeration: 'visible',
      createdAt: daysAfter(doneAt, 1 + index * 2),
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
  if (stage === 'after') return daysAfter(doneAt ?? now, doneAt ? 3 : 0);
  return daysBefore(doneAt ?? now, 12);
}
