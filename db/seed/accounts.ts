/** The one password of every account of the demonstration. They sign in on localhost or with `DEMO=1` only. */
export const demonstrationPassword = 'demo-2569';

export type DemonstrationRole =
  | 'resident'
  | 'partner'
  | 'planner'
  | 'officer'
  | 'supervisor'
  | 'commander'
  | 'administrator';

/** An account that a newcomer signs in as. */
export interface DemonstrationAccount {
  role: DemonstrationRole;
  email: string;
  name: string;
  /** Whether it belongs to the second, foreign station. */
  isForeign: boolean;
}

/** One account for each role, and four of the other station, so that foreign territory can be tried. */
export const demonstrationAccounts: readonly DemonstrationAccount[] = [
  { role: 'resident', email: 'resident@demo.example', name: 'มาลี ใจเย็น', isForeign: false },
  { role: 'partner', email: 'partner@demo.example', name: 'สมศรี รุ่งเรือง', isForeign: false },
  { role: 'planner', email: 'planner@demo.example', name: 'ธนากร วางผัง', isForeign: false },
  { role: 'officer', email: 'officer@demo.example', name: 'ร.ต.ต. วิชัย พร้อมพงศ์', isForeign: false },
  { role: 'supervisor', email: 'supervisor@demo.example', name: 'พ.ต.ท. อนันต์ รอบคอบ', isForeign: false },
  { role: 'commander', email: 'commander@demo.example', name: 'พล.ต.ต. ประเสริฐ มองไกล', isForeign: false },
  { role: 'administrator', email: 'admin@demo.example', name: 'ผู้ดูแลระบบ', isForeign: false },
  { role: 'partner', email: 'partner2@demo.example', name: 'จันทร์เพ็ญ ปลายนา', isForeign: true },
  { role: 'planner', email: 'planner2@demo.example', name: 'กิตติพงษ์ ทุ่งทอง', isForeign: true },
  { role: 'officer', email: 'officer2@demo.example', name: 'ด.ต. สมบัติ ปลายนา', isForeign: true },
  { role: 'commander', email: 'commander2@demo.example', name: 'พ.ต.อ. ณรงค์ ต่างแดน', isForeign: true },
];
