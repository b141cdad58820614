import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { Stake } from '../../compute/coverage/stakes.ts';
import type { Renewed } from './cover.queries.ts';

/** What hangs on one camera in one risk area. */
export type StakeRow = Stake & { cameraId: string; riskAreaId: string };

/** Puts these in the place of those of the areas that were measured anew. */
export async function replaceStakes(
  database: Database,
  zoneId: string,
  { touched, all }: Renewed,
  rows: readonly StakeRow[],
): Promise<void> {
  await sql`
    delete from camera_stake where zone_id = ${zoneId}
      and (risk_area_id = any(${[...touched]}::uuid[]) or risk_area_id <> all(${[...all]}::uuid[]))`.execute(database);
  await sql`
    insert into camera_stake (camera_id, risk_area_id, zone_id, ground_square_meters, alone_square_meters,
      own_likely, own_squared, likely, squared)
    select (row->>'cameraId')::uuid, (row->>'riskAreaId')::uuid, ${zoneId}, (row->>'groundSquareMeters')::real,
      (row->>'aloneSquareMeters')::real, (row->>'ownLikely')::real, (row->>'ownSquared')::real,
      (row->>'likely')::real, (row->>'squared')::real
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as row
    where exists (select from camera where camera.id = (row->>'cameraId')::uuid)`.execute(database);
}
