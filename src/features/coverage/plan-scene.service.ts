import type { Database } from '../../../db/client/database.ts';
import { requireMay } from '../../server/access.ts';
import { recordLook } from '../../server/audit.ts';
import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import type { PlanScene } from './plan-scene.ts';
import {
  countHomes,
  findZoneFrame,
  listNamedCameras,
  listOutlinesAtRisk,
  listRiskAreasToCover,
  listWater,
} from './scene.queries.ts';
import { peoplePerHome } from './scene.ts';

/** The zone as officers may see it, every camera exactly, to plan with in the browser. The look is on record first. */
export async function getPlanScene(context: Context, zoneId: string): Promise<PlanScene> {
  const { database, viewer, now } = context;
  requireMay(viewer, 'plan.manage', zoneId);
  await recordLook(database, { viewer, zoneId, action: 'coverage.plan-scene', subject: 'camera', now });
  return loadPlanScene(database, zoneId);
}

/** For services that have asked already who wants to know. */
export async function loadPlanScene(database: Database, zoneId: string): Promise<PlanScene> {
  const frame = (await findZoneFrame(database, zoneId)) ?? notFound();
  const [buildings, water, cameras, areas, homes] = [
    await listOutlinesAtRisk(database, zoneId),
    await listWater(database, zoneId),
    await listNamedCameras(database, zoneId),
    await listRiskAreasToCover(database, zoneId),
    await countHomes(database, zoneId),
  ];
  const center = [frame.longitude, frame.latitude] as const;
  return { center, peoplePerHome: peoplePerHome(homes, frame.population), buildings, water, cameras, areas };
}
