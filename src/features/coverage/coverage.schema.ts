import * as z from 'zod/mini';
import { purposes } from './scene.ts';

/** What the coverage page is asked to show; anything else falls back to the first of each. */
export const coverageQuestion = z.object({
  purpose: z._default(z.catch(z.enum(purposes), 'detect'), 'detect'),
  scope: z._default(z.catch(z.enum(['linked', 'all']), 'linked'), 'linked'),
});
