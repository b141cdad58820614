import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addComment,
  editProposal,
  endorseProposal,
  getProposal,
  getProposals,
  openProposal,
  withdrawProposal,
} from '../../src/features/proposals/proposals.service.ts';
import { beginProposal, createProposal } from '../../src/features/proposals/propose.service.ts';
import {
  acceptProposal,
  mergeProposal,
  moderateComment,
  rejectProposal,
  reviewProposal,
} from '../../src/features/proposals/review.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import { type JobRunner, startJobs } from '../../src/server/jobs.ts';
import { contextFor } from '../support/context.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { everyRole, type MadeZone, makeReport, makeRiskArea, makeViewer, makeZone } from '../support/factories.ts';
import { proposalIn } from '../support/proposals.ts';

let store: TestDatabase;
let jobs: JobRunner;
let own: MadeZone;
let foreign: MadeZone;
const people = new Map<string, Viewer>();
const as = (name: string) => ({ ...contextFor(store.handle.database, people.get(name)), jobs });
const everything = { page: 1, zone: undefined, state: undefined, kind: undefined };
const finding = {
  costBaht: 90_000,
  feasibility: 'partly',
  feasibilityReason: 'เดินสายใต้ดินเฉพาะช่วงต้นซอย',
  spender: 'temple',
} as const;

beforeAll(async () => {
  store = await openTestDatabase();
  jobs = await startJobs(store.handle);
  await jobs.work('proposal.tell', () => Promise.resolve());
  const { database } = store.handle;
  own = await makeZone(database);
  foreign = await makeZone(database);
  for (const role of everyRole) people.set(role, await makeViewer(database, role, own));
  for (const role of ['partner', 'planner', 'officer'] as const)
    people.set(`foreign ${role}`, await makeViewer(database, role, foreign));
  people.set('neighbour', await makeViewer(database, 'resident', own));
});
afterAll(async () => {
  await jobs.stop();
  await store.remove();
});

const openOne = async (author = 'partner', changes = {}): Promise<number> => {
  const number = await createProposal(as(author), proposalIn(own, changes));
  await openProposal(as(author), number);
  return number;
};

describe('proposing', () => {
  test.each(['partner', 'planner', 'officer', 'supervisor'])('a %s may in the own territory only', async (role) => {
    const number = await createProposal(as(role), proposalIn(own));
    expect((await getProposal(as(role), number)).state).toBe('draft');
    await expect(createProposal(as(role), proposalIn(foreign))).rejects.toMatchObject({ code: 'not-found' });
  });

  test.each([
    ['anonymous', 'sign-in-required'],
    ['resident', 'not-found'],
    ['commander', 'not-found'],
    ['administrator', 'not-found'],
    ['foreign partner', 'not-found'],
  ])('%s may not', async (role, code) => {
    await expect(createProposal(as(role), proposalIn(own))).rejects.toMatchObject({ code });
    await expect(beginProposal(as(role), { zone: own.slug, reports: [] })).rejects.toMatchObject({ code });
  });

  test('a resident turns an own report into one, not a neighbour’s, and not a sensitive one', async () => {
    const { database } = store.handle;
    const accountId = people.get('resident')?.account?.id ?? '';
    const mine = await makeReport(database, own, { accountId });
    const begun = await beginProposal(as('resident'), { reports: [mine.trackingNumber] });
    expect(begun.zone?.slug).toBe(own.slug);
    const input = proposalIn(own, { reports: [mine.trackingNumber], place: 'reports' });
    const number = await createProposal(as('resident'), input);
    expect((await getProposal(as('resident'), number)).reports).toMatchObject([
      { trackingNumber: mine.trackingNumber },
    ]);

    const other = await makeReport(database, own);
    const sensitive = await makeReport(database, own, { accountId, category: 'drugs' });
    for (const { trackingNumber } of [other, sensitive]) {
      const refused = createProposal(as('resident'), proposalIn(own, { reports: [trackingNumber] }));
      await expect(refused).rejects.toMatchObject({ code: 'not-found' });
    }
    const partner = createProposal(as('partner'), proposalIn(own, { reports: [sensitive.trackingNumber] }));
    await expect(partner).rejects.toMatchObject({ fields: { reports: 'mistakeTracking' } });
  });

  test('a place that is not public stays with those who may see it', async () => {
    const { trackingNumber } = await makeReport(store.handle.database, own, { isPublicPlace: false });
    expect((await beginProposal(as('partner'), { zone: own.slug, reports: [trackingNumber] })).reports).toEqual([]);
    expect((await beginProposal(as('planner'), { reports: [trackingNumber] })).reports).toHaveLength(1);
    const input = proposalIn(own, { reports: [trackingNumber], place: 'reports' });
    await expect(createProposal(as('planner'), input)).rejects.toMatchObject({ fields: { place: 'mistakePlace' } });
  });

  test('a place outside the zone, or none on earth, is refused', async () => {
    for (const place of [`point:${foreign.center.join(',')}`, 'point:500,13', 'point:..,..', `landmark:${own.id}`]) {
      const refused = createProposal(as('partner'), proposalIn(own, { place }));
      await expect(refused, place).rejects.toMatchObject({ fields: { place: 'mistakePlace' } });
    }
  });
});

