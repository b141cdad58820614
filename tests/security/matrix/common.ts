import { everyone, type Row } from './row.ts';

/** What anybody may open. */
export const commonRows: readonly Row[] = [
  { target: 'page /', path: '/', own: everyone(200) },
  { target: 'page /failure', path: '/failure', own: everyone(404) },
  { target: 'procedure zones.list', path: '/trpc/zones.list', own: everyone(200) },
];
