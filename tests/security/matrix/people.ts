import { everyone, only, type Row, signedIn } from './row.ts';

/** Signing in, one's own account, and vouching for residents. */
export const peopleRows: readonly Row[] = [
  { target: 'page /sign-in', path: '/sign-in', own: everyone(200) },
  {
    target: 'page /sign-in',
    what: 'wrong password',
    path: '/sign-in',
    form: { intent: 'password', email: 'nobody@example.com', password: 'x' },
    own: everyone(422),
    // By then the address has been tried ten times, whoever tried.
    foreign: { ...everyone(429), public: 422, resident: 422 },
  },
  { target: 'page /sign-in/code', path: '/sign-in/code', own: everyone(200) },
  {
    target: 'page /sign-in/code',
    what: 'wrong code',
    path: '/sign-in/code',
    form: { code: '123456' },
    own: everyone(422),
  },
  { target: 'page /register', path: '/register', own: everyone(200) },
  { target: 'page /sign-out', path: '/sign-out', own: everyone(404) },
  { target: 'page /account', path: '/account', own: signedIn(200) },
  {
    target: 'page /account',
    what: 'bad profile',
    path: '/account',
    form: { intent: 'profile', displayName: '' },
    own: signedIn(422),
  },
  { target: 'page /account/export', path: '/account/export', own: signedIn(200) },
  { target: 'page /account/erase', path: '/account/erase', own: signedIn(200) },
  { target: 'page /account/erase', what: 'not confirmed', path: '/account/erase', form: {}, own: signedIn(422) },
  { target: 'page /account/verify', path: '/account/verify', own: signedIn(200) },
  { target: 'page /vouch', path: '/vouch', own: only(['partner', 'planner'], 200, { public: 401 }) },
  {
    target: 'page /vouch',
    what: 'no count',
    path: '/vouch',
    form: { zoneId: 'x', count: '0' },
    own: only(['partner', 'planner'], 422, { public: 401 }),
  },
  { target: 'procedure people.me', path: '/trpc/people.me', own: everyone(200) },
];
