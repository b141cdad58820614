import type { AreaGround } from '../../compute/coverage/zone-cover.ts';
import type { Position } from '../../compute/geometry/position.ts';
import { groundOf } from './measure.ts';
import type { listNamedCameras, listOutlinesAtRisk, listRiskAreasToCover, listWater } from './scene.queries.ts';
import { buildScene, homesOf, type Scene, toPlane } from './scene.ts';

/** All that asking "what if" takes of a zone, as it travels to an officer's browser: places in degrees. */
export interface PlanScene {
  center: Position;
  peoplePerHome: number;
  buildings: Awaited<ReturnType<typeof listOutlinesAtRisk>>;
  water: Awaited<ReturnType<typeof listWater>>;
  cameras: Awaited<ReturnType<typeof listNamedCameras>>;
  areas: Awaited<ReturnType<typeof listRiskAreasToCover>>;
}

/** The zone ready to be asked: its walls and cameras on a plane, and the ground of its risk areas. */
export function prepareScene({ center, peoplePerHome, buildings, water, cameras, areas }: PlanScene): {
  scene: Scene;
  grounds: AreaGround[];
} {
  const scene = buildScene(center, buildings, cameras, water);
  const homes = homesOf(scene, peoplePerHome);
  return {
    scene,
    grounds: areas.map((area) => groundOf(scene, { ...area, polygon: toPlane(scene.plane, area.rings) }, homes)),
  };
}
