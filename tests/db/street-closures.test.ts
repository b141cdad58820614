import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeStreet, getClosures, openStreet } from '../../src/features/coverage/closures.service.ts';
import { keepCoverageUp } from '../../src/features/coverage/work-out.service.ts';
import { contextFor } from '../support/context.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { everyRole, type MadeZone, madeAt, makeViewer, makeZone } from '../support/factories.ts';
import { furnishZone } from '../support/town-things.ts';

let store: TestDatabase;
let zone: MadeZone;
beforeAll(async () => {
  store = await openTestDatabase();
  ({ zone } = await furnishZone(store.handle.database, await makeZone(store.handle.database)));
});
afterAll(() => store.remove());

/** Metres of street within three minutes of a post. */
async function reachedMeters(now: Date): Promise<number> {
  await keepCoverageUp(store.handle.database, now);
  const { rows } = await sql<{ meters: number }>`
    select coalesce(sum(st_length(line::geography)), 0)::float8 as meters from sos_reach where zone_id = ${zone.id}`.execute(
    store.handle.database,
  );
  return rows[0]?.meters ?? 0;
}

test('a closed street counts at once, until its day is over or somebody opens it', async () => {
  const { database } = store.handle;
  const officer = contextFor(database, await makeViewer(database, 'officer', zone));
  const open = await reachedMeters(madeAt);
  expect(open).toBeGreaterThan(100);
  const { streets } = await getClosures(officer, zone.slug);
  const lane = streets.find(({ nameEn }) => nameEn === 'Soi 4 Yaek 2');
  if (!lane) throw new Error('no lane');
  const closing = { street: lane.id, kind: 'flooded', until: '2026-11-03' } as const;
  await closeStreet(officer, zone.slug, closing);
  expect(await reachedMeters(madeAt)).toBeLessThan(open - 50);
  const { closures, streets: others } = await getClosures(officer, zone.slug);
  expect(closures).toMatchObject([{ kind: 'flooded', untilOn: '2026-11-03' }]);
  expect(others.map(({ id }) => id)).not.toContain(lane.id);

  // The third of November is still closed, in the zone's own time; the fourth is not.
  expect(await reachedMeters(new Date('2026-11-03T16:00:00Z'))).toBeLessThan(open - 50);
  expect(await reachedMeters(new Date('2026-11-03T18:00:00Z'))).toBeCloseTo(open, 3);

  await closeStreet(officer, zone.slug, { ...closing, until: '2026-12-31' });
  const [closure] = (await getClosures(officer, zone.slug)).closures;
  await openStreet(officer, zone.slug, closure?.id ?? '');
  expect(await reachedMeters(madeAt)).toBeCloseTo(open, 3);
  const events = await database
    .selectFrom('event')
    .where('subjectId', '=', lane.id)
    .select('type')
    .orderBy('recordedAt')
    .orderBy('id')
    .execute();
  expect(events.map(({ type }) => type)).toEqual(['closed', 'closed', 'opened']);
});

test('only officers of the zone close streets', async () => {
  const { database } = store.handle;
  for (const role of everyRole) {
    if (role === 'officer' || role === 'supervisor') continue;
    const context = contextFor(database, await makeViewer(database, role, zone));
    await expect(getClosures(context, zone.slug), role).rejects.toMatchObject({ code: 'not-found' });
  }
  const other = await makeZone(database);
  const foreign = contextFor(database, await makeViewer(database, 'officer', other));
  await expect(getClosures(foreign, zone.slug)).rejects.toMatchObject({ code: 'not-found' });
});
