import { blockShape, pointIn } from '../../src/compute/town/blocks.ts';
import { blocksOfScale, type Point, planTown, type TownPlan } from '../../src/compute/town/plan.ts';
import type { Street } from '../../src/compute/town/streets.ts';
import { thaiDigits } from './words/names.ts';

/** A name in both languages. */
export interface Name {
  nameTh: string;
  nameEn: string;
}

/** A place in the town by its block and the shares of the way east and north through it. */
export type BlockPlace = readonly [column: number, row: number, eastShare: number, northShare: number];

/** What a made-up town is called and what stands where. */
export interface TownWords {
  slug: string;
  trackingPrefix: string;
  /** What lanes are called after. */
  stem: Name;
  /** Wider streets by the grid line that they follow. */
  rows: Record<number, Name>;
  columns: Record<number, Name>;
  /** What its lands are called, by the plan's keys. */
  lands: Record<string, Name>;
  landmarks: readonly (Name & { kind: string; at: BlockPlace })[];
}

/** The first town's plan; `scale` times 2 km². */
export const planBanSuksan = (seed: string, scale: number): TownPlan =>
  planTown({ seed: `${seed}/ban-suksan`, center: [100.2712, 14.0186], rotationDegrees: 9, ...blocksOfScale(scale) });

/** The second, smaller town, under another division and bureau, far enough to be foreign. */
export const planThungPlaina = (seed: string): TownPlan =>
  planTown({
    seed: `${seed}/thung-plaina`,
    center: [100.4283, 14.1421],
    rotationDegrees: -6,
    blocksAcross: 8,
    blocksUp: 10,
  });

/** Where a block place lies. */
export function placeOf(plan: TownPlan, [column, row, eastShare, northShare]: BlockPlace): Point {
  return pointIn(blockShape(plan, column, row), eastShare, northShare);
}

/** What a street is called. Lanes have odd numbers north of the main street and even ones south, as in Thai towns. */
export function nameOfStreet(plan: TownPlan, words: TownWords, street: Street): Name {
  const own = (street.axis === 'row' ? words.rows : words.columns)[street.line];
  if (own) return own;
  const lines = street.axis === 'row' ? plan.rows : plan.columns;
  const main = lines.findIndex((line) => line.kind === 'main');
  const ordered = [...lines.keys()]
    .filter((line) => !(street.axis === 'row' ? words.rows : words.columns)[line])
    .sort((a, b) => orderFrom(main, a) - orderFrom(main, b));
  const position = ordered.indexOf(street.line) + 1;
  if (street.axis === 'row') {
    return { nameTh: `ซอยรวมใจ ${thaiDigits(position)}`, nameEn: `Soi Ruamjai ${position}` };
  }
  const mainRow = plan.rows.findIndex((line) => line.kind === 'main');
  const number = street.from >= mainRow ? position * 2 - 1 : position * 2;
  return { nameTh: `ซอย${words.stem.nameTh} ${thaiDigits(number)}`, nameEn: `Soi ${words.stem.nameEn} ${number}` };
}

/** Lines beyond the main one first, as houses are numbered from it. */
const orderFrom = (main: number, line: number): number => (line > main ? line - main : 1_000 + main - line);

