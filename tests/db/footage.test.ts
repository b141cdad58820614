import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptCamera } from '../../src/features/cameras/sharing.service.ts';
import { keepCoverageUp } from '../../src/features/coverage/work-out.service.ts';
import { footageChange, newFootage } from '../../src/features/footage/footage.schema.ts';
import {
  changeFootage,
  getFootageChoices,
  getFootageRequest,
  getFootageRequests,
  requestFootage,
} from '../../src/features/footage/footage.service.ts';
import { type FootageState, footageStates, footageSteps } from '../../src/features/footage/footage.states.ts';
import type { Viewer } from '../../src/server/access.ts';
import { AppError } from '../../src/server/errors.ts';
import { newId } from '../../src/server/identifiers.ts';
import { type DeviceDesk, mistakesIn, openDeviceDesk } from '../support/device-desk.ts';
import { everyRole, madeAt, makeViewer } from '../support/factories.ts';
import { registerAtDesk } from '../support/surveying.ts';

let desk: DeviceDesk;
let officer: Viewer;
let partner: Viewer;
let incidentId: string;
/** Cameras around the incident: the partner's sees it, the station's may, a third is behind; a fourth waits for acceptance. */
let cameras: { sees: string; may: string; behind: string; awaiting: string };

beforeAll(async () => {
  desk = await openDeviceDesk();
  ({ officer, partner } = desk);
  const { database } = desk.store.handle;
  const [longitude, latitude] = desk.zone.center;
  const east = longitude + 0.0003;
  const sees = await registerAtDesk(desk, partner);
  await acceptCamera(desk.as(officer), sees);
  cameras = {
    sees,
    may: await registerAtDesk(desk, officer, { heading: '', headingUnknown: 'true' }),
    behind: await registerAtDesk(desk, officer, { heading: '270' }),
    awaiting: await registerAtDesk(desk, partner),
  };
  await keepCoverageUp(database, madeAt);
  incidentId = newId();
  const place = sql<string>`st_setsrid(st_makepoint(${east}, ${latitude}), 4326)`;
  const times = { occurredFrom: madeAt, occurredTo: madeAt, recordedAt: madeAt };
  const incident = { id: incidentId, zoneId: desk.zone.id, kind: 'theft', place, source: 'call', ...times };
  await database.insertInto('incident').values(incident).execute();
  await database
    .insertInto('incidentResponse')
    .values({ incidentId, zoneId: desk.zone.id, priority: 3, dailyLogNumber: '123/2569', changedAt: madeAt })
    .execute();
});
afterAll(() => desk.close());

const asked = (ids: readonly string[], more: object = {}) =>
  newFootage.parse({ minutesBefore: '10', minutesAfter: '๒๐', cameras: ids, note: 'เสื้อแดง', ...more });
const request = (ids = Object.values(cameras).slice(0, 3), more: object = {}) =>
  requestFootage(desk.as(officer), incidentId, asked(ids, more));
const seen = (viewer: Viewer, id: string) => getFootageRequest(desk.as(viewer), id);

async function step(viewer: Viewer, id: string, camera: string, to: FootageState, more: object = {}) {
  const ask = (await seen(officer, id)).asks.find(({ cameraId }) => cameraId === camera);
  const change = footageChange.parse({ ask: ask?.id, from: ask?.state, to, reason: '', ...more });
  await changeFootage(desk.as(viewer), id, change);
}

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

