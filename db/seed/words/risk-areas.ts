import type { BlockPlace } from '../towns.ts';

type Both = readonly [th: string, en: string];

/** A risk area in words. Its place is the hot place of the same key, or its own. */
export interface RiskWords {
  key: string;
  level: number;
  daysAgo: number;
  /** The way it went after it was proposed. */
  states: readonly string[];
  /** Days ago of each of these steps. */
  movedDaysAgo: readonly number[];
  reason: Both;
  factors: readonly (readonly [key: string, th: string, en: string])[];
  own?: { nameTh: string; nameEn: string; at: BlockPlace; meters: number };
}

export const riskAreas: readonly RiskWords[] = [
  {
    key: 'behind-market',
    level: 5,
    daysAgo: 300,
    states: ['confirmed'],
    movedDaysAgo: [280],
    reason: [
      'เหตุและเรื่องแจ้งสูงกว่าที่คาดราว 3 เท่า ส่วนใหญ่ 20:00–23:00 น. คนเดินให้คะแนนแสง 0.6 จาก 3',
      'Incidents and reports run about three times what would be expected, mostly 20:00–23:00; walkers rate its light 0.6 of 3.',
    ],
    factors: [
      ['lighting', 'ไฟดับหลายดวงติดกัน', 'Several lamps in a row are out'],
      ['sight', 'แผงตลาดและต้นไม้บังสายตา', 'Market stalls and trees block the view'],
      ['escape', 'ซอยลึก ออกได้ทางเดียว', 'A deep lane with one way out'],
    ],
  },
  {
    key: 'canal-south',
    level: 4,
    daysAgo: 420,
    states: ['confirmed'],
    movedDaysAgo: [400],
    reason: [
      'ทางเลียบคลองเปลี่ยวหลังสองทุ่ม มีผู้แจ้งคนแปลกหน้าบ่อย',
      'The canal path is deserted after eight in the evening, and strangers are often reported.',
    ],
    factors: [
      ['lighting', 'ไฟทางเดินห่างกันเกิน 60 เมตร', 'Lamps stand more than 60 m apart'],
      ['natural-watch', 'ไม่มีบ้านหันหน้าลงคลอง', 'No home faces the canal'],
    ],
  },
  {
    key: 'canal-walk',
    level: 2,
    daysAgo: 800,
    states: ['confirmed', 'treated', 'watched'],
    movedDaysAgo: [780, 400, 200],
    reason: ['ปรับภูมิทัศน์แล้ว เหตุลดลงชัดเจน ยังเฝ้าดูต่อ', 'Landscape improved; incidents fell clearly; still watched.'],
    factors: [['overgrown', 'ต้นไม้รกบังทาง (ตัดแล้ว)', 'Overgrown trees (now trimmed)']],
  },
  {
    key: 'temple-road',
    level: 3,
    daysAgo: 760,
    states: ['confirmed', 'treated'],
    movedDaysAgo: [740, 430],
    reason: ['ติดป้ายเตือนแล้ว เหตุยังเท่าเดิม', 'Warning signs were put up; incidents stayed as they were.'],
    factors: [['parking', 'รถจอดริมทางกลางคืน', 'Vehicles parked at the roadside at night']],
  },
  {
    key: 'junction',
    level: 4,
    daysAgo: 510,
    states: ['confirmed'],
    movedDaysAgo: [490],
    reason: ['รอรถเมล์กลางคืนในที่แสงน้อย และรถเลี้ยวเร็ว', 'People wait for buses in poor light, and cars turn fast.'],
    factors: [
      ['crossing', 'ทางข้ามไม่มีไฟ', 'The crossing has no light'],
      ['crowd', 'คนแน่นช่วงเย็น', 'Crowded in the evening'],
    ],
  },
  {
    key: 'restaurants',
    level: 3,
    daysAgo: 260,
    states: ['confirmed'],
    movedDaysAgo: [240],
    reason: ['ทะเลาะวิวาทและเสียงดังคืนวันศุกร์–เสาร์', 'Quarrels and noise on Friday and Saturday nights.'],
    factors: [['alcohol', 'ร้านปิดพร้อมกันหลายร้าน', 'Many places close at the same hour']],
  },
  {
    key: 'park-edge',
    level: 3,
    daysAgo: 190,
    states: ['confirmed'],
    movedDaysAgo: [170],
    reason: ['ไฟสวนดับหลังสามทุ่ม มีการมั่วสุม', 'Park lights go out at nine; people gather in the dark.'],
    factors: [['lighting', 'ไฟสวนตั้งเวลาปิดเร็ว', 'Park lights are set to go out early']],
  },
  {
    key: 'condominium',
    level: 3,
    daysAgo: 330,
    states: ['confirmed', 'treated'],
    movedDaysAgo: [310, 25],
    reason: ['รถจักรยานยนต์หายจากลานจอดที่ไม่มีรั้ว', 'Motorcycles vanish from parking without a fence.'],
    factors: [['access', 'เข้าออกได้หลายทาง', 'Many ways in and out']],
  },
  {
    key: 'north-lanes',
    level: 3,
    daysAgo: 45,
    states: [],
    movedDaysAgo: [],
    reason: ['งัดบ้านหลายหลังห่างกันไม่เกิน 150 เมตรในสองสัปดาห์', 'Several homes broken into within 150 m and two weeks.'],
    factors: [['escape', 'มีทางเดินเท้าหลังบ้าน', 'Footpaths run behind the houses']],
  },
  {
    key: 'grove',
    level: 2,
    daysAgo: 620,
    states: ['confirmed', 'dismissed'],
    movedDaysAgo: [600, 390],
    reason: ['เจ้าของรื้อบ้านร้างแล้ว', 'The owner has pulled the empty houses down.'],
    factors: [['abandoned', 'บ้านร้างสองหลัง', 'Two empty houses']],
  },
  {
    key: 'garden',
    level: 1,
    daysAgo: 700,
    states: ['confirmed', 'treated', 'watched', 'closed'],
    movedDaysAgo: [680, 560, 300, 120],
    reason: ['ชุมชนดูแลสวนเองทุกเย็น', 'Neighbours look after the garden every evening.'],
    factors: [['natural-watch', 'มีคนออกกำลังกายทุกเย็น', 'People exercise here every evening']],
    own: { nameTh: 'สวนหย่อมรวมใจ', nameEn: 'Ruamjai Garden', at: [10, 9, 0.5, 0.9], meters: 55 },
  },
  {
    key: 'school-front',
    level: 2,
    daysAgo: 20,
    states: [],
    movedDaysAgo: [],
    reason: ['ผู้ปกครองแจ้งว่ารถเร็วและไม่มีทางข้าม', 'Parents report fast cars and no crossing.'],
    factors: [['crossing', 'ทางม้าลายสีซีด', 'The zebra crossing has faded']],
    own: { nameTh: 'หน้าโรงเรียนสุขสันต์วิทยา', nameEn: 'In front of the school', at: [7, 7, 0.5, 0], meters: 50 },
  },
];

export const foreignRiskAreas: readonly RiskWords[] = [
  {
    key: 'irrigation-canal',
    level: 3,
    daysAgo: 260,
    states: ['confirmed'],
    movedDaysAgo: [245],
    reason: [
      'ทางเลียบคลองมืดและไม่มีบ้านคน กำลังติดไฟ 8 ดวง',
      'The canal path is dark and has no homes; eight lamps are being put up.',
    ],
    factors: [['lighting', 'ไม่มีไฟตลอด 300 เมตร', 'No lamp for 300 m']],
    own: { nameTh: 'ทางเลียบคลองส่งน้ำ', nameEn: 'Irrigation Canal Path', at: [4, 4, 0.5, 0.95], meters: 70 },
  },
];
