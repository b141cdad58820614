import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { momentOf } from './camera-reading.ts';
import { readFrigate } from './frigate.ts';
import { readGenericReadings } from './generic-readings.ts';
import { readOpenAlpr } from './openalpr.ts';
import { readPlateRecognizer } from './plate-recognizer.ts';

const bytes = (value: unknown): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));
const json = 'application/json';

test.each([
  [1607123958.748393, '2020-12-04T23:19:18.748Z'],
  [1607123958748, '2020-12-04T23:19:18.748Z'],
  ['1607123958.5', '2020-12-04T23:19:18.500Z'],
  ['2026-01-15T09:30:00.123456+00:00', '2026-01-15T09:30:00.123Z'],
  ['2026-01-15T09:30:00+0700', '2026-01-15T02:30:00.000Z'],
  ['2026-01-15 09:30:00', '2026-01-15T09:30:00.000Z'],
])('%j is %s', (written, moment) => {
  expect(momentOf(written)?.toISOString()).toBe(moment);
});

test.each([0, -1, Number.NaN, 1e30, '', 'yesterday', null, {}, '2026-13-01T00:00:00Z', '0001-01-01T00:00:00Z'])(
  '%j is no moment',
  (written) => {
    expect(momentOf(written)).toBeUndefined();
  },
);

describe('Frigate', () => {
  const after = {
    id: '1.5-ab',
    camera: 'lane',
    label: 'car',
    frame_time: 1607123962.08,
    sub_label: null,
    recognized_license_plate: '1กก1234',
    recognized_license_plate_score: 0.93,
  };
  const sighting = { camera: 'lane', id: '1.5-ab' };

  test('an event tells of a plate, whether it comes as it is or wrapped by what relays it', () => {
    const event = { type: 'update', before: {}, after };
    const seenAt = new Date(1607123962080);
    const read = {
      ok: true,
      readings: [{ ...sighting, seenAt, plates: [{ text: '1กก1234', score: 0.93 }], face: undefined }],
    };
    expect(readFrigate(bytes(event))).toEqual(read);
    expect(readFrigate(bytes({ topic: 'frigate/events', payload: event }))).toEqual(read);
    expect(readFrigate(bytes({ topic: 'frigate/events', payload: JSON.stringify(event) }))).toEqual(read);
  });

  test('a sub-label is a face only of a person', () => {
    const named = { ...after, recognized_license_plate: null, sub_label: ['Somchai', 0.8] };
    expect(readFrigate(bytes({ type: 'new', after: named }))).toEqual({ ok: true, readings: [] });
    expect(readFrigate(bytes({ type: 'new', after: { ...named, label: 'person' } }))).toMatchObject({
      readings: [{ ...sighting, plates: [], face: { name: 'Somchai', score: 0.8 } }],
    });
  });

  test('updates of an object tell of a plate or a face, others of neither', () => {
    const update = { id: '1.5-ab', camera: 'lane', timestamp: 1607123958.7, score: 0.9 };
    expect(readFrigate(bytes({ ...update, type: 'lpr', plate: 'กก 1' }))).toMatchObject({
      readings: [{ plates: [{ text: 'กก 1', score: 0.9 }] }],
    });
    expect(readFrigate(bytes({ ...update, type: 'face', name: 'Somchai' }))).toMatchObject({
      readings: [{ face: { name: 'Somchai', score: 0.9 } }],
    });
    expect(readFrigate(bytes({ ...update, type: 'face', name: null }))).toEqual({ ok: true, readings: [] });
    expect(readFrigate(bytes({ type: 'description', id: '1.5-ab', description: 'red' }))).toEqual({
      ok: true,
      readings: [],
    });
  });

  test.each([
    ['{', 'not-json'],
    [[], 'wrong-form'],
    [{ type: 'x' }, 'wrong-form'],
    [{ type: 'new', after: { ...after, id: '' } }, 'no-id'],
    [{ type: 'lpr', id: 'a', plate: 'กก 1', timestamp: 'soon' }, 'no-time'],
  ])('%j is refused: %s', (message, refusal) => {
    expect(readFrigate(bytes(message))).toEqual({ ok: false, refusal });
  });
});

