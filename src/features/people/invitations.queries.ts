import type { Insertable } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { Invitation } from '../../../db/types.ts';

export async function insertInvitation(database: Database, invitation: Insertable<Invitation>): Promise<void> {
  await database.insertInto('invitation').values(invitation).execute();
}

/** Invitations into the organisation that can still be accepted. */
export function listOpenInvitations(database: Database, organisationId: string, now: Date) {
  return database
    .selectFrom('invitation')
    .where('organisationId', '=', organisationId)
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now)
    .orderBy('createdAt', 'desc')
    .select(['id', 'email', 'role', 'position', 'expiresAt'])
    .execute();
}

/** An invitation that can still be accepted, by the hash of its secret; locked until the transaction ends. */
export function findOpenInvitation(database: Database, tokenHash: string, now: Date) {
  return database
    .selectFrom('invitation')
    .innerJoin('organisation', 'organisation.id', 'invitation.organisationId')
    .where('tokenHash', '=', tokenHash)
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now)
    .where('organisation.isDisabled', '=', false)
    .select([
      'invitation.id',
      'invitation.organisationId',
      'invitation.role',
      'invitation.position',
      'invitation.email',
      'organisation.nameTh',
      'organisation.nameEn',
    ])
    .forUpdate('invitation')
    .executeTakeFirst();
}

export async function markInvitationAccepted(
  database: Database,
  id: string,
  accepted: { acceptedBy: string; acceptedAt: Date },
): Promise<void> {
  await database.updateTable('invitation').set(accepted).where('id', '=', id).execute();
}

/** Withdraws it; false when it is not there, or was accepted or withdrawn before. */
export async function revokeInvitation(
  database: Database,
  invitation: { id: string; organisationId: string; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('invitation')
    .set({ revokedAt: invitation.now })
    .where('id', '=', invitation.id)
    .where('organisationId', '=', invitation.organisationId)
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Whether the account has proved that this address is its own. */
export async function hasProvedEmail(database: Database, accountId: string, email: string): Promise<boolean> {
  const row = await database
    .selectFrom('accountContact')
    .where('accountId', '=', accountId)
    .where('kind', '=', 'email')
    .where('value', '=', email)
    .where('verifiedAt', 'is not', null)
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}
