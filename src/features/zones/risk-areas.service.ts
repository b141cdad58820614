import { inTransaction } from '../../../db/client/transaction.ts';
import { may, requireMay } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import {
  findRiskArea,
  listDecisions,
  listProposalsAbout,
  lockRiskArea,
  updateRiskAreaState,
} from './risk-areas.queries.ts';
import { publicStates, type RiskAreaState, riskAreaArrows } from './risk-areas.states.ts';
import type { RiskAreaDecision } from './zones.schema.ts';

/** Why a place is a risk area, one thing at a time. `figure` is what was measured, for those who work on it. */
export interface Factor {
  th: string;
  en: string;
  figure?: string;
}

/** A risk area for anybody once it is confirmed; before that, for who works in the zone. */
export async function getRiskArea(context: Context, id: string) {
  const area = await findRiskArea(context.database, id);
  if (!area || !maySee(context, area)) notFound();
  const [decisions, proposals] = await Promise.all([
    listDecisions(context.database, id),
    listProposalsAbout(context.database, id),
  ]);
  const seesAll = may(context.viewer, 'risk-area.see-proposed', area.zoneId);
  const mayDecide = may(context.viewer, 'risk-area.decide', area.zoneId);
  return {
    ...area,
    factors: readFactors(area.factors, seesAll),
    decisions: decisions.filter((decision) => seesAll || publicStates.includes(decision.to)),
    proposals,
    next: mayDecide ? riskAreaArrows[area.state] : [],
  };
}

function maySee(context: Context, area: { state: RiskAreaState; zoneId: string }): boolean {
  return publicStates.includes(area.state) || may(context.viewer, 'risk-area.see-proposed', area.zoneId);
}

/** Factors as they are kept; those without words, and what was measured, are for who works in the zone. */
function readFactors(kept: unknown, seesAll: boolean): Factor[] {
  if (!Array.isArray(kept)) return [];
  return kept.flatMap((factor: unknown): Factor[] => {
    if (typeof factor !== 'object' || factor === null) return [];
    const text = (name: string): string => String(Reflect.get(factor, name) ?? '');
    const figure = seesAll ? text('figure') : '';
    const words = { th: text('th'), en: text('en') };
    if (words.th === '' && words.en === '') return seesAll ? [{ th: text('key'), en: text('key'), figure }] : [];
    return [{ ...words, ...(figure && { figure }) }];
  });
}

/**
 * Confirms, dismisses, treats, watches or closes a risk area, with a reason that everybody can read.
 * @throws AppError `conflict` where there is no arrow
 */
export function decideRiskArea(context: Context, id: string, decision: RiskAreaDecision): Promise<void> {
  return inTransaction(context.database, async (transaction) => {
    const area = await lockRiskArea(transaction, id);
    if (!area) notFound();
    requireMay(context.viewer, 'risk-area.decide', area.zoneId);
    if (!riskAreaArrows[area.state].includes(decision.to))
      throw new AppError('conflict', `no arrow from ${area.state} to ${decision.to}`);
    await updateRiskAreaState(transaction, { id, state: decision.to, now: context.now });
    await appendEvent(transaction, {
      zoneId: area.zoneId,
      subject: 'risk-area',
      subjectId: id,
      type: 'moved',
      viewer: context.viewer,
      occurredAt: context.now,
      payload: { from: area.state, to: decision.to, reason: decision.reason },
    });
  });
}
