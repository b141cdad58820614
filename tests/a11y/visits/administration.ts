import { vi } from 'vitest';
import { importOptions } from '../../../src/features/imports/imports.schema.ts';
import { confirmUpload, uploadFile } from '../../../src/features/imports/uploads.service.ts';
import { newId } from '../../../src/server/identifiers.ts';
import { leaveSource } from '../../support/sources.ts';
import type { Place } from './places.ts';
import type { Visit } from './visit.ts';

const header = 'code,name,latitude,longitude\n';
const goodRow = 'SOS-90,เสาทดสอบ,13.8,100.5\n';
const badRow = 'SOS-91,เสานอกแผนที่,913.8,100.5\n';

/** An SOS post's file that waits for its mapping to be confirmed. */
async function waiting(place: Place, text: string): Promise<string> {
  return uploadFile(await place.contextAs('administrator'), {
    target: 'sos-posts',
    fileName: 'posts.csv',
    bytes: Buffer.from(text),
    options: importOptions.parse({ zone: place.slug }),
  });
}

const upload = (text: string) => async (place: Place) => `/admin/imports/${await waiting(place, text)}`;

/** An import that has run, with a refused row. */
async function finished(place: Place): Promise<string> {
  const id = await waiting(place, header + goodRow + badRow);
  await confirmUpload(await place.contextAs('administrator'), id);
  const runs = place.database.selectFrom('importRun').select('state').where('id', '=', id);
  await vi.waitUntil(async () => (await runs.executeTakeFirst())?.state === 'done', { timeout: 30_000, interval: 250 });
  return `/admin/imports/${id}`;
}

async function organisation({ database }: Place): Promise<string> {
  const row = await database
    .selectFrom('organisation')
    .innerJoin('membership', 'membership.organisationId', 'organisation.id')
    .select('organisation.id')
    .where('kind', '=', 'police-unit')
    .executeTakeFirstOrThrow();
  return `/admin/organisations/${row.id}`;
}

/** An organisation that nobody belongs to. */
async function lonelyOrganisation({ database, zoneId }: Place): Promise<string> {
  const id = newId();
  const names = { nameTh: 'ชุมชนใหม่', nameEn: 'New community' };
  await database
    .insertInto('organisation')
    .values({ id, kind: 'community-committee', territoryZoneId: zoneId, createdAt: new Date(), ...names })
    .execute();
  return `/admin/organisations/${id}`;
}

const account = (role: 'officer' | 'resident') => async (place: Place) =>
  `/admin/accounts/${(await place.contextAs(role)).viewer.account?.id}`;

async function station({ database, zoneId }: Place): Promise<string> {
  const zone = await database.selectFrom('zone').select('stationId').where('id', '=', zoneId).executeTakeFirstOrThrow();
  return `/admin/units/${zone.stationId}`;
}

const zonePage = ({ slug }: Place) => `/admin/zones/${slug}`;

const source =
  (after = '') =>
  async ({ database, zoneId }: Place) =>
    `/admin/sources/${await leaveSource(database, zoneId)}${after}`;
const quietSource = async ({ database, zoneId }: Place) =>
  `/admin/sources/${await leaveSource(database, zoneId, { isBusy: false })}`;

async function sources({ database, zoneId }: Place): Promise<string> {
  await leaveSource(database, zoneId);
  return '/admin/sources';
}

