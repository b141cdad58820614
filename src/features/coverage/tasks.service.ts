import { type CameraCover, coverOf } from '../../compute/coverage/camera-cover.ts';
import type { StandingCamera } from '../../compute/coverage/zone-cover.ts';
import type { Position } from '../../compute/geometry/position.ts';
import type { Context } from '../../server/context.ts';
import { changeOf } from './plan-edits.service.ts';
import { loadPlanScene } from './plan-scene.service.ts';
import { prepareScene } from './plan-scene.ts';
import { standingAfter } from './planning.ts';
import { getPlan, type PlanView } from './plans.service.ts';
import { listStreets } from './scene.queries.ts';
import { purposeOf, type Scene } from './scene.ts';
import type { Task } from './task.ts';
import { drawTaskMap } from './task-map.ts';
import { findAhead } from './tasks.queries.ts';

/** What can be reached from one ladder. */
const polesApartMeters = 3;
const sightMeters = 200;

/**
 * A plan as cards for technicians, one a place to go to: what to do with each camera there, what to aim at, and a
 * drawing. It tells places and headings, so the look is on record (by `getPlan`) and only officers of the zone get it.
 */
export async function getTaskCards(context: Context, planId: string) {
  const plan = await getPlan(context, planId);
  const { scene } = prepareScene(await loadPlanScene(context.database, plan.zoneId));
  const streets = (await listStreets(context.database, plan.zoneId)).map(({ points }) =>
    points.map((point) => scene.plane.toMeters(point)),
  );
  const tasks: Task[] = [];
  for (const change of plan.changes) tasks.push(await taskOf(context, plan, scene, change));
  const cards = visitsOf(tasks).map((visit) => ({
    tasks: visit,
    drawing: drawTaskMap(scene, streets, visit),
  }));
  return { plan, cards };
}

async function taskOf(
  { database }: Context,
  { zoneId, purpose }: PlanView,
  scene: Scene,
  change: PlanView['changes'][number],
): Promise<Task> {
  const before = scene.cameras.find(({ id }) => id === change.cameraId);
  const after = before || change.kind === 'add' ? standingAfter(scene.plane, before, changeOf(change)) : undefined;
  const look = (standing: StandingCamera | undefined): CameraCover | undefined =>
    standing && coverOf(standing.place, standing.camera, purposeOf(purpose), scene.walls);
  const heading = after?.camera.headingDegrees;
  const ahead =
    after && heading !== undefined
      ? await findAhead(database, zoneId, {
          eye: scene.plane.toDegrees(after.place),
          end: scene.plane.toDegrees(pointAhead(after.place, heading)),
          headingDegrees: heading,
        })
      : undefined;
  return { change, before, after, coverBefore: look(before), coverAfter: look(after), ahead };
}

function pointAhead([east, north]: Position, headingDegrees: number): Position {
  const angle = (headingDegrees * Math.PI) / 180;
  return [east + sightMeters * Math.sin(angle), north + sightMeters * Math.cos(angle)];
}

/** Tasks whose cameras hang within reach of each other are one visit. */
function visitsOf(tasks: readonly Task[]): Task[][] {
  const visits: { place: Position | undefined; tasks: Task[] }[] = [];
  for (const task of tasks) {
    const place = (task.after ?? task.before)?.place;
    const same = visits.find(
      (visit) =>
        place && visit.place && Math.hypot(place[0] - visit.place[0], place[1] - visit.place[1]) <= polesApartMeters,
    );
    if (same) same.tasks.push(task);
    else visits.push({ place, tasks: [task] });
  }
  return visits.map((visit) => visit.tasks);
}
