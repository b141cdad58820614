import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileSurvey } from '../../src/features/cameras/survey.service.ts';
import { getSurveyQueue } from '../../src/features/cameras/survey-queue.service.ts';
import { keepCoverageUp } from '../../src/features/coverage/work-out.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import { AppError } from '../../src/server/errors.ts';
import type { TestDatabase } from '../support/database.ts';
import { type DeviceDesk, openDeviceDesk } from '../support/device-desk.ts';
import { everyRole, type MadeZone, madeAt, makeViewer } from '../support/factories.ts';
import { registerAtDesk, surveyAnswers } from '../support/surveying.ts';

let desk: DeviceDesk;
let store: TestDatabase;
let zone: MadeZone;
let officer: Viewer;
let partner: Viewer;
beforeAll(async () => {
  desk = await openDeviceDesk();
  ({ store, zone, officer, partner } = desk);
});
afterAll(() => desk.close());

describe('the cameras to visit', () => {
  const queue = async (viewer: Viewer, now = madeAt) =>
    (await getSurveyQueue(desk.as(viewer, now), { zone: undefined })).entries;
  const one = async (viewer: Viewer, id: string, now = madeAt) => {
    const entry = (await queue(viewer, now)).find((each) => each.id === id);
    if (!entry) throw new Error('It is not in the queue.');
    return entry;
  };
  const renew = () => keepCoverageUp(store.handle.database, madeAt);

  test('come in the order of what a visit would tell, with why; a survey settles it until it is forgotten', async () => {
    const { database } = store.handle;
    await database.updateTable('camera').set({ condition: 'removed' }).execute();
    await database.deleteFrom('cameraSurvey').execute();
    const known = await registerAtDesk(desk, officer);
    const blind = await registerAtDesk(desk, officer, { heading: '', headingUnknown: 'true' });
    const far = await registerAtDesk(desk, officer, { longitude: zone.center[0] + 0.004 });
    await renew();
    const entries = await queue(officer);
    expect(entries.map(({ id }) => id)).toEqual([blind, known, far]);
    const [first, second, last] = entries;
    expect(first).toMatchObject({ unknown: ['heading'], surveyedAt: null, areaTh: expect.any(String) });
    expect(first?.areaSquareMeters).toBeGreaterThan(second?.areaSquareMeters ?? 0);
    expect(first?.aloneSquareMeters).toBeLessThan(first?.areaSquareMeters ?? 0);
    expect(second?.worth).toBeGreaterThan(0);
    expect(last).toMatchObject({ worth: 0, areaTh: null });

    await fileSurvey(desk.as(officer), known, surveyAnswers());
    expect((await one(officer, known)).worth).toBe(0);
    const aYearOn = new Date(madeAt.getTime() + 366 * 86_400_000);
    expect((await one(officer, known, aYearOn)).worth).toBeGreaterThan(0);
    const { experience } = await getSurveyQueue(desk.as(officer), { zone: undefined });
    expect(experience).toEqual({ surveys: 1, corrected: 0 });
  });

  test('a removed camera needs no visit, and another zone has its own list', async () => {
    const gone = await registerAtDesk(desk, officer, { condition: 'removed' });
    expect((await queue(officer)).map(({ id }) => id)).not.toContain(gone);
    expect((await getSurveyQueue(desk.as(officer), { zone: desk.foreign.slug })).entries).toEqual([]);
    expect((await getSurveyQueue(desk.as(officer), { zone: zone.slug })).total).toBeGreaterThan(0);
  });

  test('an owner sees its own alone, and nothing in it tells of the cameras of others', async () => {
    const own = await registerAtDesk(desk, partner, { heading: '', headingUnknown: 'true' });
    await store.handle.database.updateTable('camera').set({ acceptedAt: madeAt }).where('id', '=', own).execute();
    await renew();
    const before = await queue(partner);
    const asOfficer = await one(officer, own);
    for (const heading of ['0', '90', '180', '270'])
      await registerAtDesk(desk, officer, { heading, fieldOfView: '120' });
    await renew();
    const after = await queue(partner);
    expect(after).toEqual(before);
    expect(after.every(({ aloneSquareMeters }) => aloneSquareMeters === undefined)).toBe(true);
    expect((await one(officer, own)).worth).toBeLessThan(asOfficer.worth * 0.9);
  });

  test('is for officers and owners, an officer on record; for others there is no such list', async () => {
    for (const role of everyRole) {
      const viewer = await makeViewer(store.handle.database, role, zone);
      const refusal = await queue(viewer).then(
        () => 'list',
        (error: unknown) => (error instanceof AppError ? error.code : error),
      );
      const expected = ['officer', 'supervisor', 'partner'].includes(role)
        ? 'list'
        : viewer.account
          ? 'not-found'
          : 'sign-in-required';
      expect([role, refusal]).toEqual([role, expected]);
    }
    const looks = () =>
      store.handle.database.selectFrom('auditLog').select('id').where('action', '=', 'camera.list').execute();
    const { length } = await looks();
    await queue(officer);
    expect(await looks()).toHaveLength(length + 1);
  });
});
