import { newId } from '../../../src/server/identifiers.ts';
import { everyone, type Row } from './row.ts';

/** What anybody may open. */
export const commonRows: readonly Row[] = [
  { target: 'page /', path: '/', own: everyone(200) },
  { target: 'page /failure', path: '/failure', own: everyone(404) },
  { target: 'page /privacy', path: '/privacy', own: everyone(200) },
  { target: 'page /audit', path: '/audit', own: everyone(200) },
  { target: 'page /invitation/[secret]', path: `/invitation/${newId()}`, own: everyone(404) },
  // Which photo is whose to see is tested with the files themselves.
  { target: 'page /files/[id]', path: `/files/${newId()}`, own: everyone(404) },
  { target: 'procedure zones.list', path: '/trpc/zones.list', own: everyone(200) },
];
