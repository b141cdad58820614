import { expect, test } from 'vitest';
import type { FollowedIncident } from '../../ui/live/live-incidents.ts';
import type { IncidentFilters } from './address.ts';
import { isLiveWanted } from './live-filter.ts';

const here = { now: new Date('2026-11-22T15:00:00Z'), timeZone: 'Asia/Bangkok' };
const none: IncidentFilters = { kinds: [], from: '', to: '', hours: null, weekdays: [] };
/** In Bangkok it is half past one on Monday morning, the first of a month. */
const seen: FollowedIncident = {
  audience: 'officer',
  zoneId: 'a',
  id: 'one',
  kind: 'theft',
  place: [100.5, 13.8],
  state: 'new',
  occurredAt: '2026-11-01T18:30:00Z',
};
const told: FollowedIncident = { audience: 'public', zoneId: 'a', key: 'two', kind: 'theft', place: [100.5, 13.8] };
const wanted = (incident: FollowedIncident, filters: Partial<IncidentFilters> = {}): boolean =>
  isLiveWanted(incident, { ...none, ...filters }, here);

test('what has ended is not shown, what goes on is', () => {
  expect(wanted(seen)).toBe(true);
  expect(wanted({ ...seen, state: 'on-scene' })).toBe(true);
  for (const state of ['closed', 'merged', 'false-alarm']) expect(wanted({ ...seen, state })).toBe(false);
});

test('kinds, months, hours and weekdays are those of the place', () => {
  expect(wanted(seen, { kinds: ['burglary'] })).toBe(false);
  expect(wanted(seen, { kinds: ['burglary', 'theft'] })).toBe(true);
  expect(wanted(seen, { from: '2026-11', to: '2026-11' })).toBe(true);
  expect(wanted(seen, { to: '2026-10' })).toBe(false);
  expect(wanted(seen, { from: '2026-12' })).toBe(false);
  expect(wanted(seen, { hours: [22, 4] })).toBe(true);
  expect(wanted(seen, { hours: [18, 20] })).toBe(false);
  expect(wanted(seen, { weekdays: [1] })).toBe(true);
  expect(wanted(seen, { weekdays: [7] })).toBe(false);
});

test('what the public is told is of now, and of no hour', () => {
  expect(wanted(told, { from: '2026-11' })).toBe(true);
  expect(wanted(told, { to: '2026-10' })).toBe(false);
  expect(wanted(told, { hours: [0, 23] })).toBe(false);
  expect(wanted(told, { weekdays: [7] })).toBe(false);
});