test('a draft is seen by its author and their organisation only', async () => {
  const number = await createProposal(as('partner'), proposalIn(own));
  for (const role of ['anonymous', 'resident', 'planner', 'officer', 'commander', 'administrator', 'foreign partner']) {
    await expect(getProposal(as(role), number), role).rejects.toMatchObject({ code: 'not-found' });
  }
  const { proposals } = await getProposals(as('anonymous'), { ...everything, zone: own.slug });
  expect(proposals.every((proposal) => proposal.state !== 'draft')).toBe(true);
  await openProposal(as('partner'), number);
  expect((await getProposal(as('anonymous'), number)).title).toBe('ไฟทางเดินหลังตลาด');
});

describe('a proposed camera', () => {
  test('has a place for officers of the territory only; for others it stands for its risk area', async () => {
    const riskArea = await makeRiskArea(store.handle.database, own);
    const exact: [number, number] = [own.center[0] + 0.0009, own.center[1] + 0.0009];
    const place = `point:${exact.join(',')}`;
    const number = await openOne('officer', { kind: 'camera', riskArea, place, placeName: 'เสาหน้าร้านป้าแดง' });
    expect(await getProposal(as('officer'), number)).toMatchObject({
      longitude: exact[0],
      latitude: exact[1],
      placeName: 'เสาหน้าร้านป้าแดง',
    });
    for (const role of ['anonymous', 'resident', 'partner', 'planner', 'commander', 'foreign officer']) {
      const seen = await getProposal(as(role), number);
      expect(seen.longitude, role).toBeCloseTo(own.center[0], 6);
      expect(JSON.stringify(seen)).not.toContain('ป้าแดง');
      const { proposals } = await getProposals(as(role), { ...everything, kind: 'camera' });
      expect(proposals.find((each) => each.number === number)?.longitude).toBeCloseTo(own.center[0], 6);
      expect(JSON.stringify(proposals)).not.toContain('ป้าแดง');
    }
  });

  test('needs a risk area, and a partner cannot give it a place', async () => {
    const riskArea = await makeRiskArea(store.handle.database, own);
    const place = `point:${own.center[0] + 0.0009},${own.center[1]}`;
    await expect(createProposal(as('partner'), proposalIn(own, { kind: 'camera', place }))).rejects.toMatchObject({
      fields: { riskArea: 'mistakeRiskArea' },
    });
    const number = await openOne('partner', { kind: 're-aim-camera', riskArea, place });
    expect((await getProposal(as('officer'), number)).longitude).toBeCloseTo(own.center[0], 6);
  });
});

test('editing makes a version, keeps the others, and ends with the review', async () => {
  const number = await openOne();
  const words = { title: 'ไฟทางเดินหลังตลาดแปดดวง', problem: 'ทางเดินมืดหลังสองทุ่ม', fix: 'ติดไฟแปดดวง' };
  await editProposal(as('partner'), number, words);
  await editProposal(as('partner'), number, words);
  const seen = await getProposal(as('anonymous'), number);
  expect(seen.version).toBe(2);
  expect(seen.versions.map((version) => version.fix)).toEqual(['ติดไฟหกดวง', 'ติดไฟแปดดวง']);
  await expect(editProposal(as('planner'), number, words)).rejects.toMatchObject({ code: 'not-found' });
  await reviewProposal(as('planner'), number, finding);
  await expect(editProposal(as('partner'), number, words)).rejects.toMatchObject({ code: 'conflict' });
});

