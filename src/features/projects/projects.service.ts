import { inTransaction } from '../../../db/client/transaction.ts';
import { may, requireMay, requireSomewhere } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { newId } from '../../server/identifiers.ts';
import { isPlaceInZone } from '../../server/places.queries.ts';
import { breaksUnique } from '../../server/unique.ts';
import { listOrganisationsOfZone, listZonesByIds } from '../../server/zone-choices.queries.ts';
import { findAreas, proposeAreas } from './areas.queries.ts';
import { recordChange, tellEverybody, withManaged } from './managed.ts';
import { listEffects, listMilestones, listMoney, listPhotos, listTasks } from './parts.queries.ts';
import {
  countProjectsByState,
  findAcceptedProposal,
  findProject,
  insertProject,
  linkReports,
  listProjectCards,
  listRiskAreasOfZone,
  lockProject,
  type ProjectRow,
  updateProject,
} from './projects.queries.ts';
import type { NewProject, ProjectEdit, ProjectFilter, ProjectState } from './projects.schema.ts';

const pageSize = 24;

/** Projects for anybody: one page of cards, and how many there are of each state with the same other filters. */
export async function getProjects(context: Context, filter: ProjectFilter) {
  const by = { kind: filter.kind, zoneSlug: filter.zone, organisationId: filter.organisation };
  const states = filter.state ? [filter.state] : undefined;
  const [cards, counts] = await Promise.all([
    listProjectCards(context.database, { ...by, states }, { limit: pageSize, offset: (filter.page - 1) * pageSize }),
    countProjectsByState(context.database, by),
  ]);
  const shown = counts.filter((row) => !states || states.includes(row.state));
  const total = shown.reduce((sum, row) => sum + row.count, 0);
  return { cards, counts, total, pages: Math.max(1, Math.ceil(total / pageSize)) };
}

/** The latest projects of a zone in these states, as cards, for anybody. */
export function getZoneProjects(
  context: Context,
  by: { zoneId: string; states: readonly ProjectState[]; limit: number },
) {
  return listProjectCards(context.database, by, { limit: by.limit, offset: 0 });
}

/** What is being done about a risk area, as cards, for anybody. */
export function getRiskAreaProjects(context: Context, riskAreaId: string) {
  return listProjectCards(context.database, { riskAreaId }, { limit: 20, offset: 0 });
}

/** One project for anybody: itself, its milestones, tasks, money, photos and effects. */
export async function getProject(context: Context, number: number) {
  const project = await findProject(context.database, number);
  if (!project) notFound();
  const [milestones, tasks, money, photos, effects] = await Promise.all([
    listMilestones(context.database, project.id),
    listTasks(context.database, project.id),
    listMoney(context.database, project.id),
    listPhotos(context.database, project.id),
    listEffects(context.database, project.id),
  ]);
  const { longitude: _longitude, latitude: _latitude, ...shown } = project;
  return {
    ...shown,
    place: shownPlace(context, project),
    mayManage: may(context.viewer, 'project.manage', project.zoneId),
    milestones,
    tasks: tasks.map(({ accountId, organisationId, ...task }) => ({
      ...task,
      isTaken: accountId !== null,
      isOurs: organisationId !== null && context.viewer.organisationIds.includes(organisationId),
    })),
    money,
    photos,
    effects,
  };
}

/** A camera's place is nobody's but its officers': a project about one is known by its risk area. */
function shownPlace(context: Context, project: ProjectRow): { longitude: number; latitude: number } | null {
  const isCamera = project.kind === 'camera' || project.kind === 're-aim-camera';
  if (isCamera && !may(context.viewer, 'camera.see-exact', project.zoneId)) return null;
  return { longitude: project.longitude, latitude: project.latitude };
}

/** What only who manages the project needs: the organisations to choose among, and the three areas as GeoJSON. */
export async function getProjectDesk(context: Context, number: number) {
  const project = await findProject(context.database, number);
  if (!project) notFound();
  requireMay(context.viewer, 'project.manage', project.zoneId);
  const [organisations, areas] = await Promise.all([
    listOrganisationsOfZone(context.database, project.zoneId),
    findAreas(context.database, project.id),
  ]);
  return { organisations, areas: areas ?? { treated: null, buffer: null, control: null } };
}

