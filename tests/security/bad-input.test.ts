import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appRouter } from '../../src/server/router.ts';
import { visits } from '../a11y/visits/all.ts';
import { openPlaces } from '../a11y/visits/places.ts';
import type { Visit } from '../a11y/visits/visit.ts';
import { type Answer, ask } from '../support/http.ts';

let places: Awaited<ReturnType<typeof openPlaces>>;
beforeAll(async () => {
  places = await openPlaces();
});
afterAll(() => places.close());

/** What must never be said to anybody: where the code lies, what the database was asked, what broke inside. */
const innerWords =
  /\n\s+at |node_modules|\.(ts|astro|mjs):\d|select [\w., "*]+ from |invalid input syntax|\/src\/|zod|TypeError/i;

/** What people, programs and mischief put into a field. */
const odd = {
  empty: '',
  spaces: '   ',
  script: '"><script>alert(1)</script>',
  percent: '%',
  emoji: '😱👩‍👩‍👧‍👦🇹🇭',
  'right to left': '\u202eกลับ\u2066\u200f',
  'Thai digits': '๑๒๓',
  negative: '-1',
  'not a number': 'NaN',
  infinite: '1e999',
  'null byte': 'a\u0000b',
  'half a letter': '\ud83d',
  huge: 'ก'.repeat(100_000),
  quotes: "'); drop table report; --",
  path: '../../../../etc/passwd',
  zero: '0',
  'far away': '999999999999999999999',
} as const;

let senders = 0;

/** Sends a body as whoever the visit is by, from an address of its own. */
async function send(visit: Visit, path: string, contentType: string, body: string | Buffer): Promise<Answer> {
  const place = places[visit.at ?? 'town'];
  const session = await place.sessionOf(visit.as ?? 'anonymous');
  senders += 1;
  return ask(place.server.origin, {
    method: 'POST',
    path,
    body,
    headers: {
      Origin: place.server.origin,
      'Content-Type': contentType,
      'X-Forwarded-For': `10.${Math.floor(senders / 62_500)}.${Math.floor(senders / 250) % 250}.${senders % 250}`,
      ...(session ? { Cookie: `session=${session}` } : {}),
    },
  });
}

function expectClear(answer: Answer, what: string): void {
  expect(answer.status, what).toBeLessThan(500);
  expect(innerWords.exec(answer.text)?.[0], what).toBeUndefined();
  // It begins with what ends an attribute: as it was sent it may stand nowhere.
  expect(answer.text, what).not.toContain(odd.script);
}

const forms = visits.filter((visit) => visit.state === 'mistake' && visit.form);
const urlEncoded = 'application/x-www-form-urlencoded';
const boundary = 'between-the-parts';
const multipart = `multipart/form-data; boundary=${boundary}`;

/** Bodies that are no form, or only the beginning of one. */
const broken: [name: string, contentType: string, body: string | Buffer][] = [
  ['nothing', urlEncoded, ''],
  ['half a percent sign', urlEncoded, 'words=%E0%B8&reason=%'],
  ['a thousand of one field', urlEncoded, Array(1000).fill('intent=x&words=1').join('&')],
  ['names of objects', urlEncoded, '__proto__=1&constructor=2&toString=3&prototype[x]=4'],
  ['half a multipart form', multipart, `--${boundary}\r\nContent-Disposition: form-data; name="words"\r\n\r\nabc`],
  ['a multipart form without boundary', 'multipart/form-data', 'x'],
  ['a file where words belong', multipart, filePart('words', Buffer.from('x'))],
  ['JSON', 'application/json', '{"words": 1}'],
  ['bytes', 'application/octet-stream', Buffer.from([0, 255, 128, 37])],
];

function filePart(name: string, content: Buffer, fileName = 'a.txt'): Buffer {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${fileName}"\r\nContent-Type: text/plain\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]);
}

const field = (name: string, value: string): Buffer =>
  Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);

describe.each(forms.map((visit) => ({ visit, name: [visit.page, visit.what].filter(Boolean).join(' ') })))(
  'the form of $name',
  ({ visit }) => {
    test('answers clearly to whatever is put into it', async () => {
      const path = typeof visit.path === 'string' ? visit.path : await visit.path(places[visit.at ?? 'town']);
      for (const [name, value] of Object.entries(odd)) {
        const given = Object.entries(visit.form ?? {}).map(([key, usual]): [string, string] => {
          const isRouting = ['intent', 'action', 'as', 'stance'].includes(key);
          return [key, isRouting ? usual : value];
        });
        expectClear(await send(visit, path, urlEncoded, new URLSearchParams(given).toString()), name);
      }
      for (const [name, type, body] of broken) expectClear(await send(visit, path, type, body), name);
    }, 120_000);
  },
);

