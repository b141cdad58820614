import { type Kysely, sql } from 'kysely';

/** What is done at any incident, then what its kind asks for: code, Thai, English. */
const always = [
  [
    'listen',
    'ฟังหรือโทรกลับผู้แจ้ง ให้รู้ว่าเกิดอะไรและมีใครบาดเจ็บ',
    'Listen to or call back who reported it: what happened, and who is hurt',
  ],
  ['cameras', 'เปิดกล้องที่เห็นจุดและทางออก', 'Open the cameras that see the spot and the ways out'],
  ['nearest', 'เรียกสายตรวจที่ใกล้ที่สุด', 'Call the nearest patrol unit'],
] as const;
const ending = ['log', 'ลงบันทึกประจำวันและจดเลขไว้', 'Write it in the daily log and note the number'] as const;

const ambulance = ['ambulance', 'ส่งต่อ 1669 ถ้ามีผู้บาดเจ็บ', 'Hand over to 1669 if somebody is hurt'] as const;
const footage = ['footage', 'ขอให้เจ้าของกล้องเก็บภาพไว้', 'Ask the cameras’ owners to keep the footage'] as const;
const suspect = [
  'suspect',
  'แจ้งรูปพรรณและทางหนีให้สายตรวจทุกชุด',
  'Tell all units what the suspect looks like and which way they went',
] as const;
const owner = ['owner', 'ติดต่อเจ้าของทรัพย์', 'Reach the owner'] as const;
const privacy = [
  'privacy',
  'ให้เจ้าหน้าที่ที่ผู้เสียหายไว้ใจเป็นผู้คุย และปกปิดตัวตน',
  'Let somebody the victim trusts talk to them, and keep them unnamed',
] as const;
const hotline = ['hotline', 'ประสานศูนย์ช่วยเหลือสังคม 1300', 'Call the social help line 1300'] as const;

const byKind: Record<string, readonly (readonly [string, string, string])[]> = {
  'sos-press': [ambulance, ['press', 'ตรวจว่ากดซ้ำหรือกดเล่น', 'See whether it was pressed again, or in play']],
  assault: [ambulance, suspect, footage],
  robbery: [suspect, footage, ambulance],
  snatching: [suspect, footage],
  burglary: [owner, footage],
  'vehicle-theft': [
    ['plate', 'จดทะเบียน ยี่ห้อ สี แล้วแจ้งด่านและสายตรวจ', 'Note plate, make and colour, and tell checkpoints and units'],
    owner,
    footage,
  ],
  theft: [owner, footage],
  damage: [owner, footage],
  sexual: [privacy, ambulance, hotline, footage],
  domestic: [privacy, ambulance, hotline],
  child: [privacy, hotline, ambulance],
  quarrel: [ambulance],
  traffic: [ambulance, ['road', 'กันรถและแจ้งเส้นทางเลี่ยง', 'Close the lane and name a way around']],
  fire: [
    ['fire-brigade', 'แจ้งดับเพลิง 199', 'Call the fire brigade 199'],
    ambulance,
    ['evacuate', 'อพยพคนและเปิดทางให้รถดับเพลิง', 'Bring people out and clear the way for fire engines'],
  ],
  medical: [
    ['ambulance', 'แจ้งการแพทย์ฉุกเฉิน 1669', 'Call the ambulance 1669'],
    ['meet', 'ส่งคนรอรับรถพยาบาลปากซอย', 'Send somebody to meet the ambulance at the lane’s mouth'],
  ],
};

/**
 * What stands beside an incident: the steps of its kind and which were done, and notes of those who work on it. Notes are
 * words of people: they have their own table and end with their time, so that no event ever holds them.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table checklist_step (
      kind text not null references incident_kind (code) on delete cascade,
      code text not null check (code ~ '^[a-z]+(-[a-z]+)*$'),
      position smallint not null,
      name_th text not null check (length(name_th) between 1 and 200),
      name_en text not null check (length(name_en) between 1 and 200),
      primary key (kind, code)
    )`.execute(database);
  await fillSteps(database);
  await sql`
    create table incident_step (
      incident_id uuid not null references incident (id) on delete cascade,
      code text not null,
      done_by uuid not null references account (id),
      done_at timestamptz not null,
      primary key (incident_id, code)
    )`.execute(database);
  await sql`create index incident_step_done_by on incident_step (done_by)`.execute(database);
  await sql`
    create table incident_note (
      id uuid primary key,
      incident_id uuid not null references incident (id) on delete cascade,
      author_id uuid not null references account (id),
      body text not null check (length(body) between 1 and 2000),
      written_at timestamptz not null
    )`.execute(database);
  await sql`create index incident_note_incident on incident_note (incident_id, written_at)`.execute(database);
  await sql`create index incident_note_author on incident_note (author_id)`.execute(database);
  await sql`create index incident_note_written on incident_note (written_at)`.execute(database);
}

async function fillSteps(database: Kysely<unknown>): Promise<void> {
  const { rows: kinds } = await sql<{ code: string }>`select code from incident_kind`.execute(database);
  const steps = kinds.flatMap(({ code: kind }) =>
    [...always, ...(byKind[kind] ?? []), ending].map(([code, nameTh, nameEn], position) => ({
      kind,
      code,
      position,
      nameTh,
      nameEn,
    })),
  );
  await sql`
    insert into checklist_step (kind, code, position, name_th, name_en)
    select * from unnest(${steps.map(({ kind }) => kind)}::text[], ${steps.map(({ code }) => code)}::text[],
      ${steps.map(({ position }) => position)}::smallint[], ${steps.map(({ nameTh }) => nameTh)}::text[],
      ${steps.map(({ nameEn }) => nameEn)}::text[])`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table incident_note, incident_step, checklist_step`.execute(database);
}
