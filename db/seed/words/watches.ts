/** What the first town's station watches for, and what became of it. `days` are before now. */
export interface WatchWords {
  watched: string;
  legalBasis: string;
  reason: string;
  caseNumber: string;
  threshold: number;
  requestedDays: number;
  lastsDays: number;
  /** Undefined while it waits for approval. */
  approvedDays?: number;
  revoked?: { days: number; reason: string };
  /** What cameras took for it: so many minutes ago, as this was read, with this score; and why it was dismissed. */
  sightings: readonly { minutes: number; read: string; score: number; dismissed?: string }[];
}

export const watches: readonly WatchWords[] = [
  {
    watched: '3ขฆ 4821 กรุงเทพมหานคร',
    legalBasis: 'หมายจับศาลจังหวัดสุขใจ ที่ จ.118/2569',
    reason: 'รถที่ใช้ก่อเหตุวิ่งราวทรัพย์หน้าตลาดสองครั้ง ผู้ต้องหายังหลบหนี',
    caseNumber: '212/2569',
    threshold: 0.9,
    requestedDays: 12,
    approvedDays: 11,
    lastsDays: 30,
    sightings: [
      { minutes: 3 * 1440 + 95, read: '3ขฆ 4821 เชียงราย', score: 0.71, dismissed: 'คนละจังหวัด ดูภาพแล้วเป็นรถอีกคัน' },
      { minutes: 9, read: '3ขฆ4821', score: 0.94 },
    ],
  },
  {
    watched: '1กท 905 สุราษฎร์ธานี',
    legalBasis: 'ป.วิ.อ. มาตรา 132 คำสั่งพนักงานสอบสวน',
    reason: 'รถจักรยานยนต์ที่ถูกโจรกรรม เจ้าของแจ้งความแล้ว',
    caseNumber: '230/2569',
    threshold: 0.95,
    requestedDays: 0.4,
    lastsDays: 60,
    sightings: [],
  },
  {
    watched: 'กง 7734 นครราชสีมา',
    legalBasis: 'ป.วิ.อ. มาตรา 132 คำสั่งพนักงานสอบสวน',
    reason: 'รถกระบะที่ถูกโจรกรรมจากลานจอดคอนโด',
    caseNumber: '197/2569',
    threshold: 0.9,
    requestedDays: 24,
    approvedDays: 23.9,
    lastsDays: 60,
    revoked: { days: 6, reason: 'ได้รถคืนแล้ว คืนให้เจ้าของวันเดียวกัน' },
    sightings: [],
  },
];
