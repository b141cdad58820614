import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import { readForm } from '../../server/forms.ts';
import { keyNumber } from './device-intake.schema.ts';
import { makeKey, revokeKey } from './device-keys.service.ts';
import type { MadeKey } from './next-key.ts';
import type { DeviceReference } from './signals.queries.ts';

/**
 * Does what a form among a device's keys asks for, by the name in `?do=`: the key that was made, to be shown this once,
 * or `done`. Undefined when the form is another's.
 */
export async function answerKeyForm(
  context: Context,
  device: DeviceReference,
  name: string,
  request: Request,
): Promise<MadeKey | 'done' | undefined> {
  if (name === 'make-key') return makeKey(context, device);
  if (name !== 'end-key') return undefined;
  const form = await readForm(request, keyNumber);
  if (!form.ok) notFound();
  await revokeKey(context, device, form.value);
  return 'done';
}
