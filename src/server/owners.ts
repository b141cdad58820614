import { type Action, may, ownOrganisationsOf, requireSomewhere } from './access.ts';
import type { Context } from './context.ts';
import { listOrganisationsOfZone, listZonesByIds } from './zone-choices.queries.ts';

/** An organisation that may own a device. */
export interface Owner {
  id: string;
  nameTh: string;
  nameEn: string;
}

type ManageDevices = 'camera.manage' | 'sos-post.manage';

/** Whom the viewer may register devices for in a zone: who may manage all there for anybody, a partner for its own. */
export async function listDeviceOwners(
  { database, viewer }: Context,
  zoneId: string,
  manage: ManageDevices,
): Promise<Owner[]> {
  const all = await listOrganisationsOfZone(database, zoneId);
  if (may(viewer, manage, zoneId)) return all;
  const own = ownOrganisationsOf(viewer);
  return all.filter(({ id }) => own.includes(id));
}

/** The zones in which the viewer may add devices, each with the organisations that may own one there. */
export async function listDeviceDesks(context: Context, { add, manage }: { add: Action; manage: ManageDevices }) {
  const zones = await listZonesByIds(context.database, requireSomewhere(context.viewer, add));
  return Promise.all(zones.map(async (zone) => ({ zone, owners: await listDeviceOwners(context, zone.id, manage) })));
}
