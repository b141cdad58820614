import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepCoverageUp } from '../../src/features/coverage/work-out.service.ts';
import { addPost, editPost } from '../../src/features/sos-posts/manage.service.ts';
import { addPostPhoto, removePostPhoto } from '../../src/features/sos-posts/photos.service.ts';
import { postFilter, postForm } from '../../src/features/sos-posts/sos-posts.schema.ts';
import { findPostOfLabel, getPost, getPosts } from '../../src/features/sos-posts/sos-posts.service.ts';
import { anonymous, type Viewer } from '../../src/server/access.ts';
import type { Context } from '../../src/server/context.ts';
import { getFile } from '../../src/server/files.ts';
import { newId } from '../../src/server/identifiers.ts';
import type { TestDatabase } from '../support/database.ts';
import { type DeviceDesk, mistakesIn, openDeviceDesk } from '../support/device-desk.ts';
import { everyRole, type MadeZone, madeAt, makeRiskArea, makeViewer, makeZone } from '../support/factories.ts';

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

let codes = 0;

function typed(more: Record<string, unknown> = {}) {
  const [longitude, latitude] = zone.center;
  const basics = { code: `SOS-${codes++}`, nameTh: 'เสาหน้าตลาด', longitude, latitude };
  return postForm.parse({ ...basics, voiceAddress: 'sip:post@ccoc.example', notes: 'กุญแจที่ป้อม', ...more });
}

const add = (more: Record<string, unknown> = {}): Promise<string> => addPost(as(officer), zone.id, typed(more));

describe('who may what', () => {
  test('everybody sees posts, and how to call one only who manages it', async () => {
    const id = await add({ organisationId: partner.organisationIds[0] });
    for (const role of everyRole) {
      const viewer = await makeViewer(store.handle.database, role, zone);
      const post = await getPost(as(viewer), id);
      const manages = role === 'officer' || role === 'supervisor';
      expect(post.managed !== undefined).toBe(manages);
      expect(JSON.stringify(post).includes('ccoc.example')).toBe(manages);
      expect(JSON.stringify(post).includes('กุญแจ')).toBe(manages);
      expect((await getPosts(as(viewer), postFilter.parse({ zone: zone.slug }))).posts.map((row) => row.id)).toContain(
        id,
      );
    }
    expect((await getPost(as(partner), id)).managed).toBeDefined();
    expect(await findPostOfLabel(as(anonymous), id.slice(-12))).toBe(id);
  });

  test('officers of the zone add posts, and nobody else', async () => {
    for (const place of [zone, foreign])
      for (const role of everyRole) {
        const viewer = await makeViewer(store.handle.database, role, place);
        const isAllowed = place === zone && (role === 'officer' || role === 'supervisor');
        const adding = addPost(as(viewer), zone.id, typed());
        if (isAllowed) await adding;
        else await expect(adding).rejects.toMatchObject({ code: 'not-found' });
      }
  });

  test('partners edit those of their own organisation, and do not give them away', async () => {
    const own = await add({ organisationId: partner.organisationIds[0] });
    const other = await add();
    const { code } = await getPost(as(officer), own);
    const input = { ...typed({ code, organisationId: partner.organisationIds[0], condition: 'faulty' }), version: 1 };
    await editPost(as(partner), own, input);
    expect((await getPost(as(anonymous), own)).condition).toBe('faulty');
    const away = { ...input, organisationId: officer.organisationIds[0], version: 2 };
    expect(await mistakesIn(() => editPost(as(partner), own, away))).toEqual({ organisationId: 'mistakeChoice' });
    expect(await mistakesIn(() => editPost(as(partner), own, { ...away, organisationId: undefined }))).toEqual({
      organisationId: 'mistakeChoice',
    });
    await expect(editPost(as(partner), other, input)).rejects.toMatchObject({ code: 'not-found' });
  });
});

test('what cannot be is said field by field', async () => {
  const { code } = await getPost(as(officer), await add());
  expect(await mistakesIn(() => add({ code }))).toEqual({ code: 'sosPosts.mistakeCode' });
  expect(await mistakesIn(() => add({ longitude: 99 }))).toEqual({ latitude: 'sosPosts.mistakeOutside' });
  expect(await mistakesIn(() => add({ nameTh: '' }))).toEqual({ nameTh: 'sosPosts.mistakeName' });
  for (const voiceAddress of ['javascript:alert(1)', 'tel:', 'sip:a b', '0812345678'])
    expect(postForm.safeParse({ ...typed(), voiceAddress }).success).toBe(false);
});

