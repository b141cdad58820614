import { createHash } from 'node:crypto';
import sharp from 'sharp';

/** A photo as it is kept: upright, without anything that the camera wrote into it, webp. */
export interface Photo {
  mediaType: 'image/webp';
  width: number;
  height: number;
  bytes: Buffer;
  thumbnail: Buffer;
  sha256: string;
}

/** A photo, or the key of the common message that says what to do about it. */
export type PhotoResult =
  | { ok: true; photo: Photo }
  | { ok: false; mistake: 'mistakePhotoType' | 'mistakePhotoBroken' | 'mistakePhotoTooLarge' };

const longestSidePixels = 1600;
const thumbnailSidePixels = 320;
/** Phones take up to 50 megapixels; anything above is a mistake or an attack, and is refused before it is unpacked. */
const mostPixels = 64_000_000;
const secondsToDecode = 15;

// A cheap server has two cores, and pages come first.
sharp.concurrency(1);
sharp.cache(false);

/** Makes a photo of what somebody sent. Whatever it claims to be, only real JPEG, PNG and WebP are decoded. */
export async function readPhoto(sent: Uint8Array): Promise<PhotoResult> {
  if (!isPicture(sent)) return { ok: false, mistake: 'mistakePhotoType' };
  try {
    const source = sharp(sent, { limitInputPixels: mostPixels, failOn: 'truncated' }).timeout({
      seconds: secondsToDecode,
    });
    const { width, height } = await source.metadata();
    if (width * height > mostPixels) return { ok: false, mistake: 'mistakePhotoTooLarge' };
    const { data: bytes, info } = await source
      .autoOrient()
      .resize(longestSidePixels, longestSidePixels, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 78 })
      .toBuffer({ resolveWithObject: true });
    const thumbnail = await sharp(bytes)
      .resize(thumbnailSidePixels, thumbnailSidePixels, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 70 })
      .toBuffer();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return {
      ok: true,
      photo: { mediaType: 'image/webp', width: info.width, height: info.height, bytes, thumbnail, sha256 },
    };
  } catch (error) {
    const isTooLarge = error instanceof Error && /pixel limit/i.test(error.message);
    return { ok: false, mistake: isTooLarge ? 'mistakePhotoTooLarge' : 'mistakePhotoBroken' };
  }
}

/** Whether the first bytes are those of a JPEG, PNG or WebP: a vector drawing or a document never reaches the decoder. */
function isPicture(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return (
    head.startsWith('\xff\xd8\xff') ||
    head.startsWith('\x89PNG\r\n\x1a\n') ||
    (head.startsWith('RIFF') && head.slice(8) === 'WEBP')
  );
}