test('endorsing counts people, once each, and can be taken back', async () => {
  const number = await openOne();
  await Promise.all([1, 2, 3].map(() => endorseProposal(as('resident'), number, true)));
  await endorseProposal(as('neighbour'), number, true);
  expect(await getProposal(as('resident'), number)).toMatchObject({ endorsements: 2, isEndorsed: true });
  await endorseProposal(as('resident'), number, false);
  expect(await getProposal(as('resident'), number)).toMatchObject({ endorsements: 1, isEndorsed: false });
  await expect(endorseProposal(as('anonymous'), number, true)).rejects.toMatchObject({ code: 'sign-in-required' });
});

describe('comments', () => {
  test('wait for a moderator, who may shorten them; what was written is kept', async () => {
    const number = await openOne();
    const words = 'เห็นด้วย บ้านป้าสมศรีอยู่ตรงนั้นพอดี';
    await addComment(as('resident'), number, { stance: 'for', words });
    expect((await getProposal(as('anonymous'), number)).comments).toEqual([]);
    expect((await getProposal(as('neighbour'), number)).comments).toEqual([]);
    expect((await getProposal(as('resident'), number)).comments).toMatchObject([{ moderation: 'pending', words }]);
    const comment = (await getProposal(as('planner'), number)).comments[0]?.id ?? '';
    const decision = { comment, decision: 'visible', wordsPublic: 'เห็นด้วย' } as const;
    for (const role of ['resident', 'partner', 'commander', 'administrator', 'foreign planner']) {
      await expect(moderateComment(as(role), number, decision), role).rejects.toMatchObject({ code: 'not-found' });
    }
    await moderateComment(as('officer'), number, decision);
    expect((await getProposal(as('anonymous'), number)).comments).toMatchObject([{ words: 'เห็นด้วย', original: null }]);
    expect((await getProposal(as('planner'), number)).comments).toMatchObject([{ original: words }]);
    await moderateComment(as('planner'), number, { comment, decision: 'hidden', wordsPublic: '' });
    expect((await getProposal(as('anonymous'), number)).comments).toEqual([]);
  });
});

describe('review', () => {
  test('is the planner’s of the territory', async () => {
    const number = await openOne();
    for (const role of everyRole.filter((each) => each !== 'planner').concat('foreign planner' as never)) {
      await expect(reviewProposal(as(role), number, finding), role).rejects.toMatchObject({ code: 'not-found' });
      await expect(rejectProposal(as(role), number, 'ไม่'), role).rejects.toMatchObject({ code: 'not-found' });
    }
    await reviewProposal(as('planner'), number, finding);
    expect(await getProposal(as('anonymous'), number)).toMatchObject({
      state: 'review',
      spender: 'temple',
      costBaht: 90_000,
    });
    await acceptProposal(as('planner'), number);
    expect((await getProposal(as('anonymous'), number)).timeline.map((event) => event.type)).toEqual([
      'created',
      'opened',
      'reviewing',
      'accepted',
    ]);
  });

  test('rejecting gives a public reason', async () => {
    const number = await openOne();
    await rejectProposal(as('planner'), number, 'ที่ดินเอกชน เทศบาลใช้งบไม่ได้');
    expect(await getProposal(as('anonymous'), number)).toMatchObject({
      state: 'rejected',
      reason: 'ที่ดินเอกชน เทศบาลใช้งบไม่ได้',
    });
    await expect(endorseProposal(as('resident'), number, true)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('merging brings the endorsements along, each person once', async () => {
    const [from, into] = [await openOne(), await openOne()];
    await endorseProposal(as('resident'), from, true);
    await endorseProposal(as('resident'), into, true);
    await endorseProposal(as('neighbour'), from, true);
    await mergeProposal(as('planner'), from, { into, reason: '' });
    expect((await getProposal(as('anonymous'), into)).endorsements).toBe(2);
    expect(await getProposal(as('anonymous'), from)).toMatchObject({ state: 'merged', mergedIntoNumber: into });
    await expect(mergeProposal(as('planner'), into, { into: from, reason: '' })).rejects.toMatchObject({
      fields: { into: 'mistakeMerge' },
    });
    await expect(mergeProposal(as('planner'), into, { into: 999_999, reason: '' })).rejects.toMatchObject({
      fields: { into: 'mistakeMerge' },
    });
  });
});

test('only those who made it take it back', async () => {
  const number = await openOne();
  await expect(withdrawProposal(as('planner'), number, '')).rejects.toMatchObject({ code: 'not-found' });
  await withdrawProposal(as('partner'), number, 'ชุมชนทำเองแล้ว');
  expect((await getProposal(as('anonymous'), number)).state).toBe('withdrawn');
});
