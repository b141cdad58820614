import { isTyping, letterOf } from '../../../ui/controls/keys.ts';
import type { IncidentState } from '../../incidents/incidents.states.ts';
import { goBack, openNew, takeStep, walk } from './room-actions.ts';
import type { Room } from './room-state.ts';

/** The key of each step, in the order in which steps are taken. */
export const stepsByKey = [
  ['a', 'acknowledged', 'keyAcknowledge'],
  ['d', 'assigned', 'keyAssign'],
  ['s', 'on-scene', 'keyOnScene'],
  ['r', 'resolved', 'keyResolve'],
  ['c', 'closed', 'keyClose'],
  ['f', 'false-alarm', 'keyFalseAlarm'],
  ['m', 'merged', 'keyMerge'],
] as const satisfies readonly (readonly [string, IncidentState, string])[];

export const searchFieldId = 'room-search';

/** Goes to the field that searches the queue. */
export function goToSearch(): void {
  document.getElementById(searchFieldId)?.focus();
}

/** The queue's link to an incident; the keyboard stands on it while it is chosen. */
export const queueLinkId = (incidentId: string): string => `queue-${incidentId}`;

/** Walks the queue by keyboard: what is chosen has the focus too, so that it is read out and in sight. */
function walkTo(room: Room, step: 1 | -1): void {
  walk(room, step);
  document.getElementById(queueLinkId(room.state.selectedId.peek() ?? ''))?.focus();
}

/** What marks the link that opens the voice line of the chosen incident's post. */
export const voiceLine = { 'data-voice-line': '' };

/** Opens the voice line, where there is one. */
function openVoiceLine(): void {
  document.querySelector<HTMLElement>('[data-voice-line]')?.click();
}

/** Presses the button that has this number in the list that is open. */
function pressNumber(number: string): void {
  document.querySelector<HTMLElement>(`[data-number="${number}"]`)?.click();
}

/** What the key does; undefined when it does nothing here. */
function actionOf(room: Room, letter: string): (() => void) | undefined {
  const step = stepsByKey.find(([key]) => key === letter);
  if (step) return () => void takeStep(room, step[1]);
  if (/^[1-9]$/.test(letter)) return () => pressNumber(letter);
  const others: Record<string, () => void> = {
    j: () => walkTo(room, 1),
    ArrowDown: () => walkTo(room, 1),
    k: () => walkTo(room, -1),
    ArrowUp: () => walkTo(room, -1),
    n: () => void openNew(room),
    v: openVoiceLine,
    '/': goToSearch,
    '?': () => {
      room.state.isHelpOpen.value = true;
    },
  };
  return others[letter];
}

/** Whether a form is on its way to the screen: what is typed meanwhile is meant for it, and must not act. */
function isFormComing({ state }: Room): boolean {
  const form = state.form.peek();
  return state.isStepWaiting.peek() || (form?.kind === 'step' && state.detail.peek().kind === 'loading');
}

/** Acts on a key. Keys typed into a field are the field's, but for Escape, which leaves it; arrows on the map move the map. */
export function pressKey(room: Room, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const letter = letterOf(event);
  if (letter === 'Escape') {
    event.preventDefault();
    if (event.target instanceof HTMLElement && isTyping(event)) event.target.blur();
    goBack(room);
    return;
  }
  const isMap = event.target instanceof Element && event.target.closest('.maplibregl-canvas') !== null;
  if (isTyping(event) || room.state.isHelpOpen.peek() || (isMap && letter.startsWith('Arrow'))) return;
  if (isFormComing(room)) {
    event.preventDefault();
    return;
  }
  const isStep = stepsByKey.some(([key]) => key === letter);
  const action = actionOf(room, letter);
  if (!action || (isStep && event.repeat)) return;
  event.preventDefault();
  action();
}
