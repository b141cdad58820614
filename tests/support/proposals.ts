import type { NewProposal } from '../../src/features/proposals/proposals.schema.ts';
import { openProposal } from '../../src/features/proposals/proposals.service.ts';
import { createProposal } from '../../src/features/proposals/propose.service.ts';
import { reviewProposal } from '../../src/features/proposals/review.service.ts';
import type { Context } from '../../src/server/context.ts';
import type { MadeZone } from './factories.ts';

/** What a proposal of a test says unless it says otherwise: lamps in the zone's middle. */
export function proposalIn(zone: MadeZone, changes: Partial<NewProposal> = {}): NewProposal {
  return {
    zone: zone.slug,
    kind: 'light',
    title: 'ไฟทางเดินหลังตลาด',
    problem: 'ทางเดินมืดหลังสองทุ่ม',
    fix: 'ติดไฟหกดวง',
    place: `point:${zone.center[0]},${zone.center[1]}`,
    placeName: '',
    riskArea: null,
    reports: [],
    as: 'draft',
    ...changes,
  };
}

/** Makes a proposal and takes it to review with this cost; returns its id. `author` must be a planner of the zone. */
export async function makeReviewed(author: Context, zone: MadeZone, costBaht: number, title = 'ไฟ'): Promise<string> {
  const number = await createProposal(author, proposalIn(zone, { title: `${title} ${costBaht}` }));
  await openProposal(author, number);
  const finding = { feasibility: 'feasible', feasibilityReason: 'เสาไฟมีอยู่แล้ว', spender: 'public-road' } as const;
  await reviewProposal(author, number, { costBaht, ...finding });
  const row = await author.database
    .selectFrom('proposal')
    .select('id')
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  return row.id;
}
