import { fill, formatNumber } from '../../../i18n/format.ts';
import type { Locale } from '../../../i18n/locale.ts';
import { messagesFor } from '../../../i18n/messages.ts';
import type { Messages } from '../../../i18n/th.ts';
import type { IconName } from '../../../ui/controls/icons.ts';
import type { ProjectKind, ProjectState, Verdict } from '../projects.schema.ts';

type Key = keyof Messages['projects'];

/** How a state looks: its word, its icon, and the badge's tone. */
export const stateLooks: Record<ProjectState, { word: Key; icon: IconName; tone: string }> = {
  planned: { word: 'statePlanned', icon: 'plan', tone: '' },
  funded: { word: 'stateFunded', icon: 'banknote', tone: 'vote' },
  underway: { word: 'stateUnderway', icon: 'hammer', tone: 'under-way' },
  done: { word: 'stateDone', icon: 'check', tone: 'fixed' },
  evaluated: { word: 'stateEvaluated', icon: 'chart', tone: 'fixed' },
  cancelled: { word: 'stateCancelled', icon: 'cancelled', tone: '' },
};

export const kindLooks: Record<ProjectKind, { word: Key; icon: IconName }> = {
  light: { word: 'kindLight', icon: 'lamp' },
  camera: { word: 'kindCamera', icon: 'camera' },
  're-aim-camera': { word: 'kindReAimCamera', icon: 'camera' },
  'sos-post': { word: 'kindSosPost', icon: 'sos' },
  landscape: { word: 'kindLandscape', icon: 'tree' },
  'street-layout': { word: 'kindStreetLayout', icon: 'road' },
  patrol: { word: 'kindPatrol', icon: 'shield' },
  'community-activity': { word: 'kindCommunityActivity', icon: 'people' },
};

/** How a verdict looks; "no effect" and "too early" are as plain to see as a success. */
export const verdictLooks: Record<Verdict, { word: Key; icon: IconName; tone: string }> = {
  worked: { word: 'verdictWorked', icon: 'down', tone: 'fixed' },
  'no-effect-seen': { word: 'verdictNone', icon: 'equal', tone: 'under-way' },
  'too-early': { word: 'verdictEarly', icon: 'hourglass', tone: 'vote' },
};

/** An effect as it is told: what was computed, and how long after the work. */
export interface ToldEffect {
  verdict: Verdict;
  avoided: number | null;
  avoidedLow: number | null;
  avoidedHigh: number | null;
  monthsAfter?: number;
}

/** The effect in one plain sentence, with how sure it is. */
export function effectSentence(effect: ToldEffect, locale: Locale): string {
  const { projects } = messagesFor(locale);
  const { avoided, avoidedLow, avoidedHigh, monthsAfter } = effect;
  if (effect.verdict === 'too-early')
    return monthsAfter === undefined
      ? projects.effectTooEarly
      : fill(projects.effectTooEarlyMonths, { months: monthsAfter });
  if (avoided === null || avoidedLow === null || avoidedHigh === null) return projects.effectNoneShort;
  const whole = (value: number): string => formatNumber(Math.round(value), locale);
  const sentence = effect.verdict === 'worked' ? projects.effectFewer : projects.effectNone;
  return fill(sentence, { avoided: whole(avoided), low: whole(avoidedLow), high: whole(avoidedHigh) });
}
