import { approveWatch } from '../../src/features/alerts/watch-list.service.ts';
import { requestWatch } from '../../src/features/alerts/watch-request.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import type { Context } from '../../src/server/context.ts';
import { type MadeZone, madeAt } from './factories.ts';

/** What an officer asks for, as the form sends it. */
export const watchOf = (zone: MadeZone, watched = '1กก 1234 กรุงเทพมหานคร', kind: 'plate' | 'face' = 'plate') =>
  ({
    kind,
    zone: zone.id,
    watched,
    legalBasis: 'หมายจับศาลอาญา จ.123/2569',
    reason: 'รถที่ถูกโจรกรรม',
    caseNumber: '45/2569',
    threshold: '90',
    startsOn: '',
    expiresOn: new Date(madeAt.getTime() + 10 * 86_400_000).toISOString().slice(0, 10),
    intent: 'request',
  }) as const;

/** Something watched from now on: asked for by one, approved by the other. */
export async function makeWatch(
  as: (viewer: Viewer) => Context,
  { officer, supervisor, zone }: { officer: Viewer; supervisor: Viewer; zone: MadeZone },
  ...what: [watched?: string, kind?: 'plate' | 'face']
): Promise<string> {
  const id = await requestWatch(as(officer), watchOf(zone, ...what));
  await approveWatch(as(supervisor), id);
  return id;
}
