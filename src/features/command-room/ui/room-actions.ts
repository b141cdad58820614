import { batch } from '@preact/signals';
import { fill } from '../../../i18n/format.ts';
import type { Place } from '../../../ui/map/types.ts';
import { canGo, type IncidentState, needsReason } from '../../incidents/incidents.states.ts';
import { isIncidentState, stateWords, stepWords } from '../../incidents/ui/words.ts';
import { refusalOf, type StepToTake } from './room-client.ts';
import { type Detail, type Draft, emptyDraft, type Room } from './room-state.ts';

/** Chooses an incident everywhere: in the queue, on the map, in the panel and in the address. */
export function choose({ state }: Room, id: string | null): void {
  if (state.selectedId.peek() === id) return;
  batch(() => {
    state.selectedId.value = id;
    state.form.value = null;
    state.note.value = null;
  });
}

/** Chooses the next or previous of the queue; the first when none is chosen. */
export function walk(room: Room, step: 1 | -1): void {
  const { open, ended } = room.state.queue.peek();
  const all = [...open, ...ended];
  const here = all.findIndex(({ id }) => id === room.state.selectedId.peek());
  const next = here < 0 ? all[0] : all[here + step];
  if (!next?.id) return;
  choose(room, next.id);
}

/** The state of the chosen incident, by the stream or by the server's last answer, whichever is later. */
export function chosenState({ state }: Room): IncidentState | undefined {
  const told = state.selected.value;
  const { value: detail } = state.detail;
  const answer = detail.kind === 'ready' && detail.incident.id === state.selectedId.value ? detail.incident : undefined;
  const isAnswerLater = (answer?.changedAt ?? '') >= (told?.changedAt ?? '');
  const known = isAnswerLater ? answer?.state : told?.state;
  return isIncidentState(known) ? known : undefined;
}

/** Takes the step at once when it needs nothing else, and asks for what it needs when it does. */
export async function takeStep(room: Room, to: IncidentState): Promise<void> {
  const { state, words, incidentWords } = room;
  const id = state.selectedId.peek();
  if (!id) {
    walk(room, 1);
    if (state.selectedId.peek()) state.note.value = { kind: 'done', text: words.chooseFirst };
    return;
  }
  // The step before is on its way: this one goes on from where that leads.
  if (state.isBusy.peek()) {
    state.isStepWaiting.value = true;
    await state.sending.peek();
    state.isStepWaiting.value = false;
  }
  const from = chosenState(room);
  if (!from || from === to || state.selectedId.peek() !== id) return;
  if (!canGo(from, to)) {
    state.note.value = { kind: 'trouble', text: fill(words.noSuchStep, { state: stateWords(incidentWords, from) }) };
    return;
  }
  state.note.value = null;
  if (to === 'assigned' || to === 'merged' || needsReason(from, to)) {
    state.form.value = { kind: 'step', incidentId: id, from, to };
    return;
  }
  await send(room, { id, from, to, reason: '' });
}

/** Sends a step. Where somebody was quicker, the form stays with what was typed and goes on from the state it is in now. */
export async function send(room: Room, step: StepToTake): Promise<void> {
  const { state } = room;
  if (state.isBusy.peek()) return;
  state.isBusy.value = true;
  state.sending.value = sendNow(room, step).finally(() => {
    state.isBusy.value = false;
  });
  await state.sending.peek();
}

async function sendNow(room: Room, step: StepToTake): Promise<void> {
  const { state, words, incidentWords, client } = room;
  try {
    await client.change(step);
    batch(() => {
      state.form.value = null;
      const done = stepWords(incidentWords, step.from, step.to);
      state.note.value = { kind: 'done', text: fill(words.stepSaved, { step: done }) };
      keepDraft(room, step.id, step.to, emptyDraft);
    });
    // The stream tells it too, unless it is lost.
    if (room.state.selectedId.peek() === step.id && !shows(room, step)) await load(room);
  } catch (error) {
    const status = refusalOf(error)?.status;
    if (status === 409) await tellWhatHappened(room, step.id);
    else state.note.value = { kind: 'trouble', text: status === 400 ? words.stepLacks : words.stepFailed };
  }
}

