import type { Random } from '../../src/compute/random.ts';
import { distanceMeters } from '../../src/compute/town/frame.ts';
import { pointsAlong } from '../../src/compute/town/lamps.ts';
import type { Point } from '../../src/compute/town/plan.ts';
import { reachedAt } from './courses.ts';
import { hotPlaceBy, placeOfHot } from './hot-places.ts';
import { daysAfter, daysBefore, inOfficeHours, lastAtHour } from './moments.ts';
import { type Cast, inTown } from './story.ts';
import { placeOf } from './towns.ts';
import type { ProposalWords } from './words/proposal-words.ts';
import { cannotFixReasons, referrals } from './words/report-answers.ts';
import type { ReportWords } from './words/reports.ts';

/** A report of the demonstration before it is a row. */
export interface ReportDraft {
  id: string;
  category: string;
  isSensitive: boolean;
  place: Point;
  states: readonly string[];
  steps: readonly Date[];
  createdAt: Date;
  words: string;
  meToo: number;
  reason: string;
  referredTo: string;
  duplicateOf?: string;
  /** The proposal that it led to, by its key. */
  ledTo?: string;
  /** The project that took it up once works were under way, by its key. */
  takenUpBy?: string;
  isShown?: boolean;
}

/** Where, when and how far, before anybody has put it in words. */
interface Unwritten extends Omit<ReportDraft, 'id' | 'words' | 'reason' | 'referredTo' | 'meToo' | 'duplicateOf'> {
  repeats?: Unwritten;
  words?: string;
  meToo?: number;
}

const sensitive = ['harassment', 'drugs', 'gang', 'police'];
/** A report that repeats another is no further away. */
const twinMeters = 40;
/** How far from a proposal's place the reports lie that led to it. */
const causeMeters = 90;

/** Draws the reports of a town in the order in which they came in. */
export function draftReports(cast: Cast, random: Random, now: Date): ReportDraft[] {
  const lanes = cast.site.streets.flatMap((street) => pointsAlong(street.points, 12, 0));
  const causes = cast.story.proposals.flatMap((words) => causesOf(cast, words, lanes, random, now));
  const shown = cast.story.trackingNumber.shown ? [shownReport(cast, now)] : [];
  const others = draftOthers(cast, [...causes, ...shown], lanes, random, now);
  const drafts = [...causes, ...shown, ...others].toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  return write(cast, drafts, random);
}

/** The report that the portal's drawings show: on its way from a dark lane to six lamps. */
function shownReport(cast: Cast, now: Date): Unwritten {
  const createdAt = lastAtHour(daysBefore(now, 19), 20.24, now);
  const due = [0.6, 6, 8].map((days) => daysAfter(createdAt, days));
  return {
    category: 'dark',
    isSensitive: false,
    place: placeOf(cast.site.plan, [4, 6, 1.03, 0.7]),
    states: ['triaged', 'planned', 'in-progress'],
    steps: inOfficeHours(due, createdAt, now),
    createdAt,
    words: 'เดินกลับบ้านหลังตลาดปิด มืดมากจนมองไม่เห็นหน้ากัน',
    meToo: 12,
    takenUpBy: 'behind-market',
    isShown: true,
  };
}

/** Reports that led to a proposal: near it, of a category that it answers, before it, and mended when its works are. */
function causesOf(cast: Cast, words: ProposalWords, lanes: readonly Point[], random: Random, now: Date): Unwritten[] {
  const { answers } = words;
  if (!answers || words.states.length === 0) return [];
  const center = typeof words.at === 'string' ? hotPlaceBy(words.at).at : words.at;
  const near = closest(lanes, placeOf(cast.site.plan, center), causeMeters);
  return Array.from({ length: random.integer(2, 4) }, () => {
    const category = random.pick(answers);
    const said = cast.story.reports.find((each) => each.category === category);
    const createdAt = clockOf(said, daysBefore(now, words.daysAgo + random.between(5, 60)), random, now);
    const ways = wayWithProject(cast, words, createdAt, now);
    const due = ways.map(([, at]) => at);
    return {
      category,
      isSensitive: false,
      place: random.pick(near),
      states: ways.map(([state]) => state),
      steps: inOfficeHours(due, createdAt, now),
      createdAt,
      ledTo: words.key,
    };
  });
}

function wayWithProject({ story }: Cast, words: ProposalWords, createdAt: Date, now: Date): [string, Date][] {
  const triaged: [string, Date] = ['triaged', daysAfter(createdAt, 1.5)];
  const project = story.projects.find((each) => each.proposal === words.key);
  if (!project) return [triaged];
  const reached = (state: string, as: string): [string, Date][] => {
    const at = reachedAt(project, state, now);
    return at ? [[as, at]] : [];
  };
  return [
    triaged,
    ['planned', daysAfter(daysBefore(now, project.daysAgo), 0.1)],
    ...reached('underway', 'in-progress'),
    ...reached('done', 'fixed'),
    ...reached('cancelled', 'fixed'),
  ];
}

/** Everything else that people flag: each category as often as it is, each way as often as it was gone. */
function draftOthers(
  cast: Cast,
  known: readonly Unwritten[],
  lanes: readonly Point[],
  random: Random,
  now: Date,
): Unwritten[] {
  const taken = (category: string): number => known.filter((draft) => draft.category === category).length;
  const waiting = random.shuffled(
    cast.story.reports.flatMap((words) =>
      Array.from({ length: Math.max(0, words.count - taken(words.category)) }, () => words),
    ),
  );
  const ways = cast.story.ways.flatMap(([states, count]) => Array.from({ length: count }, () => states));
  const drafts: Unwritten[] = [];
  for (const states of ways) {
    const index = waiting.findIndex((words) => canGo(words.category, states, drafts));
    const [words] = index < 0 ? [] : waiting.splice(index, 1);
    if (words) drafts.push(draftOther(cast, words, states, lanes, random, now));
  }
  return drafts.map((draft) =>
    draft.states.includes('duplicate') ? repeat(draft, [...drafts, ...known], random, now) : draft,
  );
}

