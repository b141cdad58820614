import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cameraFilter } from '../../src/features/cameras/cameras.schema.ts';
import { getCamera, getCameras } from '../../src/features/cameras/cameras.service.ts';
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
import type { TestDatabase } from '../support/database.ts';
import { type DeviceDesk, mistakesIn, openDeviceDesk } from '../support/device-desk.ts';
import { type MadeZone, madeAt, makeRiskArea, makeViewer, makeZone } from '../support/factories.ts';
import { typedCamera } from '../support/typed-camera.ts';

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

const as = (viewer: Viewer): Context => desk.as(viewer);
const typed = (viewer: Viewer, more: Record<string, unknown> = {}) => typedCamera(zone, viewer, more);
const register = (viewer: Viewer, more: Record<string, unknown> = {}): Promise<string> =>
  registerCamera(as(viewer), zone.id, typed(viewer, more));

const canSee = (viewer: Viewer, id: string): Promise<boolean> =>
  getCamera(as(viewer), id).then(
    () => true,
    (error: unknown) => !(error instanceof AppError && error.code === 'not-found'),
  );
const codesSeen = async (viewer: Viewer, more: object = {}) =>
  (await getCameras(as(viewer), cameraFilter.parse(more))).list?.cameras.map(({ code }) => code) ?? [];

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
    expect(await mistakesIn(() => editCamera(as(guard), id, { ...input, version }))).toEqual({
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
