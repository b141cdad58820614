import { fill } from '../../../i18n/format.ts';
import type { PlanState } from './plan-state.ts';
import type { PlanWords } from './plan-words.ts';

/** A camera's code, or its number among the new ones. */
export function labelOf(key: string, { cameras }: Pick<PlanState, 'cameras'>, words: PlanWords): string {
  return cameras.find(({ id }) => id === key)?.code ?? fill(words.added, { number: key.replace('new-', '') });
}
