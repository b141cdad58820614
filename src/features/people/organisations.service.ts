import { inTransaction } from '../../../db/client/transaction.ts';
import { requireAdministrator } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { newId } from '../../server/identifiers.ts';
import { listOpenInvitations } from './invitations.queries.ts';
import {
  findOrganisation,
  insertOrganisation,
  listMembers,
  listOrganisations,
  listTerritories,
  updateOrganisation,
} from './organisations.queries.ts';
import type { OrganisationForm } from './organisations.schema.ts';

/** Organisations for the administrator, by words in their name and by kind. */
export function getOrganisations(context: Context, wanted: { words: string; kind?: string | undefined }) {
  requireAdministrator(context.viewer);
  return listOrganisations(context.database, wanted);
}

/** One organisation with its people and the invitations that are still open. */
export async function getOrganisation(context: Context, id: string) {
  requireAdministrator(context.viewer);
  const organisation = (await findOrganisation(context.database, id)) ?? notFound();
  const [members, invitations] = await Promise.all([
    listMembers(context.database, id),
    listOpenInvitations(context.database, id, context.now),
  ]);
  return { ...organisation, members, invitations };
}

/** What an organisation can be tied to. */
export function getTerritories(context: Context) {
  requireAdministrator(context.viewer);
  return listTerritories(context.database);
}

/** Makes an organisation, or changes the one of this id; returns its id. */
export async function saveOrganisation(
  context: Context,
  id: string | undefined,
  form: OrganisationForm,
): Promise<string> {
  requireAdministrator(context.viewer);
  const isPolice = form.kind === 'police-unit';
  if (isPolice !== (form.policeUnitId !== null))
    throw new AppError('invalid', 'police unit', { policeUnitId: isPolice ? 'mistakeRequired' : 'mistakeChoice' });
  const { territory, ...rest } = form;
  const [kind, territoryId] = territory?.split(':') ?? [];
  const row = {
    ...rest,
    territoryAreaId: kind === 'area' ? (territoryId ?? null) : null,
    territoryStationId: kind === 'station' ? (territoryId ?? null) : null,
    territoryZoneId: kind === 'zone' ? (territoryId ?? null) : null,
  };
  return inTransaction(context.database, async (transaction) => {
    const subjectId = id ?? newId();
    await refuseDuplicate(async () => {
      if (id === undefined) await insertOrganisation(transaction, { id: subjectId, createdAt: context.now, ...row });
      else await updateOrganisation(transaction, id, row);
    });
    await appendEvent(transaction, {
      zoneId: null,
      subject: 'organisation',
      subjectId,
      type: id === undefined ? 'made' : 'changed',
      viewer: context.viewer,
      occurredAt: context.now,
      payload: { kind: form.kind, isDisabled: form.isDisabled, territory: territory ?? '' },
    });
    return subjectId;
  });
}

/** A police unit is one organisation; choosing it twice, or something that is gone, is a mistake in the form. */
async function refuseDuplicate(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === '23505') throw new AppError('conflict', 'unit taken', { policeUnitId: 'mistakeUnitTaken' });
    if (code === '23503') throw new AppError('invalid', 'gone', { territory: 'mistakeChoice' });
    throw error;
  }
}
