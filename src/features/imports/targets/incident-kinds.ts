/**
 * Words in other systems' names of kinds, in Thai and English, and the kind of ours that they mean. The first that fits
 * counts, so the particular stand before the general.
 */
const rules: readonly (readonly [RegExp, string])[] = [
  [/sexual|rape|indecen|ข่มขืน|อนาจาร|เกี่ยวกับเพศ/i, 'sexual'],
  [/domestic|ในครอบครัว/i, 'domestic'],
  [/child|เด็ก|เยาวชน/i, 'child'],
  [/snatch|วิ่งราว/i, 'snatching'],
  [/robbery|ชิงทรัพย์|ปล้น/i, 'robbery'],
  [/burglary|breaking|housebreak|เคหสถาน|งัดแงะ/i, 'burglary'],
  [
    /(motor|vehicle|auto|car|motorcycle|bike).*(theft|stolen)|(theft|stolen).*(vehicle|motor|car)|โจรกรรมรถ|ลักรถ|รถหาย/i,
    'vehicle-theft',
  ],
  [/theft|larceny|stealing|shoplift|ลักทรัพย์/i, 'theft'],
  [/assault|battery|homicide|wounding|ทำร้าย|ชีวิตและร่างกาย|ฆ่า/i, 'assault'],
  [/damage|vandal|graffiti|arson|ทำให้เสียทรัพย์/i, 'damage'],
  [/drug|narcotic|ยาเสพติด|ยาบ้า/i, 'drugs'],
  [/traffic|collision|crash|จราจร|อุบัติเหตุ/i, 'traffic'],
  [/fire|ไฟไหม้|เพลิงไหม้/i, 'fire'],
  [/medical|ambulance|เจ็บป่วย|ฉุกเฉินทางการแพทย์/i, 'medical'],
  [/noise|เสียงดัง/i, 'noise'],
  [/suspicious|ต้องสงสัย/i, 'suspicious'],
  [/fight|disturb|quarrel|affray|วิวาท/i, 'quarrel'],
  [/animal|dog|สัตว์|สุนัข|งู/i, 'animal'],
  [/lost|missing|หาย/i, 'lost'],
];

const ours = new Set([
  'sos-press',
  'assault',
  'robbery',
  'snatching',
  'burglary',
  'vehicle-theft',
  'theft',
  'damage',
  'drugs',
  'sexual',
  'domestic',
  'child',
  'quarrel',
  'noise',
  'suspicious',
  'traffic',
  'fire',
  'medical',
  'animal',
  'lost',
  'other',
]);

/** Whether this is the code of a kind of ours. */
export const isIncidentKind = (code: string): boolean => ours.has(code);

/** The kind that a written one means; `other` when nobody can tell, which the preview shows before anything is saved. */
export function readIncidentKind(written: string): string {
  const code = written.trim().toLowerCase();
  if (ours.has(code)) return code;
  return rules.find(([pattern]) => pattern.test(written))?.[1] ?? 'other';
}
