import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cameraFilter, cameraForm } from '../../src/features/cameras/cameras.schema.ts';
import { findCameraOfLabel, getCamera, getCameras } from '../../src/features/cameras/cameras.service.ts';
import { addCameraPhoto, removeCameraPhoto } from '../../src/features/cameras/photos.service.ts';
import { editCamera, registerCamera } from '../../src/features/cameras/register.service.ts';
import {
  acceptCamera,
  acceptChange,
  pauseSharing,
  resumeSharing,
  returnCamera,
} from '../../src/features/cameras/sharing.service.ts';
import { keepCoverageUp } from '../../src/features/coverage/work-out.service.ts';
import { getLayerCounts, getThingDetail } from '../../src/features/map/map.service.ts';
import { getZone } from '../../src/features/zones/zones.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import type { Context } from '../../src/server/context.ts';
import { AppError } from '../../src/server/errors.ts';
import { getFile } from '../../src/server/files.ts';
import { type JobRunner, startJobs } from '../../src/server/jobs.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { everyRole, type MadeZone, madeAt, makeRiskArea, makeViewer, makeZone } from '../support/factories.ts';

let store: TestDatabase;
let jobs: JobRunner;
let zone: MadeZone;
let foreign: MadeZone;
let officer: Viewer;
let partner: Viewer;

beforeAll(async () => {
  store = await openTestDatabase();
  jobs = await startJobs(store.handle);
  await jobs.work('coverage.keep-up', () => Promise.resolve());
  const { database } = store.handle;
  [zone, foreign] = [await makeZone(database), await makeZone(database)];
  officer = await makeViewer(database, 'officer', zone);
  partner = await makeViewer(database, 'partner', zone);
  await makeRiskArea(database, zone);
});
afterAll(async () => {
  await jobs.stop();
  await store.remove();
});

const as = (viewer: Viewer, now = madeAt): Context => ({ database: store.handle.database, viewer, now, jobs });

let codes = 0;

/** What somebody typed, read as a form is. */
function typed(viewer: Viewer, more: Record<string, unknown> = {}) {
  const [longitude, latitude] = zone.center;
  const parsed = cameraForm.safeParse({
    organisationId: viewer.organisationIds[0],
    code: `C-${codes++}`,
    name: 'ปากซอย',
    longitude: String(longitude),
    latitude: String(latitude),
    height: '4',
    heading: '๙๐',
    tilt: '20',
    sensorWidth: '4.8',
    focalLength: '4',
    imageWidth: '1920',
    imageHeight: '1080',
    link: 'linked',
    ...more,
  });
  if (!parsed.success) throw new AppError('invalid', 'form', fieldsOf(parsed.error.issues));
  return parsed.data;
}

const fieldsOf = (issues: readonly { path: PropertyKey[]; message: string }[]) =>
  Object.fromEntries(issues.map(({ path, message }) => [String(path[0]), message]));

const register = (viewer: Viewer, more: Record<string, unknown> = {}): Promise<string> =>
  registerCamera(as(viewer), zone.id, typed(viewer, more));

