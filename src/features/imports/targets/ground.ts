import type { ImportTarget } from './target.ts';

/** OpenStreetMap's and Protomaps' kinds of road, by ours. */
const streetKinds: readonly (readonly [RegExp, string])[] = [
  [/motorway|trunk|primary|major_road|highway|ถนนใหญ่|ทางหลวง/i, 'main'],
  [/secondary|tertiary|medium_road|ถนนรอง/i, 'secondary'],
  [/service|alley|lane|living_street|driveway|ซอย|ตรอก/i, 'lane'],
  [/path|foot|track|cycle|steps|pedestrian|pier|corridor|sidewalk|crossing|ทางเดิน/i, 'path'],
];

export const streets: ImportTarget = {
  name: 'streets',
  geometry: 'line',
  needsZone: true,
  fields: [
    { name: 'id', isRequired: false, synonyms: ['@id', 'osm_id', 'uid'] },
    {
      name: 'kind',
      isRequired: false,
      synonyms: ['highway', 'pmap:kind_detail', 'kind_detail', 'fclass', 'class', 'pmap:kind', 'ประเภท'],
    },
    { name: 'nameTh', isRequired: false, synonyms: ['name:th', 'name_th', 'ชื่อถนน', 'ชื่อ'] },
    { name: 'nameEn', isRequired: false, synonyms: ['name:en', 'name_en', 'name'] },
    { name: 'wkt', isRequired: false, synonyms: ['geometry', 'geom', 'the_geom', 'wkb_geometry'] },
  ],
  read(field) {
    const kind = streetKinds.find(([pattern]) => pattern.test(field('kind')))?.[1] ?? 'local';
    const names = { nameTh: field('nameTh').trim().slice(0, 200), nameEn: field('nameEn').trim().slice(0, 200) };
    return { ok: true, key: field('id').trim(), fields: { kind, ...names } };
  },
};

export const buildings: ImportTarget = {
  name: 'buildings',
  geometry: 'polygon',
  needsZone: true,
  fields: [
    { name: 'id', isRequired: false, synonyms: ['@id', 'osm_id', 'uid', 'รหัสอาคาร'] },
    { name: 'kind', isRequired: false, synonyms: ['building', 'pmap:kind', 'type', 'ประเภทอาคาร', 'ประเภท'] },
    {
      name: 'homes',
      isRequired: false,
      synonyms: ['building:flats', 'flats', 'households', 'units', 'จำนวนครัวเรือน', 'จำนวนห้อง'],
    },
    { name: 'height', isRequired: false, synonyms: ['building:height', 'ความสูง'] },
    { name: 'wkt', isRequired: false, synonyms: ['geometry', 'geom', 'the_geom', 'wkb_geometry'] },
  ],
  read(field) {
    const homes = Number.parseInt(field('homes'), 10);
    const height = Number.parseFloat(field('height'));
    return {
      ok: true,
      key: field('id').trim(),
      fields: {
        kind: (field('kind').trim() || 'building').slice(0, 60),
        homes: homes >= 0 && homes <= 5000 ? homes : 1,
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
      synonyms: [
        'pv_code',
        'prov_code',
        'province_code',
        'amp_code',
        'tam_code',
        'adm1_pcode',
        'adm2_pcode',
        'adm3_pcode',
        'รหัส',
        'id',
      ],
    },
    {
      name: 'nameTh',
      isRequired: true,
      synonyms: ['name_th', 'pv_tn', 'adm1_th', 'adm2_th', 'adm3_th', 'province_thai', 'ชื่อ', 'name:th', 'name'],
    },
    {
      name: 'nameEn',
      isRequired: false,
      synonyms: ['name_en', 'pv_en', 'adm1_en', 'adm2_en', 'adm3_en', 'province_english', 'name:en'],
    },
    { name: 'kind', isRequired: false, synonyms: ['level', 'ระดับ'] },
    { name: 'wkt', isRequired: false, synonyms: ['geometry', 'geom', 'the_geom'] },
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
