import type { Database } from '../../db/client/database.ts';
import type { SitingRequest } from '../../src/features/coverage/siting.schema.ts';
import { newId } from '../../src/server/identifiers.ts';

/** The question that the form asks as it stands. */
export const usualSiting: SitingRequest = {
  kind: 'cameras',
  count: 3,
  purpose: 'detect',
  scope: 'all',
  worth: 'risk',
  areas: [],
  drawn: [],
  forbidden: [],
  candidates: ['lamp'],
  withOwners: false,
  reAimFirst: false,
  fixedCameras: [],
  budget: null,
  costs: { camera: 45_000, pole: 25_000 },
  camera: { fieldDegrees: 80, heightMeters: 5 },
  goal: 'within-3',
  required: [],
  excluded: [],
  seconds: 15,
};

/** Puts a question into a zone as a server would have left it in this state, and returns its id. */
export async function leaveSiting(
  database: Database,
  zoneId: string,
  state: 'working' | 'failed' | 'cancelled',
): Promise<string> {
  const id = newId();
  const { id: createdBy } = await database.selectFrom('account').select('id').limit(1).executeTakeFirstOrThrow();
  const now = new Date();
  const run = { id, zoneId, kind: 'cameras', request: JSON.stringify(usualSiting), createdBy, createdAt: now };
  await database.insertInto('sitingRun').values(run).execute();
  const change = (values: object) => database.updateTable('sitingRun').set(values).where('id', '=', id).execute();
  if (state === 'cancelled') await change({ state, finishedAt: now });
  else await change({ state: 'working', stage: 'searching', progress: 0.6, best: 0.61, bound: 0.64, workedAt: now });
  if (state === 'failed') await change({ state, failure: 'no-candidates', finishedAt: now });
  return id;
}
