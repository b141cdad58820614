/** What is said in public of a report, by what it is about. `{district}`, `{province}` and `{local}` are the town's own. */

/** Whose matter a category is, beyond local government; only these are ever referred. */
export const referrals: Readonly<Record<string, string>> = {
  'live-wires': 'การไฟฟ้าสาขา{district}',
  'broken-light': 'การไฟฟ้าสาขา{district}',
  crossing: 'หมวดทางหลวง{district}',
  dogs: 'ปศุสัตว์อำเภอ{district}',
  flooding: 'โครงการชลประทาน{province}',
};

/** Why nothing can be done, where that happens at all. */
export const cannotFixReasons: Readonly<Record<string, string>> = {
  dark: 'ติดแนวท่อประปา ปักเสาไฟไม่ได้ {local}จะเสนอไฟโซลาร์แทนในปีหน้า',
  overgrown: 'เป็นที่ดินเอกชน เจ้าของยังไม่ยินยอม {local}ทำหนังสือถึงแล้ว',
  'abandoned-building': 'เป็นที่ดินเอกชน เจ้าของยังไม่ยินยอม {local}ทำหนังสือถึงแล้ว',
  'blind-corner': 'เป็นกำแพงบ้านเอกชน เจ้าของยังไม่ยินยอม {local}ทำหนังสือถึงแล้ว',
  other: 'ทางเท้าช่วงนี้แคบกว่าที่กฎหมายกำหนด วางของเพิ่มไม่ได้',
};

type AnswersByState = Readonly<Partial<Record<string, readonly string[]>>>;

const repairs: AnswersByState = {
  triaged: ['ขอบคุณที่แจ้ง ส่งให้กองช่างแล้ว', 'ช่างจะลงดูพื้นที่ภายในสัปดาห์นี้', 'รับเรื่องแล้ว ไม่ต้องหยุดถ่ายรูปเพิ่มถ้าไม่ปลอดภัย'],
  planned: ['ช่างลงดูพื้นที่แล้ว อยู่ในแผนงานเดือนหน้า', 'สั่งอะไหล่แล้ว ของจะมาถึงราวสองสัปดาห์'],
  'in-progress': ['ช่างเริ่มงานแล้ว ขออภัยในความไม่สะดวก', 'กำลังทำอยู่ คาดว่าเสร็จภายในสองสัปดาห์'],
  fixed: ['ซ่อมเสร็จแล้ว ถ้ายังไม่เรียบร้อยแจ้งกลับได้เลย', 'เสร็จแล้ว ขอบคุณที่ช่วยดูแลพื้นที่'],
  reopened: ['ขอบคุณที่แจ้งกลับ ช่างจะลงดูอีกครั้ง'],
};
const greens: AnswersByState = {
  triaged: ['ขอบคุณที่แจ้ง ส่งให้งานสวนแล้ว', 'กำลังติดต่อเจ้าของที่ดิน'],
  planned: ['เจ้าของที่ยินยอมแล้ว นัดเข้าตัดแต่งเดือนหน้า', 'อยู่ในรอบตัดแต่งเดือนหน้า'],
  'in-progress': ['งานสวนเข้าพื้นที่แล้ว'],
  fixed: ['ตัดแต่งเรียบร้อยแล้ว จะกลับมาดูทุกสามเดือน'],
  reopened: ['ขอบคุณที่แจ้งกลับ จะเข้าไปดูอีกครั้ง'],
};
const patrols: AnswersByState = {
  triaged: ['ขอบคุณที่แจ้ง ส่งให้งานป้องกันแล้ว'],
  planned: ['จะเพิ่มรอบสายตรวจช่วง 20:00–23:00 น. ตั้งแต่สัปดาห์หน้า'],
  'in-progress': ['เพิ่มรอบสายตรวจแล้ว และอาสาช่วยเดินเป็นเพื่อนช่วงค่ำ'],
  fixed: ['สายตรวจผ่านจุดนี้ทุกคืนแล้ว ถ้ายังไม่สบายใจแจ้งกลับได้เลย'],
  reopened: ['ขอบคุณที่แจ้งกลับ จะปรับเวลาสายตรวจใหม่'],
};
const animals: AnswersByState = {
  triaged: ['ขอบคุณที่แจ้ง นัดปศุสัตว์ลงพื้นที่แล้ว'],
  planned: ['จะทำหมันและฉีดวัคซีนในรอบหน้า'],
  'in-progress': ['ทีมปศุสัตว์เข้าพื้นที่แล้ว'],
  fixed: ['ทำหมันและฉีดวัคซีนแล้ว มีคนรับเลี้ยงสามตัว'],
  reopened: ['ขอบคุณที่แจ้งกลับ จะลงพื้นที่อีกครั้ง'],
};
const inConfidence: AnswersByState = {
  triaged: ['ได้รับเรื่องแล้ว ข้อมูลของคุณเป็นความลับ ถ้ามีเหตุอยู่ตอนนี้โทร 191'],
  planned: ['วางแผนดูแลจุดนี้แล้ว ขอไม่ลงรายละเอียดเพื่อความปลอดภัยของคุณ'],
  'in-progress': ['กำลังดำเนินการ ขอไม่ลงรายละเอียดเพื่อความปลอดภัยของคุณ'],
  fixed: ['ดำเนินการแล้ว ถ้ายังเกิดขึ้นอีก ติดต่อกลับทางหน้านี้ได้เลย'],
  reopened: ['ขอบคุณที่ติดต่อกลับ จะดำเนินการต่อ'],
};

const byCategory: Readonly<Record<string, AnswersByState>> = {
  ...{ overgrown: greens, 'abandoned-building': greens, lonely: patrols, theft: patrols, dogs: animals },
  ...{ harassment: inConfidence, drugs: inConfidence, gang: inConfidence, police: inConfidence },
};

/** What may be answered to a report of this category when it has come to this state. */
export const answersTo = (category: string, state: string): readonly string[] =>
  (byCategory[category] ?? repairs)[state] ?? [];
