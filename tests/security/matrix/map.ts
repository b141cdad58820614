import { everyone, type Row } from './row.ts';

export const mapRows: readonly Row[] = [{ target: 'page /map', path: '/map', own: everyone(200) }];
