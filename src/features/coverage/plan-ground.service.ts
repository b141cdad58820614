import type { Database } from '../../../db/client/database.ts';
import type { AreaGround } from '../../compute/coverage/zone-cover.ts';
import { notFound } from '../../server/errors.ts';
import { groundOf } from './measure.ts';
import { findZoneFrame, listOutlines, listRiskAreasToCover, listWorkingCameras } from './scene.queries.ts';
import { buildScene, homesOf, peoplePerHome, type Scene, toPlane } from './scene.ts';

/** A zone as it is now, ready to be asked what if: its walls and cameras, and the ground of its risk areas. */
export async function loadPlanGround(
  database: Database,
  zoneId: string,
): Promise<{ scene: Scene; grounds: AreaGround[] }> {
  const frame = (await findZoneFrame(database, zoneId)) ?? notFound();
  const [buildings, cameras, areas] = [
    await listOutlines(database, zoneId),
    await listWorkingCameras(database, zoneId),
    await listRiskAreasToCover(database, zoneId),
  ];
  const scene = buildScene([frame.longitude, frame.latitude], buildings, cameras);
  const homes = homesOf(scene, peoplePerHome(scene, frame.population));
  return {
    scene,
    grounds: areas.map((area) => groundOf(scene, { ...area, polygon: toPlane(scene.plane, area.rings) }, homes)),
  };
}
