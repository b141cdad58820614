import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { measureDueProjects, measureProject } from '../../src/features/projects/effects.service.ts';
import { newId } from '../../src/server/identifiers.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { type MadeZone, madeAt, makeOrganisation, makeZone } from '../support/factories.ts';

let store: TestDatabase;
let zone: MadeZone;
let organisationId: string;

const daysBefore = (days: number): Date => new Date(madeAt.getTime() - days * 86_400_000);

beforeAll(async () => {
  store = await openTestDatabase();
  zone = await makeZone(store.handle.database);
  organisationId = await makeOrganisation(store.handle.database, zone);
});
afterAll(() => store.remove());

/** A square around the zone's middle, moved east by so many hundredths of a degree. */
function area(east: number) {
  const [longitude, latitude] = zone.center;
  const x = longitude + east / 100;
  return sql<string>`st_makeenvelope(${x - 0.001}, ${latitude - 0.001}, ${x + 0.001}, ${latitude + 0.001}, 4326)`;
}

async function makeDoneProject(doneDaysAgo: number, states = ['funded', 'underway', 'done']): Promise<string> {
  const id = newId();
  const { database } = store.handle;
  const doneAt = daysBefore(doneDaysAgo);
  await database
    .insertInto('project')
    .values({
      id,
      zoneId: zone.id,
      kind: 'light',
      organisationId,
      title: 'ไฟทางเดิน',
      place: sql<string>`st_setsrid(st_makepoint(${zone.center[0]}, ${zone.center[1]}), 4326)`,
      ...{ treatedArea: area(0), controlArea: area(0.4), bufferArea: area(-0.4), areasLockedAt: doneAt },
      doneAt,
      createdAt: doneAt,
      changedAt: doneAt,
    })
    .execute();
  for (const state of states) {
    await database.updateTable('project').set({ state }).where('id', '=', id).execute();
  }
  return id;
}

async function happen(count: number, daysAgo: number, east: number, kind = 'theft', isPublic = true): Promise<void> {
  for (let made = 0; made < count; made++) {
    const at = daysBefore(daysAgo);
    await store.handle.database
      .insertInto('incident')
      .values({
        id: newId(),
        zoneId: zone.id,
        kind,
        occurredFrom: at,
        occurredTo: at,
        place: sql<string>`st_setsrid(st_makepoint(${zone.center[0] + east / 100}, ${zone.center[1]}), 4326)`,
        source: 'call',
        recordedAt: at,
        isPublic,
      })
      .execute();
  }
}

const effectsOf = (projectId: string) =>
  store.handle.database
    .selectFrom('projectEffect')
    .selectAll()
    .where('projectId', '=', projectId)
    .orderBy('computedOn')
    .execute();

test('counts what the public may know, in equal times before and after, against the control', async () => {
  const id = await makeDoneProject(300);
  await happen(40, 450, 0);
  await happen(8, 100, 0);
  await happen(30, 450, 0.4);
  await happen(29, 100, 0.4);
  await happen(2, 450, -0.4);
  await happen(9, 700, 0); // Longer before the work than there is time after it.
  await happen(9, 100, 0, 'sexual');
  await happen(9, 100, 0, 'noise', false); // Still open, merged, or a false alarm.
  await measureProject(store.handle.database, id, madeAt);
  const [effect, ...others] = await effectsOf(id);
  expect(others).toHaveLength(0);
  expect(effect).toMatchObject({
    computedOn: '2026-11-01',
    verdict: 'worked',
    monthsAfter: 9,
    ...{ treatedBefore: 40, treatedAfter: 8, controlBefore: 30, controlAfter: 29, bufferBefore: 2, bufferAfter: 0 },
  });
  expect(effect?.avoidedLow).toBeGreaterThan(0);
});

test('says that it is too early, without a figure, and nothing at all before the work is done', async () => {
  const young = await makeDoneProject(40);
  const underway = await makeDoneProject(300, ['funded', 'underway']);
  await measureProject(store.handle.database, young, madeAt);
  await measureProject(store.handle.database, underway, madeAt);
  expect(await effectsOf(young)).toMatchObject([{ verdict: 'too-early', avoided: null, avoidedLow: null }]);
  expect(await effectsOf(underway)).toHaveLength(0);
});

test('every night measures again what was last measured a month ago', async () => {
  const { database } = store.handle;
  const id = await makeDoneProject(200);
  for (const days of [31, 30, 1, 0]) await measureDueProjects({ database, now: daysBefore(days) });
  expect((await effectsOf(id)).map((effect) => effect.computedOn)).toEqual(['2026-10-01', '2026-11-01']);
});