describe('procedures', () => {
  const inputs: unknown[] = [
    null,
    [],
    '',
    {},
    { zone: 'a\u0000b', zones: ['a\u0000b'], slug: 'a\u0000b', text: 'a\u0000b', id: 'a\u0000b', layer: 'reports' },
    { id: 'x', number: 'x', trackingNumber: 'x', zone: 'x', slug: 'x' },
    { id: odd.script, number: -1, trackingNumber: odd.huge, zone: odd.script, zones: [odd.path], page: -1 },
    { number: 1e30, page: 1e30, longitude: 1e300, latitude: null, polygon: [[0, 0]], id: [], layer: 'none' },
    { longitude: 13.8, latitude: 100.5, kind: 'theft', source: 'call', text: odd['right to left'], layer: 'zones' },
    { text: odd.huge, title: odd['null byte'], words: odd['half a letter'], bbox: [1, 2, 3], filters: { from: 'x' } },
    { polygon: Array.from({ length: 20_000 }, (_, index) => [100 + index / 1e6, 13]), filters: {} },
    { number: 1, form: { action: '__proto__' }, choices: Array(5000).fill('x') },
  ];

  test.each(Object.keys(appRouter._def.procedures))(
    '%s',
    async (name) => {
      for (const as of ['anonymous', 'officer', 'planner'] as const) {
        for (const [index, input] of inputs.entries()) {
          const what = `${as} ${index}`;
          const text = JSON.stringify(input);
          expectClear(
            await send({ page: '', state: 'mistake', path: '', as }, `/en/trpc/${name}`, 'application/json', text),
            what,
          );
          if (text.length > 8000) continue;
          const session = await places.town.sessionOf(as);
          const path = `/trpc/${name}?input=${encodeURIComponent(text)}`;
          expectClear(
            await ask(places.town.server.origin, { path, headers: session ? { Cookie: `session=${session}` } : {} }),
            what,
          );
        }
      }
    },
    120_000,
  );

  test('say what is wrong in the reader’s language', async () => {
    const { origin } = places.town.server;
    const path = '/trpc/map.detail?input=%7B%22layer%22%3A1%7D';
    const [thai, english] = [await ask(origin, { path }), await ask(origin, { path: `/en${path}` })];
    expect(JSON.parse(thai.text).error.message).toMatch(/[ก-๙]/);
    expect(JSON.parse(english.text).error.message).toMatch(/^[\x20-\x7e’]+$/);
  });

  test('refuse two thousand calls in one body', async () => {
    const visit: Visit = { page: '', state: 'mistake', path: '' };
    const calls = (count: number) => Array(count).fill('reports.meToo').join(',');
    const body = JSON.stringify(
      Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [at, { trackingNumber: 'X-1' }])),
    );
    expect((await send(visit, `/trpc/${calls(500)}?batch=1`, 'application/json', body)).status).toBe(400);
    const one = await send(visit, `/trpc/${calls(1)}?batch=1`, 'application/json', body);
    expect(one.status).toBeLessThan(500);
    expect(one.text.length, 'inputs that no call asks for are not answered').toBeLessThan(2000);
  });
});

