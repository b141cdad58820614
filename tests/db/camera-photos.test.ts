import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getCamera } from '../../src/features/cameras/cameras.service.ts';
import { addCameraPhoto, removeCameraPhoto } from '../../src/features/cameras/photos.service.ts';
import { registerCamera } from '../../src/features/cameras/register.service.ts';
import { returnCamera } from '../../src/features/cameras/sharing.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import type { Context } from '../../src/server/context.ts';
import { getFile } from '../../src/server/files.ts';
import type { TestDatabase } from '../support/database.ts';
import { type DeviceDesk, openDeviceDesk } from '../support/device-desk.ts';
import { everyRole, type MadeZone, makeViewer } from '../support/factories.ts';
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
const register = (viewer: Viewer): Promise<string> => registerCamera(as(viewer), zone.id, typedCamera(zone, viewer));

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