export const banSuksan: TownWords = {
  slug: 'ban-suksan',
  trackingPrefix: 'BS',
  stem: { nameTh: 'สุขสันต์', nameEn: 'Suksan' },
  rows: {
    4: { nameTh: 'ทางเลียบคลองฝั่งใต้', nameEn: 'South Canal Path' },
    5: { nameTh: 'ถนนริมคลองบางใจดี', nameEn: 'Bang Chai Di Canal Road' },
    8: { nameTh: 'ถนนสุขสันต์', nameEn: 'Suksan Road' },
    12: { nameTh: 'ถนนเทศบาล ๑', nameEn: 'Thetsaban 1 Road' },
    16: { nameTh: 'ถนนเทศบาล ๒', nameEn: 'Thetsaban 2 Road' },
  },
  columns: {
    3: { nameTh: 'ถนนสถานี', nameEn: 'Station Road' },
    9: { nameTh: 'ถนนวัดสุขสันต์', nameEn: 'Wat Suksan Road' },
    12: { nameTh: 'ถนนพัฒนา', nameEn: 'Phatthana Road' },
  },
  lands: {
    'canal-4': { nameTh: 'คลองบางใจดี', nameEn: 'Bang Chai Di Canal' },
    market: { nameTh: 'ตลาดสดสุขสันต์', nameEn: 'Suksan Fresh Market' },
    square: { nameTh: 'ลานหน้าเทศบาล', nameEn: 'Municipal Square' },
    school: { nameTh: 'โรงเรียนสุขสันต์วิทยา', nameEn: 'Suksan Witthaya School' },
    temple: { nameTh: 'วัดสุขสันตาราม', nameEn: 'Wat Suksantaram' },
    park: { nameTh: 'สวนสุขสันต์', nameEn: 'Suksan Park' },
    garden: { nameTh: 'สวนหย่อมรวมใจ', nameEn: 'Ruamjai Garden' },
    field: { nameTh: 'ทุ่งหลังหมู่บ้าน', nameEn: 'Village Field' },
    grove: { nameTh: 'สวนไผ่ริมคลอง', nameEn: 'Bamboo Grove' },
  },
  landmarks: [
    { kind: 'market', nameTh: 'ตลาดสดสุขสันต์', nameEn: 'Suksan Fresh Market', at: [5, 7, 0.4, 0.5] },
    { kind: 'school', nameTh: 'โรงเรียนสุขสันต์วิทยา', nameEn: 'Suksan Witthaya School', at: [7, 5, 0.9, 0.9] },
    { kind: 'temple', nameTh: 'วัดสุขสันตาราม', nameEn: 'Wat Suksantaram', at: [9, 2, 0.9, 0.9] },
    { kind: 'park', nameTh: 'สวนสุขสันต์', nameEn: 'Suksan Park', at: [0, 14, 0.9, 0.5] },
    { kind: 'park', nameTh: 'สวนหย่อมรวมใจ', nameEn: 'Ruamjai Garden', at: [10, 9, 0.5, 0.9] },
    { kind: 'police', nameTh: 'สภ.บ้านสุขสันต์', nameEn: 'Ban Suksan Police Station', at: [2, 8, 0.9, 0.1] },
    { kind: 'other', nameTh: 'สำนักงานเทศบาลตำบลบ้านสุขสันต์', nameEn: 'Ban Suksan Municipal Office', at: [3, 8, 0.3, 0.7] },
    { kind: 'hospital', nameTh: 'รพ.สต.บ้านสุขสันต์', nameEn: 'Ban Suksan Health Centre', at: [4, 9, 0.5, 0.2] },
    { kind: 'bus-stop', nameTh: 'ป้ายรถเมล์หน้าตลาดสด', nameEn: 'Fresh Market bus stop', at: [5, 7, 0.5, 1.02] },
    { kind: 'bus-stop', nameTh: 'ป้ายรถเมล์สี่แยกสถานี', nameEn: 'Station Junction bus stop', at: [3, 7, 0.1, 1.02] },
    { kind: 'bus-stop', nameTh: 'ป้ายรถเมล์ถนนวัด', nameEn: 'Wat Road bus stop', at: [9, 8, 0.1, -0.02] },
    { kind: 'bus-stop', nameTh: 'ป้ายรถเมล์ถนนพัฒนา', nameEn: 'Phatthana Road bus stop', at: [12, 8, 0.2, -0.02] },
    { kind: 'bus-stop', nameTh: 'ป้ายรถเมล์หน้าโรงเรียน', nameEn: 'School bus stop', at: [8, 5, 0.2, -0.04] },
    { kind: 'bus-stop', nameTh: 'ป้ายรถเมล์เทศบาล ๑', nameEn: 'Thetsaban 1 bus stop', at: [6, 12, 0.5, -0.04] },
    { kind: 'shop', nameTh: 'ร้านสะดวกซื้อปากซอย ๔', nameEn: 'Soi 4 corner store', at: [5, 7, 0.02, 0.96] },
    { kind: 'shop', nameTh: 'ร้านสะดวกซื้อสี่แยก', nameEn: 'Junction corner store', at: [3, 9, 0.1, 0.1] },
    { kind: 'shop', nameTh: 'ร้านทองแสงสุข', nameEn: 'Saengsuk gold shop', at: [6, 8, 0.4, 0.1] },
    { kind: 'shop', nameTh: 'ร้านก๋วยเตี๋ยวป้าพร', nameEn: 'Pa Phon noodle shop', at: [10, 7, 0.4, 0.9] },
    { kind: 'shop', nameTh: 'ร้านซ่อมรถช่างหนึ่ง', nameEn: 'Chang Nueng garage', at: [12, 9, 0.7, 0.1] },
    { kind: 'shop', nameTh: 'ร้านชำยายนวล', nameEn: 'Yai Nuan grocery', at: [7, 16, 0.5, 0.1] },
    { kind: 'canal', nameTh: 'สะพานข้ามคลองถนนวัด', nameEn: 'Wat Road canal bridge', at: [9, 4, -0.06, 0.5] },
    { kind: 'canal', nameTh: 'สะพานข้ามคลองถนนสถานี', nameEn: 'Station Road canal bridge', at: [3, 4, -0.1, 0.5] },
    { kind: 'community', nameTh: 'ศาลาชุมชนตลาดสุขสันต์', nameEn: 'Talat Suksan community hall', at: [4, 10, 0.5, 0.9] },
    { kind: 'community', nameTh: 'ศาลาชุมชนเทศบาลรวมใจ', nameEn: 'Ruamjai community hall', at: [9, 13, 0.5, 0.1] },
    { kind: 'community', nameTh: 'ศาลาชุมชนริมคลอง', nameEn: 'Rim Khlong community hall', at: [6, 3, 0.5, 0.9] },
    { kind: 'other', nameTh: 'คอนโดสุขสันต์เพลส', nameEn: 'Suksan Place condominium', at: [12, 11, 0.5, 0.5] },
  ],
};

