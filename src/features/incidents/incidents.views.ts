import type { LiveRow } from './incidents.queries.ts';
import type { CommandIncident, ExactIncident, PublicIncident } from './incidents.schema.ts';
import type { IncidentState } from './incidents.states.ts';

/** The incident as each audience may see it; nothing leaves for an audience but through one of these. */

export function exactView(row: LiveRow): ExactIncident {
  return {
    audience: 'officer',
    ...sharedView(row),
    place: [row.longitude, row.latitude],
    source: row.source,
    summary: row.summary,
    callSign: row.callSign,
  };
}

export function commandView(row: LiveRow): CommandIncident {
  return { audience: 'commander', ...sharedView(row), place: snapPlace(row) };
}

export function publicView(row: LiveRow, isWithdrawn: boolean): PublicIncident {
  return { audience: 'public', key: row.publicKey, kind: row.kind, isWithdrawn, place: snapPlace(row) };
}

/** Whether the public may ever hear of it: never what is grave, sensitive, or turned out to be nothing. */
export function isForPublic(row: LiveRow): boolean {
  return row.priority !== 1 && !row.isSensitive && row.state !== 'merged' && row.state !== 'false-alarm';
}

export function stateOf(row: { state: string }): IncidentState {
  return row.state as IncidentState;
}

function sharedView(row: LiveRow) {
  return {
    id: row.id,
    kind: row.kind,
    priority: row.priority,
    state: stateOf(row),
    number: row.number,
    escalatedTo: row.escalatedTo,
    occurredAt: row.occurredFrom.toISOString(),
    changedAt: row.changedAt.toISOString(),
    presses: row.presses,
  };
}

function snapPlace(row: LiveRow): [number, number] | null {
  return row.snapLongitude === null || row.snapLatitude === null ? null : [row.snapLongitude, row.snapLatitude];
}
