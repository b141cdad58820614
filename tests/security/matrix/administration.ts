import { newId } from '../../../src/server/identifiers.ts';
import { leaveSource } from '../../support/sources.ts';
import { everyone, only, type Place, type Row } from './row.ts';

const administrator = only(['administrator']);

/** The organisation that the zone's station is. */
async function organisation({ database, stationId }: Place): Promise<string> {
  const { id } = await database
    .selectFrom('organisation')
    .select('id')
    .where('policeUnitId', '=', stationId)
    .executeTakeFirstOrThrow();
  return `/admin/organisations/${id}`;
}

/** Somebody who serves at the zone's station. */
async function account({ database, stationId }: Place): Promise<string> {
  const { accountId } = await database
    .selectFrom('membership')
    .innerJoin('organisation', 'organisation.id', 'membership.organisationId')
    .select('accountId')
    .where('policeUnitId', '=', stationId)
    .executeTakeFirstOrThrow();
  return `/admin/accounts/${accountId}`;
}

const source =
  (after = '') =>
  async ({ database, zoneId }: Place) =>
    `/admin/sources/${await leaveSource(database, zoneId)}${after}`;

/** What only administrators reach; for everybody else it does not exist. */
export const administrationRows: readonly Row[] = [
  { target: 'page /admin', path: '/admin', own: administrator },
  { target: 'page /admin/organisations', path: '/admin/organisations', own: administrator },
  { target: 'page /admin/organisations/new', path: '/admin/organisations/new', own: administrator },
  { target: 'page /admin/organisations/[id]', path: organisation, own: administrator },
  {
    target: 'page /admin/organisations/[id]',
    what: 'nobody invited',
    path: organisation,
    form: { intent: 'invite', email: '' },
    own: only(['administrator'], 422),
  },
  { target: 'page /admin/accounts', path: '/admin/accounts', own: administrator },
  { target: 'page /admin/accounts/[id]', path: account, own: administrator },
  { target: 'page /admin/audit', path: '/admin/audit', own: administrator },
  { target: 'page /admin/patrol-units', path: '/admin/patrol-units', own: administrator },
  { target: 'page /admin/settings', path: '/admin/settings', own: administrator },
  {
    target: 'page /admin/settings',
    what: 'simulator',
    path: '/admin/settings',
    form: { intent: 'simulator', isOn: '' },
    own: only(['administrator'], 303),
  },
  { target: 'page /admin/sources', path: '/admin/sources', own: administrator },
  {
    target: 'page /admin/sources',
    what: 'without a name',
    path: '/admin/sources',
    form: { name: '' },
    own: only(['administrator'], 422),
  },
  { target: 'page /admin/sources/[id]', path: source(), own: administrator },
  { target: 'page /admin/sources/[id]', what: 'missing', path: `/admin/sources/${newId()}`, own: everyone(404) },
  { target: 'page /admin/sources/[id]', what: 'a key', path: source('?do=make-key'), form: {}, own: administrator },
  {
    target: 'page /admin/sources/[id]',
    what: 'a message that is tried',
    path: source('?do=try'),
    form: { message: '{}' },
    own: administrator,
  },
  {
    target: 'page /admin/sources/[id]',
    what: 'a refused message that it has not',
    path: source('?do=letter-open'),
    form: { letterId: newId() },
    own: everyone(404),
  },
  { target: 'page /admin/units', path: '/admin/units', own: administrator },
  { target: 'page /admin/units/[id]', path: ({ stationId }) => `/admin/units/${stationId}`, own: administrator },
  { target: 'page /admin/zones', path: '/admin/zones', own: administrator },
  { target: 'page /admin/zones/new', path: '/admin/zones/new', own: administrator },
  { target: 'page /admin/zones/[slug]', path: ({ slug }) => `/admin/zones/${slug}`, own: administrator },
  {
    target: 'page /admin/zones/[slug]/escalation',
    path: ({ slug }) => `/admin/zones/${slug}/escalation`,
    own: administrator,
  },
  {
    target: 'page /admin/zones/[slug]/escalation',
    what: 'commanders before supervisors',
    path: ({ slug }) => `/admin/zones/${slug}/escalation`,
    form: { supervisor1: '5', commander1: '3' },
    own: only(['administrator'], 422),
  },
  {
    target: 'page /admin/zones/[slug]',
    what: 'bad delay',
    path: ({ slug }) => `/admin/zones/${slug}`,
    form: { publicDelayMinutes: '-1' },
    own: only(['administrator'], 422),
  },
];
