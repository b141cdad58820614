/** What a made-up resident flags: where it tends to be, and how they would say it. */
export interface ReportWords {
  category: string;
  /** How many of 250, about. */
  count: number;
  /** Hot places where it is often seen. */
  near: readonly string[];
  words: readonly string[];
}

export const reportWords: readonly ReportWords[] = [
  {
    category: 'dark',
    count: 44,
    near: ['behind-market', 'canal-south', 'park-edge'],
    words: [
      'กลับจากทำงานสามทุ่มมืดมาก ต้องเปิดไฟมือถือเดิน',
      'ไฟสว่างแค่ปากซอย ข้างในมองไม่เห็นพื้นเลย',
      'ลูกสาวไม่กล้าเดินคนเดียวแล้ว อยากได้ไฟสักสองสามดวง',
      'ช่วงหน้าฝนมืดเร็ว คนแก่เดินตลาดเช้าสะดุดบ่อย',
      '',
    ],
  },
  {
    category: 'broken-light',
    count: 40,
    near: ['canal-south', 'north-lanes', 'behind-market', 'grove'],
    words: ['ไฟดวงหน้าบ้านดับมาสองอาทิตย์', 'ไฟกะพริบติด ๆ ดับ ๆ ทั้งคืน', 'เสาไฟเอียง ไฟไม่ติด', 'ไฟดับติดกันสี่ดวง', ''],
  },
  {
    category: 'lonely',
    count: 26,
    near: ['canal-south', 'behind-market', 'grove'],
    words: ['หลังสองทุ่มไม่มีคนเดินเลย เปลี่ยวมาก', 'ทางลัดไปป้ายรถเมล์เปลี่ยว ไม่มีบ้านคน', 'อยากให้สายตรวจผ่านช่วงเลิกงานบ้าง', ''],
  },
  {
    category: 'overgrown',
    count: 22,
    near: ['grove', 'park-edge', 'canal-south'],
    words: ['ต้นไม้รกจนบังไฟ', 'หญ้าสูงท่วมหัว กลัวคนซุ่มและงู', 'กิ่งไม้ยื่นขวางทางเดิน ต้องลงไปเดินบนถนน', ''],
  },
  {
    category: 'blind-corner',
    count: 10,
    near: ['north-lanes', 'behind-market'],
    words: ['หัวมุมมองไม่เห็นคนที่เดินสวนมา อยากได้กระจก', 'กำแพงบังหมด เลี้ยวแล้วชนกันประจำ'],
  },
  {
    category: 'abandoned-building',
    count: 10,
    near: ['grove'],
    words: ['บ้านร้างมีคนเข้าไปนอนตอนกลางคืน', 'ห้องแถวร้างประตูพัง เด็ก ๆ เข้าไปเล่น'],
  },
  {
    category: 'camera',
    count: 9,
    near: ['condominium', 'junction'],
    words: ['กล้องตัวนี้หันเข้ากำแพง', 'เคยมีกล้อง ตอนนี้ถอดไปแล้ว', 'ลานจอดรถไม่มีกล้องเลย'],
  },
  {
    category: 'sos-post',
    count: 3,
    near: ['canal-south'],
    words: ['กดปุ่มแล้วเงียบ ไม่มีเสียงตอบ', 'ไฟบนเสาไม่ติด ไม่รู้ว่าใช้ได้ไหม'],
  },
  {
    category: 'live-wires',
    count: 9,
    near: ['behind-market'],
    words: ['สายไฟห้อยต่ำ เอื้อมถึง', 'สายขาดพาดรั้ว มีประกายตอนฝนตก'],
  },
  {
    category: 'flooding',
    count: 14,
    near: ['canal-walk', 'temple-road'],
    words: ['น้ำขังครึ่งแข้งทุกครั้งที่ฝนตก', 'ฝาท่อหาย เอากิ่งไม้ปักไว้ก่อน', 'ท่อระบายน้ำอุดตัน ส่งกลิ่น'],
  },
  {
    category: 'crossing',
    count: 12,
    near: ['junction', 'restaurants'],
    words: ['รถไม่หยุดให้ข้ามเลย ยายข้ามไปตลาดลำบาก', 'ทางม้าลายลบเลือนหมดแล้ว', 'เด็กนักเรียนข้ามตอนเช้าอันตราย'],
  },
  {
    category: 'dogs',
    count: 12,
    near: ['north-lanes', 'park-edge'],
    words: ['หมาจรจัดห้าหกตัวไล่จักรยาน', 'มีหมาดุปล่อยตอนกลางคืน'],
  },
  {
    category: 'theft',
    count: 6,
    near: ['condominium', 'north-lanes'],
    words: ['รองเท้าหน้าบ้านหายบ่อย', 'มีคนมาด้อม ๆ มอง ๆ ที่จอดรถ'],
  },
  { category: 'other', count: 4, near: [], words: ['อยากให้มีที่นั่งรอรถ', 'ป้ายชื่อซอยหาย คนหลงทางบ่อย'] },
  {
    category: 'harassment',
    count: 12,
    near: ['canal-south', 'junction'],
    words: ['มีผู้ชายเดินตามจากป้ายรถเมล์สองคืนติดกัน', 'ถูกพูดจาลวนลามตรงนี้ ไม่กล้าเดินผ่านอีก'],
  },
  {
    category: 'drugs',
    count: 8,
    near: ['grove', 'park-edge'],
    words: ['เห็นแลกของกันตอนตีหนึ่งเกือบทุกคืน', 'มีกลุ่มมั่วสุมในสวนหลังสี่ทุ่ม'],
  },
  {
    category: 'gang',
    count: 6,
    near: ['restaurants', 'temple-road'],
    words: ['วัยรุ่นรวมตัวแข่งรถคืนวันศุกร์', 'เห็นพกมีดกัน กลัวจะยกพวกตีกัน'],
  },
  { category: 'police', count: 3, near: ['junction'], words: ['ด่านตรงนี้พูดจาไม่ดี อยากให้ตรวจสอบ'] },
];

