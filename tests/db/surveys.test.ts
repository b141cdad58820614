import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cameraForm } from '../../src/features/cameras/cameras.schema.ts';
import { getCamera } from '../../src/features/cameras/cameras.service.ts';
import { editCamera } from '../../src/features/cameras/register.service.ts';
import { acceptCamera } from '../../src/features/cameras/sharing.service.ts';
import { fileSurvey } from '../../src/features/cameras/survey.service.ts';
import { formValues } from '../../src/features/cameras/ui/form-values.ts';
import { getZoneCoverage } from '../../src/features/coverage/coverage.service.ts';
import { keepCoverageUp } from '../../src/features/coverage/work-out.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import type { Context } from '../../src/server/context.ts';
import { AppError } from '../../src/server/errors.ts';
import { getFile } from '../../src/server/files.ts';
import type { TestDatabase } from '../support/database.ts';
import { type DeviceDesk, mistakesIn, openDeviceDesk } from '../support/device-desk.ts';
import { everyRole, type MadeZone, madeAt, makeViewer } from '../support/factories.ts';
import { registerAtDesk, surveyAnswers } from '../support/surveying.ts';

let desk: DeviceDesk;
let store: TestDatabase;
let zone: MadeZone;
let foreign: MadeZone;
let officer: Viewer;
let partner: Viewer;

beforeAll(async () => {
  desk = await openDeviceDesk();
  ({ store, zone, foreign, officer, partner } = desk);
});
afterAll(() => desk.close());

const as = (viewer: Viewer, now = madeAt): Context => desk.as(viewer, now);
const later = (seconds: number): Date => new Date(madeAt.getTime() + seconds * 1000);

const register = (viewer: Viewer, more: Record<string, unknown> = {}): Promise<string> =>
  registerAtDesk(desk, viewer, more);

const camera = (id: string, viewer = officer) => getCamera(as(viewer), id);

const photo = async () => {
  const picture = sharp({ create: { width: 60, height: 40, channels: 3, background: '#336699' } });
  const bytes = await picture
    .withExif({ IFD0: { Artist: 'somebody' } })
    .jpeg()
    .toBuffer();
  return new File([new Uint8Array(bytes)], 'view.jpg', { type: 'image/jpeg' });
};

