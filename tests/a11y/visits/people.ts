import { issueInvitation } from '../../../src/features/people/invitations.service.ts';
import { newId } from '../../../src/server/identifiers.ts';
import type { Place } from './places.ts';
import { byEach, type Visit } from './visit.ts';

/** An invitation into an organisation of the town, as its email leads to it. */
async function invitation(place: Place): Promise<string> {
  const organisation = await place.database
    .selectFrom('organisation')
    .select('id')
    .orderBy('id')
    .executeTakeFirstOrThrow();
  const invited = { email: 'new@demo.example', role: 'partner', position: 'กรรมการ' } as const;
  const { secret } = await issueInvitation(await place.contextAs('administrator'), {
    ...invited,
    organisationId: organisation.id,
  });
  return `/invitation/${secret}`;
}

/** Signing in, one's own account, and vouching. */
export const peopleVisits: readonly Visit[] = [
  { page: '/sign-in', state: 'content', path: '/sign-in' },
  { page: '/sign-in', state: 'mistake', path: '/sign-in', form: { intent: 'code', email: 'nobody' } },
  {
    page: '/sign-in',
    state: 'mistake',
    what: 'wrong password',
    path: '/sign-in',
    form: { intent: 'password', email: 'nobody@example.com', password: 'not this' },
  },
  { page: '/sign-in/code', state: 'content', path: '/sign-in/code' },
  { page: '/sign-in/code', state: 'mistake', path: '/sign-in/code', form: { code: '12' } },
  { page: '/register', state: 'content', path: '/register' },
  { page: '/register', state: 'mistake', path: '/register', form: { email: 'x', password: '1' } },
  ...byEach(['anonymous', 'partner'], { page: '/invitation/[secret]', state: 'content', path: invitation }),
  { page: '/invitation/[secret]', state: 'empty', path: `/invitation/${newId()}`, status: 404 },
  ...byEach(['resident', 'partner'], { page: '/account', state: 'content', path: '/account' }),
  { page: '/account', state: 'empty', what: 'signed out', path: '/account', status: 401 },
  {
    page: '/account',
    state: 'mistake',
    as: 'partner',
    path: '/account',
    form: { intent: 'profile', displayName: '', locale: 'th' },
  },
  {
    page: '/account',
    state: 'mistake',
    what: 'password',
    as: 'partner',
    path: '/account',
    form: { intent: 'password', currentPassword: 'x', newPassword: 'short' },
  },
  { page: '/account/erase', state: 'content', as: 'partner', path: '/account/erase' },
  { page: '/account/erase', state: 'mistake', as: 'partner', path: '/account/erase', form: {} },
  { page: '/account/verify', state: 'content', as: 'partner', path: '/account/verify' },
  { page: '/account/verify', state: 'mistake', as: 'partner', path: '/account/verify', form: { code: '?' } },
  { page: '/vouch', state: 'content', as: 'partner', path: '/vouch' },
  { page: '/vouch', state: 'mistake', as: 'partner', path: '/vouch', form: { zoneId: 'x', count: '0' } },
  { page: '/privacy', state: 'content', path: '/privacy' },
  { page: '/audit', state: 'content', path: '/audit' },
  { page: '/audit', state: 'empty', at: 'bare', path: '/audit' },
];
