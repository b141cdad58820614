import { takeReadings } from '../../../src/features/alerts/hits.service.ts';
import { approveWatch } from '../../../src/features/alerts/watch-list.service.ts';
import { requestWatch } from '../../../src/features/alerts/watch-request.service.ts';
import { newId } from '../../../src/server/identifiers.ts';
import type { Place } from './places.ts';
import { byEach, type Visit } from './visit.ts';

/** Something that an officer has just asked to be watched here. */
async function requested(place: Place, watched = '1กก 1234 กรุงเทพมหานคร'): Promise<string> {
  const context = await place.contextAs('officer');
  const expiresOn = new Date(context.now.getTime() + 20 * 86_400_000).toISOString().slice(0, 10);
  const words = { legalBasis: 'หมายจับศาลอาญา จ.123/2569', reason: 'รถที่ถูกโจรกรรม', caseNumber: '45/2569' };
  const rest = { threshold: '90', startsOn: '', expiresOn, intent: 'request' } as const;
  return requestWatch(context, { kind: 'plate', zone: place.zoneId, watched, ...words, ...rest });
}

const waiting = async (place: Place): Promise<string> => `/watch-lists/${await requested(place)}`;

/** A camera's hit on what is watched, a minute ago. */
async function alert(place: Place): Promise<string> {
  await approveWatch(await place.contextAs('supervisor'), await requested(place, '5ขข 678 เชียงใหม่'));
  const context = await place.contextAs('anonymous');
  const camera = await place.database
    .selectFrom('camera')
    .where('zoneId', '=', place.zoneId)
    .select(['id', 'zoneId'])
    .executeTakeFirstOrThrow();
  const seenAt = new Date(context.now.getTime() - 60_000);
  const plates = [{ text: '5ขข 678 เชียงใหม่', score: 0.93 }];
  const [id = ''] = await takeReadings(context, camera, 'generic', [
    { camera: '', id: newId(), seenAt, plates, face: undefined },
  ]);
  return `/alerts/${id}`;
}

const opened = async (path: Promise<string>): Promise<string> => `${await path}?do=open`;

/** What is watched, and what cameras saw of it. */
export const alertVisits: readonly Visit[] = [
  { page: '/watch-lists', state: 'empty', as: 'officer', at: 'empty', path: '/watch-lists' },
  { page: '/watch-lists/new', state: 'content', as: 'officer', path: '/watch-lists/new' },
  { page: '/watch-lists/new', state: 'mistake', as: 'officer', path: '/watch-lists/new', form: { watched: '--' } },
  ...byEach(['officer', 'supervisor'], { page: '/watch-lists/[id]', state: 'content', path: waiting }),
  {
    page: '/watch-lists/[id]',
    state: 'content',
    what: 'opened',
    as: 'supervisor',
    path: (place) => opened(waiting(place)),
    form: { reason: 'ตรวจก่อนอนุมัติ' },
  },
  { page: '/watch-lists', state: 'content', as: 'supervisor', path: '/watch-lists' },
  { page: '/alerts', state: 'content', what: 'without any', as: 'officer', at: 'empty', path: '/alerts' },
  { page: '/alerts/[id]', state: 'content', as: 'officer', path: alert },
  {
    page: '/alerts/[id]',
    state: 'content',
    what: 'opened',
    as: 'officer',
    path: (place) => opened(alert(place)),
    form: { reason: 'เทียบกับภาพ' },
  },
  { page: '/alerts', state: 'content', as: 'officer', path: '/alerts' },
];
