import { inTransaction } from '../../../db/client/transaction.ts';
import type { JsonObject } from '../../../db/types.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { type CameraRow, findCamera, lockCamera, updateCamera } from './cameras.queries.ts';
import { type Standing, scopeOf, standingOf } from './cameras.service.ts';
import { coverMoves, recordChange } from './changes.ts';

/** What one press does to a camera: who may press, when it makes sense, and what it changes. */
interface Press {
  isFor: (standing: Standing) => boolean;
  isPossible: (camera: CameraRow) => boolean;
  type: string;
  changes: (context: Context) => Parameters<typeof updateCamera>[2];
}

const isAwaiting = (camera: CameraRow): boolean => camera.acceptedAt === null && camera.returnedReason === '';

const isMoved = (camera: CameraRow): boolean => camera.movedSinceAcceptedAt !== null;

const presses = {
  accept: {
    isFor: ({ isOfficer }) => isOfficer,
    isPossible: isAwaiting,
    type: 'accepted',
    changes: ({ now }) => ({ acceptedAt: now }),
  },
  acceptChange: {
    isFor: ({ isOfficer }) => isOfficer,
    isPossible: isMoved,
    type: 'accepted-again',
    changes: () => ({ movedSinceAcceptedAt: null }),
  },
  pause: {
    isFor: ({ isOwn }) => isOwn,
    isPossible: ({ link }) => link === 'linked',
    type: 'paused',
    changes: () => ({ link: 'paused' }),
  },
  resume: {
    isFor: ({ isOwn }) => isOwn,
    isPossible: ({ link }) => link === 'paused',
    type: 'resumed',
    changes: () => ({ link: 'linked' }),
  },
} as const satisfies Record<string, Press>;

async function press(context: Context, id: string, what: Press, payload: JsonObject = {}): Promise<void> {
  const scope = scopeOf(context.viewer);
  const camera = await findCamera(context.database, id, scope);
  if (!camera || !what.isFor(standingOf(context.viewer, camera))) notFound();
  await inTransaction(context.database, async (transaction) => {
    await lockCamera(transaction, id);
    const current = await findCamera(transaction, id, scope);
    if (!current || !what.isPossible(current)) throw new AppError('conflict', `${what.type} is not possible now`);
    await updateCamera(transaction, id, { ...what.changes(context), changedAt: context.now });
    await recordChange({ ...context, database: transaction }, current, what.type, payload);
    await coverMoves(context, transaction);
  });
}

/** An officer takes a partner's camera into the shared registry: it counts from now on. */
export const acceptCamera = (context: Context, id: string): Promise<void> => press(context, id, presses.accept);

/** An officer finds what the owner has changed since to be right. */
export const acceptChange = (context: Context, id: string): Promise<void> => press(context, id, presses.acceptChange);

/** The owner stops sharing the picture; everybody's figures of linked cameras follow. */
export const pauseSharing = (context: Context, id: string): Promise<void> => press(context, id, presses.pause);

export const resumeSharing = (context: Context, id: string): Promise<void> => press(context, id, presses.resume);

/**
 * An officer sends a camera back to its owner with a reason, before accepting it or after the owner changed it; it is
 * the owner's alone again.
 */
export function returnCamera(context: Context, id: string, { reason }: { reason: string }): Promise<void> {
  const sendBack: Press = {
    isFor: presses.accept.isFor,
    isPossible: (camera) => isAwaiting(camera) || isMoved(camera),
    type: 'returned',
    changes: () => ({ acceptedAt: null, movedSinceAcceptedAt: null, returnedReason: reason }),
  };
  return press(context, id, sendBack, { reason });
}
