import type { Transaction } from 'kysely';
import type { DB } from '../../../db/types.ts';
import type { Context } from '../../server/context.ts';
import { conditionOnceHeard } from './conditions.ts';
import type { Heartbeat } from './device-intake.schema.ts';
import { noteCondition } from './note-condition.ts';
import { type DeviceReference, findCondition, updateFault } from './signals.queries.ts';

/** Keeps what a device that was just heard told of its fault, and has its condition follow. */
export async function followDevice(
  context: Context,
  transaction: Transaction<DB>,
  device: DeviceReference & { fault: string | null },
  { condition: told, fault: code = '' }: Heartbeat,
): Promise<void> {
  const fault = told === 'faulty' ? code : told === 'working' ? null : device.fault;
  if (fault !== device.fault) await updateFault(transaction, device.id, fault);
  const before = await findCondition(transaction, device);
  if (before === undefined) return;
  const after = conditionOnceHeard(before, told, { hasToldOfFault: device.fault !== null });
  if (after === before) return;
  const type = after === 'faulty' ? 'fault-told' : before === 'faulty' ? 'fault-over' : 'signal-back';
  const payload = type === 'fault-told' && code ? { fault: code } : {};
  await noteCondition(context, device, { from: before, to: after, type, payload });
}
