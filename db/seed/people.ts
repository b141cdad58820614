import type { Insertable } from 'kysely';
import type { Random } from '../../src/compute/random.ts';
import { hashPassword } from '../../src/server/password.ts';
import type { Database } from '../client/database.ts';
import type { Account, AccountContact, Membership, PatrolUnitMember } from '../types.ts';
import { type DemonstrationAccount, demonstrationAccounts, demonstrationPassword } from './accounts.ts';
import { insertRows } from './insert.ts';
import { dayOf, daysBefore } from './moments.ts';
import type { Organisations } from './organisations.ts';
import { familyNames, givenNames, policeRanks } from './words/names.ts';
import { banSuksanPosts, namedPosts, type Post, thungPlainaPosts } from './words/posts.ts';

/** Ids of people by what they do in the later parts of the demonstration. */
export interface People {
  /** Verified residents, who may vote; the first is the one that newcomers sign in as. */
  residents: string[];
  partners: string[];
  /** One partner by the key of the organisation that they speak for. */
  partnersOf: Readonly<Record<string, string>>;
  planners: string[];
  officers: string[];
  supervisors: string[];
  patrolUnits: string[];
}

/** The people of both towns. */
export interface Everybody {
  home: People;
  foreign: People;
}

interface Staff {
  people: Insertable<Account>[];
  contacts: Insertable<AccountContact>[];
  memberships: Insertable<Membership>[];
}

const foreignResidentCount = 36;
const residentCount = 430;
const votingResidents = 404;
const patrolUnitCount = 4;
const membersOfUnit = 3;

/** Writes the accounts that newcomers sign in as, the people of both towns' organisations, and their residents. */
export async function insertPeople(
  database: Database,
  home: Organisations,
  foreign: Organisations,
  stations: { home: string; foreign: string },
  random: Random,
  now: Date,
): Promise<Everybody> {
  const staff: Staff = { people: [], contacts: [], memberships: [] };
  const named = new Map<string, string>();
  for (const account of demonstrationAccounts) {
    const organisations = account.isForeign ? foreign : home;
    named.set(account.email, addNamed(staff, account, organisations, random, now));
  }
  const holders = (posts: readonly Post[], organisations: Organisations): Holder[] =>
    posts.map((post) => ({ ...post, id: addPerson(staff, nameOf(random, post), organisations, post, random, now) }));
  const held = holders(banSuksanPosts, home);
  const heldAbroad = holders(thungPlainaPosts, foreign);
  const patrolPost: Post = { organisation: 'station', role: 'officer', position: 'ผบ.หมู่ (ป.)' };
  const patrol = holders(Array<Post>(patrolUnitCount * membersOfUnit).fill(patrolPost), home);
  const patrolAbroad = holders(Array<Post>(membersOfUnit).fill(patrolPost), foreign);
  const residents = Array.from({ length: residentCount }, (_, index) => addResident(staff, index, random, now));
  const residentsAbroad = Array.from({ length: foreignResidentCount }, (_, index) =>
    addResident(staff, index, random, now, 'plaina'),
  );
  await insertRows(database, 'account', staff.people);
  await insertRows(database, 'accountContact', staff.contacts);
  await insertPasswords(database, [...named.values()], now);
  await insertRows(database, 'membership', staff.memberships);
  const units = await insertPatrolUnits(database, stations, { patrol, patrolAbroad }, random, now);
  const namedId = (email: string): string => named.get(email) ?? '';
  return {
    home: {
      ...peopleOf(held, patrol, namedId, ''),
      residents: [namedId('resident@demo.example'), ...residents.slice(0, votingResidents - 1)],
      patrolUnits: units.home,
    },
    foreign: {
      ...peopleOf(heldAbroad, patrolAbroad, namedId, '2'),
      residents: residentsAbroad,
      patrolUnits: units.foreign,
    },
  };
}

type Holder = Post & { id: string };

/** Who is who in a town, those that newcomers sign in as first. */
function peopleOf(
  held: readonly Holder[],
  patrol: readonly Holder[],
  namedId: (email: string) => string,
  mark: '' | '2',
): Omit<People, 'residents' | 'patrolUnits'> {
  const named = (role: string): string[] => [namedId(`${role}${mark}@demo.example`)].filter(Boolean);
  const holding = (role: string): string[] => held.filter((post) => post.role === role && !post.to).map(({ id }) => id);
  const speakers = held.filter((post) => post.role === 'partner').map((post) => [post.organisation, post.id]);
  const chair = namedPosts[`partner${mark}@demo.example`]?.organisation ?? '';
  return {
    partners: [...named('partner'), ...holding('partner')],
    partnersOf: { ...Object.fromEntries(speakers.toReversed()), [chair]: named('partner')[0] ?? '' },
    planners: [...named('planner'), ...holding('planner')],
    officers: [...named('officer'), ...patrol.map(({ id }) => id)],
    supervisors: [...named('supervisor'), ...holding('supervisor')],
  };
}

