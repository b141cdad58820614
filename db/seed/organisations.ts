import type { Random } from '../../src/compute/random.ts';
import type { Database } from '../client/database.ts';
import { insertRows } from './insert.ts';
import type { Territory } from './territory.ts';

/** Ids of a territory's organisations by a short key. */
export type Organisations = Readonly<Record<string, string>>;

interface OrganisationWords {
  key: string;
  kind: string;
  nameTh: string;
  nameEn: string;
  /** What its territory is; network partners have their station's. */
  territory?: 'local-government' | 'zone';
}

export const banSuksanOrganisations: readonly OrganisationWords[] = [
  {
    key: 'municipality',
    kind: 'sub-district-municipality',
    nameTh: 'เทศบาลตำบลบ้านสุขสันต์',
    nameEn: 'Ban Suksan Municipality',
    territory: 'local-government',
  },
  {
    key: 'province-administration',
    kind: 'province-administration',
    nameTh: 'อบจ.สุขใจ',
    nameEn: 'Sukchai Provincial Administration',
  },
  {
    key: 'district-office',
    kind: 'district-office',
    nameTh: 'ที่ว่าการอำเภอบางใจดี',
    nameEn: 'Bang Chai Di District Office',
  },
  { key: 'electricity', kind: 'electricity', nameTh: 'การไฟฟ้าสาขาบางใจดี', nameEn: 'Bang Chai Di Electricity Office' },
  { key: 'highways', kind: 'highways', nameTh: 'หมวดทางหลวงบางใจดี', nameEn: 'Bang Chai Di Highways Unit' },
  { key: 'market', kind: 'business', nameTh: 'ตลาดสดสุขสันต์', nameEn: 'Suksan Fresh Market' },
  { key: 'shops', kind: 'business', nameTh: 'ชมรมร้านค้าถนนสุขสันต์', nameEn: 'Suksan Road Shops' },
  { key: 'gold-shop', kind: 'business', nameTh: 'ร้านทองแสงสุข', nameEn: 'Saengsuk Gold Shop' },
  { key: 'condominium', kind: 'condominium', nameTh: 'นิติบุคคลคอนโดสุขสันต์เพลส', nameEn: 'Suksan Place Condominium' },
  { key: 'school', kind: 'school', nameTh: 'โรงเรียนสุขสันต์วิทยา', nameEn: 'Suksan Witthaya School' },
  { key: 'temple', kind: 'temple', nameTh: 'วัดสุขสันตาราม', nameEn: 'Wat Suksantaram' },
  { key: 'hospital', kind: 'hospital', nameTh: 'รพ.สต.บ้านสุขสันต์', nameEn: 'Ban Suksan Health Centre' },
  { key: 'research', kind: 'research', nameTh: 'ศูนย์วิจัยเมืองปลอดภัย มหาวิทยาลัยสุขใจ', nameEn: 'Safe City Research Centre' },
  {
    key: 'community-market',
    kind: 'community-committee',
    nameTh: 'กรรมการชุมชนตลาดสุขสันต์',
    nameEn: 'Talat Suksan Community Committee',
  },
  {
    key: 'community-ruamjai',
    kind: 'community-committee',
    nameTh: 'กรรมการชุมชนเทศบาลรวมใจ',
    nameEn: 'Ruamjai Community Committee',
  },
  {
    key: 'community-canal',
    kind: 'community-committee',
    nameTh: 'กรรมการชุมชนริมคลองบางใจดี',
    nameEn: 'Rim Khlong Community Committee',
  },
  { key: 'volunteers', kind: 'volunteers', nameTh: 'อปพร. บ้านสุขสันต์', nameEn: 'Ban Suksan Civil Defence Volunteers' },
  {
    key: 'oversight',
    kind: 'oversight-committee',
    nameTh: 'กต.ตร.สภ.บ้านสุขสันต์',
    nameEn: 'Ban Suksan Police Oversight Committee',
  },
];

export const thungPlainaOrganisations: readonly OrganisationWords[] = [
  {
    key: 'municipality',
    kind: 'sub-district-administration',
    nameTh: 'อบต.ทุ่งปลายนา',
    nameEn: 'Thung Plaina Sub-district Administration',
    territory: 'local-government',
  },
  { key: 'community', kind: 'community-committee', nameTh: 'กรรมการชุมชนปลายนา', nameEn: 'Plaina Community Committee' },
  { key: 'market', kind: 'business', nameTh: 'ตลาดนัดปลายนา', nameEn: 'Plaina Market' },
  { key: 'school', kind: 'school', nameTh: 'โรงเรียนวัดปลายนา', nameEn: 'Wat Plaina School' },
  { key: 'volunteers', kind: 'volunteers', nameTh: 'อปพร. ทุ่งปลายนา', nameEn: 'Thung Plaina Volunteers' },
];

/** Writes the organisations around one station: its network, and the police units themselves. */
export async function insertOrganisations(
  database: Database,
  words: readonly OrganisationWords[],
  territory: Territory,
  zoneId: string,
  random: Random,
  createdAt: Date,
): Promise<Organisations> {
  const units = ['station', 'division', 'bureau'] as const;
  const ids = Object.fromEntries(
    [...words.map((word) => word.key), ...units].map((key) => [key, random.id(createdAt)]),
  );
  const rest = { isDemonstration: true, createdAt };
  await insertRows(
    database,
    'organisation',
    words.map((word) => ({
      id: ids[word.key] ?? '',
      kind: word.kind,
      nameTh: word.nameTh,
      nameEn: word.nameEn,
      policeUnitId: null,
      networkStationId: territory.station,
      territoryAreaId: word.territory === 'local-government' ? territory.localGovernmentArea : null,
      territoryZoneId: word.territory === 'zone' ? zoneId : null,
      ...rest,
    })),
  );
  for (const unit of units) await insertUnitOrganisation(database, ids[unit] ?? '', territory[unit], createdAt);
  return ids;
}

/** Writes the organisation that a police unit is. */
export async function insertUnitOrganisation(
  database: Database,
  id: string,
  policeUnitId: string,
  createdAt: Date,
): Promise<void> {
  const unit = await database
    .selectFrom('policeUnit')
    .where('id', '=', policeUnitId)
    .select(['nameTh', 'nameEn'])
    .executeTakeFirstOrThrow();
  await insertRows(database, 'organisation', [
    { id, kind: 'police-unit', ...unit, policeUnitId, isDemonstration: true, createdAt },
  ]);
}