describe('Plate Recognizer', () => {
  const result = {
    plate: '1กก1234',
    score: 0.9,
    candidates: [
      { plate: '1กก1234', score: 0.9 },
      { plate: '1กถ1234', score: 0.4 },
    ],
  };
  const message = {
    hook: { id: 'cam' },
    data: { camera_id: 'cam', timestamp: '2026-01-15T09:30:00Z', results: [result, result] },
  };
  const read = {
    ok: true,
    readings: [
      {
        camera: 'cam',
        id: 'cam 2026-01-15T09:30:00.000Z 0',
        plates: [{ text: '1กก1234' }, { text: '1กถ1234', score: 0.4 }],
      },
      {},
    ],
  };

  test('each result is a sighting with its candidates, as JSON and among parts', async () => {
    expect(await readPlateRecognizer(bytes(message), json)).toMatchObject(read);
    const form = new FormData();
    form.set('json', JSON.stringify(message));
    form.set('upload', new File([new Uint8Array(500)], 'picture.jpg'));
    const sent = new Response(form);
    const type = sent.headers.get('content-type') ?? '';
    expect(await readPlateRecognizer(new Uint8Array(await sent.arrayBuffer()), type)).toMatchObject(read);
  });

  test.each([
    ['', json, 'not-json'],
    ['--x--', 'multipart/form-data; boundary=x', 'not-json'],
    [{ data: {} }, json, 'wrong-form'],
    [{ data: { results: [], timestamp: 'x' } }, json, 'no-time'],
    [{ data: { ...message.data, results: Array(51).fill({ plate: 'a' }) } }, json, 'too-many'],
  ])('message %# as %s is refused: %s', async (body, type, refusal) => {
    expect(await readPlateRecognizer(bytes(body), type)).toEqual({ ok: false, refusal });
  });
});

describe('OpenALPR', () => {
  const results = [{ plate: 'AB1', confidence: 90, candidates: [{ plate: 'A81', confidence: 50 }] }];
  const message = {
    version: 2,
    data_type: 'alpr_results',
    epoch_time: 1607123958748,
    uuid: 'u',
    camera_id: 7,
    results,
  };

  test('confidence becomes a score from 0 to 1', () => {
    expect(readOpenAlpr(bytes(message))).toEqual({
      ok: true,
      readings: [
        {
          camera: '7',
          seenAt: new Date(1607123958748),
          id: 'u 0',
          plates: [
            { text: 'AB1', score: 0.9 },
            { text: 'A81', score: 0.5 },
          ],
          face: undefined,
        },
      ],
    });
    const group = {
      data_type: 'alpr_group',
      best_uuid: 'g',
      epoch_start: 1607123958748,
      best_plate_number: 'AB1',
      best_confidence: 80,
    };
    expect(readOpenAlpr(bytes(group))).toMatchObject({
      readings: [{ id: 'g', plates: [{ text: 'AB1', score: 0.8 }] }],
    });
    expect(readOpenAlpr(bytes({ data_type: 'heartbeat' }))).toEqual({ ok: true, readings: [] });
  });

  test.each([
    ['x', 'not-json'],
    [{}, 'wrong-form'],
    [{ ...message, epoch_time: 5 }, 'no-time'],
    [{ data_type: 'alpr_group', epoch_start: 1607123958748 }, 'no-id'],
  ])('%j is refused: %s', (body, refusal) => {
    expect(readOpenAlpr(bytes(body))).toEqual({ ok: false, refusal });
  });
});

