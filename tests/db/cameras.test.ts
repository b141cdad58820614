import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cameraFilter } from '../../src/features/cameras/cameras.schema.ts';
import { findCameraOfLabel, getCamera, getCameras } from '../../src/features/cameras/cameras.service.ts';
import { editCamera, registerCamera } from '../../src/features/cameras/register.service.ts';
import { acceptCamera } from '../../src/features/cameras/sharing.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import type { Context } from '../../src/server/context.ts';
import { AppError } from '../../src/server/errors.ts';
import type { TestDatabase } from '../support/database.ts';
import { type DeviceDesk, mistakesIn, openDeviceDesk } from '../support/device-desk.ts';
import { everyRole, type MadeZone, makeViewer } from '../support/factories.ts';
import { typedCamera } from '../support/typed-camera.ts';

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

const as = (viewer: Viewer): Context => desk.as(viewer);
const typed = (viewer: Viewer, more: Record<string, unknown> = {}) => typedCamera(zone, viewer, more);
const register = (viewer: Viewer, more: Record<string, unknown> = {}): Promise<string> =>
  registerCamera(as(viewer), zone.id, typed(viewer, more));

const canSee = (viewer: Viewer, id: string): Promise<boolean> =>
  getCamera(as(viewer), id).then(
    () => true,
    (error: unknown) => !(error instanceof AppError && error.code === 'not-found'),
  );
const filter = (more: object = {}) => cameraFilter.parse(more);
const codesSeen = async (viewer: Viewer, more: object = {}) =>
  (await getCameras(as(viewer), filter(more))).list?.cameras.map(({ code }) => code) ?? [];
const looks = async () =>
  (await store.handle.database.selectFrom('auditLog').select('action').execute()).map(({ action }) => action);

