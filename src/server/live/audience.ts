import { may, type Viewer } from '../access.ts';

/** Who a stream of a zone is for; each audience is told only what it may see. */
export type Audience = 'public' | 'commander' | 'officer';

/** Names one stream. */
export interface StreamKey {
  zoneId: string;
  audience: Audience;
}

/** The one stream of a zone that the viewer may read: the most exact that its roles there allow. */
export function audienceOf(viewer: Viewer, zoneId: string): Audience {
  if (may(viewer, 'incident.see-exact', zoneId)) return 'officer';
  return may(viewer, 'incident.see-live', zoneId) ? 'commander' : 'public';
}