describe('the generic form', () => {
  const sighting = {
    id: 'a1',
    seenAt: '2026-11-01T21:30:00+07:00',
    plates: [{ text: '1กก 1234', province: 'กทม', score: 0.9 }],
  };

  test('one sighting or a list of them', () => {
    const read = {
      camera: '',
      seenAt: new Date('2026-11-01T14:30:00Z'),
      id: 'a1',
      plates: [{ text: '1กก 1234 กทม', score: 0.9 }],
      face: undefined,
    };
    expect(readGenericReadings(bytes(sighting))).toEqual({ ok: true, readings: [read] });
    const face = { id: 'b', seenAt: 1607123958, face: { name: 'Somchai' } };
    expect(readGenericReadings(bytes([sighting, face]))).toMatchObject({
      readings: [{}, { face: { name: 'Somchai' } }],
    });
  });

  test.each([
    ['nothing', 'not-json'],
    [5, 'wrong-form'],
    [{ ...sighting, id: '' }, 'no-id'],
    [[sighting, { ...sighting, seenAt: 'x' }], 'no-time'],
  ])('%j is refused: %s', (body, refusal) => {
    expect(readGenericReadings(bytes(body))).toEqual({ ok: false, refusal });
  });
});

test('whatever comes is read or refused, and nothing throws', async () => {
  const known = [
    'type',
    'after',
    'id',
    'camera',
    'data',
    'results',
    'plate',
    'timestamp',
    'payload',
    'data_type',
    'seenAt',
    'plates',
    'face',
  ];
  const value = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<unknown>(null, true, 1607123958.7, 'lpr', 'face', 'alpr_results', 'กก 1', ''),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...known), tie('any')),
    ),
  })).any;
  const body = fc.oneof(
    value.map((one) => bytes(one)),
    fc.uint8Array().map((one) => Uint8Array.from(one)),
  );
  await fc.assert(
    fc.asyncProperty(body, fc.constantFrom(json, 'multipart/form-data; boundary=a', ''), async (sent, type) => {
      const all = [
        readFrigate(sent),
        readOpenAlpr(sent),
        readGenericReadings(sent),
        await readPlateRecognizer(sent, type),
      ];
      for (const read of all) {
        if (!read.ok) continue;
        for (const { plates, face } of read.readings) expect(plates.length > 0 || face !== undefined).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

const folder = '../shared/data/events';
describe.skipIf(!existsSync(folder))('real payloads of ../shared/data/events', () => {
  const file = (name: string): string => readFileSync(`${folder}/${name}`, 'utf8');

  test('Frigate: a face and a plate of one person, and each of its updates', () => {
    const messages: unknown[] = JSON.parse(file('mqtt_examples.json'));
    const read = messages.map((message) => readFrigate(JSON.stringify(message)));
    expect(read.every(({ ok }) => ok)).toBe(true);
    const readings = read.flatMap((one) => (one.ok ? one.readings : []));
    expect(readings).toMatchObject([
      {
        camera: 'front_door',
        plates: [{ text: 'ABC12345', score: 0.933451 }],
        face: { name: 'John Smith', score: 0.79 },
      },
      { camera: 'front_door_cam', face: { name: 'John', score: 0.95 } },
      { camera: 'driveway_cam', plates: [{ text: '123ABC', score: 0.95 }] },
    ]);
  });

  test('Plate Recognizer: a plate with its candidates', async () => {
    expect(await readPlateRecognizer(bytes(file('platerecognizer_webhook.json')), json)).toMatchObject({
      readings: [
        {
          camera: 'camera-1',
          plates: [
            { text: 'pl8rec', score: 0.902 },
            { text: 'plbrec', score: 0.758 },
          ],
        },
      ],
    });
  });

  test.each(['api_events.json', 'api_cases.json', 'axis_vapix_lpr_event.json', 'platerecognizer_snapshot.json'])(
    '%s is nobody’s message',
    async (name) => {
      const body = bytes(file(name));
      for (const read of [
        readFrigate(body),
        readOpenAlpr(body),
        readGenericReadings(body),
        await readPlateRecognizer(body, json),
      ])
        expect(read).toMatchObject({ ok: false });
    },
  );
});
