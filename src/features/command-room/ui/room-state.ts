import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Locale } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import { type FollowedIncident, keyOf, type LiveSnapshot } from '../../../ui/live/live-incidents.ts';
import type { BaseMapChoice, Bounds, Place } from '../../../ui/map/types.ts';
import type { IncidentState } from '../../incidents/incidents.states.ts';
import { orderQueue } from '../../incidents/ui/queue-order.ts';
import type { SilentSource } from '../../incidents/ui/SilentSources.tsx';
import { filterQueue } from './filter-queue.ts';
import type { ChosenIncident, RecordingChoices, RoomClient, Surroundings } from './room-client.ts';

/** What the page knows when it is made. */
export interface RoomFacts {
  name: string;
  isDemonstration: boolean;
  /** Names of kinds by code, in the reader's language. */
  kinds: Record<string, string>;
  /** By id; `limits` are the minutes after which an incident that nobody has taken waits too long, by priority. */
  zones: Record<string, { name: string; timeZone: string; limits: Record<number, number> }>;
  /** Other systems that had been silent for too long when the page was made. */
  silentSources: readonly SilentSource[];
  bounds: Bounds;
  base: BaseMapChoice;
}

/** What was typed for a step, kept until the step is taken, whatever happens meanwhile. */
export interface Draft {
  reason: string;
  mergedInto: string;
}
export const emptyDraft: Draft = { reason: '', mergedInto: '' };

/** What is asked for at the moment: what a step needs, or a new incident. */
export type OpenForm = { kind: 'step'; incidentId: string; from: IncidentState; to: IncidentState } | { kind: 'new' };

export type Detail =
  | { kind: 'none' | 'gone' | 'failed' }
  | { kind: 'loading' }
  | { kind: 'ready'; incident: ChosenIncident };

/** What the room answers: `trouble` is read out at once. */
export interface Note {
  kind: 'done' | 'trouble';
  text: string;
}

/** What the room shows, as signals that its parts follow alike. */
export interface RoomState {
  now: Signal<Date>;
  incidents: Signal<ReadonlyMap<string, FollowedIncident>>;
  /** Other systems that have been silent for too long. */
  silentSources: Signal<readonly SilentSource[]>;
  search: Signal<string>;
  /** What the queue shows: open ones, the gravest and oldest first, and those that have just ended. */
  queue: ReadonlySignal<{ open: FollowedIncident[]; ended: FollowedIncident[] }>;
  selectedId: Signal<string | null>;
  selected: ReadonlySignal<FollowedIncident | undefined>;
  detail: Signal<Detail>;
  /** The detail that the server is being asked for. */
  loading: Signal<{ id: string; done: Promise<void> } | null>;
  /** What stands around the chosen incident, once it is known. */
  around: Signal<{ id: string; facts: Surroundings } | null>;
  form: Signal<OpenForm | null>;
  drafts: Signal<ReadonlyMap<string, Draft>>;
  choices: Signal<RecordingChoices | null>;
  /** Where a new incident is, once that was clicked on the map. */
  newPlace: Signal<Place | null>;
  note: Signal<Note | null>;
  isBusy: Signal<boolean>;
  /** The step that is on its way, or the last one that was. */
  sending: Signal<Promise<void>>;
  /** A step was asked for while another is on its way; until it is its turn, keys do nothing. */
  isStepWaiting: Signal<boolean>;
  hasSound: Signal<boolean>;
  isHelpOpen: Signal<boolean>;
}

/** What the parts of the room share. */
export interface Room {
  words: Messages['commandRoom'];
  incidentWords: Messages['incidents'];
  locale: Locale;
  facts: RoomFacts;
  state: RoomState;
  client: RoomClient;
}

/** The room as the page was made. */
export function createRoomState(
  snapshot: LiveSnapshot,
  selectedId: string | null,
  now: string,
  facts: RoomFacts,
): RoomState {
  const incidents = signal<ReadonlyMap<string, FollowedIncident>>(
    new Map(snapshot.incidents.map((incident) => [keyOf(incident), incident])),
  );
  const search = signal('');
  const chosenId = signal(selectedId);
  return {
    now: signal(new Date(now)),
    incidents,
    silentSources: signal(facts.silentSources),
    search,
    queue: computed(() => orderQueue(filterQueue(incidents.value.values(), search.value, facts))),
    selectedId: chosenId,
    selected: computed(() => incidents.value.get(chosenId.value ?? '')),
    detail: signal<Detail>({ kind: selectedId ? 'loading' : 'none' }),
    loading: signal<{ id: string; done: Promise<void> } | null>(null),
    around: signal<{ id: string; facts: Surroundings } | null>(null),
    form: signal<OpenForm | null>(null),
    drafts: signal<ReadonlyMap<string, Draft>>(new Map()),
    choices: signal<RecordingChoices | null>(null),
    newPlace: signal<Place | null>(null),
    note: signal<Note | null>(null),
    isBusy: signal(false),
    sending: signal(Promise.resolve()),
    isStepWaiting: signal(false),
    hasSound: signal(false),
    isHelpOpen: signal(false),
  };
}