function shows({ state }: Room, { id, to }: StepToTake): boolean {
  const { value: detail } = state.detail;
  return detail.kind === 'ready' && detail.incident.id === id && detail.incident.state === to;
}

/** Somebody was quicker: says how it stands now, and lets the form go on from there. */
async function tellWhatHappened(room: Room, id: string): Promise<void> {
  const { state, words, incidentWords } = room;
  await load(room);
  const { value: detail } = state.detail;
  if (detail.kind !== 'ready' || detail.incident.id !== id) return;
  const now = detail.incident.state;
  const form = state.form.peek();
  batch(() => {
    state.note.value = { kind: 'trouble', text: fill(words.takenBy, { state: stateWords(incidentWords, now) }) };
    if (form?.kind === 'step' && form.incidentId === id) state.form.value = { ...form, from: now };
  });
}

/** Whether the panel shows the chosen incident as the stream last told of it. */
export function isUpToDate({ state }: Room): boolean {
  const { value: detail } = state.detail;
  const id = state.selectedId.value;
  if (id === null) return detail.kind === 'none';
  if (detail.kind !== 'ready' || detail.incident.id !== id) return false;
  const { changedAt = '', escalatedTo = 0 } = state.selected.value ?? {};
  return detail.incident.changedAt >= changedAt && detail.incident.escalatedTo >= escalatedTo;
}

/** Asks the server for the chosen incident; a look that is put on record there. Asked while it is asked for, it waits. */
export async function load({ state, client }: Room): Promise<void> {
  const id = state.selectedId.peek();
  if (!id) {
    state.detail.value = { kind: 'none' };
    return;
  }
  const running = state.loading.peek();
  if (running?.id === id) return running.done;
  const before = state.detail.peek();
  if (before.kind !== 'ready' || before.incident.id !== id) state.detail.value = { kind: 'loading' };
  const done = client.get(id).then(
    (incident): Detail => ({ kind: 'ready', incident }),
    (error): Detail => ({ kind: [400, 404].includes(refusalOf(error)?.status ?? 0) ? 'gone' : 'failed' }),
  );
  const loading = { id, done: done.then(show) };
  state.loading.value = loading;
  await loading.done;

  function show(detail: Detail): void {
    if (state.loading.peek() === loading) state.loading.value = null;
    if (state.selectedId.peek() === id) state.detail.value = detail;
  }
}

const draftKey = (incidentId: string, to: IncidentState): string => `${incidentId} ${to}`;

export function draftOf({ state, words }: Room, incidentId: string, to: IncidentState): Draft {
  const first = to === 'merged' ? { ...emptyDraft, reason: words.mergeReason } : emptyDraft;
  return state.drafts.value.get(draftKey(incidentId, to)) ?? first;
}

/** Keeps what was typed for a step; an empty draft is forgotten. */
export function keepDraft({ state }: Room, incidentId: string, to: IncidentState, draft: Draft): void {
  const drafts = new Map(state.drafts.peek());
  if (draft === emptyDraft) drafts.delete(draftKey(incidentId, to));
  else drafts.set(draftKey(incidentId, to), draft);
  state.drafts.value = drafts;
}

/** Opens the form of a new incident, with the kinds and places there are. */
export async function openNew({ state, client, words }: Room, place: Place | null = null): Promise<void> {
  batch(() => {
    state.note.value = null;
    state.newPlace.value = place;
    state.form.value = { kind: 'new' };
  });
  if (state.choices.peek()) return;
  try {
    state.choices.value = await client.choices();
  } catch {
    state.note.value = { kind: 'trouble', text: words.stepFailed };
  }
}

/** Goes back one step: out of the help, the form, the search, and the choice. */
export function goBack(room: Room): void {
  const { state } = room;
  if (state.isHelpOpen.peek()) state.isHelpOpen.value = false;
  else if (state.form.peek()) state.form.value = null;
  else if (state.search.peek()) state.search.value = '';
  else choose(room, null);
}
