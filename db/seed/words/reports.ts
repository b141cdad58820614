/** What a made-up resident flags: where it tends to be, when, and how they would say it. */
export interface ReportWords {
  category: string;
  /** How many, about. */
  count: number;
  /** Hot places where it is often seen; anywhere when there are none. */
  near: readonly string[];
  /** Whether it is met after dark. */
  isAtNight?: boolean;
  /** What it begins and ends with: every pairing makes sense, and the two counts share no divisor. */
  starts: readonly string[];
  says: readonly string[];
}

export const reportWords: readonly ReportWords[] = [
  {
    category: 'dark',
    count: 41,
    near: ['behind-market', 'canal-south', 'park-edge'],
    isAtNight: true,
    starts: [
      'กลับจากทำงานสามทุ่ม',
      'เดินจากป้ายรถเมล์เข้าบ้าน',
      'พาลูกกลับจากเรียนพิเศษ',
      'ปั่นจักรยานผ่านทุกคืน',
      'แม่อายุมากเดินผ่านตอนค่ำ',
      'บ้านอยู่ท้ายซอย',
      'ออกมาซื้อของหลังสองทุ่ม',
    ],
    says: [
      'มืดมาก ต้องเปิดไฟมือถือเดิน',
      'ไฟสว่างแค่ปากซอย ข้างในมองไม่เห็นพื้นเลย',
      'อยากได้ไฟสักสองสามดวง',
      'ไม่กล้าเดินคนเดียว ต้องรอคนมารับ',
      'เกือบสะดุดฝาท่อเพราะมองไม่เห็น',
      'ช่วงหน้าฝนยิ่งมืดเร็ว',
    ],
  },
  {
    category: 'broken-light',
    count: 37,
    near: ['canal-south', 'north-lanes', 'behind-market', 'grove'],
    isAtNight: true,
    starts: [
      'ไฟดวงหน้าบ้าน',
      'ไฟตรงหัวมุม',
      'เสาไฟต้นที่สองจากปากซอย',
      'ไฟข้างกำแพง',
      'ไฟใกล้ทางโค้ง',
      'ไฟสามดวงติดกัน',
      'ไฟกลางซอย',
    ],
    says: [
      'ดับมาสองอาทิตย์แล้ว',
      'ติด ๆ ดับ ๆ ทั้งคืน',
      'ดับตั้งแต่ฝนตกหนักวันก่อน',
      'ติดตอนกลางวัน แต่กลางคืนดับ',
      'ดับ เดินผ่านแล้วไม่สบายใจ',
      'หรี่จนแทบไม่เห็นทาง',
    ],
  },
  {
    category: 'lonely',
    count: 24,
    near: ['canal-south', 'behind-market', 'grove'],
    isAtNight: true,
    starts: ['หลังสองทุ่ม', 'ช่วงเลิกงานดึก', 'วันอาทิตย์ตอนค่ำ', 'ตอนเช้ามืด', 'ช่วงปิดเทอม'],
    says: [
      'ไม่มีคนเดินเลย เปลี่ยวมาก',
      'เงียบมาก ไม่มีบ้านคนหันหน้าออกถนน',
      'เปลี่ยว อยากให้สายตรวจผ่านบ้าง',
      'ต้องเดินอ้อมไกลเพราะไม่กล้าผ่าน',
    ],
  },
  {
    category: 'overgrown',
    count: 20,
    near: ['grove', 'park-edge', 'canal-south'],
    starts: ['ต้นไม้ริมทาง', 'กิ่งไม้หน้ารั้ว', 'หญ้าข้างทาง', 'พุ่มไม้หัวมุม'],
    says: [
      'รกจนบังไฟ',
      'รกมาก กลัวงู',
      'ยื่นขวางทางเดิน ต้องลงไปเดินบนถนน',
      'บังสายตา มองไม่เห็นคนที่เดินสวนมา',
      'ไม่มีใครตัดมาหลายเดือนแล้ว',
    ],
  },
  {
    category: 'blind-corner',
    count: 9,
    near: ['north-lanes', 'behind-market'],
    starts: ['หัวมุมนี้', 'ทางโค้งตรงนี้', 'ปากซอยนี้'],
    says: ['มองไม่เห็นคนที่เดินสวนมา', 'กำแพงบังหมด เกือบชนกันหลายครั้ง', 'อันตราย อยากได้กระจกโค้ง', 'มีรถจอดบัง มองไม่เห็นทางเลย'],
  },
  {
    category: 'abandoned-building',
    count: 9,
    near: ['grove'],
    starts: ['บ้านร้างหลังนี้', 'ห้องแถวร้างตรงนี้'],
    says: ['มีคนเข้าไปนอนตอนกลางคืน', 'ประตูพัง เด็ก ๆ เข้าไปเล่น', 'หน้าต่างแตก มีขยะกองข้างใน'],
  },
  {
    category: 'camera',
    count: 8,
    near: ['condominium', 'junction'],
    starts: ['กล้องตัวนี้', 'กล้องบนเสา', 'กล้องปากซอย'],
    says: ['หันเข้ากำแพง', 'ถูกกิ่งไม้บัง', 'สายห้อยลงมาเหมือนหลุด', 'ถอดไปหลายเดือนแล้ว ยังไม่มีตัวใหม่'],
  },
  {
    category: 'sos-post',
    count: 2,
    near: ['canal-south'],
    starts: [''],
    says: ['กดปุ่มแล้วเงียบ ไม่มีเสียงตอบ', 'ไฟบนเสาไม่ติด ไม่รู้ว่าใช้ได้ไหม'],
  },
  {
    category: 'live-wires',
    count: 8,
    near: ['behind-market'],
    starts: ['สายไฟ', 'สายสื่อสาร', 'สายที่พาดรั้ว'],
    says: ['ห้อยต่ำจนเอื้อมถึง', 'ขาดลงมาพาดทางเดิน', 'มีประกายตอนฝนตก', 'พันกิ่งไม้ ลมแรงแล้วแกว่ง'],
  },
  {
    category: 'flooding',
    count: 13,
    near: ['canal-walk', 'temple-road'],
    starts: ['ฝาท่อหาย', 'ฝาท่อแตก', 'ท่อระบายน้ำอุดตัน', 'น้ำขังครึ่งแข้ง'],
    says: [
      'คนต้องลงไปเดินกลางถนน',
      'จักรยานยนต์ล้มมาแล้วสองคัน',
      'เอากิ่งไม้ปักเตือนไว้ก่อน',
      'เด็กเดินผ่านทุกเช้า อันตราย',
      'ฝนตกทีไรมองไม่เห็นพื้น',
    ],
  },
  {
    category: 'crossing',
    count: 11,
    near: ['junction', 'restaurants'],
    starts: ['รถไม่หยุดให้ข้ามเลย', 'ทางม้าลายลบเลือนหมดแล้ว', 'รถเลี้ยวเร็วมาก'],
    says: ['ยายข้ามไปตลาดลำบาก', 'เด็กนักเรียนข้ามตอนเช้าอันตราย', 'ต้องวิ่งข้ามทุกวัน', 'อยากให้มีคนช่วยดูช่วงเช้า'],
  },
  {
    category: 'dogs',
    count: 10,
    near: ['north-lanes', 'park-edge'],
    starts: ['หมาจรจัดห้าหกตัว', 'หมาดุที่ปล่อยตอนกลางคืน', 'ฝูงหมาหน้าซอย'],
    says: ['ไล่จักรยาน', 'เห่าไล่คนเดินทุกคืน', 'กัดคนส่งของไปเมื่อวันก่อน', 'ทำให้เด็กไม่กล้าเดินไปโรงเรียน'],
  },
  {
    category: 'theft',
    count: 6,
    near: ['condominium', 'north-lanes'],
    starts: ['รองเท้าหน้าบ้าน', 'ของในตะกร้าจักรยานยนต์', 'กระถางต้นไม้หน้ารั้ว'],
    says: ['หายบ่อย', 'หายอีกแล้วเมื่อคืน'],
  },
  {
    category: 'other',
    count: 4,
    near: [],
    starts: [''],
    says: ['อยากให้มีที่นั่งรอรถ', 'ป้ายชื่อซอยหาย คนหลงทางบ่อย', 'ทางเท้าแตก รถเข็นไปไม่ได้', 'แผงลอยวางเต็มทางเท้า'],
  },
  {
    category: 'harassment',
    count: 11,
    near: ['canal-south', 'junction'],
    isAtNight: true,
    starts: ['ตอนเดินกลับบ้าน', 'หลังลงรถเมล์', 'ตอนออกมาวิ่งเย็น'],
    says: ['มีคนเดินตามสองคืนติดกัน', 'ถูกพูดจาลวนลาม ไม่กล้าเดินผ่านอีก', 'มีคนขับรถตามช้า ๆ แล้วเรียก', 'มีคนจ้องและแอบถ่ายรูป'],
  },
  {
    category: 'drugs',
    count: 8,
    near: ['grove', 'park-edge'],
    isAtNight: true,
    starts: ['เกือบทุกคืน', 'หลังสี่ทุ่ม', 'คืนวันหยุด'],
    says: ['เห็นแลกของกัน', 'มีกลุ่มมั่วสุม', 'มีรถแปลกหน้ามาจอดสั้น ๆ หลายคัน', 'มีคนมานั่งเสพ ทิ้งขวดไว้เกลื่อน'],
  },
  {
    category: 'gang',
    count: 6,
    near: ['restaurants', 'temple-road'],
    isAtNight: true,
    starts: ['คืนวันศุกร์', 'หลังงานวัด'],
    says: ['วัยรุ่นรวมตัวแข่งรถ', 'เห็นพกมีดกัน กลัวจะยกพวกตีกัน', 'มีสองกลุ่มท้าทายกันเสียงดัง'],
  },
  {
    category: 'police',
    count: 2,
    near: ['junction'],
    starts: [''],
    says: ['ด่านตรงนี้พูดจาไม่สุภาพ อยากให้ตรวจสอบ', 'แจ้งเหตุไปแล้วไม่มีใครมา อยากทราบเหตุผล'],
  },
];

