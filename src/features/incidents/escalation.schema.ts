import * as z from 'zod/mini';
import { integerField } from '../../formats/fields.ts';

const supervisor = integerField(1, 1_440);
const commander = integerField(2, 2_880);

/** The minutes of each priority, as the form sends them. */
export const escalationForm = z.object({
  supervisor1: supervisor,
  supervisor2: supervisor,
  supervisor3: supervisor,
  supervisor4: supervisor,
  commander1: commander,
  commander2: commander,
  commander3: commander,
  commander4: commander,
});
export type EscalationForm = z.output<typeof escalationForm>;