/** A PNG of so many pixels a side, one bit each, which is small until it is unpacked. */
function pngOf(side: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crcOf(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc(side * (side / 8 + 1)));
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

function crcOf(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

test('a photo of 256 megapixels is refused in words, and the form keeps what was typed', async () => {
  const visit: Visit = { page: '', state: 'mistake', path: '' };
  const fields = [field('words', 'ยังอยู่'), field('category', 'dark'), field('key', crypto.randomUUID())];
  const body = Buffer.concat([...fields, filePart('photo', pngOf(16_000), 'a.png')]);
  const answer = await send(visit, '/en/report', multipart, body);
  expect(answer.status).toBe(400);
  expect(answer.text).toContain('ยังอยู่');
  expectClear(answer, 'photo');
});

describe('imports', () => {
  const upload = async (content: Buffer, name: string): Promise<Answer> => {
    const visit: Visit = { page: '', state: 'mistake', path: '', as: 'administrator' };
    const body = Buffer.concat([field('target', 'incidents'), filePart('file', content, name)]);
    const sent = await send(visit, '/en/admin/imports', multipart, body);
    expect(sent.status, sent.text.slice(0, 200)).toBe(303);
    const session = await places.town.sessionOf('administrator');
    const path = String(sent.headers.location);
    return ask(places.town.server.origin, { path, headers: { Cookie: `session=${session}` } });
  };
  const csv = 'id,kind,date,latitude,longitude\n1,theft,2026-01-01,13.8,100.5\n';

  test.each([
    ['a cut gzip', gzipSync(csv.repeat(500)).subarray(0, 60), 'a.csv.gz'],
    ['nothing', Buffer.from(' '), 'a.csv'],
    ['half a row', Buffer.from(`${csv}2,"the`), 'a.csv'],
    ['a row without end', Buffer.from(`${csv}2,${'x,'.repeat(50_000)}`), 'a.csv'],
    ['bytes', Buffer.from([0, 1, 2, 255, 254, 0, 0]), 'a.csv'],
    ['no workbook', Buffer.from('PK\u0003\u0004 no'), 'a.xlsx'],
    ['half a GeoJSON', Buffer.from('{"type":"FeatureCollection","features":[{'), 'a.geojson'],
    ['swapped coordinates', Buffer.from(csv.replace('13.8,100.5', '100.5,13.8')), 'a.csv'],
    ['no numbers', Buffer.from(csv.replace('13.8', 'NaN').replace('2026-01-01', 'เมื่อวาน')), 'a.csv'],
    ['a script for a name', Buffer.from(csv), '"><script>alert(1)</script>.csv'],
  ])('%s is told in words', async (_name, content, fileName) => {
    const answer = await upload(content, fileName.replaceAll('"', '%22'));
    expect(answer.status).toBe(200);
    expectClear(answer, fileName);
    if (fileName !== '"><script>alert(1)</script>.csv') expect(answer.text).toMatch(/role="alert"|class="notice/);
  });

  test.each(['x', '../1', "'", '99999999999999999999'])('number %s is not there', async (id) => {
    const session = await places.town.sessionOf('administrator');
    for (const after of ['', '/rejected.csv']) {
      const path = `/admin/imports/${encodeURIComponent(id)}${after}`;
      const answer = await ask(places.town.server.origin, { path, headers: { Cookie: `session=${session}` } });
      expect(answer.status, path).toBe(404);
      expectClear(answer, path);
    }
  });
});

test('what is asked of lists, maps and tiles in their addresses makes no page fail', async () => {
  const { origin } = places.town.server;
  for (const path of [
    '/zones/x%00',
    '/zones/%27',
    '/maps/x%00.svg',
    '/report?zone=%00',
    '/reports/%F0%9F%98%B1',
    '/queue/%27',
  ])
    expectClear(await ask(origin, { path }), path);
  const lists = ['/map', '/reports', '/proposals', '/projects', '/ballots', '/zones', '/queue', '/admin/audit'];
  const names = [
    'page',
    'zone',
    'state',
    'category',
    'from',
    'number',
    'words',
    'search',
    'selected',
    'layers',
    'hours',
  ];
  const session = await places.town.sessionOf('planner');
  for (const path of lists) {
    for (const value of Object.values(odd)) {
      if (value.length > 1000) continue;
      const query = new URLSearchParams(names.map((name) => [name, value]));
      const answer = await ask(origin, { path: `${path}?${query}`, headers: { Cookie: `session=${session}` } });
      expectClear(answer, `${path} ${value}`);
    }
  }
  const tiles = [
    'NaN/1/1',
    '-1/0/0',
    '14/-1/5',
    '14/1e9/5',
    '14/99999999999/5',
    '1.5/0/0',
    '5/31/32',
    '๑/0/0',
    '0/0/0',
  ];
  for (const tile of tiles) {
    for (const query of ['', '?from=x&kinds=%3Cscript%3E&hours=99', '?zone=%']) {
      const answer = await ask(origin, { path: `/tiles/incidents/${encodeURI(tile)}.mvt${query}` });
      expect(answer.status, tile).toBeLessThan(500);
    }
  }
}, 120_000);
