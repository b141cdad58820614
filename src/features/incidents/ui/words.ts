import { fill } from '../../../i18n/format.ts';
import type { Messages } from '../../../i18n/th.ts';
import { type IncidentState, isReopening } from '../incidents.states.ts';

type Words = Messages['incidents'];

const stateKeys = {
  new: 'stateNew',
  acknowledged: 'stateAcknowledged',
  assigned: 'stateAssigned',
  'on-scene': 'stateOnScene',
  resolved: 'stateResolved',
  closed: 'stateClosed',
  merged: 'stateMerged',
  'false-alarm': 'stateFalseAlarm',
} as const satisfies Record<IncidentState, keyof Words>;

const stepKeys = {
  new: 'stateNew',
  acknowledged: 'doAcknowledged',
  assigned: 'doAssigned',
  'on-scene': 'doOnScene',
  resolved: 'doResolved',
  closed: 'doClosed',
  merged: 'doMerged',
  'false-alarm': 'doFalseAlarm',
} as const satisfies Record<IncidentState, keyof Words>;

const sourceKeys: Record<string, keyof Words> = {
  sos: 'sourceSos',
  alert: 'sourceAlert',
  call: 'sourceCall',
  patrol: 'sourcePatrol',
  resident: 'sourceResident',
  feed: 'sourceFeed',
};

export function isIncidentState(text: string | undefined): text is IncidentState {
  return text !== undefined && text in stateKeys;
}

/** The state in words. */
export function stateWords(words: Words, state: string | undefined): string {
  return isIncidentState(state) ? words[stateKeys[state]] : '';
}

/** How an incident stands, as a queue says it: its state, how often a post was pressed, and who is on the way. */
export function standingWords(
  words: Words,
  { state, presses = 0, callSign }: { state?: string; presses?: number; callSign?: string | null },
): string {
  const pressed = presses > 1 && fill(words.pressedTimes, { count: presses });
  return [stateWords(words, state), pressed, callSign].filter(Boolean).join(' · ');
}

/** What somebody does to bring an incident into the state. */
export function stepWords(words: Words, from: IncidentState, to: IncidentState): string {
  if (isReopening(from, to)) return words.doReopen;
  return words[stepKeys[to]];
}

export function sourceWords(words: Words, source: string): string {
  const key = sourceKeys[source];
  return key ? words[key] : source;
}

const eventKeys: Record<string, keyof Words> = {
  recorded: 'recorded',
  escalated: 'escalated',
  'pressed-again': 'pressedAgain',
  noted: 'noted',
  'step-done': 'stepDone',
  'step-undone': 'stepUndone',
};

/** What an event of the timeline was. */
export function eventWords(words: Words, type: string): string {
  const key = eventKeys[type];
  return key ? words[key] : stateWords(words, type);
}

/** Who above was told that nobody has taken it; empty when nobody was, or somebody has by now. */
export function escalationWords(
  words: Words,
  { state, escalatedTo = 0 }: { state?: string; escalatedTo?: number },
): string {
  if (state !== 'new' || escalatedTo === 0) return '';
  return escalatedTo === 1 ? words.escalatedTo1 : words.escalatedTo2;
}

/** How long ago, as a clock counts: `3:20`, and from an hour and a half on in hours. */
export function ageWords(words: Words, from: string | Date, now: Date): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - new Date(from).getTime()) / 1000));
  const minutes = Math.floor(seconds / 60);
  if (minutes < 90) return `${minutes}:${String(seconds % 60).padStart(2, '0')}`;
  return fill(words.ageHours, { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
