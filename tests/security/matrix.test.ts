import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeViewer, makeZone } from '../support/factories.ts';
import { ask, postForm } from '../support/http.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { furnishZone } from '../support/town-things.ts';
import { type Place, type Role, type Row, roles } from './matrix/row.ts';
import { rows } from './matrix/rows.ts';

// That no route is missing from the rows is a test of its own, in tests/unit: it needs no server.
let server: TestServer;
let own: Place;
let foreign: Place;
const cookies = new Map<Role, string>();

beforeAll(async () => {
  server = await startTestServer({ HOST: '127.0.0.1' }, { seeded: true });
  const { database } = server.running.handle;
  for (const role of roles) {
    if (role === 'public') continue;
    const email = role === 'administrator' ? 'admin@demo.example' : `${role}@demo.example`;
    const { accountId } = await database
      .selectFrom('accountContact')
      .select('accountId')
      .where('value', '=', email)
      .executeTakeFirstOrThrow();
    cookies.set(role, `session=${await server.running.application.sessions.create(accountId)}`);
  }
  own = await placeOf('officer@demo.example');
  foreign = await makeForeignPlace();
});
afterAll(() => server.stop());

/** A zone under a station of its own, with one of everything in it, so that there is something to be refused. */
async function makeForeignPlace(): Promise<Place> {
  const { database } = server.running.handle;
  const { zone } = await furnishZone(database, await makeZone(database));
  await makeViewer(database, 'officer', zone);
  return { zoneId: zone.id, slug: zone.slug, stationId: zone.stationId, database };
}

/** The zone of the station that this officer serves at. */
async function placeOf(email: string): Promise<Place> {
  const { database } = server.running.handle;
  const zone = await database
    .selectFrom('accountContact')
    .innerJoin('membership', 'membership.accountId', 'accountContact.accountId')
    .innerJoin('organisation', 'organisation.id', 'membership.organisationId')
    .innerJoin('zone', 'zone.stationId', 'organisation.policeUnitId')
    .where('value', '=', email)
    .select(['zone.id as zoneId', 'zone.slug', 'zone.stationId'])
    .executeTakeFirstOrThrow();
  return { ...zone, database };
}

async function statusOf(row: Row, role: Role, place: Place, from: string): Promise<number> {
  const path = typeof row.path === 'string' ? row.path : await row.path(place);
  const cookie = cookies.get(role);
  if (row.json) {
    const headers = {
      Origin: server.origin,
      'Content-Type': 'application/json',
      ...(cookie ? { Cookie: cookie } : {}),
    };
    const body = JSON.stringify(await row.json(place));
    return (await ask(server.origin, { method: 'POST', path, from, headers, body })).status;
  }
  const answer = row.form
    ? await postForm(server.origin, { path, form: row.form, from, ...(cookie ? { cookie } : {}) })
    : await ask(server.origin, { path, from, headers: cookie ? { Cookie: cookie } : {} });
  return answer.status;
}

async function statusesOf(row: Row, place: Place, from: string): Promise<Record<string, number>> {
  const statuses: Record<string, number> = {};
  for (const role of roles) statuses[role] = await statusOf(row, role, place, from);
  return statuses;
}

// Each row writes from an address of its own, so that the limits on writing do not answer instead.
describe.each(rows.map((row, index) => ({ row, name: `${row.target} ${row.what ?? ''}`, index })))(
  '$name',
  ({ row, index }) => {
    const address = (half: number) => `127.0.${1 + Math.floor(index / 100)}.${1 + (index % 100) * 2 + half}`;

    test('in own territory', async () => {
      expect(await statusesOf(row, own, address(0))).toEqual(row.own);
    });

    test('in foreign territory', async () => {
      expect(await statusesOf(row, foreign, address(1))).toEqual(row.foreign ?? row.own);
    });
  },
);