test('history tells changes and moves, and neither notes nor addresses', async () => {
  const first = typed();
  const id = await addPost(as(officer), zone.id, first);
  await editPost(as(officer), id, {
    ...first,
    version: 1,
    condition: 'faulty',
    notes: 'อื่น',
    voiceAddress: 'tel:+6621234567',
  });
  const moved = { ...first, condition: 'faulty' as const, notes: 'อื่น', voiceAddress: 'tel:+6621234567' };
  await editPost(as(officer), id, { ...moved, version: 2, latitude: first.latitude + 0.001 });
  const { history } = await getPost(as(anonymous), id);
  expect(history.map(({ type }) => type)).toEqual(['moved', 'edited', 'registered']);
  expect(history[1]?.payload).toEqual({
    changes: { condition: { from: 'working', to: 'faulty' }, notes: true, voiceAddress: true },
  });
  expect(JSON.stringify(history)).not.toMatch(/ccoc|6621234567|กุญแจ/);
});

test('of two edits at once the second is told of the first', async () => {
  const first = typed();
  const id = await addPost(as(officer), zone.id, first);
  const edits = (['faulty', 'silent'] as const).map((condition) =>
    editPost(as(officer), id, { ...first, version: 1, condition }),
  );
  const results = await Promise.allSettled(edits);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = results.find((result) => result.status === 'rejected');
  expect(refused?.reason).toMatchObject({ code: 'conflict', fields: { version: 'sosPosts.mistakeChanged' } });
});

test('a post that breaks changes how far it is to one', async () => {
  const { database } = store.handle;
  const alone = await makeZone(database);
  const guard = await makeViewer(database, 'officer', alone);
  await makeRiskArea(database, alone);
  const [longitude, latitude] = alone.center;
  const street = `LINESTRING(${longitude - 0.002} ${latitude}, ${longitude + 0.002} ${latitude})`;
  await database
    .insertInto('street')
    .values({
      id: newId(),
      zoneId: alone.id,
      kind: 'lane',
      nameTh: 'ซอย',
      nameEn: 'Lane',
      line: `SRID=4326;${street}`,
      source: 'test',
      sourceKey: 'lane',
    })
    .execute();
  const input = typed({ longitude, latitude });
  const id = await addPost(as(guard), alone.id, input);
  const share = async () => {
    await keepCoverageUp(database, madeAt);
    const walk = database.selectFrom('riskAreaWalk').select('threeMinutesShare').where('zoneId', '=', alone.id);
    return (await walk.executeTakeFirstOrThrow()).threeMinutesShare;
  };
  expect(await share()).toBeGreaterThan(0);
  await editPost(as(guard), id, { ...input, version: 1, condition: 'faulty' });
  expect(await share()).toBe(0);
});

test('photos are kept without what the phone wrote into them, for everybody to see', async () => {
  const id = await add();
  const picture = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#345' } })
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '13/1 45/1 0/1' } })
    .jpeg()
    .toBuffer();
  const file = new File([new Uint8Array(picture)], 'post.jpg', { type: 'image/jpeg' });
  await expect(addPostPhoto(as(partner), id, { caption: '' }, file)).rejects.toMatchObject({ code: 'not-found' });
  expect(await mistakesIn(() => addPostPhoto(as(officer), id, { caption: '' }, undefined))).toEqual({
    photo: 'sosPosts.mistakePhotoMissing',
  });
  await addPostPhoto(as(officer), id, { caption: 'หน้าเสา' }, file);
  const [photo] = (await getPost(as(anonymous), id)).photos;
  const kept = await getFile(as(anonymous), { id: photo?.fileId ?? '', size: 'whole' });
  expect((await sharp(kept.bytes).metadata()).exif).toBeUndefined();

  const photoId = photo?.id ?? '';
  const another = await add();
  for (const removing of [
    () => removePostPhoto(as(partner), id, { photoId }),
    () => removePostPhoto(as(officer), another, { photoId }),
  ])
    await expect(removing()).rejects.toMatchObject({ code: 'not-found' });
  await removePostPhoto(as(officer), id, { photoId });
  const after = await getPost(as(anonymous), id);
  expect(after.photos).toEqual([]);
  expect(after.history.map(({ type }) => type).slice(0, 2)).toEqual(['photo-removed', 'photo-added']);
  await expect(getFile(as(officer), { id: photo?.fileId ?? '', size: 'whole' })).rejects.toMatchObject({
    code: 'not-found',
  });
  const files = store.handle.database
    .selectFrom('file')
    .select('id')
    .where('id', '=', photo?.fileId ?? '');
  expect(await files.execute()).toEqual([]);
});

test('two who add a post of one number at once: one of them is told', async () => {
  const code = `SOS-${newId().slice(-6)}`;
  const both = await Promise.allSettled([add({ code }), add({ code })]);
  const refused = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  expect(refused).toHaveLength(1);
  expect(refused[0]).toMatchObject({ code: 'invalid', fields: { code: 'sosPosts.mistakeCode' } });
});
