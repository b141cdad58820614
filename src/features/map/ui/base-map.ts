import type { Settings } from '../../../server/settings.ts';
import type { BaseMapChoice } from '../../../ui/map/types.ts';

/** The base map that the person who runs the server has chosen: a style, a PMTiles file, or our own tables. */
export function baseMapOf({ basemapStyleUrl, basemapPmtiles }: Settings): BaseMapChoice {
  return { styleUrl: basemapStyleUrl, isPmtiles: basemapPmtiles !== undefined };
}
