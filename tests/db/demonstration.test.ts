import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedDemonstration } from '../../db/seed/demonstration.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

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

test('a second filling is refused', async () => {
  const before = await count('account');
  expect(await seedDemonstration(store.handle.database, { now: new Date() })).toBe(false);
  expect(await count('account')).toBe(before);
});

test('two zones stand under different divisions and bureaus, both labelled', async () => {
  const { rows } = await sql<{ zones: number; divisions: number; bureaus: number; labelled: boolean; streams: number }>`
    select count(distinct zone.id)::int as zones, count(distinct division.id)::int as divisions,
      count(distinct division.parent_id)::int as bureaus, bool_and(zone.is_demonstration) as labelled,
      (select count(*)::int from stream) as streams
    from zone join police_unit station on station.id = zone.station_id
    join police_unit division on division.id = station.parent_id`.execute(store.handle.database);
  expect(rows[0]).toEqual({ zones: 2, divisions: 2, bureaus: 2, labelled: true, streams: 6 });
});

test('the town has what a town of 2 km² and 8,000 people has', async () => {
  const zone = await sql<{ population: number; squareKilometres: number; valid: boolean }>`
    select population, st_area(boundary::geography) / 1e6 as square_kilometres, st_isvalid(boundary) as valid
    from zone where slug = 'ban-suksan'`.execute(store.handle.database);
  expect(zone.rows[0]?.population).toBeGreaterThan(7_500);
  expect(zone.rows[0]?.population).toBeLessThan(8_800);
  expect(zone.rows[0]?.squareKilometres).toBeGreaterThan(1.8);
  expect(zone.rows[0]?.squareKilometres).toBeLessThan(2.4);
  expect(zone.rows[0]?.valid).toBe(true);
  const inHome = (table: string): string => `${table} where zone_id = (select id from zone where slug = 'ban-suksan')`;
  const buildings = await count(inHome('building'));
  expect(buildings).toBeGreaterThan(2_500);
  expect(buildings).toBeLessThan(3_700);
  expect(await count(`${inHome('street_lamp')} and not is_working`)).toBeGreaterThan(20);
  expect(await count(inHome('zone_community'))).toBe(3);
  for (const kind of ['canal', 'market', 'school', 'temple', 'park']) {
    expect(await count(`${inHome('land')} and kind = '${kind}'`), kind).toBeGreaterThan(0);
  }
  expect(await count(`${inHome('landmark')} and kind = 'bus-stop'`)).toBeGreaterThan(4);
});

test('every shape is valid and lies in its zone', async () => {
  expect(await count('building where not st_isvalid(outline)')).toBe(0);
  expect(await count('land where not st_isvalid(outline)')).toBe(0);
  expect(await count('area where not st_isvalid(boundary)')).toBe(0);
  expect(await count('building join zone on zone.id = zone_id where not st_contains(boundary, outline)')).toBe(0);
  expect(await count('landmark join zone on zone.id = zone_id where not st_contains(boundary, place)')).toBe(0);
});

test('every role is held by somebody who can sign in', async () => {
  const { rows } = await sql<{ role: string }>`
    select distinct m.role from membership m join account_password using (account_id) order by 1`.execute(
    store.handle.database,
  );
  expect(rows.map((row) => row.role)).toEqual(['commander', 'officer', 'partner', 'planner', 'supervisor']);
  expect(await count('account join account_password on id = account_id where is_administrator')).toBe(1);
  expect(await count('account where not is_demonstration')).toBe(0);
  expect(await count("account where verification = 'resident'")).toBeGreaterThan(399);
});

const homeIncidents =
  "incident join zone on zone.id = zone_id join incident_kind on code = incident.kind where slug = 'ban-suksan'";

test('three years hold about 60 crimes and 600 calls each, seen at public points', async () => {
  const crimes = await count(`${homeIncidents} and category = 'crime'`);
  const calls = await count(`${homeIncidents} and category = 'call'`);
  expect(crimes / 3).toBeGreaterThan(45);
  expect(crimes / 3).toBeLessThan(78);
  expect(calls / 3).toBeGreaterThan(540);
  expect(calls / 3).toBeLessThan(680);
  expect(await count(`${homeIncidents} and is_sensitive`)).toBeGreaterThan(3);
  expect(await count('incident where snap_point_id is null')).toBe(0);
  expect(await count('incident where recorded_at > now()')).toBe(0);
  expect(await count('incident join zone on zone.id = zone_id where not st_contains(boundary, place)')).toBe(0);
});

