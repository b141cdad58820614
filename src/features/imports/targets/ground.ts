import { columns } from '../../../i18n/import-columns.ts';
import { streetWords, wallWords } from '../../../i18n/import-kinds.ts';
import type { ImportTarget } from './target.ts';

export const streets: ImportTarget = {
  name: 'streets',
  geometry: 'line',
  needsZone: true,
  fields: [
    { name: 'id', isRequired: false, synonyms: columns.streets.id },
    {
      name: 'kind',
      isRequired: false,
      synonyms: columns.streets.kind,
    },
    { name: 'nameTh', isRequired: false, synonyms: columns.streets.nameTh },
    { name: 'nameEn', isRequired: false, synonyms: columns.streets.nameEn },
    { name: 'wkt', isRequired: false, synonyms: columns.streets.wkt },
  ],
  read(field) {
    const kind = streetWords.find(([pattern]) => pattern.test(field('kind')))?.[1] ?? 'local';
    const names = { nameTh: field('nameTh').trim().slice(0, 200), nameEn: field('nameEn').trim().slice(0, 200) };
    return { ok: true, key: field('id').trim(), fields: { kind, ...names } };
  },
};

const wallMeters = 0.3;

/** Houses, and walls that stand alone: those hide what is behind them as houses do, and nobody lives in them. */
export const buildings: ImportTarget = {
  name: 'buildings',
  geometry: 'polygon',
  needsZone: true,
  fields: [
    { name: 'id', isRequired: false, synonyms: columns.buildings.id },
    { name: 'kind', isRequired: false, synonyms: columns.buildings.kind },
    {
      name: 'homes',
      isRequired: false,
      synonyms: columns.buildings.homes,
    },
    { name: 'height', isRequired: false, synonyms: columns.buildings.height },
    { name: 'barrier', isRequired: false, synonyms: columns.buildings.barrier },
    { name: 'wkt', isRequired: false, synonyms: columns.buildings.wkt },
  ],
  widthOfLine: ({ kind }) => (kind === 'wall' ? wallMeters : undefined),
  read(field) {
    const isWall = wallWords.test(field('barrier')) || wallWords.test(field('kind'));
    const homes = Number.parseInt(field('homes'), 10);
    const height = Number.parseFloat(field('height'));
    return {
      ok: true,
      key: field('id').trim(),
      fields: {
        kind: isWall ? 'wall' : (field('kind').trim() || 'building').slice(0, 60),
        homes: isWall ? 0 : homes >= 0 && homes <= 5000 ? homes : 1,
        height: height >= 1 && height <= 900 ? height : null,
      },
    };
  },
};

const areaKinds = ['province', 'district', 'sub-district', 'local-government', 'community'];

export const areas: ImportTarget = {
  name: 'areas',
  geometry: 'area',
  needsZone: false,
  fields: [
    {
      name: 'code',
      isRequired: true,
      synonyms: columns.areas.code,
    },
    {
      name: 'nameTh',
      isRequired: true,
      synonyms: columns.areas.nameTh,
    },
    {
      name: 'nameEn',
      isRequired: false,
      synonyms: columns.areas.nameEn,
    },
    { name: 'kind', isRequired: false, synonyms: columns.areas.kind },
    { name: 'wkt', isRequired: false, synonyms: columns.areas.wkt },
  ],
  read(field) {
    const [code, nameTh] = [field('code').trim(), field('nameTh').trim()];
    if (!code || !nameTh) return { ok: false, reason: 'reasonNoName' };
    if (code.length > 60 || nameTh.length > 200) return { ok: false, reason: 'reasonTooLong' };
    const kind = areaKinds.includes(field('kind')) ? field('kind') : 'province';
    const nameEn = field('nameEn').trim().slice(0, 200) || nameTh;
    return { ok: true, key: code, fields: { code: `${kind}:${code}`, nameTh, nameEn, kind } };
  },
};