describe('who sees what', () => {
  test('one camera: officers of the zone and its owner, nobody else anywhere', async () => {
    const id = await register(partner);
    await acceptCamera(as(officer), id);
    const seen: string[] = [];
    for (const place of [zone, foreign])
      for (const role of everyRole) {
        const viewer = await makeViewer(store.handle.database, role, place);
        if (await canSee(viewer, id)) seen.push(`${role} ${place === zone ? 'here' : 'elsewhere'}`);
      }
    expect(seen).toEqual(['officer here', 'supervisor here']);
    expect(await canSee(partner, id)).toBe(true);
  });

  test('the list: exact for officers and on record, own for partners, counts for planners, nothing for others', async () => {
    const id = await register(officer);
    const { code } = await getCamera(as(officer), id);
    const before = (await looks()).filter((action) => action === 'camera.list').length;
    expect(await codesSeen(officer, { zone: zone.slug })).toContain(code);
    expect((await looks()).filter((action) => action === 'camera.list').length).toBe(before + 1);
    expect(await codesSeen(partner)).not.toContain(code);
    for (const role of ['planner', 'commander'] as const) {
      const { list, totals } = await getCameras(as(await makeViewer(store.handle.database, role, zone)), filter());
      expect(list).toBeUndefined();
      expect(totals.map(({ slug }) => slug)).toContain(zone.slug);
    }
    for (const role of ['anonymous', 'resident', 'administrator'] as const) {
      const viewer = await makeViewer(store.handle.database, role, zone);
      const code = role === 'anonymous' ? 'sign-in-required' : 'not-found';
      await expect(getCameras(as(viewer), filter())).rejects.toMatchObject({ code });
    }
  });

  test('filters narrow the list, and what cannot be understood is left out', async () => {
    const known = typed(officer);
    const unknown = typed(officer, { heading: '', headingUnknown: 'true', condition: 'faulty', link: 'unlinked' });
    for (const input of [known, unknown]) await registerCamera(as(officer), zone.id, input);
    expect(await codesSeen(officer, { unknown: 'heading' })).toContain(unknown.code);
    expect(await codesSeen(officer, { unknown: 'heading' })).not.toContain(known.code);
    expect(await codesSeen(officer, { condition: 'faulty', link: 'unlinked' })).toContain(unknown.code);
    expect(await codesSeen(officer, { owner: partner.organisationIds[0] })).not.toContain(known.code);
    expect(filter({ page: 'NaN', owner: "'", link: 'x' })).toMatchObject({ page: 1 });
  });

  test('what a label says opens the camera for who may see it alone', async () => {
    const id = await register(officer);
    expect(await findCameraOfLabel(as(officer), id.slice(-12))).toBe(id);
    await expect(findCameraOfLabel(as(partner), id.slice(-12))).rejects.toMatchObject({ code: 'not-found' });
    await expect(findCameraOfLabel(as(officer), '000000000000')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('registering', () => {
  test('a partner registers for its own organisation in its own zone alone', async () => {
    expect(await mistakesIn(() => register(partner, { organisationId: officer.organisationIds[0] }))).toEqual({
      organisationId: 'mistakeChoice',
    });
    await expect(registerCamera(as(partner), foreign.id, typed(partner))).rejects.toMatchObject({ code: 'not-found' });
    for (const role of ['anonymous', 'resident', 'planner', 'commander', 'administrator'] as const) {
      const viewer = await makeViewer(store.handle.database, role, zone);
      await expect(registerCamera(as(viewer), zone.id, typed(partner))).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  test('what cannot be is said field by field', async () => {
    const wrong: [Record<string, unknown>, Record<string, string>][] = [
      [{ height: '0' }, { height: 'cameras.mistakeHeight' }],
      [{ height: 'NaN' }, { height: 'mistakeNumber' }],
      [{ tilt: '91' }, { tilt: 'cameras.mistakeTilt' }],
      [{ fieldOfView: '361' }, { fieldOfView: 'cameras.mistakeFieldOfView' }],
      [{ range: '9999' }, { range: 'cameras.mistakeRange' }],
      [{ longitude: '99' }, { latitude: 'cameras.mistakeOutside' }],
      [{ heading: 'forward' }, { heading: 'cameras.mistakeHeading' }],
      [{ heading: '' }, { heading: 'cameras.mistakeHeading' }],
      [{ headingUnknown: 'true' }, { heading: 'cameras.mistakeHeadingBoth' }],
    ];
    for (const [more, fields] of wrong) expect(await mistakesIn(async () => register(officer, more))).toEqual(fields);
    const { code } = await getCamera(as(officer), await register(officer));
    expect(await mistakesIn(() => register(officer, { code }))).toEqual({ code: 'cameras.mistakeCode' });
  });

  test('views of 5° and of 360°, and headings in words', async () => {
    const narrow = await getCamera(
      as(officer),
      await register(officer, { fieldOfView: '5', heading: 'ตะวันออกเฉียงใต้' }),
    );
    expect(narrow).toMatchObject({ fieldOfViewDegrees: 5, headingDegrees: 135 });
    const round = await register(officer, { fieldOfView: '360', heading: '', headingUnknown: 'true' });
    expect(await codesSeen(officer, { unknown: 'heading' })).not.toContain((await getCamera(as(officer), round)).code);
  });

  test('the field of view follows from lens and sensor, or from a common kind', async () => {
    expect((await getCamera(as(officer), await register(officer))).fieldOfViewDegrees).toBeCloseTo(61.93, 2);
    const bare = { sensorWidth: '', focalLength: '', imageWidth: '', imageHeight: '', kind: 'bullet 2 MP 4 mm' };
    const camera = await getCamera(as(officer), await register(officer, bare));
    expect(camera).toMatchObject({ model: 'bullet 2 MP 4 mm', imageWidthPixels: 1920, sensorWidthMillimeters: 5.37 });
    expect(camera.fieldOfViewDegrees).toBeCloseTo(67.75, 1);
  });
});

describe('history', () => {
  test('holds what is needed to replay it, a move apart, and no notes', async () => {
    const first = typed(officer, { notes: 'โทรหาคุณสมชาย' });
    const id = await registerCamera(as(officer), zone.id, first);
    const [longitude, latitude] = zone.center;
    await editCamera(as(officer), id, { ...first, version: 1, headingUnknown: true, heading: '', notes: 'อื่น' });
    const moved = { ...first, version: 2, headingUnknown: true, heading: '', notes: 'อื่น', latitude: latitude + 0.001 };
    await editCamera(as(officer), id, moved);
    const { history } = await getCamera(as(officer), id);
    expect(history.map(({ type }) => type)).toEqual(['moved', 'edited', 'registered']);
    expect(history[0]?.payload).toEqual({
      from: { longitude, latitude },
      to: { longitude, latitude: latitude + 0.001 },
    });
    expect(history[1]?.payload).toEqual({ changes: { headingDegrees: { from: 90, to: null }, notes: true } });
    expect(history[2]?.payload).toMatchObject({ mountingHeightMeters: 4, headingDegrees: 90, longitude, latitude });
    expect(JSON.stringify(history)).not.toContain('สมชาย');
    expect(history[0]?.byTh).toBeTruthy();
  });

  test('an edit of what somebody else changed meanwhile is refused, also when both come at once', async () => {
    const first = typed(officer);
    const id = await registerCamera(as(officer), zone.id, first);
    const edits = ['faulty', 'offline'].map((condition) =>
      editCamera(as(officer), id, typed(officer, { ...first, condition, functions: [], version: 1 })),
    );
    const results = await Promise.allSettled(edits);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = results.find((result) => result.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'conflict', fields: { version: 'cameras.mistakeChanged' } });
    expect((await getCamera(as(officer), id)).version).toBe(2);
  });

  test('an edit that changes nothing tells nothing', async () => {
    const first = typed(officer);
    const id = await registerCamera(as(officer), zone.id, first);
    await editCamera(as(officer), id, { ...first, version: 1 });
    expect((await getCamera(as(officer), id)).history).toHaveLength(1);
  });
});

test('two who register one code at once: one of them is told; another owner may have the same', async () => {
  const code = 'SAME-1';
  const both = await Promise.allSettled([register(partner, { code }), register(partner, { code })]);
  const refused = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  expect(refused).toHaveLength(1);
  expect(refused[0]).toMatchObject({ code: 'invalid', fields: { code: 'cameras.mistakeCode' } });
  await register(officer, { code });
  const first = typed(partner);
  const id = await registerCamera(as(partner), zone.id, first);
  expect(await mistakesIn(() => editCamera(as(partner), id, { ...first, version: 1, code }))).toEqual({
    code: 'cameras.mistakeCode',
  });
});
