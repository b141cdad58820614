/**
 * Words in other systems' names of kinds, in Thai and English, and the kind of ours that they mean. The first that fits
 * counts, so the particular stand before the general.
 */
export const kindWords: readonly (readonly [RegExp, string])[] = [
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

/** OpenStreetMap's and Protomaps' kinds of road, by ours. */
export const streetWords: readonly (readonly [RegExp, string])[] = [
  [/motorway|trunk|primary|major_road|highway|ถนนใหญ่|ทางหลวง/i, 'main'],
  [/secondary|tertiary|medium_road|ถนนรอง/i, 'secondary'],
  [/service|alley|lane|living_street|driveway|ซอย|ตรอก/i, 'lane'],
  [/path|foot|track|cycle|steps|pedestrian|pier|corridor|sidewalk|crossing|ทางเดิน/i, 'path'],
];

/** OpenStreetMap's walls, and what city files call them; fences can be seen through. */
export const wallWords = /^(city_|retaining_)?wall$|กำแพง|รั้วทึบ/i;
