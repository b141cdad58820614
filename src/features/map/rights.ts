import { type Bounds, doBoundsMeet } from '../../compute/geometry/tiles.ts';
import { type Viewer, zonesWhere } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import type { LayerId } from './layers.ts';

/** What of a service's context it takes to look at the map. */
export type Asking = Pick<Context, 'database' | 'viewer' | 'now'>;

/** A zone as the map needs it to know whose rights reach a place. */
export interface ZoneBox {
  id: string;
  slug: string;
  bounds: Bounds;
}

/** What a viewer may see beyond the public, as sets of ids that go into the queries. Empty lists: nothing. */
export interface MapRights {
  /** Zones whose incidents are seen at their place and hour. */
  incidentZones: readonly string[];
  /** Zones whose risk areas are seen before they are confirmed. */
  riskAreaZones: readonly string[];
  /** Zones whose ordinary reports are seen wherever they are. */
  reportZones: readonly string[];
  /** Police units whose sensitive reports are seen, because they are addressed to them. */
  policeUnits: readonly string[];
  /** Zones whose cameras are seen at their place, with what they see and what nobody sees. */
  cameraZones: readonly string[];
  /** Zones whose cameras, and gaps in what they see, are seen as counts. */
  cameraCellZones: readonly string[];
  /** Organisations whose own cameras are seen. */
  cameraOrganisations: readonly string[];
}

export const publicRights: MapRights = {
  incidentZones: [],
  riskAreaZones: [],
  reportZones: [],
  policeUnits: [],
  cameraZones: [],
  cameraCellZones: [],
  cameraOrganisations: [],
};

const policeRoles = new Set(['officer', 'supervisor', 'commander']);

/** Everything that the viewer may see beyond the public, in the whole country. Lists are sorted. */
export function rightsOf(viewer: Viewer): MapRights {
  if (!viewer.account) return publicRights;
  const { memberships } = viewer;
  return {
    incidentZones: zonesWhere(viewer, 'incident.see-exact').sort(),
    riskAreaZones: zonesWhere(viewer, 'risk-area.see-proposed').sort(),
    reportZones: zonesWhere(viewer, 'report.see-place').sort(),
    policeUnits: memberships.flatMap((m) => (m.policeUnitId && policeRoles.has(m.role) ? [m.policeUnitId] : [])).sort(),
    cameraZones: zonesWhere(viewer, 'camera.see-exact').sort(),
    cameraCellZones: zonesWhere(viewer, 'camera.see-cells').sort(),
    cameraOrganisations: memberships.flatMap((m) => (m.role === 'partner' ? [m.organisationId] : [])).sort(),
  };
}

/** A place outside its zone's boundary (imports round, boundaries move) is still that zone's within this margin. */
const marginDegrees = 0.01;

/**
 * The part of the rights that matters for one layer within the bounds. Rights in zones that lie elsewhere fall away,
 * so that what is put on record is what was looked at, and neighbours share what is kept.
 */
export function narrowRights(rights: MapRights, layer: LayerId, bounds: Bounds, zones: readonly ZoneBox[]): MapRights {
  const near = new Set(zones.filter((zone) => doBoundsMeet(widen(zone.bounds), bounds)).map((zone) => zone.id));
  const only = (ids: readonly string[]): string[] => ids.filter((id) => near.has(id));
  switch (layer) {
    case 'incidents':
      return { ...publicRights, incidentZones: only(rights.incidentZones) };
    case 'risk-areas':
      return { ...publicRights, riskAreaZones: only(rights.riskAreaZones) };
    case 'reports':
      return { ...publicRights, reportZones: only(rights.reportZones), policeUnits: rights.policeUnits };
    case 'cameras':
      return {
        ...publicRights,
        cameraZones: only(rights.cameraZones),
        cameraCellZones: only(rights.cameraCellZones),
        cameraOrganisations: rights.cameraOrganisations,
      };
    case 'camera-views':
      return { ...publicRights, cameraZones: only(rights.cameraZones) };
    case 'coverage-gaps':
      return {
        ...publicRights,
        cameraZones: only(rights.cameraZones),
        cameraCellZones: only(rights.cameraCellZones),
      };
    default:
      return publicRights;
  }
}

const camerasTellOf: ReadonlySet<LayerId> = new Set<LayerId>(['cameras', 'camera-views', 'coverage-gaps']);

/** Zones in which these rights show an exact place that a look at must be on record for. */
export function zonesOnRecord(rights: MapRights, layer: LayerId): readonly string[] {
  if (layer === 'incidents') return rights.incidentZones;
  if (camerasTellOf.has(layer)) return rights.cameraZones;
  if (layer === 'reports') return rights.policeUnits.length > 0 ? rights.reportZones : [];
  return [];
}

function widen([west, south, east, north]: Bounds): Bounds {
  return [west - marginDegrees, south - marginDegrees, east + marginDegrees, north + marginDegrees];
}
