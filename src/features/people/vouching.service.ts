import { randomInt } from 'node:crypto';
import { inTransaction } from '../../../db/client/transaction.ts';
import { requireAccount, requireMay, requireSomewhere } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { appendEvent } from '../../server/events.ts';
import { hashSecret, newId } from '../../server/identifiers.ts';
import { vouchLetters } from './account.schema.ts';
import { countAttempt } from './attempts.service.ts';
import { countVouchCodes, insertVouchCodes, listZoneNames, markResident, takeVouchCode } from './vouching.queries.ts';

const codeLength = 10;
const validMilliseconds = 30 * 86_400_000;

/** The zones that the viewer may vouch in, and how many codes have been handed out. */
export async function getVouching(context: Context) {
  const { id } = requireAccount(context.viewer);
  const zoneIds = requireSomewhere(context.viewer, 'resident.vouch');
  const zones = await listZoneNames(context.database, zoneIds);
  return { zones, ...(await countVouchCodes(context.database, id)) };
}

/** Makes codes that each verify one resident, and returns them: they are stored hashed and never seen again. */
export async function makeVouchCodes(context: Context, input: { zoneId: string; count: number }): Promise<string[]> {
  requireMay(context.viewer, 'resident.vouch', input.zoneId);
  const { id: createdBy } = requireAccount(context.viewer);
  const codes = Array.from({ length: input.count }, makeCode);
  await inTransaction(context.database, async (transaction) => {
    await insertVouchCodes(
      transaction,
      codes.map((code) => ({
        id: newId(),
        codeHash: hashSecret(code),
        zoneId: input.zoneId,
        createdBy,
        createdAt: context.now,
        expiresAt: new Date(context.now.getTime() + validMilliseconds),
      })),
    );
    await appendEvent(transaction, {
      zoneId: input.zoneId,
      subject: 'zone',
      subjectId: input.zoneId,
      type: 'vouch-codes-made',
      viewer: context.viewer,
      occurredAt: context.now,
      payload: { count: input.count },
    });
  });
  return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`);
}

function makeCode(): string {
  return Array.from({ length: codeLength }, () => vouchLetters[randomInt(vouchLetters.length)]).join('');
}

/** Verifies the viewer as a resident by a code; false for one that is wrong, used, too old or one's own. */
export async function verifyResident(context: Context, code: string): Promise<boolean> {
  const { id } = requireAccount(context.viewer);
  await countAttempt(context, 'vouch', id);
  return inTransaction(context.database, async (transaction) => {
    const taken = await takeVouchCode(transaction, { hash: hashSecret(code), accountId: id, now: context.now });
    if (!taken) return false;
    await markResident(transaction, id);
    await appendEvent(transaction, {
      zoneId: taken.zoneId,
      subject: 'account',
      subjectId: id,
      type: 'verified-resident',
      viewer: context.viewer,
      occurredAt: context.now,
    });
    return true;
  });
}
