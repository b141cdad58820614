import { may, ownOrganisationsOf, requireAccount, type Viewer, zonesWhere } from '../../server/access.ts';
import { recordLook } from '../../server/audit.ts';
import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import { listCover, listHistory, listLooks } from './camera-record.queries.ts';
import {
  type CameraRow,
  countByZone,
  countCameras,
  findCamera,
  findIdByShort,
  listCameras,
  listChoices,
  type Scope,
} from './cameras.queries.ts';
import type { CameraFilter } from './cameras.schema.ts';
import { listPhotos } from './photos.queries.ts';
import { findSurroundings } from './surroundings.queries.ts';
import { drawSurroundings } from './surroundings.ts';
import { listSurveys } from './survey.queries.ts';

const pageSize = 50;
const daysOfLooks = 90;

/** Whose cameras the viewer sees exactly. */
export function scopeOf(viewer: Viewer): Scope {
  return { zoneIds: zonesWhere(viewer, 'camera.see-exact'), organisationIds: ownOrganisationsOf(viewer) };
}

/**
 * The cameras that the viewer may see, a page of them: an officer those of the zones, a partner its own. Planners and
 * commanders get a count a zone. For everybody else there is no such list. An officer's look is on record first.
 */
export async function getCameras(context: Context, filter: CameraFilter) {
  const { database, viewer } = context;
  const scope = scopeOf(viewer);
  const totalZones = zonesWhere(viewer, 'camera.see-zone-totals').filter((zoneId) => !scope.zoneIds.includes(zoneId));
  const hasList = scope.zoneIds.length + scope.organisationIds.length > 0;
  if (!hasList && totalZones.length === 0) {
    requireAccount(viewer);
    notFound();
  }
  const totals = await countByZone(database, totalZones);
  if (!hasList) return { totals, list: undefined };
  const [cameras, total, choices] = await Promise.all([
    listCameras(database, scope, filter, { limit: pageSize, offset: (filter.page - 1) * pageSize }),
    countCameras(database, scope, filter),
    listChoices(database, scope),
  ]);
  const lookedInto = new Set(cameras.map(({ zoneId }) => zoneId).filter((zoneId) => scope.zoneIds.includes(zoneId)));
  for (const zoneId of lookedInto) await recordLook(database, { ...lookOf(context), zoneId, action: 'camera.list' });
  return { totals, list: { cameras, total, hasMore: total > filter.page * pageSize, ...choices } };
}

const lookOf = ({ viewer, now }: Context) => ({ viewer, now, subject: 'camera' });

/** What a viewer is to a camera that they may see. */
export interface Standing {
  /** Of an own organisation: may pause and sees who looked. */
  isOwn: boolean;
  /** An officer of its zone: accepts, and edits those of everybody. */
  isOfficer: boolean;
}

export function standingOf(viewer: Viewer, camera: Pick<CameraRow, 'zoneId' | 'organisationId'>): Standing {
  const isOfficer = may(viewer, 'camera.manage', camera.zoneId);
  const isOwn =
    ownOrganisationsOf(viewer).includes(camera.organisationId) ||
    (isOfficer && viewer.organisationIds.includes(camera.organisationId));
  return { isOwn, isOfficer };
}

/** A camera for its officers and its owner, for work that tells nothing of where it is: no look is put on record. */
export async function requireCamera({ database, viewer }: Context, id: string): Promise<CameraRow> {
  return (await findCamera(database, id, scopeOf(viewer))) ?? notFound();
}

/** One camera for whoever may see it, an officer's look on record before it is told; for others it does not exist. */
export async function seeCamera(context: Context, id: string): Promise<CameraRow & Standing> {
  const { database, viewer } = context;
  const camera = await findCamera(database, id, scopeOf(viewer));
  if (!camera) notFound();
  if (may(viewer, 'camera.see-exact', camera.zoneId)) {
    const look = { ...lookOf(context), zoneId: camera.zoneId, subjectId: id };
    await recordLook(database, { ...look, action: 'camera.detail' });
  }
  return { ...camera, ...standingOf(viewer, camera) };
}

/** A camera with all that there is to know: cover, history, photos, surveys and, for its owner, who looked. */
export async function getCamera(context: Context, id: string) {
  const { database, now } = context;
  const camera = await seeCamera(context, id);
  const since = new Date(now.getTime() - daysOfLooks * 86_400_000);
  const [cover, history, photos, surveys, looks] = await Promise.all([
    listCover(database, id),
    listHistory(database, id),
    listPhotos(database, id),
    listSurveys(database, id),
    camera.isOwn ? listLooks(database, camera, since) : undefined,
  ]);
  return { ...camera, cover, history, photos, surveys, looks, daysOfLooks };
}

/** A camera to survey, with a drawing of what stands around it. */
export async function getCameraToSurvey(context: Context, id: string) {
  const camera = await seeCamera(context, id);
  const drawing = drawSurroundings(camera, await findSurroundings(context.database, camera));
  return { camera, drawing };
}

/** The last digits of an id. */
const labelForm = /^[0-9a-f]{12}$/;

/** The id behind what a label says, for who may see the camera. */
export async function findCameraOfLabel(context: Context, short: string): Promise<string> {
  const id = labelForm.test(short) ? await findIdByShort(context.database, short) : undefined;
  const camera = id && (await findCamera(context.database, id, scopeOf(context.viewer)));
  return camera ? camera.id : notFound();
}
