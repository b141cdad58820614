import { readDirections } from '../../../formats/directions.ts';
import { toArabicDigits } from '../../../formats/fields.ts';
import type { ImportField, ImportTarget, ReadField } from './target.ts';

const place: ImportField[] = [
  { name: 'longitude', isRequired: false, synonyms: ['lng', 'lon', 'long', 'x', 'easting', 'ลองจิจูด', 'ลองติจูด'] },
  { name: 'latitude', isRequired: false, synonyms: ['lat', 'y', 'northing', 'ละติจูด', 'แลตติจูด'] },
];

/** A number in a cell (`4 m`, `๔`), null when the cell is empty or holds none in the range. */
function readNumber(text: string, lowest: number, highest: number): number | null {
  const match = /^\s*([+-]?\d+(?:[.,]\d+)?)\s*(?:m|เมตร|°|deg)?\.?\s*$/i.exec(toArabicDigits(text));
  const value = match ? Number((match[1] ?? '').replace(',', '.')) : Number.NaN;
  return value >= lowest && value <= highest ? value : null;
}

const clip = (text: string, longest: number): string => text.trim().slice(0, longest);

/** The camera's own code, else a short one from its key; the database needs some name to call it by. */
function codeOf(field: ReadField): string {
  return clip(field('code') || field('id'), 60) || '?';
}

export const cameras: ImportTarget = {
  name: 'cameras',
  geometry: 'point',
  needsZone: true,
  fields: [
    { name: 'id', isRequired: false, synonyms: ['@id', 'uid', 'objectid', 'รหัส'] },
    { name: 'code', isRequired: false, synonyms: ['ref', 'camera code', 'camera id', 'หมายเลขกล้อง', 'รหัสกล้อง'] },
    { name: 'name', isRequired: false, synonyms: ['camera name', 'ชื่อกล้อง', 'ชื่อ', 'สถานที่ติดตั้ง', 'จุดติดตั้ง'] },
    ...place,
    {
      name: 'heading',
      isRequired: false,
      synonyms: ['camera:direction', 'direction', 'azimuth', 'bearing', 'ทิศ', 'ทิศทาง', 'ทิศที่กล้องหัน'],
    },
    { name: 'angle', isRequired: false, synonyms: ['camera:angle', 'field of view', 'fov', 'มุมกล้อง'] },
    { name: 'height', isRequired: false, synonyms: ['mounting height', 'ความสูง'] },
    { name: 'model', isRequired: false, synonyms: ['รุ่น', 'manufacturer'] },
    { name: 'cameraType', isRequired: false, synonyms: ['camera:type', 'ชนิดกล้อง'] },
  ],
  read(field) {
    const written = field('heading').trim();
    const headings = readDirections(written);
    // A pole with several cameras keeps what was written; one row has one heading or an unknown one.
    const [heading] = headings;
    return {
      ok: true,
      key: field('id').trim(),
      fields: {
        code: codeOf(field),
        name: clip(field('name'), 200),
        heading: headings.length === 1 && heading !== undefined ? heading : null,
        headingWritten: clip(written, 200),
        fieldOfView: readNumber(field('angle'), 1, 360) ?? (/dome|panning/i.test(field('cameraType')) ? 360 : null),
        height: readNumber(field('height'), 0.5, 100),
        model: clip(field('model'), 120),
      },
    };
  },
};

export const sosPosts: ImportTarget = {
  name: 'sos-posts',
  geometry: 'point',
  needsZone: true,
  fields: [
    { name: 'id', isRequired: false, synonyms: ['@id', 'uid', 'รหัส'] },
    { name: 'code', isRequired: false, synonyms: ['ref', 'post', 'หมายเลขเสา', 'เสา', 'เลขที่'] },
    { name: 'nameTh', isRequired: false, synonyms: ['name:th', 'name', 'ชื่อ', 'สถานที่', 'จุดติดตั้ง'] },
    { name: 'nameEn', isRequired: false, synonyms: ['name:en', 'english name'] },
    ...place,
  ],
  read(field) {
    const fields = { code: codeOf(field), nameTh: clip(field('nameTh'), 200), nameEn: clip(field('nameEn'), 200) };
    return { ok: true, key: field('id').trim(), fields };
  },
};
