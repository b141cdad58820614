import { fill, formatMeters, formatNumber } from '../../../i18n/format.ts';
import type { Locale } from '../../../i18n/locale.ts';
import { messagesFor } from '../../../i18n/messages.ts';
import type { Messages } from '../../../i18n/th.ts';
import type { IconName } from '../../../ui/controls/icons.ts';
import type { CandidateKind, SitingAnswer, SitingFailure, SitingKind, SitingRequest } from '../siting.schema.ts';

type Word = keyof Messages['siting'];

export const kindWords = [
  ['cameras', 'kindCameras', 'kindCamerasHint', 'camera'],
  ['angles', 'kindAngles', 'kindAnglesHint', 'locate'],
  ['sos-posts', 'kindPosts', 'kindPostsHint', 'sos'],
] as const satisfies readonly (readonly [SitingKind, Word, Word, IconName])[];

export const worthWords = [
  ['risk', 'worthRisk'],
  ['people', 'worthPeople'],
  ['reports', 'worthReports'],
  ['equal', 'worthEqual'],
] as const satisfies readonly (readonly [SitingRequest['worth'], Word])[];

export const candidateWords = [
  ['lamp', 'candidateLamp'],
  ['pole', 'candidatePole'],
  ['wall', 'candidateWall'],
  ['street', 'candidateStreet'],
] as const satisfies readonly (readonly [CandidateKind, Word])[];

export const siteWords = {
  lamp: 'siteLamp',
  pole: 'sitePole',
  wall: 'siteWall',
  street: 'siteStreet',
} as const satisfies Record<CandidateKind, Word>;

/** How each state looks: its word, its badge and its icon. */
export const stateLooks: Record<string, { word: Word; look: string; icon: IconName }> = {
  waiting: { word: 'stateWaiting', look: 'under-way', icon: 'hourglass' },
  working: { word: 'stateWorking', look: 'under-way', icon: 'hourglass' },
  done: { word: 'stateDone', look: 'fixed', icon: 'check' },
  failed: { word: 'stateFailed', look: 'vote', icon: 'risk' },
  cancelled: { word: 'stateCancelled', look: '', icon: 'cancelled' },
};

export const stageWords: Record<string, Word> = {
  '': 'stageWaiting',
  reading: 'stageReading',
  looking: 'stageLooking',
  searching: 'stageSearching',
};

export const failureWords = {
  'no-areas': 'failNoAreas',
  'no-ground': 'failNoGround',
  'worth-nothing': 'failWorthNothing',
  'no-cameras': 'failNoCameras',
  'no-cameras-near': 'failNoCamerasNear',
  'no-candidates': 'failNoCandidates',
  'no-candidates-near': 'failNoCandidatesNear',
  'no-streets': 'failNoStreets',
  'over-budget': 'failOverBudget',
  'required-over-budget': 'failRequiredOverBudget',
  'too-many-required': 'failTooManyRequired',
  'required-gone': 'failRequiredGone',
  'all-covered': 'failAllCovered',
  'too-long': 'failTooLong',
  lost: 'failLost',
  bug: 'failBug',
} as const satisfies Record<SitingFailure, Word>;

export const noteWords = {
  'unknown-headings': 'noteUnknown',
  'inside-buildings': 'noteInside',
  'one-pole': 'notePole',
  'cut-off': 'noteCutOff',
  'nothing-left': 'noteNothingLeft',
  'small-visits': 'noteSmallVisits',
} as const satisfies Record<SitingAnswer['notes'][number]['code'], Word>;

const askedWords = { cameras: 'askedCameras', angles: 'askedAngles', 'sos-posts': 'askedPosts' } as const;
const whatWords = { cameras: 'whatCameras', angles: 'whatAngles', 'sos-posts': 'whatPosts' } as const;
const saysWords = {
  risk: 'saysShare',
  people: 'saysSharePeople',
  reports: 'saysShareReports',
  equal: 'saysShareEqual',
} as const;

/** "3 new cameras", as the question is called in lists. */
export function askedAs({ kind, count }: SitingRequest, locale: Locale): string {
  return fill(messagesFor(locale).siting[askedWords[kind]], { count });
}

/** A share with one decimal place: "97.2%". */
export function percentOf(share: number, locale: Locale): string {
  const value = formatNumber(share * 100, locale, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  return fill(messagesFor(locale).siting.percent, { value });
}

/** A figure of an answer, in its unit. */
export function figureOf(unit: SitingAnswer['unit'], value: number, locale: Locale): string {
  return unit === 'share' ? percentOf(value, locale) : formatMeters(value, locale);
}

/** The answer as one sentence, and how sure it is that there is no better one as a second. */
export function sentencesOf(request: SitingRequest, answer: SitingAnswer, locale: Locale): [string, string] {
  const { siting } = messagesFor(locale);
  const [before, after, bound] = [answer.before, answer.after, answer.bound].map((value) =>
    figureOf(answer.unit, value, locale),
  );
  const values = { before: before ?? '', after: after ?? '', bound: bound ?? '' };
  const count = request.kind === 'angles' ? answer.visits.length : request.count;
  const what = fill(siting[whatWords[request.kind]], { count });
  // Cameras that are turned first are not chosen together with the new ones, and that is said.
  const isAfterTurning = request.kind === 'cameras' && answer.visits.length > 0;
  const limit =
    answer.unit === 'meters' ? siting.bestBoundMeters : isAfterTurning ? siting.boundAfterTurning : siting.bestBound;
  const proven = isAfterTurning ? siting.provenAfterTurning : siting.bestProven;
  return [
    fill(saysOf(request, answer, siting), { ...values, minutes: request.goal.slice(-1) }),
    fill(answer.isProven ? proven : limit, { ...values, what }),
  ];
}

function saysOf({ kind, worth }: SitingRequest, { unit }: SitingAnswer, siting: Messages['siting']): string {
  if (unit === 'meters') return siting.saysMeters;
  return kind === 'sos-posts' ? siting.saysWithin : siting[saysWords[worth]];
}
