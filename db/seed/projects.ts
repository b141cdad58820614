import type { Insertable } from 'kysely';
import type { Random } from '../../src/compute/random.ts';
import { type Point, range } from '../../src/compute/town/plan.ts';
import { measureProject } from '../../src/features/projects/effects.service.ts';
import type { Database } from '../client/database.ts';
import type { Project } from '../types.ts';
import { projectCourse } from './courses.ts';
import { eventRows, type Happening } from './history.ts';
import { type HotPlace, hotPlaceBy, placeOfHot, treatedShare, trueEffects } from './hot-places.ts';
import { insertRows, walkStates } from './insert.ts';
import { dayOf, daysAfter, daysBefore, fiscalYearOf, lastAtHour } from './moments.ts';
import { confirmedAt, insertProjectParts, type SeededProject } from './project-parts.ts';
import type { SeededProposal } from './proposals.ts';
import type { ReportDraft } from './report-drafts.ts';
import type { SeededRiskArea } from './risk-areas.ts';
import { donutText, pointText, polygonText } from './shapes.ts';
import { sayWhere } from './site.ts';
import type { Cast } from './story.ts';
import { placeOf } from './towns.ts';
import type { ProjectWords } from './words/project-words.ts';

/** One worked, one did not, one is too young to tell; the effects of the others are not published yet. */
const measured = ['canal-walk', 'temple-road', 'condominium'];
interface Linked {
  reports: readonly ReportDraft[];
  proposals: readonly SeededProposal[];
  riskAreas: readonly SeededRiskArea[];
}

const bufferMeters = 90;
const plainRadiusMeters = 50;

/** Writes a town's projects with their milestones, tasks, money, pictures, neighbours' answers and measured effects. */
export async function insertProjects(
  database: Database,
  cast: Cast,
  linked: Linked,
  random: Random,
  now: Date,
): Promise<void> {
  const seeded = cast.story.projects.map((words): SeededProject => {
    const createdAt = lastAtHour(daysBefore(now, words.daysAgo), 10.2, now);
    const moments = projectCourse(words, now);
    const doneAt = moments[words.states.indexOf('done')] ?? null;
    return { id: random.id(createdAt), words, createdAt, doneAt, moments };
  });
  await insertRows(
    database,
    'project',
    seeded.map((project) => projectRow(cast, project, linked, now)),
  );
  await insertRows(
    database,
    'projectReport',
    linked.reports.flatMap((report) => {
      const project = seeded.find(({ words }) => words.key === report.takenUpBy);
      return project ? [{ projectId: project.id, reportId: report.id, linkedAt: report.steps[1] ?? now }] : [];
    }),
  );
  await walkStates(
    database,
    'project',
    seeded.map(({ id, words }) => ({ id, states: words.states })),
  );
  await insertProjectParts(database, cast, seeded, random, now);
  for (const { id } of seeded.filter(({ words }) => measured.includes(words.key)))
    await measureProject(database, id, now);
  const rows = seeded.flatMap((project) =>
    eventRows(
      random,
      { zoneId: cast.site.zoneId, subject: 'project', subjectId: project.id },
      happeningsOf(cast, project),
    ),
  );
  await insertRows(database, 'event', rows);
}

function projectRow(
  cast: Cast,
  { id, words, createdAt, doneAt, moments }: SeededProject,
  linked: Linked,
  now: Date,
): Insertable<Project> {
  const { plan } = cast.site;
  const place = centerOf(cast, words);
  const control = controlOf(cast, words);
  const underwayAt = moments[words.states.indexOf('underway')];
  const isLocked = underwayAt !== undefined;
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
    controlArea: isLocked && control ? polygonText(plan, circle(control.center, control.meters)) : null,
    areasLockedAt: underwayAt ? daysBefore(underwayAt, 0.01) : null,
    riskAreaId: linked.riskAreas.find((area) => area.key === words.at || area.key === words.key)?.id ?? null,
    startsOn: dayOf(underwayAt ?? daysAfter(now, 21)),
    dueOn: dayOf(doneAt ?? daysAfter(now, 40 + words.baht / 10_000)),
    doneAt,
    acceptedOn: doneAt ? dayOf(daysAfter(doneAt, 4)) : null,
    acceptanceReference: doneAt ? `${words.milestones.length + 10}/${fiscalYearOf(doneAt)}` : '',
    reason: words.reason ?? '',
    createdAt,
    changedAt: moments.at(-1) ?? createdAt,
  };
}

/** The place that it is compared with. */
function controlOf({ site }: Cast, words: ProjectWords): { center: Point; meters: number } | undefined {
  const at = trueEffects.find((effect) => effect.project === words.key)?.control ?? words.control;
  if (at === undefined) return undefined;
  if (typeof at !== 'string') return { center: placeOf(site.plan, at), meters: plainRadiusMeters };
  const hot = hotPlaceBy(at);
  return { center: placeOfHot(site.plan, hot), meters: areaRadius(hot) };
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

function happeningsOf(cast: Cast, { words, createdAt, doneAt, moments }: SeededProject): Happening[] {
  const actorId = cast.people.planners[0] ?? null;
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
  const underwayAt = moments[words.states.indexOf('underway')];
  if (underwayAt) found.push({ type: 'areas-locked', at: daysBefore(underwayAt, 0.01), actorId });
  if (doneAt) found.push({ type: 'accepted', at: daysAfter(doneAt, 4), actorId });
  if (doneAt && words.better >= 3) found.push({ type: 'neighbours-confirmed', at: confirmedAt(doneAt) });
  return found.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}
