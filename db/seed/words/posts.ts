import type { Membership } from '../../types.ts';

/** What somebody does in an organisation, and since when. */
export interface Post {
  organisation: string;
  role: Membership['role'];
  position: string;
  isActing?: boolean;
  /** Days ago. */
  from?: number;
  to?: number;
}

/** What those hold that newcomers sign in as. */
export const namedPosts: Record<string, Post> = {
  'partner@demo.example': { organisation: 'community-market', role: 'partner', position: 'ประธานชุมชนตลาดสุขสันต์' },
  'planner@demo.example': { organisation: 'municipality', role: 'planner', position: 'ผู้อำนวยการกองช่าง' },
  'officer@demo.example': { organisation: 'station', role: 'officer', position: 'รอง สว.(ป.)' },
  'supervisor@demo.example': { organisation: 'station', role: 'supervisor', position: 'รอง ผกก.ป.' },
  'commander@demo.example': { organisation: 'division', role: 'commander', position: 'ผบก.ภ.จว.สุขใจ' },
  'partner2@demo.example': { organisation: 'community', role: 'partner', position: 'ประธานชุมชนปลายนา' },
  'planner2@demo.example': { organisation: 'municipality', role: 'planner', position: 'หัวหน้าส่วนโยธา' },
  'officer2@demo.example': { organisation: 'station', role: 'officer', position: 'ผบ.หมู่ (ป.)' },
  'commander2@demo.example': {
    organisation: 'division',
    role: 'commander',
    position: 'รอง ผบก. รักษาราชการแทน ผบก.ภ.จว.ปลายฟ้า',
    isActing: true,
  },
};

export const banSuksanPosts: readonly Post[] = [
  { organisation: 'station', role: 'supervisor', position: 'ผกก.สภ.บ้านสุขสันต์', isActing: true, from: 120 },
  { organisation: 'station', role: 'supervisor', position: 'สวป.สภ.บ้านสุขสันต์' },
  { organisation: 'bureau', role: 'commander', position: 'รอง ผบช.' },
  { organisation: 'municipality', role: 'planner', position: 'นายช่างโยธาชำนาญงาน' },
  { organisation: 'municipality', role: 'planner', position: 'นักพัฒนาชุมชน' },
  { organisation: 'municipality', role: 'planner', position: 'หัวหน้าสำนักปลัด', from: 1_000, to: 300 },
  { organisation: 'province-administration', role: 'partner', position: 'วิศวกรโยธา' },
  { organisation: 'district-office', role: 'partner', position: 'ปลัดอำเภอ' },
  { organisation: 'electricity', role: 'partner', position: 'หัวหน้าแผนกปฏิบัติการ' },
  { organisation: 'highways', role: 'partner', position: 'หัวหน้าหมวด' },
  { organisation: 'market', role: 'partner', position: 'ผู้จัดการตลาด' },
  { organisation: 'shops', role: 'partner', position: 'ประธานชมรม' },
  { organisation: 'gold-shop', role: 'partner', position: 'เจ้าของร้าน' },
  { organisation: 'condominium', role: 'partner', position: 'ผู้จัดการนิติบุคคล' },
  { organisation: 'school', role: 'partner', position: 'รองผู้อำนวยการ' },
  { organisation: 'temple', role: 'partner', position: 'ไวยาวัจกร' },
  { organisation: 'hospital', role: 'partner', position: 'ผู้อำนวยการ รพ.สต.' },
  { organisation: 'research', role: 'partner', position: 'นักวิจัย' },
  { organisation: 'community-ruamjai', role: 'partner', position: 'ประธานชุมชน' },
  { organisation: 'community-canal', role: 'partner', position: 'ประธานชุมชน' },
  { organisation: 'community-canal', role: 'partner', position: 'รองประธานชุมชน', isActing: true },
  { organisation: 'volunteers', role: 'partner', position: 'หัวหน้าชุด' },
  { organisation: 'oversight', role: 'partner', position: 'กรรมการ' },
];

export const thungPlainaPosts: readonly Post[] = [
  { organisation: 'station', role: 'supervisor', position: 'สวป.สภ.ทุ่งปลายนา' },
  { organisation: 'municipality', role: 'planner', position: 'นายช่างโยธา' },
  { organisation: 'market', role: 'partner', position: 'ผู้จัดการตลาดนัด' },
  { organisation: 'school', role: 'partner', position: 'ครูใหญ่' },
  { organisation: 'volunteers', role: 'partner', position: 'หัวหน้าชุด' },
];
