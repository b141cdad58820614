import { openDatabase } from '../../db/client/open.ts';
import { fileReport } from '../../src/features/reports/reports.service.ts';
import { newId } from '../../src/server/identifiers.ts';
import { startJobs } from '../../src/server/jobs.ts';
import { contextFor } from './context.ts';
import { makeZone } from './factories.ts';

/*
 * A server's process in little: it files a report with an email address and is killed in the moment in which that is
 * committed. Its queue is there and nobody works on it, so that nothing is in the hands of who dies.
 */
const handle = await openDatabase({ databaseUrl: process.env.DATABASE_URL, dataFolder: process.env.DATA_DIR ?? '' });
const zone = await makeZone(handle.database);
const jobs = await startJobs(handle);
await jobs.schedule('report.tell', '0 0 1 1 *');
const form = {
  key: newId(),
  category: 'dark',
  longitude: zone.center[0],
  latitude: zone.center[1],
  streetId: undefined,
  landmarkId: undefined,
  isPrivatePlace: false,
  words: '',
  email: 'survivor@example.com',
  addressee: undefined,
  organisationId: undefined,
  photoKept: '',
  isNotTwin: true,
} as const;
const filed = await fileReport({ ...contextFor(handle.database), jobs }, { form, photo: undefined, locale: 'th' });
if (filed.kind !== 'filed') throw new Error('The report was not filed.');
process.kill(process.pid, 'SIGKILL');
