import { requireAdministrator } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { listLooks, listWeeklyLooks } from './audit.queries.ts';

const weeks = 26;
const looksPerPage = 100;

/** How often protected things were looked at, by week and kind: for everybody. */
export function getWeeklyLooks(context: Context) {
  return listWeeklyLooks(context.database, new Date(context.now.getTime() - weeks * 7 * 86_400_000));
}

/** The audit log for the administrator, newest first, from before a moment. */
export function getLooks(context: Context, before: Date) {
  requireAdministrator(context.viewer);
  return listLooks(context.database, { before, limit: looksPerPage });
}
