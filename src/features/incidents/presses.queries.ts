import { type Insertable, sql, type Transaction } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { DB, SosPress } from '../../../db/types.ts';

/** A post, held until the transaction ends, so that presses of one post come one after the other. */
export function lockPressedPost(transaction: Transaction<DB>, id: string) {
  return transaction
    .selectFrom('sosPost')
    .where('id', '=', id)
    .select([
      'id',
      'zoneId',
      'code',
      'nameTh',
      sql<number>`st_x(place)`.as('longitude'),
      sql<number>`st_y(place)`.as('latitude'),
    ])
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** The incident of the post's last press, if that came after `since`. */
export async function findLastPressed(database: Database, sosPostId: string, since: Date): Promise<string | undefined> {
  const row = await database
    .selectFrom('sosPress')
    .where('sosPostId', '=', sosPostId)
    .where('receivedAt', '>=', since)
    .select('incidentId')
    .orderBy('receivedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.incidentId;
}

export async function insertPress(database: Database, press: Insertable<SosPress>): Promise<void> {
  await database.insertInto('sosPress').values(press).execute();
}

/** The state of an incident and how often a post was pressed for it. */
export function findPressed(database: Database, incidentId: string) {
  return database
    .selectFrom('incidentResponse')
    .where('incidentId', '=', incidentId)
    .select([
      'state',
      sql<number>`(select count(*)::int from sos_press where incident_id = ${incidentId})`.as('presses'),
    ])
    .executeTakeFirst();
}

/** The presses of an incident in the order in which they came, each with its post. */
export function listPressesOfIncident(database: Database, incidentId: string) {
  return database
    .selectFrom('sosPress')
    .innerJoin('sosPost', 'sosPost.id', 'sosPress.sosPostId')
    .innerJoin('zone', 'zone.id', 'sosPress.zoneId')
    .where('sosPress.incidentId', '=', incidentId)
    .select([
      'sosPress.zoneId',
      'sosPress.pressedAt',
      'sosPress.receivedAt',
      'sosPost.id as sosPostId',
      'sosPost.code',
      'sosPost.nameTh',
      'sosPost.nameEn',
      'sosPost.voiceAddress',
      'zone.timeZone',
    ])
    .orderBy('sosPress.receivedAt')
    .orderBy('sosPress.id')
    .execute();
}

/** The latest presses of a post, with what became of them; only those of these zones. */
export function listPressesOfPost(database: Database, sosPostId: string, zoneIds: readonly string[], limit: number) {
  return database
    .selectFrom('sosPress')
    .innerJoin('incidentResponse', 'incidentResponse.incidentId', 'sosPress.incidentId')
    .where('sosPress.sosPostId', '=', sosPostId)
    .where('sosPress.zoneId', 'in', [...zoneIds])
    .select([
      'sosPress.id',
      'sosPress.pressedAt',
      'sosPress.receivedAt',
      'sosPress.incidentId',
      'incidentResponse.number',
      'incidentResponse.state',
    ])
    .orderBy('sosPress.receivedAt', 'desc')
    .orderBy('sosPress.id', 'desc')
    .limit(limit)
    .execute();
}
