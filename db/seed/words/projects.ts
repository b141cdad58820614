import type { BlockPlace } from '../towns.ts';

export interface ProjectWords {
  key: string;
  kind: string;
  at: string | BlockPlace;
  /** The proposal that it came of. */
  proposal?: string;
  title: string;
  summary: string;
  daysAgo: number;
  states: readonly string[];
  /** Days ago that it was done. */
  doneDaysAgo?: number;
  /** The hot place that it is compared with, where no true effect says it. */
  control?: string;
  milestones: readonly string[];
  /** How many milestones are done. */
  finished: number;
  tasks: readonly (readonly [organisation: string, title: string])[];
  baht: number;
  source: string;
  method: string;
  reason?: string;
  /** Pictures from the same spot, by stage. */
  pictures: readonly ('before' | 'during' | 'after')[];
  isNight?: boolean;
  hasCanal?: boolean;
  /** Neighbours who say that it is better, and not. */
  better: number;
  notBetter: number;
}

const municipal = 'เทศบัญญัติงบประมาณรายจ่าย';
const specific = 'เฉพาะเจาะจง';
const bidding = 'e-bidding';

export const projects: readonly ProjectWords[] = [
  {
    key: 'canal-walk',
    kind: 'landscape',
    at: 'canal-walk',
    proposal: 'canal-walk',
    title: 'ทางเดินริมคลองหลังโรงเรียน: ตัดต้นไม้ ติดไฟ 6 ดวง',
    summary: 'ตัดแต่งต้นไม้ ติดไฟ 6 ดวง ปรับพื้นทางเดิน และเปลี่ยนกำแพงทึบเป็นรั้วโปร่งให้มองเห็นคลอง',
    daysAgo: 560,
    states: ['funded', 'underway', 'done', 'evaluated'],
    doneDaysAgo: 400,
    milestones: ['สำรวจและออกแบบร่วมกับโรงเรียน', 'ตัดแต่งต้นไม้', 'ติดตั้งไฟ 6 ดวง', 'ปรับพื้นทางเดินและรั้วโปร่ง'],
    finished: 4,
    tasks: [
      ['municipality', 'จัดจ้างตัดแต่งต้นไม้'],
      ['electricity', 'ขยายเขตไฟฟ้า'],
      ['school', 'เปลี่ยนรั้วด้านคลอง'],
      ['community-canal', 'ทำความสะอาดวันเปิดทาง'],
    ],
    baht: 372_000,
    source: municipal,
    method: bidding,
    pictures: ['before', 'during', 'after'],
    isNight: true,
    hasCanal: true,
    better: 8,
    notBetter: 1,
  },
  {
    key: 'temple-road',
    kind: 'community-activity',
    at: 'temple-road',
    proposal: 'temple-road',
    title: 'ป้ายเตือนรถหายท้ายถนนวัด',
    summary: 'ติดป้ายเตือนให้ล็อกคอรถ 6 ป้ายตลอดแนวถนน',
    daysAgo: 520,
    states: ['funded', 'underway', 'done', 'evaluated'],
    doneDaysAgo: 430,
    milestones: ['ทำป้าย', 'ติดตั้ง'],
    finished: 2,
    tasks: [
      ['temple', 'หาจุดติดตั้ง'],
      ['volunteers', 'ติดตั้งป้าย'],
    ],
    baht: 23_500,
    source: 'เงินอุดหนุนชุมชน',
    method: specific,
    pictures: ['before', 'after'],
    better: 2,
    notBetter: 3,
  },
  {
    key: 'condominium',
    kind: 'landscape',
    at: 'condominium',
    proposal: 'condominium',
    title: 'รั้วโปร่งและไฟลานจอดรถคอนโดสุขสันต์เพลส',
    summary: 'รั้วโปร่งสูง 1.20 เมตร ไฟ LED 8 ดวง และประตูทางเดียวตอนกลางคืน',
    daysAgo: 170,
    states: ['funded', 'underway', 'done'],
    doneDaysAgo: 25,
    milestones: ['ตกลงแบบกับนิติบุคคล', 'ติดรั้ว', 'ติดไฟ'],
    finished: 3,
    tasks: [
      ['condominium', 'จ้างผู้รับเหมารั้ว'],
      ['electricity', 'ตรวจระบบไฟ'],
    ],
    baht: 251_000,
    source: 'นิติบุคคลร่วมกับเทศบาล',
    method: specific,
    pictures: ['before', 'during', 'after'],
    isNight: true,
    better: 1,
    notBetter: 0,
  },
  {
    key: 'behind-market',
    kind: 'light',
    at: 'behind-market',
    proposal: 'behind-market',
    title: 'ไฟทางเดินหลังตลาด 6 ดวง',
    summary: 'ติดไฟ LED 6 ดวงตลอดซอย ๔ หลังตลาด และย้ายแผงที่บังสายตา',
    daysAgo: 190,
    states: ['funded', 'underway'],
    control: 'canal-south',
    milestones: ['ปักเสา 6 ต้น', 'เดินสายและติดโคม 3 ดวงแรก', 'ติดโคม 3 ดวงหลัง', 'ย้ายแผงที่บังสายตา'],
    finished: 2,
    tasks: [
      ['municipality', 'คุมงานติดตั้ง'],
      ['electricity', 'ต่อกระแสไฟ'],
      ['market', 'ย้ายแผง 9 แผง'],
    ],
    baht: 208_000,
    source: municipal,
    method: specific,
    pictures: ['before', 'during'],
    isNight: true,
    better: 0,
    notBetter: 0,
  },
  {
    key: 'junction',
    kind: 'street-layout',
    at: 'junction',
    proposal: 'junction',
    title: 'ทางข้ามปลอดภัยสี่แยกสถานี',
    summary: 'เกาะพักกลางถนน ไฟส่องทางข้าม และสัญญาณคนข้าม',
    daysAgo: 150,
    states: ['funded'],
    milestones: ['ขออนุญาตแขวงทางหลวง', 'ก่อสร้างเกาะพัก', 'ติดตั้งสัญญาณ'],
    finished: 1,
    tasks: [
      ['highways', 'อนุญาตใช้เขตทาง'],
      ['municipality', 'จัดซื้อสัญญาณคนข้าม'],
    ],
    baht: 336_000,
    source: municipal,
    method: bidding,
    pictures: ['before'],
    better: 0,
    notBetter: 0,
  },
  {
    key: 'garden',
    kind: 'community-activity',
    at: [10, 9, 0.5, 0.9],
    proposal: 'garden',
    title: 'แอโรบิกยามเย็นที่สวนหย่อมรวมใจ',
    summary: 'กิจกรรมทุกวันจันทร์–ศุกร์ และเปิดไฟสวนถึงสี่ทุ่ม',
    daysAgo: 610,
    states: ['funded', 'underway', 'done'],
    doneDaysAgo: 560,
    control: 'restaurants',
    milestones: ['จัดหาเครื่องเสียง', 'เริ่มกิจกรรม'],
    finished: 2,
    tasks: [['community-ruamjai', 'หาผู้นำออกกำลังกาย']],
    baht: 34_000,
    source: 'กองทุนสุขภาพตำบล',
    method: specific,
    pictures: ['after'],
    better: 5,
    notBetter: 0,
  },
  {
    key: 'park-edge',
    kind: 'light',
    at: 'park-edge',
    title: 'ซ่อมไฟสวนสุขสันต์ที่ดับ 5 ดวง',
    summary: 'เปลี่ยนหลอดและสายที่ขาดข้างสวน ไม่รวมการเพิ่มดวงใหม่ที่กำลังโหวต',
    daysAgo: 60,
    states: ['funded', 'underway'],
    control: 'grove',
    milestones: ['สำรวจดวงที่ดับ', 'เปลี่ยนหลอดและสาย'],
    finished: 1,
    tasks: [['municipality', 'เบิกหลอดไฟ']],
    baht: 18_000,
    source: municipal,
    method: specific,
    pictures: ['before'],
    isNight: true,
    better: 0,
    notBetter: 0,
  },
  {
    key: 'grove',
    kind: 'landscape',
    at: 'grove',
    proposal: 'grove-clear',
    title: 'ถางสวนไผ่และไฟทางลัด',
    summary: 'ถางไผ่ริมทางและติดไฟ 4 ดวง',
    daysAgo: 480,
    states: ['funded', 'cancelled'],
    milestones: ['ขอความยินยอมเจ้าของ'],
    finished: 0,
    tasks: [],
    baht: 88_000,
    source: municipal,
    method: specific,
    reason: 'เจ้าของที่ดินรื้อบ้านร้างและถางไผ่เองแล้ว งบคืนคลัง',
    pictures: ['before'],
    better: 0,
    notBetter: 0,
  },
  {
    key: 'school-front',
    kind: 'street-layout',
    at: [7, 7, 0.5, 0],
    title: 'ตีเส้นทางม้าลายหน้าโรงเรียนใหม่',
    summary: 'ตีเส้นใหม่และติดป้ายจำกัดความเร็วระหว่างรอผลโหวตทางม้าลายยกระดับ',
    daysAgo: 18,
    states: [],
    milestones: ['นัดวันปิดถนน', 'ตีเส้น'],
    finished: 0,
    tasks: [['municipality', 'จัดซื้อสีจราจร']],
    baht: 15_000,
    source: municipal,
    method: specific,
    pictures: ['before'],
    better: 0,
    notBetter: 0,
  },
  {
    key: 'restaurants',
    kind: 'patrol',
    at: 'restaurants',
    title: 'จุดตรวจร่วมย่านร้านอาหาร',
    summary: 'อปพร. และสายตรวจเดินร่วมกันคืนวันศุกร์–เสาร์ 23:00–01:00 น.',
    daysAgo: 30,
    states: [],
    milestones: ['จัดเวร', 'ประเมินหลัง 3 เดือน'],
    finished: 0,
    tasks: [
      ['volunteers', 'จัดเวรอาสา'],
      ['shops', 'ประสานร้านปิดเหลื่อมเวลา'],
    ],
    baht: 40_000,
    source: 'กต.ตร.',
    method: specific,
    pictures: [],
    better: 0,
    notBetter: 0,
  },
];

export const neighbourWords = {
  better: ['เดินกลับบ้านสบายใจขึ้นมาก', 'สว่างดี เห็นหน้ากันตลอดทาง', 'มีคนเดินออกกำลังตอนเย็นแล้ว', ''],
  notBetter: ['ยังเหมือนเดิม ป้ายไม่มีใครอ่าน', 'รถยังหายอยู่เดือนก่อน', ''],
};
