import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/** Looks per week and kind over the last half year; fewer than `fewest` of a kind are not counted apart. */
export async function listWeeklyLooks(database: Database, since: Date) {
  const { rows } = await sql<{ week: string; action: string; count: number }>`
    select to_char(date_trunc('week', recorded_at at time zone 'Asia/Bangkok'), 'YYYY-MM-DD') as week, action,
      count(*)::int as count
    from (
      select recorded_at, action from audit_log where recorded_at >= ${since}
      union all
      select hour, 'tiles' from audit_tile_hour where hour >= ${since}
    ) look
    group by 1, 2 order by 1 desc, 3 desc, 2`.execute(database);
  return rows;
}

/** The latest looks with who made them. */
export function listLooks(database: Database, wanted: { before: Date; limit: number }) {
  return database
    .selectFrom('auditLog')
    .leftJoin('account', 'account.id', 'auditLog.accountId')
    .leftJoin('zone', 'zone.id', 'auditLog.zoneId')
    .where('recordedAt', '<', wanted.before)
    .select([
      'auditLog.id',
      'auditLog.action',
      'auditLog.subject',
      'auditLog.reason',
      'auditLog.recordedAt',
      'account.displayName',
      'zone.nameTh',
      'zone.nameEn',
    ])
    .orderBy('recordedAt', 'desc')
    .limit(wanted.limit)
    .execute();
}
