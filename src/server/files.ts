import { ownOrganisationsOf, policeUnitsOf, zonesWhere } from './access.ts';
import type { Context } from './context.ts';
import { notFound } from './errors.ts';
import { findVisibleFile } from './files.queries.ts';

/** A file for whoever may see it; for anybody else it does not exist. */
export async function getFile(context: Context, input: { id: string; size: 'whole' | 'thumbnail' }) {
  const { viewer } = context;
  const file = await findVisibleFile(context.database, input.id, input.size, {
    moderatedZoneIds: zonesWhere(viewer, 'report.moderate'),
    sensitiveZoneIds: zonesWhere(viewer, 'report.see-sensitive'),
    cameraZoneIds: zonesWhere(viewer, 'camera.see-exact'),
    cameraOrganisationIds: ownOrganisationsOf(viewer),
    policeUnitIds: policeUnitsOf(viewer),
  });
  return file ?? notFound();
}
