import type { Context } from '../../server/context.ts';
import { AppError } from '../../server/errors.ts';
import { findAreaMistake, updateAreas } from './areas.queries.ts';
import { measureProject } from './effects.service.ts';
import { type Managed, recordChange, tellEverybody, withManaged } from './managed.ts';
import { listEffects, listMoney } from './parts.queries.ts';
import { updateProject } from './projects.queries.ts';
import {
  type ProjectAcceptance,
  type ProjectAreas,
  type ProjectMove,
  type ProjectState,
  projectArrows,
} from './projects.schema.ts';

/** What a move did, for whoever carries it on to the proposal and the reports behind the project. */
export interface Moved {
  zoneId: string;
  proposalId: string | null;
  from: ProjectState;
  to: ProjectState;
}

/**
 * Moves a project along one of its arrows and has everybody told.
 * @throws AppError `conflict` where there is no arrow; `invalid` with what is missing for the step
 */
export function moveProject(context: Context, number: number, move: ProjectMove): Promise<Moved> {
  return withManaged(context, number, async (managed) => {
    const { project, transaction } = managed;
    if (!projectArrows[project.state].includes(move.to))
      throw new AppError('conflict', `no arrow from ${project.state} to ${move.to}`);
    if (move.to === 'evaluated') await measureProject(transaction, project.id, context.now);
    await requireReadiness(managed, move);
    await updateProject(transaction, project.id, {
      state: move.to,
      ...(move.to === 'done' && { doneAt: context.now }),
      ...(move.to === 'cancelled' && { reason: move.reason }),
    });
    const payload = { from: project.state, to: move.to, ...(move.reason && { reason: move.reason }) };
    await recordChange(context, managed, 'moved', payload);
    await tellEverybody(context, managed, move.to);
    return { zoneId: project.zoneId, proposalId: project.proposalId, from: project.state, to: move.to };
  });
}

/** What must be there before a step: money before it is funded, locked areas before work, an effect before evaluation. */
async function requireReadiness({ transaction, project }: Managed, move: ProjectMove): Promise<void> {
  const refuse = (key: string): never => {
    throw new AppError('invalid', key, { to: `projects.${key}` });
  };
  if (move.to === 'funded') {
    const lines = await listMoney(transaction, project.id);
    if (!lines.some((line) => line.plannedBaht > 0)) refuse('mistakeMoneyFirst');
  }
  if (move.to === 'underway' && !project.areasLockedAt) refuse('mistakeLockFirst');
  if (move.to === 'evaluated') {
    const [latest] = await listEffects(transaction, project.id);
    if (!latest || latest.verdict === 'too-early') refuse('mistakeEffectFirst');
  }
  if (move.to === 'cancelled' && !move.reason) throw new AppError('invalid', 'reason', { reason: 'mistakeRequired' });
}

/** Records the official acceptance (ตรวจรับ): a paper with a date, apart from what neighbours say. */
export function recordAcceptance(context: Context, number: number, input: ProjectAcceptance): Promise<void> {
  return withManaged(context, number, async (managed) => {
    if (!['underway', 'done', 'evaluated'].includes(managed.project.state))
      throw new AppError('conflict', 'accepted before it was underway');
    await updateProject(managed.transaction, managed.project.id, input);
    await recordChange(context, managed, 'accepted', { ...input });
    await tellEverybody(context, managed, 'accepted');
  });
}

/**
 * Chooses the treated area, the buffer and the control area.
 * @throws AppError `conflict` once they are locked; `invalid` naming the area that is no polygon in its place
 */
export function chooseAreas(context: Context, number: number, areas: ProjectAreas): Promise<void> {
  return withManaged(context, number, async (managed) => {
    if (managed.project.areasLockedAt) throw new AppError('conflict', 'the areas are locked');
    for (const name of ['treated', 'buffer', 'control'] as const) {
      if (!isPolygon(areas[name])) throw new AppError('invalid', name, { [name]: 'projects.mistakeArea' });
    }
    const mistake = await findAreaMistake(managed.transaction, managed.project.zoneId, areas);
    if (mistake) throw new AppError('invalid', mistake, { [mistake]: 'projects.mistakeArea' });
    await updateAreas(managed.transaction, managed.project.id, areas);
    await recordChange(context, managed, 'areas-chosen', { ...areas });
  });
}

/** Locks what the effect will be measured against; it cannot be undone. */
export function lockAreas(context: Context, number: number): Promise<void> {
  return withManaged(context, number, async (managed) => {
    const { project } = managed;
    if (project.areasLockedAt) throw new AppError('conflict', 'the areas are locked');
    if (!project.hasAreas) throw new AppError('invalid', 'areas', { treated: 'projects.mistakeArea' });
    await updateProject(managed.transaction, project.id, { areasLockedAt: context.now });
    await recordChange(context, managed, 'areas-locked');
  });
}

/** Whether the text is one GeoJSON polygon in degrees, with closed rings; PostGIS judges the rest. */
function isPolygon(text: string): boolean {
  const shape = parse(text);
  if (typeof shape !== 'object' || shape === null || !('type' in shape) || shape.type !== 'Polygon') return false;
  if (!('coordinates' in shape) || !Array.isArray(shape.coordinates) || shape.coordinates.length === 0) return false;
  return shape.coordinates.every((ring: unknown) => Array.isArray(ring) && ring.length >= 4 && isClosed(ring));
}

function isClosed(ring: unknown[]): boolean {
  return ring.every(isPosition) && JSON.stringify(ring[0]) === JSON.stringify(ring.at(-1));
}

function isPosition(position: unknown): boolean {
  if (!Array.isArray(position) || position.length < 2) return false;
  const [longitude, latitude] = position;
  return Math.abs(Number(longitude)) <= 180 && Math.abs(Number(latitude)) <= 90 && typeof longitude === 'number';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
