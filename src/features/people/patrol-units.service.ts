import { requireAdministrator } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError } from '../../server/errors.ts';
import { newId } from '../../server/identifiers.ts';
import {
  addPatrolMember,
  endPatrolMember,
  insertPatrolUnit,
  listOfficers,
  listPatrolMembers,
  listPatrolUnits,
  listStations,
  servesAtStationOf,
} from './patrol-units.queries.ts';

/** Patrol units with their members of today and the officers who could join each. */
export async function getPatrolUnits(context: Context) {
  requireAdministrator(context.viewer);
  const { database } = context;
  const [units, members, officers, stations] = await Promise.all([
    listPatrolUnits(database),
    listPatrolMembers(database),
    listOfficers(database),
    listStations(database),
  ]);
  return {
    stations,
    units: units.map((unit) => {
      const held = members.filter((member) => member.patrolUnitId === unit.id);
      const isMember = (id: string): boolean => held.some((member) => member.id === id);
      return {
        ...unit,
        members: held,
        candidates: officers.filter((officer) => officer.stationId === unit.stationId && !isMember(officer.id)),
      };
    }),
  };
}

export async function makePatrolUnit(
  context: Context,
  unit: { stationId: string; callSign: string; vehicle: string },
): Promise<void> {
  requireAdministrator(context.viewer);
  if (!(await insertPatrolUnit(context.database, { id: newId(), ...unit })))
    throw new AppError('conflict', 'call sign taken', { callSign: 'mistakeCallSign' });
}

/** Puts an officer of the station on the unit from today. */
export async function joinPatrolUnit(
  context: Context,
  member: { patrolUnitId: string; accountId: string },
): Promise<void> {
  requireAdministrator(context.viewer);
  if (!(await servesAtStationOf(context.database, member.patrolUnitId, member.accountId)))
    throw new AppError('invalid', 'not of this station', { accountId: 'mistakeChoice' });
  await addPatrolMember(context.database, { ...member, validFrom: context.now.toISOString().slice(0, 10) });
}

export async function leavePatrolUnit(
  context: Context,
  member: { patrolUnitId: string; accountId: string },
): Promise<void> {
  requireAdministrator(context.viewer);
  await endPatrolMember(context.database, { ...member, lastDay: context.now.toISOString().slice(0, 10) });
}
