import type { Context } from '../../server/context.ts';
import { type FoundCondition, noteCameraCondition } from '../cameras/condition.service.ts';
import { notePostCondition } from '../sos-posts/condition.service.ts';
import type { DeviceReference } from './signals.queries.ts';

/** Has a device's condition changed in its registry, in the transaction that is open. */
export function noteCondition(context: Context, { kind, id }: DeviceReference, found: FoundCondition): Promise<void> {
  return kind === 'camera' ? noteCameraCondition(context, id, found) : notePostCondition(context, id, found);
}
