import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

/** What somebody would notice who reads the demonstration closely. */

let store: TestDatabase;
beforeAll(async () => {
  store = await openTestDatabase({ seeded: true });
});
afterAll(() => store.remove());

async function count(from: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.raw(from)}`.execute(
    store.handle.database,
  );
  return rows[0]?.count ?? 0;
}

const abroad = "zone_id = (select id from zone where slug = 'thung-plaina')";

test.each(['camera', 'sos_post', 'report', 'proposal', 'project', 'risk_area', 'incident_response', 'report_photo'])(
  'the second, smaller zone has some of %s, and fewer than the first',
  async (table) => {
    const from = table === 'report_photo' ? 'report_photo join report on report.id = report_id' : table;
    const few = await count(`${from} where ${abroad}`);
    expect(few).toBeGreaterThan(0);
    expect(few * 2).toBeLessThan(await count(from));
  },
);

test('nothing of one zone hangs on something of the other', async () => {
  const links = {
    'proposal and its report': `proposal_report join report on report.id = report_id
      join proposal on proposal.id = proposal_id where report.zone_id <> proposal.zone_id`,
    'project and its proposal': `project join proposal on proposal.id = proposal_id
      where project.zone_id <> proposal.zone_id`,
    'proposal and its author': `proposal join membership on account_id = author_id
      join organisation on organisation.id = membership.organisation_id
      join zone on zone.id = proposal.zone_id where network_station_id is distinct from zone.station_id`,
    'incident and its patrol': `incident_response join patrol_unit on patrol_unit.id = patrol_unit_id
      join zone on zone.id = zone_id where patrol_unit.station_id <> zone.station_id`,
  };
  for (const [name, from] of Object.entries(links)) expect(await count(from), name).toBe(0);
});

test('a proposal answers reports that lie near it and came before it', async () => {
  const linked = 'proposal_report join report on report.id = report_id join proposal on proposal.id = proposal_id';
  expect(await count(linked)).toBeGreaterThan(40);
  expect(await count(`${linked} where report.created_at >= proposal.created_at`)).toBe(0);
  expect(await count(`${linked} where st_distance(report.place::geography, proposal.place::geography) > 120`)).toBe(0);
  expect(
    await count(`${linked} where report.category not in ('dark', 'broken-light', 'lonely')
      and proposal.kind in ('light', 'sos-post')  and report.category not in ('live-wires')`),
  ).toBe(0);
});

test('a report that repeats another is of its kind, next to it and later', async () => {
  const twins = 'report join report as first on first.id = report.duplicate_of';
  expect(await count(twins)).toBeGreaterThan(5);
  expect(
    await count(`${twins} where report.category <> first.category or report.created_at <= first.created_at
      or st_distance(report.place::geography, first.place::geography) > 60`),
  ).toBe(0);
});

test('every history runs forward: nothing before its beginning, after now, or out of the order of its states', async () => {
  expect(await count('event where occurred_at > now()')).toBe(0);
  const { rows } = await sql<{ subject: string; type: string }>`
    select subject, type from (
      select subject, type, payload ->> 'from' as came_from,
        lag(payload ->> 'to') over (partition by subject_id order by occurred_at, id) as stood_at
      from event where payload ? 'from' and payload ? 'to'
    ) as step
    where stood_at is not null and came_from <> stood_at`.execute(store.handle.database);
  expect(rows).toEqual([]);
  const begun = ['report', 'proposal', 'project'].map(
    (table) => `select event.id from event join ${table} on ${table}.id = subject_id
      where occurred_at < ${table}.created_at`,
  );
  expect(await count(`(${begun.join(' union all ')}) as early`)).toBe(0);
});

test('what is delivered was delivered by a project, and what it mends was mended then', async () => {
  expect(
    await count(`proposal where state = 'delivered' and not exists (select from project
      where proposal_id = proposal.id and done_at is not null and abs(extract(epoch from done_at - proposal.changed_at)) < 86400)`),
  ).toBe(0);
  expect(
    await count(`report join proposal_report on report_id = report.id
      join project on project.proposal_id = proposal_report.proposal_id
      where project.done_at is not null and report.state <> 'fixed'`),
  ).toBe(0);
  expect(
    await count(`project join proposal on proposal.id = project.proposal_id
      join event on event.subject_id = proposal.id and event.payload ->> 'to' = 'accepted'
      where event.occurred_at > project.created_at`),
  ).toBe(0);
  expect(await count('project_milestone join project on project.id = project_id where done_on > done_at::date')).toBe(
    0,
  );
});

test('nobody backs or says anything before they were there, or after it was decided', async () => {
  const backed = 'proposal_endorsement as said join account on account.id = account_id';
  expect(await count(`${backed} where said.created_at < account.created_at`)).toBe(0);
  expect(
    await count(`proposal_endorsement as said join event on event.subject_id = said.proposal_id
      and event.payload ->> 'to' in ('accepted', 'rejected', 'merged', 'withdrawn', 'delivered')
      where said.created_at > event.occurred_at`),
  ).toBe(0);
});

test('words are not the same again and again', async () => {
  const { rows } = await sql<{ most: number }>`
    select max(same)::int as most from (
      select count(*) as same from report where words <> '' group by zone_id, words
    ) as told`.execute(store.handle.database);
  expect(rows[0]?.most).toBeLessThan(6);
  expect(await count("report where words || reason || referred_to like '%{%'")).toBe(0);
});

test('an incident is merged into one of its kind at its place', async () => {
  const merged = `incident_response join incident on incident.id = incident_id
    join incident as first on first.id = merged_into`;
  expect(await count(merged)).toBeGreaterThan(0);
  expect(await count(`${merged} where first.kind <> incident.kind or not st_equals(first.place, incident.place)`)).toBe(
    0,
  );
  expect(await count("incident_response where state in ('merged', 'false-alarm') and published_at is not null")).toBe(
    0,
  );
});

test('maps have nothing left to add up, and what is closed counts', async () => {
  expect(await count('incident_cell_change')).toBe(0);
  expect(await count('incident_cell')).toBeGreaterThan(0);
  expect(
    await count(`incident join incident_response on incident_id = incident.id
      where state = 'closed' and not is_public and recorded_at < now() - interval '70 minutes'`),
  ).toBe(0);
});
