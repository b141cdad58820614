type Stance = 'for' | 'against' | 'question';
type Said = Readonly<Record<Stance, readonly string[]>>;

const anything: Said = {
  for: ['เห็นด้วยมาก เดินผ่านทุกวัน', 'อยากให้ทำก่อนหน้าฝน', 'ลูกเดินผ่านทางนี้ ขอสนับสนุน', 'คุ้มค่าและเห็นผลเร็ว', 'ดีใจที่มีคนเสนอเรื่องนี้'],
  against: ['น่าจะเอางบไปซ่อมท่อระบายน้ำก่อน'],
  question: ['ทำเสร็จเมื่อไร'],
};

const byKind: Readonly<Record<string, Said>> = {
  light: {
    for: ['กลับดึกจะได้ไม่ต้องเปิดไฟมือถือ', 'สว่างแล้วคนจะกล้าออกมาเดิน'],
    against: ['กลัวแสงส่องเข้าห้องนอน ขอโคมแบบบังแสง'],
    question: ['จะติดกี่ดวง ห่างกันเท่าไร', 'ใครจะจ่ายค่าไฟ'],
  },
  landscape: {
    for: ['บ้านอยู่ตรงนี้ ยินดีช่วยดูแลหลังทำเสร็จ', 'โล่งแล้วมองเห็นกัน ปลอดภัยขึ้นแน่'],
    against: ['เสียดายต้นไม้ใหญ่ ขอให้ตัดแต่งแทนการตัดทิ้ง'],
    question: ['ใช้ที่ดินของใคร ขออนุญาตแล้วหรือยัง', 'ใครดูแลต่อหลังทำเสร็จ'],
  },
  'street-layout': {
    for: ['พ่อแม่อายุมากจะได้ข้ามสะดวก', 'รถจะได้ชะลอ'],
    against: ['ที่จอดรถจะหายไปหรือเปล่า ไม่เห็นด้วยถ้าหาย'],
    question: ['ช่วงก่อสร้างจะปิดถนนกี่วัน', 'รถดับเพลิงเข้าได้ไหม'],
  },
  patrol: {
    for: ['เห็นคนเดินตรวจแล้วอุ่นใจ', 'ยินดีสมัครเป็นอาสา'],
    against: ['กลัวเริ่มแล้วทำได้ไม่นาน'],
    question: ['อาสาได้รับการอบรมอย่างไร', 'วันหยุดมีด้วยไหม'],
  },
  'community-activity': {
    for: ['คนออกมาเยอะ ที่ก็ไม่เปลี่ยว', 'ยินดีช่วยจัด'],
    against: ['เสียงอาจรบกวนบ้านใกล้ ๆ ขอให้เลิกไม่ดึก'],
    question: ['ต้องสมัครล่วงหน้าไหม', 'ใครรับผิดชอบเก็บกวาด'],
  },
  camera: {
    for: ['เกิดเหตุแล้วจะได้มีภาพ', 'เห็นทางเข้าออกชัดขึ้น'],
    against: ['กังวลเรื่องความเป็นส่วนตัว ขออย่าให้เห็นในบ้าน'],
    question: ['เก็บภาพไว้กี่วัน', 'ใครเปิดดูภาพได้บ้าง'],
  },
  'sos-post': {
    for: ['โทรศัพท์แบตหมดก็ยังขอความช่วยเหลือได้', 'อยู่ไกลจากเสาที่มีอยู่จริง ๆ'],
    against: ['กลัวเด็กกดเล่น'],
    question: ['กดแล้วใครรับสาย', 'ตรวจเช็กบ่อยแค่ไหน'],
  },
};

/** What neighbours say of a proposal of this kind, what fits it most first. */
export function commentsOn(kind: string): { stance: Stance; words: string }[] {
  const own = byKind[kind === 're-aim-camera' ? 'camera' : kind] ?? anything;
  const listed = (said: Said): { stance: Stance; words: string }[] =>
    (['for', 'question', 'against'] as const).flatMap((stance) => said[stance].map((words) => ({ stance, words })));
  return own === anything ? listed(anything) : [...listed(own), ...listed(anything)];
}
