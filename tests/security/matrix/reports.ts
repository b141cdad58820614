import { newId } from '../../../src/server/identifiers.ts';
import { everyone, type Place, type Row } from './row.ts';

const all = everyone(200);
const nobody = everyone(404);

const page =
  (isSensitive: boolean) =>
  async ({ database, zoneId }: Place): Promise<string> => {
    const { trackingNumber } = await database
      .selectFrom('report')
      .select('trackingNumber')
      .where('zoneId', '=', zoneId)
      .where('isSensitive', '=', isSensitive)
      .where('isPublicPlace', '=', true)
      .executeTakeFirstOrThrow();
    return `/reports/${trackingNumber}`;
  };

/** Anybody reports; an ordinary report has a public page, a sensitive one has none, and its number opens nothing. */
export const reportRows: readonly Row[] = [
  { target: 'page /report', path: '/report', own: all },
  { target: 'page /reports', path: '/reports', own: all },
  { target: 'page /reports/[number]', path: page(false), own: all },
  { target: 'page /reports/[number]', what: 'sensitive', path: page(true), own: nobody },
  { target: 'page /reports/follow/[secret]', path: `/reports/follow/${newId()}`, own: nobody },
];