describe('a survey', () => {
  test('that finds all as it is, is kept with who and when, and changes nothing but that somebody has looked', async () => {
    const id = await register(officer);
    const when = later(-3600);
    await fileSurvey(
      as(officer),
      id,
      surveyAnswers({ notes: 'ต้องใช้บันได', surveyedAt: when.toISOString() }),
      await photo(),
    );
    const found = await camera(id);
    expect(found).toMatchObject({ headingDegrees: 90, condition: 'working', isOccluded: false, version: 2 });
    expect(found.surveys).toMatchObject([
      { surveyedAt: when, headingDegrees: 90, headingWay: null, isOccluded: false, notes: 'ต้องใช้บันได' },
    ]);
    const [event] = found.history;
    expect(event).toMatchObject({ type: 'surveyed', occurredAt: when });
    expect(event?.payload).toMatchObject({ changes: { isOccluded: { from: null, to: false } } });
    expect(JSON.stringify(event?.payload)).not.toContain('บันได');
    const [row] = await store.handle.database
      .selectFrom('cameraSurvey')
      .selectAll()
      .where('cameraId', '=', id)
      .execute();
    expect(row).toMatchObject({ accountId: officer.account?.id, recordedAt: madeAt, corrected: [] });
    const kept = await getFile(as(officer), { id: found.surveys[0]?.fileId ?? '', size: 'whole' });
    expect(kept.mediaType).toBe('image/webp');
    expect((await sharp(kept.bytes).metadata()).exif).toBeUndefined();
  });

  test('puts the camera right, and history tells what it was', async () => {
    const id = await register(officer, { heading: '', headingUnknown: 'true' });
    const [longitude, latitude] = [zone.center[0] + 0.0001, zone.center[1]];
    const input = surveyAnswers({
      placeSays: 'put-right',
      ...{ longitude, latitude, headingSays: 'put-right', heading: 'SSE', headingWay: 'compass' },
      ...{ conditionSays: 'put-right', condition: 'faulty', mountSays: 'put-right', height: '๕.๒' },
    });
    await fileSurvey(as(officer), id, input);
    const found = await camera(id);
    expect(found).toMatchObject({
      headingDegrees: 157.5,
      condition: 'faulty',
      mountingHeightMeters: 5.2,
      tiltDegrees: 20,
    });
    expect(found.longitude).toBeCloseTo(longitude, 6);
    expect(found.surveys).toMatchObject([{ headingDegrees: 157.5, headingWay: 'compass' }]);
    expect(found.history.map(({ type }) => type)).toEqual(['moved', 'surveyed', 'registered']);
    expect(found.history[1]?.payload.changes).toMatchObject({ headingDegrees: { from: null, to: 157.5 } });
  });

  test('sent twice is one, also when both arrive together', async () => {
    const id = await register(officer);
    const input = surveyAnswers();
    await Promise.all([fileSurvey(as(officer), id, input), fileSurvey(as(officer), id, input)]);
    await fileSurvey(as(officer), id, input);
    expect((await camera(id)).surveys).toHaveLength(1);
    expect((await camera(id)).version).toBe(2);
    const other = await register(officer);
    expect(await mistakesIn(() => fileSurvey(as(officer), other, input))).toEqual({ key: 'mistakeId' });
  });

  test('of a camera that somebody else changed meanwhile asks first', async () => {
    const id = await register(officer);
    const { headingUnknown: _unknown, ...typed } = formValues(await camera(id));
    await editCamera(as(officer), id, cameraForm.parse({ ...typed, heading: '180' }));
    expect(await mistakesIn(() => fileSurvey(as(officer), id, surveyAnswers()))).toEqual({
      version: 'surveys.mistakeChanged',
    });
    await fileSurvey(as(officer), id, surveyAnswers({ version: '2' }));
    expect(await camera(id)).toMatchObject({ headingDegrees: 180, isOccluded: false });
  });

  test.each([
    [
      'no answers',
      { placeSays: undefined, conditionSays: '' },
      { placeSays: 'mistakeChoice', conditionSays: 'mistakeChoice' },
    ],
    ['NaN', { placeSays: 'put-right', latitude: 'NaN' }, { latitude: 'mistakeNumber' }],
    ['a heading that is none', { headingSays: 'put-right', heading: 'NaN' }, { heading: 'surveys.mistakeHeading' }],
    ['two headings', { headingSays: 'put-right', heading: '10;20' }, { heading: 'surveys.mistakeHeading' }],
    ['no heading', { headingSays: 'put-right' }, { heading: 'surveys.mistakeHeading' }],
    ['a way that is none', { headingWay: 'guessed' }, { headingWay: 'mistakeChoice' }],
    ['a key that is none', { key: 'x' }, { key: 'mistakeId' }],
    ['a date that is none', { surveyedAt: 'yesterday' }, { surveyedAt: 'mistakeDate' }],
    ['no word on the view', { occluded: undefined }, { occluded: 'mistakeChoice' }],
    [
      'a place elsewhere',
      { placeSays: 'put-right', longitude: 1, latitude: 1 },
      { placeSays: 'cameras.mistakeOutside' },
    ],
    ['nothing measured', { mountSays: 'put-right' }, { height: 'mistakeRequired' }],
    ['a tilt beyond', { mountSays: 'put-right', tilt: '91' }, { tilt: 'cameras.mistakeTilt' }],
  ])('with %s names what to mend and keeps nothing', async (_name, more, expected) => {
    const id = await register(officer);
    expect(await mistakesIn(async () => fileSurvey(as(officer), id, surveyAnswers(more)))).toEqual(expected);
    expect(await camera(id)).toMatchObject({ version: 1, surveys: [] });
  });

  test('with a photo that is none names it and keeps nothing', async () => {
    const id = await register(officer);
    const drawing = new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], 'view.jpg', { type: 'image/jpeg' });
    expect(await mistakesIn(() => fileSurvey(as(officer), id, surveyAnswers(), drawing))).toEqual({
      photo: 'mistakePhotoType',
    });
    expect((await camera(id)).surveys).toEqual([]);
  });

  test('from a phone whose clock is wrong counts as now', async () => {
    const id = await register(officer);
    await fileSurvey(as(officer), id, surveyAnswers({ surveyedAt: later(9999).toISOString() }));
    await fileSurvey(as(officer), id, surveyAnswers({ version: '2', surveyedAt: '1970-01-01T00:00:00Z' }));
    expect((await camera(id)).surveys.map(({ surveyedAt }) => surveyedAt)).toEqual([madeAt, madeAt]);
  });

  test('is for officers of the zone and the owner; for others there is no such camera', async () => {
    const id = await register(partner);
    const may: string[] = [];
    for (const place of [zone, foreign])
      for (const role of everyRole) {
        const viewer = await makeViewer(store.handle.database, role, place);
        const input = surveyAnswers({ version: String((await camera(id)).version) });
        const refusal = await fileSurvey(as(viewer), id, input).then(
          () => undefined,
          (error: unknown) => (error instanceof AppError ? error.code : error),
        );
        if (refusal === undefined) may.push(`${role} ${place === zone ? 'here' : 'elsewhere'}`);
        else expect(refusal).toBe(viewer.account ? 'not-found' : 'sign-in-required');
      }
    expect(may).toEqual(['officer here', 'supervisor here']);
    await fileSurvey(as(partner), id, surveyAnswers({ version: '3' }));
    expect((await camera(id, partner)).surveys).toHaveLength(3);
  });
});