/** What a form for a new project offers: the viewer's zones with their organisations and risk areas, and the proposal. */
export async function getNewProjectDesk(context: Context, proposalNumber: number | undefined) {
  const zoneIds = requireSomewhere(context.viewer, 'project.manage');
  const found = proposalNumber && (await findAcceptedProposal(context.database, { number: proposalNumber }));
  if (proposalNumber && !(found && zoneIds.includes(found.zoneId))) notFound();
  const proposal = found || null;
  const zones = await listZonesByIds(context.database, proposal ? [proposal.zoneId] : zoneIds);
  const choices = await Promise.all(
    zones.map(async (zone) => ({
      zone,
      organisations: await listOrganisationsOfZone(context.database, zone.id),
      riskAreas: await listRiskAreasOfZone(context.database, zone.id),
    })),
  );
  const ours = new Set(context.viewer.organisationIds);
  return { proposal, choices, ownOrganisationId: [...ours][0] };
}

/**
 * Begins a project, from an accepted proposal or directly, with areas proposed for its effect; returns its number.
 * @throws AppError `invalid` when the place is outside the zone or a camera project names no risk area; `conflict` when the
 * proposal has its project already
 */
export async function createProject(context: Context, input: NewProject): Promise<number> {
  requireMay(context.viewer, 'project.manage', input.zoneId);
  return await inTransaction(context.database, async (transaction) => {
    const here = { ...context, database: transaction };
    const origin = await readOrigin(here, input);
    const organisations = await listOrganisationsOfZone(transaction, input.zoneId);
    if (!organisations.some(({ id }) => id === input.organisationId))
      throw new AppError('invalid', 'organisation elsewhere', { organisationId: 'mistakeChoice' });
    const id = newId();
    const number = await insertProject(transaction, {
      id,
      zoneId: input.zoneId,
      organisationId: input.organisationId,
      title: input.title,
      summary: input.summary,
      placeName: input.placeName,
      startsOn: input.startsOn ?? null,
      dueOn: input.dueOn ?? null,
      createdAt: context.now,
      changedAt: context.now,
      ...origin,
    });
    await linkNamedReports(here, { projectId: id, zoneId: input.zoneId, numbers: input.reports ?? [] });
    await proposeAreas(transaction, id);
    const project = await lockProject(transaction, number);
    if (!project) notFound();
    await recordChange(context, { transaction, project }, 'created', {
      kind: project.kind,
      proposalId: project.proposalId,
    });
    await tellEverybody(context, { transaction, project }, 'created');
    return number;
  }).catch((error) => {
    if (breaksUnique(error)) throw new AppError('conflict', 'the proposal has its project already');
    throw error;
  });
}

/** Links the reports that a planner named; one that is sensitive or elsewhere does not exist here. */
async function linkNamedReports(
  { database, now }: Context,
  named: { projectId: string; zoneId: string; numbers: readonly string[] },
): Promise<void> {
  if (named.numbers.length === 0) return;
  const linked = await linkReports(database, { ...named, linkedAt: now });
  if (linked < named.numbers.length)
    throw new AppError('invalid', 'an unknown report', { reports: 'projects.mistakeReports' });
}

/** Kind, place and risk area: the proposal's when there is one, else what was typed. */
async function readOrigin(context: Context, input: NewProject) {
  const { proposalId, kind, longitude, latitude, riskAreaId = null } = input;
  if (proposalId) {
    const proposal = await findAcceptedProposal(context.database, { id: proposalId });
    if (!proposal || proposal.zoneId !== input.zoneId) notFound();
    const { id, kind: proposed, longitude: x, latitude: y, riskAreaId: area } = proposal;
    return { proposalId: id, kind: proposed, longitude: x, latitude: y, riskAreaId: area };
  }
  if (!(await isPlaceInZone(context.database, input.zoneId, [longitude, latitude])))
    throw new AppError('invalid', 'place outside the zone', { latitude: 'mistakePlace' });
  const riskAreas = await listRiskAreasOfZone(context.database, input.zoneId);
  const isKnown = riskAreas.some(({ id }) => id === riskAreaId);
  if (riskAreaId ? !isKnown : kind === 'camera' || kind === 're-aim-camera')
    throw new AppError('invalid', 'a risk area of the zone is needed', { riskAreaId: 'projects.mistakeRiskArea' });
  return { proposalId: null, kind, longitude, latitude, riskAreaId };
}

/** Changes what a project says of itself. */
export function editProject(context: Context, number: number, input: ProjectEdit): Promise<void> {
  return withManaged(context, number, async (managed) => {
    const { startsOn = null, dueOn = null, ...texts } = input;
    if (startsOn && dueOn && dueOn < startsOn)
      throw new AppError('invalid', 'due before start', { dueOn: 'projects.mistakeDueBeforeStart' });
    await updateProject(managed.transaction, managed.project.id, { ...texts, startsOn, dueOn });
    await recordChange(context, managed, 'edited', { ...texts, startsOn, dueOn });
  });
}