/** How many of each category the second, smaller zone has; how people say it is the same everywhere. */
const foreignCounts: Readonly<Record<string, number>> = {
  ...{ dark: 4, 'broken-light': 4, lonely: 2, overgrown: 3, flooding: 2, crossing: 1, dogs: 2 },
  ...{ harassment: 1, police: 1 },
};

export const foreignReportWords: readonly ReportWords[] = reportWords
  .filter((words) => foreignCounts[words.category])
  .map((words) => ({ ...words, count: foreignCounts[words.category] ?? 0, near: [] }));

/** The way of a report after `received`, and how many went it. */
export type ReportWay = readonly [states: readonly string[], count: number];

export const reportWays: readonly ReportWay[] = [
  [['triaged', 'duplicate'], 13],
  [['triaged', 'referred'], 14],
  [['triaged', 'cannot-fix'], 9],
  [['withdrawn'], 5],
  [['triaged', 'fixed', 'reopened'], 6],
  [['triaged', 'planned', 'fixed', 'reopened', 'triaged'], 6],
  [[], 25],
  [['triaged'], 20],
  [['triaged', 'planned'], 16],
  [['triaged', 'planned', 'in-progress'], 14],
  [['triaged', 'planned', 'in-progress', 'fixed'], 56],
  [['triaged', 'in-progress', 'fixed'], 46],
];

export const foreignReportWays: readonly ReportWay[] = [
  [['triaged', 'referred'], 1],
  [['triaged', 'cannot-fix'], 1],
  [['withdrawn'], 1],
  [[], 3],
  [['triaged'], 3],
  [['triaged', 'planned'], 2],
  [['triaged', 'in-progress', 'fixed'], 9],
];
