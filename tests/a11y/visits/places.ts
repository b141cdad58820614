import type { Database } from '../../../db/client/database.ts';
import { demonstrationAccounts } from '../../../db/seed/accounts.ts';
import { keepCoverageUp } from '../../../src/features/coverage/work-out.service.ts';
import { anonymous } from '../../../src/server/access.ts';
import type { Context } from '../../../src/server/context.ts';
import { type MadeZone, makeRiskArea, makeViewer, makeZone, type RoleUnderTest } from '../../support/factories.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { furnishZone } from '../../support/town-things.ts';
import type { PlaceName } from './visit.ts';

/** Where a visit goes: a zone on a running server, and who may be there. */
export interface Place {
  server: TestServer;
  database: Database;
  zoneId: string;
  slug: string;
  /** The cookie of somebody with this role here; undefined for nobody in particular. */
  sessionOf(role: RoleUnderTest): Promise<string | undefined>;
  /** What a service asks for, as somebody with this role here. */
  contextAs(role: RoleUnderTest): Promise<Context>;
}

/**
 * `town`: the demonstration. `young`: one of each thing, as they were first written, and no more. `empty`: a zone and
 * its people, nothing else. `bare`: a portal without any zone. The first three share a server.
 */
export type Places = Readonly<Record<PlaceName, Place>>;

/** Starts the two servers and furnishes them. */
export async function openPlaces(): Promise<Places & { close(): Promise<void> }> {
  // Behind a proxy that names the visitor, so that the limits on writing do not answer instead.
  const settings = { TRUSTED_PROXIES: '1' };
  const [full, bare] = await Promise.all([startTestServer(settings, { seeded: true }), startTestServer(settings)]);
  const { database } = full.running.handle;
  const town = await database
    .selectFrom('zone')
    .where('slug', '=', 'ban-suksan')
    .select(['id', 'slug'])
    .executeTakeFirstOrThrow();
  const [young, empty] = [await makeZone(database), await makeZone(database)];
  await furnishZone(database, young);
  await makeRiskArea(database, young);
  await keepCoverageUp(database, new Date());
  return {
    town: placeOf(full, town, (role) => demonstrationAccount(database, role)),
    young: placeOf(full, young, madeAccount(database, young)),
    empty: placeOf(full, empty, madeAccount(database, empty)),
    bare: placeOf(bare, { id: '', slug: '' }, madeAccount(bare.running.handle.database, empty)),
    close: async () => void (await Promise.all([full.stop(), bare.stop()])),
  };
}

async function demonstrationAccount(database: Database, role: RoleUnderTest): Promise<string> {
  const email = demonstrationAccounts.find((account) => account.role === role && !account.isForeign)?.email ?? '';
  const contacts = database.selectFrom('accountContact').select('accountId');
  return (await contacts.where('value', '=', email).executeTakeFirstOrThrow()).accountId;
}

const madeAccount = (database: Database, zone: MadeZone) => async (role: RoleUnderTest) =>
  (await makeViewer(database, role, zone)).account?.id ?? '';

function placeOf(
  server: TestServer,
  zone: { id: string; slug: string },
  accountOf: (role: RoleUnderTest) => Promise<string>,
): Place {
  const { application, handle } = server.running;
  const sessions = new Map<RoleUnderTest, Promise<string>>();
  const sessionOf = async (role: RoleUnderTest): Promise<string | undefined> => {
    if (role === 'anonymous') return undefined;
    const known = sessions.get(role) ?? accountOf(role).then((id) => application.sessions.create(id));
    sessions.set(role, known);
    return known;
  };
  return {
    server,
    database: handle.database,
    zoneId: zone.id,
    slug: zone.slug,
    sessionOf,
    contextAs: async (role) => {
      const viewer = role === 'anonymous' ? anonymous : await application.sessions.viewer(await sessionOf(role));
      return { database: handle.database, jobs: application.jobs, now: application.now(), viewer };
    },
  };
}
