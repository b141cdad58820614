import { localName } from '../../../i18n/format.ts';
import type { Locale } from '../../../i18n/locale.ts';
import { changeOf } from '../plan-edits.service.ts';
import type { PlanView } from '../plans.service.ts';
import type { PlanFacts } from './plan-facts.ts';
import { cameraLabel, type PlanWords, wasOf } from './plan-words.ts';

/** What the forms of a plan's page are rendered with: the plan, and what was typed where it could not be taken. */
export interface PlanFormProps {
  plan: PlanView;
  /** The form that was sent. */
  todo: string;
  typed: Record<string, string>;
  mistakes: Record<string, string>;
}

/** A plan as the island takes it. */
export function factsOf(plan: PlanView, words: PlanWords, locale: Locale): PlanFacts {
  const { id, zoneId, version, title, purpose, scope, visits, state } = plan;
  const { sureBefore, likelyBefore, sureAfter, likelyAfter, gapSquareMetersBefore, gapSquareMetersAfter } = plan;
  return {
    ...{ id, zoneId, version, title, purpose, scope, visits, isDraft: state === 'draft' },
    ...{ sureBefore, likelyBefore, sureAfter, likelyAfter, gapSquareMetersBefore, gapSquareMetersAfter },
    changes: plan.changes.map((row) => ({ ...changeOf(row), label: cameraLabel(row, words), was: wasOf(row) })),
    areas: plan.areas.map((area) => ({
      riskAreaId: area.riskAreaId,
      name: localName(area, locale),
      sureBefore: area.sureBefore,
      likelyBefore: area.likelyBefore,
      sureAfter: area.sureAfter,
      likelyAfter: area.likelyAfter,
      gapSquareMetersBefore: area.gapSquareMetersBefore,
      gapSquareMetersAfter: area.gapSquareMetersAfter,
    })),
  };
}
