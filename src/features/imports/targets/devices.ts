import { readViews } from '../../../formats/directions.ts';
import { toArabicDigits } from '../../../formats/fields.ts';
import { columns, mounts } from '../../../i18n/import-columns.ts';
import type { Fields, ImportField, ImportTarget, ReadField } from './target.ts';

const place: ImportField[] = [
  { name: 'longitude', isRequired: false, synonyms: columns.place.longitude },
  { name: 'latitude', isRequired: false, synonyms: columns.place.latitude },
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
    { name: 'id', isRequired: false, synonyms: columns.cameras.id },
    { name: 'code', isRequired: false, synonyms: columns.cameras.code },
    { name: 'name', isRequired: false, synonyms: columns.cameras.name },
    ...place,
    {
      name: 'heading',
      isRequired: false,
      synonyms: columns.cameras.heading,
    },
    { name: 'angle', isRequired: false, synonyms: columns.cameras.angle },
    { name: 'height', isRequired: false, synonyms: columns.cameras.height },
    { name: 'model', isRequired: false, synonyms: columns.cameras.model },
    { name: 'mount', isRequired: false, synonyms: columns.cameras.mount },
    { name: 'surveillanceType', isRequired: false, synonyms: columns.cameras.surveillanceType },
  ],
  read(field) {
    const [fields = {}, ...others] = camerasOn(field);
    return { ok: true, key: field('id').trim(), fields, others };
  },
};

/** Each camera that a row tells of: as many as it writes directions. What is not written is not guessed. */
function camerasOn(field: ReadField): Fields[] {
  const written = field('heading').trim();
  const views = readViews(written);
  const code = codeOf(field);
  const type = field('surveillanceType').trim();
  const isPlateReader = /alpr|anpr|lpr/i.test(type);
  // What OpenStreetMap calls surveillance is now and then something else, which an officer should see.
  const model = field('model') || (isPlateReader || /^camera$/i.test(type) ? '' : type);
  return views.map((view, at) => ({
    code: views.length === 1 ? code : `${clip(code, 56)}-${at + 1}`,
    name: clip(field('name'), 200),
    heading: view?.headingDegrees ?? null,
    headingWritten: clip(written, 200),
    fieldOfView: readNumber(field('angle'), 1, 360) ?? view?.spanDegrees ?? null,
    height: readNumber(field('height'), 0.5, 100),
    model: clip(model, 120),
    mount: readMount(field('mount')),
    isPlateReader,
  }));
}

/** What a camera hangs on, in the registry's words; null for anything else. */
function readMount(written: string): string | null {
  const text = written.trim().toLowerCase();
  return Object.entries(mounts).find(([, names]) => names.includes(text))?.[0] ?? null;
}

export const sosPosts: ImportTarget = {
  name: 'sos-posts',
  geometry: 'point',
  needsZone: true,
  fields: [
    { name: 'id', isRequired: false, synonyms: columns.sosPosts.id },
    { name: 'code', isRequired: false, synonyms: columns.sosPosts.code },
    { name: 'nameTh', isRequired: false, synonyms: columns.sosPosts.nameTh },
    { name: 'nameEn', isRequired: false, synonyms: columns.sosPosts.nameEn },
    ...place,
  ],
  read(field) {
    const fields = { code: codeOf(field), nameTh: clip(field('nameTh'), 200), nameEn: clip(field('nameEn'), 200) };
    return { ok: true, key: field('id').trim(), fields };
  },
};