export const thungPlaina: TownWords = {
  slug: 'thung-plaina',
  trackingPrefix: 'TP',
  stem: { nameTh: 'ปลายนา', nameEn: 'Plaina' },
  rows: {
    4: { nameTh: 'ทางเลียบคลองส่งน้ำ', nameEn: 'Irrigation Canal Path' },
    5: { nameTh: 'ถนนริมคลองส่งน้ำ', nameEn: 'Irrigation Canal Road' },
    8: { nameTh: 'ถนนทุ่งปลายนา', nameEn: 'Thung Plaina Road' },
  },
  columns: { 3: { nameTh: 'ถนนสายใหม่', nameEn: 'Sai Mai Road' } },
  lands: {
    'canal-4': { nameTh: 'คลองส่งน้ำทุ่งปลายนา', nameEn: 'Thung Plaina Irrigation Canal' },
    market: { nameTh: 'ตลาดนัดปลายนา', nameEn: 'Plaina Market' },
    square: { nameTh: 'ลานกีฬา อบต.', nameEn: 'Sports Ground' },
    grove: { nameTh: 'สวนมะม่วง', nameEn: 'Mango Orchard' },
  },
  landmarks: [
    { kind: 'market', nameTh: 'ตลาดนัดปลายนา', nameEn: 'Plaina Market', at: [5, 7, 0.5, 0.5] },
    { kind: 'police', nameTh: 'สภ.ทุ่งปลายนา', nameEn: 'Thung Plaina Police Station', at: [2, 8, 0.9, 0.1] },
    { kind: 'bus-stop', nameTh: 'ป้ายรถเมล์ปลายนา', nameEn: 'Plaina bus stop', at: [4, 7, 0.5, 1.02] },
    { kind: 'community', nameTh: 'ศาลาประชาคมปลายนา', nameEn: 'Plaina community hall', at: [3, 8, 0.5, 0.3] },
    { kind: 'shop', nameTh: 'ร้านชำปลายนา', nameEn: 'Plaina grocery', at: [6, 6, 0.5, 0.9] },
  ],
};