test('the latest incidents stand in every state of a response', async () => {
  const { rows } = await sql<{ state: string }>`select distinct state from incident_response`.execute(
    store.handle.database,
  );
  expect(rows.map((row) => row.state).sort()).toEqual(
    ['acknowledged', 'assigned', 'closed', 'false-alarm', 'merged', 'new', 'on-scene', 'resolved'].sort(),
  );
  expect(await count('incident_response where not exists (select from event where subject_id = incident_id)')).toBe(0);
});

test('sixty cameras have three kinds of owner, and some a heading that nobody knows', async () => {
  expect(await count('camera where accepted_at is not null')).toBe(60);
  expect(await count("camera where accepted_at is null and returned_reason = ''")).toBe(1);
  expect(await count("camera where returned_reason <> ''")).toBe(1);
  expect(await count('camera where heading_degrees is null')).toBeGreaterThan(4);
  const { rows } = await sql<{ owner: string }>`
    select distinct case when kind = 'police-unit' then 'police' when kind like '%municipality' then 'agency'
      else 'private' end as owner
    from camera join organisation on organisation.id = organisation_id order by 1`.execute(store.handle.database);
  expect(rows.map((row) => row.owner)).toEqual(['agency', 'police', 'private']);
  expect(await count('sos_post')).toBe(8);
});

test('risk areas are of every level and in every state', async () => {
  expect(await count('risk_area where not st_isvalid(boundary)')).toBe(0);
  const areas = await store.handle.database.selectFrom('riskArea').select(['state', 'level']).execute();
  expect(areas.length).toBeGreaterThanOrEqual(8);
  expect(areas.length).toBeLessThanOrEqual(14);
  expect(new Set(areas.map((area) => area.level))).toEqual(new Set([1, 2, 3, 4, 5]));
  expect(new Set(areas.map((area) => area.state))).toEqual(
    new Set(['proposed', 'confirmed', 'treated', 'watched', 'closed', 'dismissed']),
  );
});

test('250 reports stand in every state, sensitive ones among them', async () => {
  const reports = await store.handle.database
    .selectFrom('report')
    .select(['state', 'isSensitive', 'category', 'wordsModeration', 'trackingNumber'])
    .execute();
  expect(reports.length).toBe(250);
  expect(new Set(reports.map((report) => report.state))).toEqual(
    new Set([
      ...['received', 'triaged', 'planned', 'in-progress', 'fixed', 'reopened'],
      ...['duplicate', 'referred', 'cannot-fix', 'withdrawn'],
    ]),
  );
  expect(new Set(reports.map((report) => report.category)).size).toBe(18);
  expect(reports.filter((report) => report.isSensitive).length).toBeGreaterThan(15);
  expect(new Set(reports.map((report) => report.wordsModeration))).toEqual(new Set(['pending', 'visible', 'hidden']));
  expect(reports.map((report) => report.trackingNumber)).toContain('BS-2041');
  expect(await count('report_me_too')).toBeGreaterThan(100);
  expect(await count('report_answer')).toBeGreaterThan(50);
  expect(await count("report_photo where moderation = 'visible'")).toBeGreaterThan(5);
  expect(await count('file where octet_length(bytes) < 500 or octet_length(thumbnail) < 200')).toBe(0);
});

test('a report about police never goes to that station', async () => {
  expect(
    await count(
      "report join police_unit on police_unit.id = addressed_to where category = 'police' and kind = 'station'",
    ),
  ).toBe(0);
});

test('what stands in a row is what its events add up to', async () => {
  const { rows } = await sql<{ wrong: number }>`
    select count(*)::int as wrong from report
    join lateral (
      select payload ->> 'to' as state from event
      where subject_id = report.id and payload ? 'to' order by occurred_at desc limit 1
    ) as last on true
    where last.state <> report.state`.execute(store.handle.database);
  expect(rows[0]?.wrong).toBe(0);
  expect(await count('event where occurred_at > now()')).toBe(0);
});