function addNamed(
  staff: Staff,
  account: DemonstrationAccount,
  organisations: Organisations,
  random: Random,
  now: Date,
): string {
  const post = namedPosts[account.email];
  const id = addAccount(
    staff,
    account.name,
    'resident',
    daysBefore(now, 900),
    random,
    account.role === 'administrator',
  );
  addContact(staff, id, account.email, daysBefore(now, 900), random);
  if (post) addMembership(staff, id, organisations, post, random, now);
  return id;
}

function addPerson(
  staff: Staff,
  name: string,
  organisations: Organisations,
  post: Post,
  random: Random,
  now: Date,
): string {
  const id = addAccount(staff, name, 'contact', daysBefore(now, post.from ?? 900), random);
  addMembership(staff, id, organisations, post, random, now);
  return id;
}

function addResident(staff: Staff, index: number, random: Random, now: Date, town = ''): string {
  // Before the first proposal, so that nobody backs what was said before they came.
  const createdAt = daysBefore(now, random.between(730, 1_060));
  const verification = index < votingResidents ? 'resident' : index < residentCount - 8 ? 'contact' : 'none';
  const id = addAccount(
    staff,
    `${random.pick(givenNames)} ${random.pick(familyNames)}`,
    verification,
    createdAt,
    random,
  );
  if (verification !== 'none') addContact(staff, id, `${town}neighbour${index + 1}@demo.example`, createdAt, random);
  return id;
}

function addAccount(
  staff: Staff,
  displayName: string,
  verification: string,
  createdAt: Date,
  random: Random,
  isAdministrator = false,
): string {
  const id = random.id(createdAt);
  staff.people.push({ id, displayName, verification, isAdministrator, isDemonstration: true, createdAt });
  return id;
}

function addContact(staff: Staff, accountId: string, email: string, verifiedAt: Date, random: Random): void {
  staff.contacts.push({ id: random.id(verifiedAt), accountId, kind: 'email', value: email, verifiedAt });
}

function addMembership(
  staff: Staff,
  accountId: string,
  organisations: Organisations,
  post: Post,
  random: Random,
  now: Date,
): void {
  staff.memberships.push({
    id: random.id(now),
    accountId,
    organisationId: organisations[post.organisation] ?? '',
    role: post.role,
    position: post.position,
    isActing: post.isActing ?? false,
    validFrom: dayOf(daysBefore(now, post.from ?? 900)),
    validTo: post.to === undefined ? null : dayOf(daysBefore(now, post.to)),
  });
}

function nameOf(random: Random, post: Post): string {
  const name = `${random.pick(givenNames)} ${random.pick(familyNames)}`;
  if (post.role === 'officer') return `${random.pick(policeRanks)} ${name}`;
  if (post.role === 'supervisor') return `พ.ต.ท. ${name}`;
  return post.role === 'commander' ? `พล.ต.ต. ${name}` : name;
}

async function insertPasswords(database: Database, accountIds: readonly string[], now: Date): Promise<void> {
  const hashes = await Promise.all(accountIds.map(() => hashPassword(demonstrationPassword)));
  await insertRows(
    database,
    'accountPassword',
    accountIds.map((accountId, index) => ({ accountId, hash: hashes[index] ?? '', changedAt: now })),
  );
}

const callSigns = ['สายตรวจ 11', 'สายตรวจ 12', 'สายตรวจ 13', 'สายตรวจจักรยาน 21'];
const vehicles = ['motorcycle', 'motorcycle', 'car', 'bicycle'];

async function insertPatrolUnits(
  database: Database,
  stations: { home: string; foreign: string },
  officers: { patrol: readonly Holder[]; patrolAbroad: readonly Holder[] },
  random: Random,
  now: Date,
): Promise<{ home: string[]; foreign: string[] }> {
  const ids = callSigns.map(() => random.id(now));
  const units = ids.map((id, index) => ({
    id,
    stationId: stations.home,
    callSign: callSigns[index] ?? '',
    vehicle: vehicles[index] ?? 'foot',
    isDemonstration: true,
  }));
  const foreignUnit = {
    id: random.id(now),
    stationId: stations.foreign,
    callSign: 'สายตรวจ 51',
    vehicle: 'motorcycle',
  };
  await insertRows(database, 'patrolUnit', [...units, { ...foreignUnit, isDemonstration: true }]);
  const validFrom = dayOf(daysBefore(now, 400));
  const members: Insertable<PatrolUnitMember>[] = [
    ...officers.patrol.map(({ id: accountId }, index) => ({
      patrolUnitId: ids[index % ids.length] ?? '',
      accountId,
      validFrom,
    })),
    ...officers.patrolAbroad.map(({ id: accountId }) => ({ patrolUnitId: foreignUnit.id, accountId, validFrom })),
  ];
  await insertRows(database, 'patrolUnitMember', members);
  return { home: ids, foreign: [foreignUnit.id] };
}