const visits: readonly Visit[] = [
  { page: '/admin', state: 'content', path: '/admin' },
  { page: '/admin/organisations', state: 'content', path: '/admin/organisations' },
  { page: '/admin/organisations', state: 'empty', path: '/admin/organisations?words=zzzz' },
  { page: '/admin/organisations/new', state: 'content', path: '/admin/organisations/new' },
  { page: '/admin/organisations/new', state: 'mistake', path: '/admin/organisations/new', form: { nameTh: '' } },
  { page: '/admin/organisations/[id]', state: 'content', path: organisation },
  { page: '/admin/organisations/[id]', state: 'empty', path: lonelyOrganisation },
  {
    page: '/admin/organisations/[id]',
    state: 'mistake',
    path: organisation,
    form: { intent: 'invite', email: 'x' },
  },
  { page: '/admin/organisations/[id]', state: 'mistake', what: 'saved', path: organisation, form: { intent: 'save' } },
  { page: '/admin/accounts', state: 'content', path: '/admin/accounts' },
  { page: '/admin/accounts', state: 'empty', path: '/admin/accounts', form: { words: 'zzzz' } },
  { page: '/admin/accounts', state: 'mistake', path: '/admin/accounts', form: { words: 'z'.repeat(101) } },
  { page: '/admin/accounts/[id]', state: 'content', path: account('officer') },
  { page: '/admin/accounts/[id]', state: 'empty', path: account('resident') },
  { page: '/admin/accounts/[id]', state: 'mistake', path: account('officer'), form: { intent: 'appoint' } },
  { page: '/admin/units', state: 'content', path: '/admin/units' },
  { page: '/admin/units', state: 'empty', at: 'bare', path: '/admin/units' },
  { page: '/admin/units/[id]', state: 'content', path: station },
  { page: '/admin/units/[id]', state: 'content', what: 'new', path: '/admin/units/new' },
  { page: '/admin/units/[id]', state: 'mistake', path: '/admin/units/new', form: { nameTh: '' } },
  { page: '/admin/zones', state: 'content', path: '/admin/zones' },
  { page: '/admin/zones', state: 'empty', at: 'bare', path: '/admin/zones' },
  { page: '/admin/zones/new', state: 'content', path: '/admin/zones/new' },
  { page: '/admin/zones/new', state: 'mistake', path: '/admin/zones/new', form: { nameTh: '' } },
  { page: '/admin/zones/[slug]', state: 'content', path: zonePage },
  { page: '/admin/zones/[slug]', state: 'mistake', path: zonePage, form: { publicDelayMinutes: '-1' } },
  { page: '/admin/zones/[slug]/escalation', state: 'content', path: (place) => `${zonePage(place)}/escalation` },
  {
    page: '/admin/zones/[slug]/escalation',
    state: 'mistake',
    path: (place) => `${zonePage(place)}/escalation`,
    form: { supervisor1: '5', commander1: '3' },
  },
  { page: '/admin/patrol-units', state: 'content', path: '/admin/patrol-units' },
  { page: '/admin/patrol-units', state: 'empty', at: 'bare', path: '/admin/patrol-units' },
  { page: '/admin/patrol-units', state: 'mistake', path: '/admin/patrol-units', form: { intent: 'add', callSign: '' } },
  { page: '/admin/settings', state: 'content', path: '/admin/settings' },
  {
    page: '/admin/settings',
    state: 'mistake',
    path: '/admin/settings',
    form: { intent: 'help-numbers', helpNumbers: 'no line' },
  },
  { page: '/admin/sources', state: 'content', path: sources },
  { page: '/admin/sources', state: 'empty', at: 'bare', path: '/admin/sources' },
  { page: '/admin/sources', state: 'mistake', path: '/admin/sources', form: { name: '' } },
  { page: '/admin/sources/[id]', state: 'content', path: source() },
  { page: '/admin/sources/[id]', state: 'content', what: 'tried', path: source('?do=try'), form: { message: '{}' } },
  { page: '/admin/sources/[id]', state: 'content', what: 'a key', path: source('?do=make-key'), form: {} },
  { page: '/admin/sources/[id]', state: 'empty', path: quietSource },
  { page: '/admin/sources/[id]', state: 'mistake', path: source('?do=save'), form: { name: '', profile: '[]' } },
  { page: '/admin/audit', state: 'content', path: '/admin/audit' },
  { page: '/admin/audit', state: 'empty', at: 'bare', path: '/admin/audit' },
  { page: '/admin/imports', state: 'content', path: '/admin/imports' },
  { page: '/admin/imports', state: 'empty', at: 'bare', path: '/admin/imports' },
  { page: '/admin/imports', state: 'mistake', path: '/admin/imports', form: { target: 'cameras' } },
  { page: '/admin/imports/[id]', state: 'content', path: upload(header + goodRow + badRow) },
  { page: '/admin/imports/[id]', state: 'content', what: 'done', path: finished },
  { page: '/admin/imports/[id]', state: 'empty', path: upload('') },
  {
    page: '/admin/imports/[id]',
    state: 'mistake',
    path: upload(header + goodRow),
    form: { intent: 'again', timeZone: 'x' },
  },
];

/** What only administrators reach. */
export const administrationVisits = visits.map((visit): Visit => ({ as: 'administrator', ...visit }));
