import type { Context } from '../../server/context.ts';
import { listZones } from './zones.queries.ts';

/** Every zone, for anybody. */
export function getZones(context: Context) {
  return listZones(context.database);
}