/** Where reports stand: the way after `received`, and how many of 250 went it. */
export const reportWays: readonly (readonly [states: readonly string[], count: number])[] = [
  [[], 30],
  [['triaged'], 30],
  [['triaged', 'planned'], 22],
  [['triaged', 'planned', 'in-progress'], 24],
  [['triaged', 'planned', 'in-progress', 'fixed'], 52],
  [['triaged', 'in-progress', 'fixed'], 34],
  [['triaged', 'duplicate'], 14],
  [['triaged', 'referred'], 16],
  [['triaged', 'cannot-fix'], 10],
  [['withdrawn'], 6],
  [['triaged', 'fixed', 'reopened'], 6],
  [['triaged', 'planned', 'fixed', 'reopened', 'triaged'], 6],
];

export const referredTo = ['การไฟฟ้าสาขาบางใจดี', 'หมวดทางหลวงบางใจดี', 'การประปาบางใจดี', 'ปศุสัตว์อำเภอ'];
export const cannotFixReasons = [
  'เป็นที่ดินเอกชน เจ้าของยังไม่ยินยอม เทศบาลทำหนังสือถึงแล้ว',
  'ติดแนวท่อก๊าซ ปักเสาไฟไม่ได้ จะเสนอไฟโซลาร์แทนในปีหน้า',
  'ตรวจแล้วอยู่นอกเขตเทศบาล',
];
export const answers = [
  'ช่างลงดูพื้นที่แล้ว นัดซ่อมภายในสัปดาห์หน้า',
  'ขอบคุณที่แจ้ง ส่งให้กองช่างแล้ว',
  'สั่งอะไหล่แล้ว ของจะมาถึงราวสองสัปดาห์',
  'เพิ่มรอบสายตรวจช่วง 20:00–23:00 น. แล้ว',
  'ซ่อมเสร็จแล้ว ถ้ายังมืดอยู่แจ้งกลับได้เลย',
  'ขอรูปตอนกลางคืนเพิ่มเติมถ้าสะดวก และไม่ต้องหยุดถ่ายถ้าไม่ปลอดภัย',
];
