import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { RiskAreaState } from './risk-areas.states.ts';

/** Risk areas of a zone in these states that are not over, the severest first. */
export function listRiskAreas(database: Database, zoneId: string, states: readonly RiskAreaState[]) {
  return database
    .selectFrom('riskArea')
    .where('zoneId', '=', zoneId)
    .where('state', 'in', [...states])
    .where('state', 'not in', ['closed', 'dismissed'])
    .select(['id', 'nameTh', 'nameEn', 'level', 'state', 'reasonTh', 'reasonEn'])
    .$narrowType<{ state: RiskAreaState }>()
    .orderBy('level', 'desc')
    .orderBy(sql`name_th collate th`)
    .execute();
}

/** One risk area with its zone. `factors` is JSON as it is kept. */
export function findRiskArea(database: Database, id: string) {
  return database
    .selectFrom('riskArea')
    .innerJoin('zone', 'zone.id', 'riskArea.zoneId')
    .where('riskArea.id', '=', id)
    .select([
      'riskArea.id',
      'riskArea.zoneId',
      'riskArea.state',
      'riskArea.nameTh',
      'riskArea.nameEn',
      'riskArea.level',
      'riskArea.factors',
      'riskArea.reasonTh',
      'riskArea.reasonEn',
      'riskArea.assessedOn',
      'zone.slug as zoneSlug',
      'zone.nameTh as zoneNameTh',
      'zone.nameEn as zoneNameEn',
      'zone.timeZone',
      'zone.isDemonstration',
      sql<number>`st_x(st_pointonsurface(risk_area.boundary))`.as('longitude'),
      sql<number>`st_y(st_pointonsurface(risk_area.boundary))`.as('latitude'),
    ])
    .$narrowType<{ state: RiskAreaState }>()
    .executeTakeFirst();
}

/** The state of a risk area, held until the transaction ends. */
export function lockRiskArea(database: Database, id: string) {
  return database
    .selectFrom('riskArea')
    .where('id', '=', id)
    .select(['id', 'zoneId', 'state'])
    .$narrowType<{ state: RiskAreaState }>()
    .forUpdate()
    .executeTakeFirst();
}

export async function updateRiskAreaState(
  database: Database,
  change: { id: string; state: RiskAreaState; now: Date },
): Promise<void> {
  await database
    .updateTable('riskArea')
    .set({ state: change.state, updatedAt: change.now })
    .where('id', '=', change.id)
    .execute();
}

/** What was decided about a risk area, with the public reason of each decision, the latest first. */
export function listDecisions(database: Database, riskAreaId: string) {
  return database
    .selectFrom('event')
    .where('subjectId', '=', riskAreaId)
    .where('subject', '=', 'risk-area')
    .where('type', '=', 'moved')
    .select([
      'occurredAt',
      sql<RiskAreaState>`payload ->> 'to'`.as('to'),
      sql<string>`coalesce(payload ->> 'reason', '')`.as('reason'),
    ])
    .orderBy('recordedAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** Proposals about a risk area that are being worked on, as links. */
export function listProposalsAbout(database: Database, riskAreaId: string) {
  return database
    .selectFrom('proposal')
    .where('riskAreaId', '=', riskAreaId)
    .where('state', 'in', ['open', 'review', 'ballot', 'accepted'])
    .select(['number', 'title'])
    .orderBy('changedAt', 'desc')
    .limit(20)
    .execute();
}
