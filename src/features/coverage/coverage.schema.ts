import * as z from 'zod/mini';
import { choice, day, id } from '../../formats/fields.ts';
import { purposes } from './scene.ts';

/** What the coverage page is asked to show; anything else falls back to the first of each. */
export const coverageQuestion = z.object({
  purpose: z._default(z.catch(z.enum(purposes), 'detect'), 'detect'),
  scope: z._default(z.catch(z.enum(['linked', 'all']), 'linked'), 'linked'),
});

export type CoverageQuestion = z.infer<typeof coverageQuestion>;

/** Why nobody gets through a street. */
export const closureKinds = ['closed', 'flooded'] as const;

/** A street that is closed until a day, that day included. */
export const closing = z.object({ street: id, kind: choice(closureKinds), until: day });

/** A street that is open again. */
export const opening = z.object({ closure: id });
