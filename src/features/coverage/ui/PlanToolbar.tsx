import { useEffect, useState } from 'preact/hooks';
import type { Locale } from '../../../i18n/locale.ts';
import { createPlanClient, isConflict } from './plan-client.ts';
import type { PlanFacts } from './plan-facts.ts';
import type { PlanState } from './plan-state.ts';
import type { PlanWords } from './plan-words.ts';

interface Props {
  words: PlanWords;
  locale: Locale;
  plan: PlanFacts;
  state: PlanState;
}

type Keeping = 'no' | 'yes' | 'failed' | 'conflict';

/** Undo, redo and keep. What was kept is shown by the server again, so that page and plan never differ. */
export function PlanToolbar({ words, locale, plan, state }: Props) {
  const [keeping, setKeeping] = useState<Keeping>('no');
  const isKept = state.isKept.value;
  useEffect(() => {
    if (isKept || keeping === 'yes') return;
    const hold = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', hold);
    return () => removeEventListener('beforeunload', hold);
  }, [isKept, keeping]);

  const keep = async (): Promise<void> => {
    setKeeping('yes');
    try {
      await createPlanClient(locale).save(plan, state.list());
      location.assign(`${location.pathname}?kept${location.hash}`);
    } catch (error) {
      setKeeping(isConflict(error) ? 'conflict' : 'failed');
    }
  };

  if (!plan.isDraft) return null;
  return (
    <>
      <div class="plan-tools">
        <button type="button" class="button second" disabled={!state.canUndo.value} onClick={state.undo}>
          {words.undo}
        </button>
        <button type="button" class="button second" disabled={!state.canRedo.value} onClick={state.redo}>
          {words.redo}
        </button>
        <button type="button" class="button" disabled={isKept || keeping === 'yes'} onClick={() => void keep()}>
          {keeping === 'yes' ? words.keeping : words.keep}
        </button>
      </div>
      <p class="quiet" role="status">
        {keeping === 'failed' && words.keepFailed}
        {keeping === 'conflict' && words.keepConflict}
        {keeping === 'no' && !isKept && words.unsaved}
      </p>
    </>
  );
}