test('thirty proposals stand in every state, with what people say of them', async () => {
  const proposals = await store.handle.database.selectFrom('proposal').select(['id', 'state', 'version']).execute();
  expect(proposals.length).toBe(30);
  expect(new Set(proposals.map((proposal) => proposal.state))).toEqual(
    new Set(['draft', 'open', 'review', 'ballot', 'accepted', 'delivered', 'rejected', 'merged', 'withdrawn']),
  );
  expect(await count('proposal_version')).toBeGreaterThan(30);
  expect(await count('proposal_endorsement')).toBeGreaterThan(500);
  expect(await count('proposal_report')).toBeGreaterThan(20);
  expect(await count('proposal_report join report on report.id = report_id where is_sensitive')).toBe(0);
  const stances = await store.handle.database.selectFrom('proposalComment').select('stance').distinct().execute();
  expect(stances.length).toBe(3);
});

test('one ballot is published with 400 votes that nobody can trace, and one is open with 248 of 400', async () => {
  const { rows } = await sql<Record<string, unknown>>`
    select state, method, budget_baht, eligible_people, closes_at > now() + interval '3 days' as closes_later,
      (select count(*)::int from ballot_voter where ballot_id = ballot.id) as voters,
      (select count(*)::int from ballot_paper where ballot_id = ballot.id) as papers,
      (select count(*)::int from ballot_voter where ballot_id = ballot.id and paper_id is not null) as linked,
      (select sum(cardinality(choices))::int from ballot_paper where ballot_id = ballot.id) as choices,
      (select sum(votes)::int from ballot_option where ballot_id = ballot.id) as votes
    from ballot order by opens_at`.execute(store.handle.database);
  const [published, open] = rows;
  expect(published).toMatchObject({ state: 'published', voters: 400, papers: 400, linked: 0 });
  expect(published?.votes).toBe(published?.choices);
  expect(open).toMatchObject({
    state: 'open',
    budgetBaht: 480_000,
    eligiblePeople: 400,
    voters: 248,
    closesLater: true,
  });
});

test('whoever signs in as the resident has not voted yet', async () => {
  expect(
    await count("ballot_voter join account_contact using (account_id) where value = 'resident@demo.example'"),
  ).toBe(0);
});

test('ten projects stand in every state; one worked, one did not, one is too young to tell', async () => {
  const projects = await store.handle.database.selectFrom('project').select('state').execute();
  expect(projects.length).toBe(10);
  expect(new Set(projects.map((project) => project.state))).toEqual(
    new Set(['planned', 'funded', 'underway', 'done', 'evaluated', 'cancelled']),
  );
  const effects = await store.handle.database
    .selectFrom('projectEffect')
    .selectAll()
    .orderBy('avoided', 'desc')
    .execute();
  expect(effects.map((effect) => effect.verdict).sort()).toEqual(['no-effect-seen', 'too-early', 'worked']);
  const worked = effects.find((effect) => effect.verdict === 'worked');
  expect(worked?.avoidedLow).toBeGreaterThan(0);
  expect((worked?.treatedAfter ?? 0) * 2).toBeLessThan(worked?.treatedBefore ?? 0);
  const idle = effects.find((effect) => effect.verdict === 'no-effect-seen');
  expect(idle?.avoidedLow).toBeLessThan(0);
  expect(await count("project_photo where stage = 'before'")).toBeGreaterThan(5);
  expect(await count("project_photo where stage = 'after'")).toBeGreaterThan(2);
  expect(await count('project_money')).toBeGreaterThan(10);
  expect(await count('project_milestone')).toBeGreaterThan(15);
  expect(await count('project_task')).toBeGreaterThan(10);
  expect(await count('project_confirmation')).toBeGreaterThan(8);
});

test('people stand in organisations of many kinds, some acting, some gone, and patrol units have members', async () => {
  const kinds = await store.handle.database.selectFrom('organisation').select('kind').distinct().execute();
  expect(kinds.length).toBeGreaterThan(14);
  expect(await count('membership where is_acting and valid_to is null')).toBeGreaterThan(0);
  expect(await count('membership where valid_to < now()')).toBeGreaterThan(0);
  expect(await count('organisation where network_station_id is not null')).toBeGreaterThan(15);
  const { rows } = await sql<{ members: number }>`
    select count(*)::int as members from patrol_unit_member group by patrol_unit_id`.execute(store.handle.database);
  expect(rows.length).toBe(5);
  expect(rows.every((row) => row.members >= 2)).toBe(true);
});
