import { may, ownOrganisationsOf } from './access.ts';
import type { Context } from './context.ts';
import { listOrganisationsOfZone } from './zone-choices.queries.ts';

/** An organisation that may own a device. */
export interface Owner {
  id: string;
  nameTh: string;
  nameEn: string;
}

/** Whom the viewer may register devices for in a zone: who may manage all there for anybody, a partner for its own. */
export async function listDeviceOwners(
  { database, viewer }: Context,
  zoneId: string,
  manage: 'camera.manage' | 'sos-post.manage',
): Promise<Owner[]> {
  const all = await listOrganisationsOfZone(database, zoneId);
  if (may(viewer, manage, zoneId)) return all;
  const own = ownOrganisationsOf(viewer);
  return all.filter(({ id }) => own.includes(id));
}
