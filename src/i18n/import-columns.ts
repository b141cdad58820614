/**
 * What columns are called in the files that cities and stations send, in Thai and English, by kind of thing and field.
 * Names are compared without case, spaces and punctuation.
 */
export const columns = {
  incidents: {
    id: ['uid', 'case number', 'case id', 'objectid', 'เลขคดี', 'เลขที่คดี', 'เลขรับแจ้ง'],
    kind: [
      'type',
      'primary type',
      'offense_type',
      'offence',
      'category',
      'crime type',
      'ประเภทคดี',
      'ประเภทเหตุ',
      'ฐานความผิด',
      'ประเภท',
      'ชนิด',
    ],
    from: [
      'date_start',
      'occurred from',
      'start',
      'date',
      'datetime',
      'occurred',
      'วันที่เกิดเหตุ',
      'วันเกิดเหตุ',
      'วันที่',
      'วันเวลา',
    ],
    to: ['date_end', 'occurred to', 'end', 'ถึงวันที่'],
    time: ['hour', 'เวลาเกิดเหตุ', 'เวลา'],
    longitude: ['lng', 'lon', 'long', 'x', 'easting', 'ลองจิจูด', 'ลองติจูด'],
    latitude: ['lat', 'y', 'northing', 'ละติจูด', 'แลตติจูด'],
    summary: ['description', 'block', 'รายละเอียด', 'สถานที่เกิดเหตุ'],
  },
  place: {
    longitude: ['lng', 'lon', 'long', 'x', 'easting', 'ลองจิจูด', 'ลองติจูด'],
    latitude: ['lat', 'y', 'northing', 'ละติจูด', 'แลตติจูด'],
  },
  cameras: {
    id: ['@id', 'uid', 'objectid', 'รหัส'],
    code: ['ref', 'camera code', 'camera id', 'หมายเลขกล้อง', 'รหัสกล้อง'],
    name: ['camera name', 'ชื่อกล้อง', 'ชื่อ', 'สถานที่ติดตั้ง', 'จุดติดตั้ง'],
    heading: ['camera:direction', 'direction', 'azimuth', 'bearing', 'ทิศ', 'ทิศทาง', 'ทิศที่กล้องหัน'],
    angle: ['camera:angle', 'field of view', 'fov', 'มุมกล้อง'],
    height: ['mounting height', 'ความสูง'],
    model: ['รุ่น', 'manufacturer'],
    mount: ['camera:mount', 'mounting', 'ติดตั้งที่', 'ลักษณะการติดตั้ง'],
    surveillanceType: ['surveillance:type'],
  },
  sosPosts: {
    id: ['@id', 'uid', 'รหัส'],
    code: ['ref', 'post', 'หมายเลขเสา', 'เสา', 'เลขที่'],
    nameTh: ['name:th', 'name', 'ชื่อ', 'สถานที่', 'จุดติดตั้ง'],
    nameEn: ['name:en', 'english name'],
  },
  streets: {
    id: ['@id', 'osm_id', 'uid'],
    kind: ['highway', 'pmap:kind_detail', 'kind_detail', 'fclass', 'class', 'pmap:kind', 'ประเภท'],
    nameTh: ['name:th', 'name_th', 'ชื่อถนน', 'ชื่อ'],
    nameEn: ['name:en', 'name_en', 'name'],
    wkt: ['geometry', 'geom', 'the_geom', 'wkb_geometry'],
  },
  buildings: {
    id: ['@id', 'osm_id', 'uid', 'รหัสอาคาร'],
    kind: ['building', 'pmap:kind', 'type', 'ประเภทอาคาร', 'ประเภท'],
    homes: ['building:flats', 'flats', 'households', 'units', 'จำนวนครัวเรือน', 'จำนวนห้อง'],
    height: ['building:height', 'ความสูง'],
    barrier: ['กำแพง'],
    wkt: ['geometry', 'geom', 'the_geom', 'wkb_geometry'],
  },
  areas: {
    code: [
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
    nameTh: ['name_th', 'pv_tn', 'adm1_th', 'adm2_th', 'adm3_th', 'province_thai', 'ชื่อ', 'name:th', 'name'],
    nameEn: ['name_en', 'pv_en', 'adm1_en', 'adm2_en', 'adm3_en', 'province_english', 'name:en'],
    kind: ['level', 'ระดับ'],
    wkt: ['geometry', 'geom', 'the_geom'],
  },
};

/** What files call the things that a camera hangs on, by the registry's words for them. */
export const mounts: Readonly<Record<string, readonly string[]>> = {
  pole: ['pole', 'mast', 'gantry', 'traffic_signals', 'เสา'],
  wall: ['wall', 'building', 'ผนัง', 'กำแพง', 'อาคาร'],
  ceiling: ['ceiling', 'เพดาน', 'ฝ้า'],
  lamp: ['lamp', 'street_lamp', 'lamp_post', 'เสาไฟ', 'เสาไฟฟ้า'],
};