test('an owner who turns an accepted camera in a survey has an officer look at it again, and one who turns nothing has not', async () => {
  const id = await register(partner);
  await acceptCamera(as(officer), id);
  const version = (await camera(id)).version;
  await fileSurvey(as(partner), id, surveyAnswers({ version: String(version) }));
  expect((await camera(id)).movedSinceAcceptedAt).toBeNull();
  const turned = { version: String(version + 1), headingSays: 'put-right', heading: '200', headingWay: 'compass' };
  await fileSurvey(as(partner), id, surveyAnswers(turned));
  expect(await camera(id)).toMatchObject({ headingDegrees: 200, movedSinceAcceptedAt: madeAt });
});

describe('a blocked view', () => {
  const asked = { purpose: 'detect', scope: 'all' } as const;
  const coverage = () => getZoneCoverage(as(officer), zone.slug, asked);

  test('takes the camera out of coverage, the gap says so, and both end with the next survey or turn', async () => {
    const { database } = store.handle;
    await database.updateTable('camera').set({ condition: 'removed' }).execute();
    const id = await register(officer);
    await keepCoverageUp(database, later(10));
    const seen = (await coverage()).now?.sureShare ?? 0;
    expect(seen).toBeGreaterThan(0);
    expect((await camera(id)).cover.length).toBeGreaterThan(0);

    await fileSurvey(as(officer), id, surveyAnswers({ occluded: 'yes' }));
    await keepCoverageUp(database, later(20));
    const blocked = await coverage();
    expect(blocked.now?.sureShare).toBe(0);
    expect((await camera(id)).cover).toEqual([]);
    expect(blocked.gaps?.[0]?.blockedCameraCode).toBe((await camera(id)).code);

    await fileSurvey(as(officer), id, surveyAnswers({ version: '2' }));
    await keepCoverageUp(database, later(30));
    expect((await coverage()).now?.sureShare).toBeCloseTo(seen, 6);
    expect((await coverage()).gaps?.every(({ blockedCameraCode }) => blockedCameraCode === null)).toBe(true);

    await fileSurvey(as(officer), id, surveyAnswers({ version: '3', occluded: 'yes' }));
    const { headingUnknown: _unknown, ...typed } = formValues(await camera(id));
    await editCamera(as(officer), id, cameraForm.parse({ ...typed, heading: '91' }));
    expect((await camera(id)).isOccluded).toBeNull();
  });
});
