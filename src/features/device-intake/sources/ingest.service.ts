import { inTransaction } from '../../../../db/client/transaction.ts';
import { readWebhook, type WebhookHeaders } from '../../../formats/standard-webhooks.ts';
import type { Context } from '../../../server/context.ts';
import { notFound } from '../../../server/errors.ts';
import { isId, newId } from '../../../server/identifiers.ts';
import { deriveKey } from '../../../server/key-secret.ts';
import { recordInZone } from '../../incidents/recording.service.ts';
import { countRefusal, findKnownSource, hearSource, type KnownSource } from './hearing.queries.ts';
import { judge, type Verdict } from './judge.ts';
import { insertLetter } from './letters.queries.ts';
import type { RefusalReason } from './profile.ts';
import type { SourceLimits } from './source-limits.ts';
import { type Profile, profile } from './sources.schema.ts';
import { noteHeardAgain } from './tell-silence.ts';

/** A message from another system as it came: who it says it is, its signature and its bytes. */
export interface SourceMessage {
  sourceId: string;
  headers: WebhookHeaders;
  body: Uint8Array;
}

/** What became of a message. `heard`: it said nothing but that the system lives. `wait`: not taken, in so many seconds again. */
export type Taken =
  | { status: 'received' | 'repeated' | 'heard' }
  | { status: 'refused'; reason: RefusalReason }
  | { status: 'wait'; seconds: number };

/** The name under which incidents of a source are told apart from those of others; the source's own may change. */
export const sourceNameOf = (sourceId: string): string => `ingest:${sourceId}`;

/** Checked all the same for a source that is not there, so that time does not tell which are. */
const nobody: KnownSource = {
  id: '',
  zoneId: '',
  profile: {},
  messagesPerMinute: 1,
  serverSecret: 'nobody',
  numbers: [1],
};

/**
 * Takes one message of another system and returns once what became of it is committed: an incident, the one that the
 * same system told before under this id, or a dead letter with the reason. Who may send one is decided by the signature
 * alone; what is not signed is counted, answered like a source that is not there, and kept nowhere.
 * @throws AppError `not-found` unless one of the source's keys has signed it now
 */
export async function takeMessage(context: Context, message: SourceMessage, limits: SourceLimits): Promise<Taken> {
  const { source, webhookId } = await requireSigned(context, message);
  const seconds = await limits.secondsToWait(source.id, source.messagesPerMinute);
  if (seconds > 0) return { status: 'wait', seconds };
  const { body } = message;
  const read = { zoneId: source.zoneId, profile: readProfile(source.profile) };
  const verdict = body.length > 0 ? await judge(context.database, read, { body, receivedAt: context.now }) : undefined;
  return inTransaction(context.database, async (transaction) => {
    const inside = { ...context, database: transaction };
    const missedIn = await hearSource(transaction, source.id, context.now);
    if (missedIn) await noteHeardAgain(inside, transaction, { id: source.id, zoneId: missedIn });
    if (!verdict) return { status: 'heard' };
    if ('reason' in verdict) {
      const { reason } = verdict;
      const letter = { id: newId(), sourceId: source.id, webhookId, receivedAt: context.now, reason };
      await insertLetter(transaction, { ...letter, body: Buffer.from(body) });
      return { status: 'refused', reason };
    }
    return { status: await recordTold(inside, source, verdict) };
  });
}

/** Records what was told, in the transaction that is open; `repeated` when the source has told it before. */
export async function recordTold(
  context: Context,
  source: { id: string; zoneId: string },
  { incident }: Pick<Extract<Verdict, { incident: unknown }>, 'incident'>,
): Promise<'received' | 'repeated'> {
  return inTransaction(context.database, async (transaction) => {
    const input = { ...incident, source: 'feed' as const, sourceName: sourceNameOf(source.id) };
    const { isNew } = await recordInZone(context, transaction, source.zoneId, input);
    return isNew ? 'received' : 'repeated';
  });
}

/** A stored profile; one that is no longer understood maps nothing. */
export function readProfile(stored: unknown): Profile {
  const read = profile.safeParse(stored);
  return read.success ? read.data : {};
}

async function requireSigned({ database, now }: Context, { sourceId, headers, body }: SourceMessage) {
  const known = isId(sourceId) ? await findKnownSource(database, sourceId, now) : undefined;
  const source = known ?? nobody;
  const keys = source.numbers.map((number) => deriveKey(source.serverSecret, sourceId, number));
  const webhookId = readWebhook(headers, body, keys, now);
  if (known && webhookId) return { source, webhookId };
  // Asked for every one that has the form of an id, whether it is there or not.
  if (isId(sourceId)) await countRefusal(database, sourceId, hourOf(now));
  return notFound();
}

function hourOf(now: Date): Date {
  const hour = new Date(now);
  hour.setUTCMinutes(0, 0, 0);
  return hour;
}