/** What a refusal names as to be mended. */
async function mistakes(work: () => Promise<unknown>): Promise<Record<string, string>> {
  try {
    await work();
  } catch (error) {
    if (error instanceof AppError) return error.fields;
    throw error;
  }
  throw new Error('It was not refused.');
}

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
    expect(await mistakes(() => register(partner, { organisationId: officer.organisationIds[0] }))).toEqual({
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
    for (const [more, fields] of wrong) expect(await mistakes(async () => register(officer, more))).toEqual(fields);
    const { code } = await getCamera(as(officer), await register(officer));
    expect(await mistakes(() => register(officer, { code }))).toEqual({ code: 'cameras.mistakeCode' });
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

describe('acceptance', () => {
  test('until it is accepted a camera counts nowhere', async () => {
    const counted = async () => (await getZone(as(officer), zone.slug)).devices.cameras;
    const before = await counted();
    const id = await register(partner);
    expect(await counted()).toBe(before);
    await keepCoverageUp(store.handle.database, madeAt);
    expect((await getCamera(as(partner), id)).cover).toEqual([]);
    expect(await codesSeen(officer, { acceptance: 'awaiting' })).toHaveLength(1);
    await expect(acceptCamera(as(partner), id)).rejects.toMatchObject({ code: 'not-found' });
    await acceptCamera(as(officer), id);
    expect(await counted()).toBe(before + 1);
    await keepCoverageUp(store.handle.database, madeAt);
    expect((await getCamera(as(partner), id)).cover.map(({ purpose }) => purpose)).toEqual([
      'detect',
      'outline',
      'observe',
      'discern',
      'recognise',
      'identify',
    ]);
    await expect(acceptCamera(as(officer), id)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('on the map it is its owner’s alone until then', async () => {
    const id = await register(partner);
    const planner = await makeViewer(store.handle.database, 'planner', zone);
    const counted = async () => (await getLayerCounts(as(planner), { zone: zone.slug })).counts.cameras ?? 0;
    const isOnMap = (viewer: Viewer) =>
      getThingDetail(as(viewer), { layer: 'cameras', id }, 'th').then(
        () => true,
        () => false,
      );
    const before = await counted();
    expect([await isOnMap(partner), await isOnMap(officer)]).toEqual([true, false]);
    await acceptCamera(as(officer), id);
    expect([await isOnMap(partner), await isOnMap(officer)]).toEqual([true, true]);
    expect(await counted()).toBe(before + 1);
  });

  test('one that is sent back is its owner’s alone, until it is mended', async () => {
    const id = await register(partner);
    await returnCamera(as(officer), id, { reason: 'ทิศไม่ตรงกับภาพ' });
    expect(await canSee(officer, id)).toBe(false);
    const returned = await getCamera(as(partner), id);
    expect(returned.returnedReason).toBe('ทิศไม่ตรงกับภาพ');
    await editCamera(as(partner), id, typed(partner, { version: returned.version, heading: '180' }));
    expect(await canSee(officer, id)).toBe(true);
    const { history } = await getCamera(as(officer), id);
    expect(history.map(({ type }) => type)).toEqual(['sent-again', 'edited', 'returned', 'registered']);
  });
});

describe('sharing', () => {
  test('a pause by the owner takes the camera out of linked cover at once, and back', async () => {
    const { database } = store.handle;
    const alone = await makeZone(database);
    const [guard, owner] = [await makeViewer(database, 'officer', alone), await makeViewer(database, 'partner', alone)];
    await makeRiskArea(database, alone);
    const [longitude, latitude] = alone.center;
    const id = await registerCamera(as(owner), alone.id, typed(owner, { longitude, latitude }));
    await acceptCamera(as(guard), id);
    let minutes = 0;
    const shares = async () => {
      await keepCoverageUp(database, new Date(madeAt.getTime() + 60_000 * minutes++));
      const rows = database.selectFrom('riskAreaCover').select(['scope', 'sureShare']).where('zoneId', '=', alone.id);
      const found = await rows.where('purpose', '=', 'detect').orderBy('scope').execute();
      return found.map(({ scope, sureShare }) => `${scope} ${sureShare > 0}`);
    };
    expect(await shares()).toEqual(['all true', 'linked true']);
    await expect(pauseSharing(as(guard), id)).rejects.toMatchObject({ code: 'not-found' });
    await pauseSharing(as(owner), id);
    expect(await shares()).toEqual(['all true', 'linked false']);
    const input = typed(guard, { longitude, latitude, organisationId: owner.organisationIds[0] });
    const { version } = await getCamera(as(guard), id);
    expect(await mistakes(() => editCamera(as(guard), id, { ...input, version }))).toEqual({
      link: 'cameras.mistakePause',
    });
    await resumeSharing(as(owner), id);
    expect(await shares()).toEqual(['all true', 'linked true']);
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from pgboss.job where name = 'coverage.keep-up'`.execute(database);
    expect(rows[0]?.count).toBeGreaterThanOrEqual(3);
  });

  test('the owner learns which organisations looked, and nobody’s name', async () => {
    const id = await register(partner);
    await getCamera(as(officer), id);
    await getCamera(as(officer), id);
    const { looks: seen } = await getCamera(as(partner), id);
    expect(seen).toMatchObject([{ role: 'officer', opened: 2 }]);
    expect(JSON.stringify(seen)).not.toContain(officer.account?.displayName);
    expect((await getCamera(as(officer), id)).looks).toBeUndefined();
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

test('a photo of a camera is for who sees the camera', async () => {
  const id = await register(partner);
  const picture = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#345' } })
    .png()
    .toBuffer();
  const file = new File([new Uint8Array(picture)], 'camera.png', { type: 'image/png' });
  await addCameraPhoto(as(partner), id, { caption: 'ที่เสา' }, file);
  const fileId = (await getCamera(as(partner), id)).photos[0]?.fileId ?? '';
  const sees = (viewer: Viewer) =>
    getFile(as(viewer), { id: fileId, size: 'thumbnail' }).then(
      ({ isPublic }) => !isPublic,
      () => false,
    );
  expect([await sees(partner), await sees(officer)]).toEqual([true, true]);
  await returnCamera(as(officer), id, { reason: 'ภาพไม่ชัด' });
  expect([await sees(partner), await sees(officer)]).toEqual([true, false]);
  for (const role of everyRole)
    if (role !== 'officer' && role !== 'supervisor')
      expect(await sees(await makeViewer(store.handle.database, role, zone))).toBe(false);
});

test('a photo goes when its owner or an officer says so, and the history keeps that there was one', async () => {
  const id = await register(partner);
  const picture = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#345' } })
    .png()
    .toBuffer();
  const file = () => new File([new Uint8Array(picture)], 'camera.png', { type: 'image/png' });
  for (const viewer of [partner, officer]) {
    await addCameraPhoto(as(viewer), id, { caption: '' }, file());
    const photo = (await getCamera(as(viewer), id)).photos[0];
    const photoId = photo?.id ?? '';
    const others = [
      await makeViewer(store.handle.database, 'planner', zone),
      await makeViewer(store.handle.database, 'partner', zone),
    ];
    for (const other of others)
      await expect(removeCameraPhoto(as(other), id, { photoId })).rejects.toMatchObject({ code: 'not-found' });
    await removeCameraPhoto(as(viewer), id, { photoId });
    await expect(removeCameraPhoto(as(viewer), id, { photoId })).rejects.toMatchObject({ code: 'not-found' });
    const { photos, history } = await getCamera(as(viewer), id);
    expect(photos).toEqual([]);
    expect(history[0]?.type).toBe('photo-removed');
    const files = store.handle.database
      .selectFrom('file')
      .select('id')
      .where('id', '=', photo?.fileId ?? '');
    expect(await files.execute()).toEqual([]);
  }
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
  expect(await mistakes(() => editCamera(as(partner), id, { ...first, version: 1, code }))).toEqual({
    code: 'cameras.mistakeCode',
  });
});

describe('an accepted camera that its owner changes', () => {
  const accepted = async (more: Record<string, unknown> = {}) => {
    const form = typed(partner, more);
    const id = await registerCamera(as(partner), zone.id, form);
    await acceptCamera(as(officer), id);
    return { id, form };
  };
  const changed = (viewer: Viewer) => getCameras(as(viewer), cameraFilter.parse({ acceptance: 'moved' }));

  test('counts on as it is now, is marked for officers, and is as accepted again once one says so', async () => {
    const { id, form } = await accepted();
    await editCamera(as(partner), id, { ...form, version: 2, heading: '180' });
    const camera = await getCamera(as(officer), id);
    expect(camera.acceptedAt).not.toBeNull();
    expect(camera.movedSinceAcceptedAt).toEqual(madeAt);
    expect((await changed(officer)).list?.cameras.map((one) => one.id)).toContain(id);
    await expect(acceptChange(as(partner), id)).rejects.toMatchObject({ code: 'not-found' });
    await acceptChange(as(officer), id);
    expect((await getCamera(as(officer), id)).movedSinceAcceptedAt).toBeNull();
    expect((await changed(officer)).list?.cameras.map((one) => one.id)).not.toContain(id);
    await expect(acceptChange(as(officer), id)).rejects.toMatchObject({ code: 'conflict' });
    expect((await getCamera(as(partner), id)).history[0]?.type).toBe('accepted-again');
  });

  test('is not marked for what says nothing of its view, nor when an officer changes it', async () => {
    const { id, form } = await accepted();
    await editCamera(as(partner), id, { ...form, version: 2, name: 'ชื่อใหม่', notes: 'x' });
    await editCamera(as(officer), id, { ...form, version: 3, heading: '270' });
    expect((await getCamera(as(officer), id)).movedSinceAcceptedAt).toBeNull();
    const waiting = typed(partner);
    const other = await registerCamera(as(partner), zone.id, waiting);
    await editCamera(as(partner), other, { ...waiting, version: 1, heading: '10' });
    expect((await getCamera(as(officer), other)).movedSinceAcceptedAt).toBeNull();
  });

  test('may be sent back, and is its owner’s alone then', async () => {
    const { id, form } = await accepted();
    await editCamera(as(partner), id, { ...form, version: 2, latitude: form.latitude + 0.0005 });
    await returnCamera(as(officer), id, { reason: 'ตำแหน่งไม่ตรง' });
    await expect(getCamera(as(officer), id)).rejects.toMatchObject({ code: 'not-found' });
    const { acceptedAt, movedSinceAcceptedAt, returnedReason } = await getCamera(as(partner), id);
    expect({ acceptedAt, movedSinceAcceptedAt, returnedReason }).toEqual({
      acceptedAt: null,
      movedSinceAcceptedAt: null,
      returnedReason: 'ตำแหน่งไม่ตรง',
    });
  });
});
