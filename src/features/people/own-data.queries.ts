import type { Database } from '../../../db/client/database.ts';

/** What the account wrote and did, one list a kind; choices on ballots are secret even here. */
export async function collectOwnRecords(database: Database, accountId: string) {
  const [reports, answers, proposals, endorsements, comments, ballots, confirmations, vouches, looks] =
    await Promise.all([
      database
        .selectFrom('report')
        .where('accountId', '=', accountId)
        .select(['trackingNumber', 'category', 'state', 'placeName', 'words', 'createdAt'])
        .execute(),
      database.selectFrom('reportAnswer').where('accountId', '=', accountId).select(['words', 'createdAt']).execute(),
      database.selectFrom('proposal').where('authorId', '=', accountId).selectAll().execute(),
      database
        .selectFrom('proposalEndorsement')
        .where('accountId', '=', accountId)
        .select(['proposalId', 'createdAt'])
        .execute(),
      database.selectFrom('proposalComment').where('accountId', '=', accountId).selectAll().execute(),
      database.selectFrom('ballotVoter').where('accountId', '=', accountId).select('ballotId').execute(),
      database.selectFrom('projectConfirmation').where('accountId', '=', accountId).selectAll().execute(),
      database.selectFrom('vouchCode').where('usedBy', '=', accountId).select(['zoneId', 'usedAt']).execute(),
      database
        .selectFrom('auditLog')
        .where('accountId', '=', accountId)
        .select(['action', 'subject', 'reason', 'recordedAt'])
        .orderBy('recordedAt', 'desc')
        .limit(10_000)
        .execute(),
    ]);
  return { reports, answers, proposals, endorsements, comments, ballots, confirmations, vouches, looks };
}

/** What else the account's rows hold of the person. */
export async function collectOwnProfile(database: Database, accountId: string) {
  const [account, contacts, invitations, patrolUnits] = await Promise.all([
    database
      .selectFrom('account')
      .where('id', '=', accountId)
      .select(['displayName', 'verification', 'locale', 'isAdministrator', 'createdAt'])
      .executeTakeFirst(),
    database
      .selectFrom('accountContact')
      .where('accountId', '=', accountId)
      .select(['kind', 'value', 'verifiedAt'])
      .execute(),
    database
      .selectFrom('invitation')
      .where('acceptedBy', '=', accountId)
      .select(['email', 'role', 'position', 'acceptedAt'])
      .execute(),
    database
      .selectFrom('patrolUnitMember')
      .innerJoin('patrolUnit', 'patrolUnit.id', 'patrolUnitMember.patrolUnitId')
      .where('accountId', '=', accountId)
      .select(['patrolUnit.callSign', 'patrolUnitMember.validFrom', 'patrolUnitMember.validTo'])
      .execute(),
  ]);
  return { account, contacts, invitations, patrolUnits };
}