describe('asking', () => {
  test('finds the cameras that see the place first, by any number of the incident, on record', async () => {
    for (const by of [{ id: incidentId }, { number: '123/2569' }]) {
      const choices = await getFootageChoices(desk.as(officer), by);
      expect(choices?.incident.id).toBe(incidentId);
      expect(choices?.cameras.map(({ id, sight }) => [id, sight])).toEqual([
        [cameras.sees, 'sure'],
        [cameras.may, 'maybe'],
        [cameras.behind, 'near'],
      ]);
    }
    expect(await getFootageChoices(desk.as(officer), { number: '999/2569' })).toBeUndefined();
    const looks = desk.store.handle.database.selectFrom('auditLog').select('subjectId');
    expect(await looks.where('action', '=', 'footage.cameras').execute()).toEqual([
      { subjectId: incidentId },
      { subjectId: incidentId },
    ]);
  });

  test('keeps the time and asks each owner; what cannot be asked for is said by field', async () => {
    const id = await request();
    const found = await seen(officer, id);
    expect(found).toMatchObject({ dailyLogNumber: '123/2569', note: 'เสื้อแดง', isOfficer: true });
    expect([found.fromAt, found.toAt].map((at) => (at.getTime() - madeAt.getTime()) / 60_000)).toEqual([-10, 20]);
    expect(found.asks.map(({ state }) => state)).toEqual(['asked', 'asked', 'asked']);
    expect(await mistakesIn(() => request([cameras.awaiting]))).toEqual({ cameras: 'footage.mistakeNotNear' });
    expect(await mistakesIn(() => request([newId()]))).toEqual({ cameras: 'footage.mistakeNotNear' });
    const long = { minutesBefore: '720', minutesAfter: '720' };
    expect(await codeOf(request(undefined, long))).toBe('done');
    expect(newFootage.safeParse({ minutesBefore: '0', minutesAfter: '1' }).error?.issues[0]?.message).toBe(
      'footage.mistakeNoCamera',
    );
  });

  test('is for officers of the zone; owners see what is asked of their own cameras, and nothing else', async () => {
    const id = await request();
    for (const place of [desk.zone, desk.foreign])
      for (const role of everyRole) {
        const viewer = await makeViewer(desk.store.handle.database, role, place);
        const isOurs = place === desk.zone && (role === 'officer' || role === 'supervisor');
        const refusal = viewer.account ? 'not-found' : 'sign-in-required';
        expect([role, await codeOf(seen(viewer, id))]).toEqual([role, isOurs ? 'done' : refusal]);
        const answer = await codeOf(requestFootage(desk.as(viewer), incidentId, asked([cameras.sees])));
        expect([role, answer]).toEqual([role, isOurs ? 'done' : refusal]);
      }
    const owners = await seen(partner, id);
    expect(owners.asks.map(({ cameraId }) => cameraId)).toEqual([cameras.sees]);
    expect(owners.isOfficer).toBe(false);
    expect(owners.events.map(({ actorName }) => actorName)).toEqual([null]);
    expect(await codeOf(seen(partner, await request([cameras.may])))).toBe('not-found');
    const { requests } = await getFootageRequests(desk.as(partner));
    expect(requests.every((one) => Number(one.cameras) === 1)).toBe(true);
  });
});

describe('answering', () => {
  test('goes by the arrows: the owner keeps it, then gives it, and an officer receives it', async () => {
    const id = await request();
    for (const [viewer, to] of [
      [partner, 'preserved'],
      [partner, 'granted'],
      [officer, 'handed-over'],
    ] as const)
      await step(viewer, id, cameras.sees, to);
    const [own] = (await seen(partner, id)).asks;
    expect(own).toMatchObject({ state: 'handed-over', steps: [] });
    const types = (await seen(officer, id)).events.filter(({ code }) => code === own?.code).map(({ type }) => type);
    expect(types).toEqual(['handed-over', 'granted', 'preserved', 'asked']);
  });

  test('is refused with a reason only, by nobody but the owner, and never twice', async () => {
    const id = await request();
    expect(await codeOf(step(officer, id, cameras.sees, 'preserved'))).toBe('conflict');
    expect(await codeOf(step(partner, id, cameras.behind, 'preserved'))).toBe('not-found');
    await step(partner, id, cameras.sees, 'preserved');
    expect(await mistakesIn(() => step(partner, id, cameras.sees, 'refused'))).toEqual({ reason: 'mistakeRequired' });
    await step(partner, id, cameras.sees, 'refused', { reason: 'ภาพถูกบันทึกทับแล้ว' });
    expect(await codeOf(step(partner, id, cameras.sees, 'granted', { from: 'preserved' }))).toBe('conflict');
    expect((await seen(officer, id)).asks.find(({ cameraId }) => cameraId === cameras.sees)?.reason).toBe(
      'ภาพถูกบันทึกทับแล้ว',
    );
  });

  test('the database has exactly the arrows of the service', async () => {
    const { rows } = await sql<{ arrow: string }>`
      select from_state || ' ' || to_state as arrow from state_arrow where subject = 'footage' and from_state <> ''`.execute(
      desk.store.handle.database,
    );
    const known = footageStates.flatMap((from) => footageSteps(from).map(({ to }) => `${from} ${to}`));
    expect(rows.map(({ arrow }) => arrow).sort()).toEqual(known.sort());
  });
});
