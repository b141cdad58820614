import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { readPhoto } from './photos.ts';

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 30, g: 90, b: 80 } } });

/** A PNG that says it is 16384 × 16384 pixels, in a few hundred kilobytes at most. */
function hugePng(): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(16384, 0);
  header.writeUInt32BE(16384, 4);
  header[8] = 1;
  const pixels = deflateSync(Buffer.alloc(16384 * (16384 / 8 + 1)));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

describe('a photo', () => {
  test('is turned upright, made smaller and rid of what the camera wrote', async () => {
    const sent = await plain(2400, 1200)
      .withExif({ IFD0: { Make: 'Camera' }, IFD3: { GPSLatitude: '13/1 45/1 0/1', GPSLatitudeRef: 'N' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const result = await readPhoto(sent);
    if (!result.ok) throw new Error(result.mistake);
    const { bytes, thumbnail, width, height } = result.photo;
    expect([width, height]).toEqual([800, 1600]);
    const kept = await sharp(bytes).metadata();
    expect(kept).toMatchObject({ format: 'webp', width: 800, height: 1600 });
    expect(kept.exif ?? kept.xmp ?? kept.orientation).toBeUndefined();
    const small = await sharp(thumbnail).metadata();
    expect(Math.max(small.width, small.height)).toBe(320);
  });

  test('of 256 megapixels is refused without being unpacked', async () => {
    const sent = hugePng();
    const beganAt = performance.now();
    expect(await readPhoto(sent)).toEqual({ ok: false, mistake: 'mistakePhotoTooLarge' });
    const refusedAt = performance.now();
    await sharp(sent, { limitInputPixels: false }).resize(8).raw().toBuffer();
    expect((refusedAt - beganAt) / (performance.now() - refusedAt), 'of the time to unpack it').toBeLessThan(0.5);
  });

  test('that did not arrive whole is refused', async () => {
    const whole = await plain(900, 600).jpeg().toBuffer();
    expect(await readPhoto(whole.subarray(0, whole.length / 2))).toEqual({ ok: false, mistake: 'mistakePhotoBroken' });
  });

  test.each([
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['HEIC', '\x00\x00\x00\x18ftypheic\x00\x00\x00\x00'],
    ['nothing', ''],
  ])('that is really %s is refused', async (_name, text) => {
    expect(await readPhoto(Buffer.from(text, 'latin1'))).toEqual({ ok: false, mistake: 'mistakePhotoType' });
  });

  test('made of anything at all never throws', async () => {
    const beginnings = fc.constantFrom('', '\xff\xd8\xff', '\x89PNG\r\n\x1a\n', 'RIFF\x00\x00\x00\x00WEBP');
    await fc.assert(
      fc.asyncProperty(beginnings, fc.uint8Array({ maxLength: 400 }), async (beginning, rest) => {
        const result = await readPhoto(Buffer.concat([Buffer.from(beginning, 'latin1'), rest]));
        expect(result.ok).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});
