import { only, type Row } from './row.ts';

const nothing = '00000000-0000-4000-8000-000000000000';

/** Imports are the administrator's alone. */
export const importRows: readonly Row[] = [
  { target: 'page /admin/imports', path: '/admin/imports', own: only(['administrator']) },
  {
    target: 'page /admin/imports',
    what: 'no file',
    path: '/admin/imports',
    form: { target: 'cameras' },
    own: only(['administrator'], 422),
  },
  { target: 'page /admin/imports/[id]', path: `/admin/imports/${nothing}`, own: only([]) },
  { target: 'page /admin/imports/[id]/rejected.csv', path: `/admin/imports/${nothing}/rejected.csv`, own: only([]) },
];