/** Only what is somebody else's matter is referred, and only what can fail does; nobody repeats a sensitive report. */
function canGo(category: string, states: readonly string[], before: readonly Unwritten[]): boolean {
  if (states.includes('referred')) return category in referrals;
  if (states.includes('cannot-fix')) return category in cannotFixReasons;
  if (!states.includes('duplicate')) return true;
  const isCommon = ['dark', 'broken-light', 'lonely', 'overgrown', 'flooding'].includes(category);
  return isCommon && before.filter((draft) => draft.category === category).length < 4;
}

/** How many days ago a report of this way came in. */
function ageOf(states: readonly string[], random: Random): number {
  if (states.length === 0) return random.between(0.1, 7);
  const last = states.at(-1);
  if (states.length === 1) return last === 'withdrawn' ? random.between(20, 400) : random.between(3, 40);
  if (last === 'planned') return random.between(15, 110);
  return last === 'in-progress' ? random.between(25, 130) : random.between(25, 700);
}

function draftOther(
  cast: Cast,
  words: ReportWords,
  states: readonly string[],
  lanes: readonly Point[],
  random: Random,
  now: Date,
): Unwritten {
  const createdAt = clockOf(words, daysBefore(now, ageOf(states, random)), random, now);
  const span = Math.min((now.getTime() - createdAt.getTime()) / 86_400_000, random.between(12, 60));
  const due = states.map((_, index) =>
    daysAfter(createdAt, index === 0 ? span * 0.08 : (span * (index + 0.3)) / states.length),
  );
  return {
    category: words.category,
    isSensitive: sensitive.includes(words.category),
    place: drawPlace(cast, words, lanes, random),
    states,
    steps: inOfficeHours(due, createdAt, now),
    createdAt,
  };
}

/** The same spot as an earlier report of the category, some days after it; where there is none it stays triaged. */
function repeat(draft: Unwritten, others: readonly Unwritten[], random: Random, now: Date): Unwritten {
  const earlier = others.filter(
    (other) =>
      other.category === draft.category &&
      !['duplicate', 'withdrawn'].some((state) => other.states.includes(state)) &&
      other.createdAt < daysBefore(now, 10),
  );
  if (earlier.length === 0) return { ...draft, states: draft.states.slice(0, 1), steps: draft.steps.slice(0, 1) };
  const first = random.pick(earlier);
  const createdAt = daysAfter(first.createdAt, random.integer(1, 6));
  const place: Point = [
    first.place[0] + random.between(-0.6, 0.6) * twinMeters,
    first.place[1] + random.between(-0.6, 0.6) * twinMeters,
  ];
  const steps = inOfficeHours([daysAfter(createdAt, 1), daysAfter(createdAt, 1.05)], createdAt, now);
  return { ...draft, place, createdAt, steps, repeats: first };
}

/** The day's hour at which somebody would flag this. */
function clockOf(words: ReportWords | undefined, moment: Date, random: Random, now: Date): Date {
  const hour = words?.isAtNight ? random.between(18.8, 23.4) : random.between(6.8, 19.5);
  return lastAtHour(moment, hour, daysBefore(now, 0.01));
}

function drawPlace(cast: Cast, words: ReportWords, lanes: readonly Point[], random: Random): Point {
  if (words.near.length === 0 || random.chance(0.4)) return random.pick(lanes);
  const hot = hotPlaceBy(random.pick(words.near));
  return random.pick(closest(lanes, placeOfHot(cast.site.plan, hot), hot.radiusMeters * 1.3));
}

/** The points within so many metres, or the nearest one. */
function closest(points: readonly Point[], center: Point, meters: number): Point[] {
  const near = points.filter((point) => distanceMeters(point, center) < meters);
  return near.length > 0
    ? near
    : points.toSorted((a, b) => distanceMeters(a, center) - distanceMeters(b, center)).slice(0, 1);
}

/** Gives every report its id, its words and what was said when it ended. */
function write(cast: Cast, drafts: readonly Unwritten[], random: Random): ReportDraft[] {
  const said = new Map<string, number>();
  const ids = drafts.map((draft) => random.id(draft.createdAt));
  return drafts.map(({ repeats, ...draft }, index) => {
    const words = cast.story.reports.find((each) => each.category === draft.category);
    const turn = said.get(draft.category) ?? 0;
    said.set(draft.category, turn + 1);
    const isNearHome = (words?.near.length ?? 0) > 0;
    return {
      words: words && !random.chance(0.12) ? sentence(words, turn) : '',
      meToo: draft.isSensitive ? 0 : random.poisson(isNearHome ? 2.4 : 0.8),
      reason: draft.states.includes('cannot-fix') ? inTown(cast.story, cannotFixReasons[draft.category] ?? '') : '',
      referredTo: draft.states.includes('referred') ? inTown(cast.story, referrals[draft.category] ?? '') : '',
      ...draft,
      id: ids[index] ?? '',
      ...(repeats && { duplicateOf: ids[drafts.indexOf(repeats)] ?? '' }),
    };
  });
}

const sentence = ({ starts, says }: ReportWords, turn: number): string =>
  [starts[turn % starts.length], says[turn % says.length]].filter(Boolean).join(' ');
