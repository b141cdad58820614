import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Position } from '../../../compute/geometry/position.ts';
import type { PlanScene } from '../plan-scene.ts';
import { isCounted, type PlanChange, type SeenFigures } from '../planning.ts';
import { createWhatIf, type WhatIf } from '../what-if.ts';
import type { PlanFacts } from './plan-facts.ts';
import type { KnownValues, ValueName } from './plan-words.ts';

type Changes = ReadonlyMap<string, PlanChange>;
type Patch = Partial<Pick<PlanChange, ValueName | 'place' | 'reason' | 'kind'>>;

/** A plan that is being worked on. Keys are camera ids, and `new-1` for cameras that are not there yet. */
export interface PlanState {
  whatIf: WhatIf;
  cameras: PlanScene['cameras'];
  changes: ReadonlySignal<Changes>;
  figures: ReadonlySignal<SeenFigures>;
  /** Counts every step; what a camera sees has changed when it has. */
  version: ReadonlySignal<number>;
  selectedKey: ReadonlySignal<string | undefined>;
  canUndo: ReadonlySignal<boolean>;
  canRedo: ReadonlySignal<boolean>;
  isKept: ReadonlySignal<boolean>;
  select(key: string | undefined): void;
  /** One step of a finger, in force at once; not to be undone by itself. */
  edit(key: string, patch: Patch): void;
  /** Makes one step to undo of all that was edited since the last. */
  rest(): void;
  putBack(key: string): void;
  takeAway(key: string): void;
  add(place: Position): void;
  undo(): void;
  redo(): void;
  /** As they are kept, in the order in which they came. */
  list(): PlanChange[];
  placeOf(key: string): Position | undefined;
  /** A value of the camera as it is now, with what is usual where nobody knows; an unknown heading is undefined. */
  valueNow(key: string, name: ValueName): number | undefined;
  /** Whether the plan's question counts this camera. */
  counts(camera: PlanScene['cameras'][number]): boolean;
  /** What the registry says of the camera; all unknown for a new one. */
  known(key: string): KnownValues;
}

const blank: PlanChange = {
  kind: 'aim',
  cameraId: null,
  place: null,
  headingDegrees: null,
  tiltDegrees: null,
  heightMeters: null,
  fieldDegrees: null,
  imageWidthPixels: null,
  imageHeightPixels: null,
  rangeMeters: null,
  reason: '',
};
/** What a new camera begins with: what police stations mostly buy. */
const usual = { heightMeters: 5, tiltDegrees: 15, fieldDegrees: 80, imageWidthPixels: 1920, imageHeightPixels: 1080 };

export function createPlanState(scene: PlanScene, plan: PlanFacts): PlanState {
  const whatIf = createWhatIf(scene, plan.purpose, plan.scope);
  const kept = firstChanges(plan);
  for (const [key, change] of kept) whatIf.change(key, change);
  const rows = new Map(scene.cameras.map((camera) => [camera.id, camera]));
  const changes = signal<Changes>(kept);
  const figures = signal(whatIf.figures());
  const version = signal(0);
  const selectedKey = signal<string | undefined>(undefined);
  const past = signal<readonly Changes[]>([]);
  const future = signal<readonly Changes[]>([]);
  let settled: Changes = kept;
  let added = [...kept.keys()].filter((key) => key.startsWith('new-')).length;

  function put(next: Changes, keys: Iterable<string>): void {
    for (const key of keys) whatIf.change(key, next.get(key));
    changes.value = next;
    // What the camera in hand sees is told first, then the zone's figures, which take longer.
    version.value += 1;
    figures.value = whatIf.figures();
    const chosen = selectedKey.peek();
    if (chosen?.startsWith('new-') && !next.has(chosen)) selectedKey.value = undefined;
  }

  function set(key: string, change: PlanChange | undefined): void {
    const next = new Map(changes.peek());
    if (change && isAnything(change)) next.set(key, change);
    else next.delete(key);
    put(next, [key]);
  }

  function rest(): void {
    if (changes.peek() === settled) return;
    past.value = [...past.peek(), settled];
    future.value = [];
    settled = changes.peek();
  }

  function go(from: typeof past, to: typeof past): void {
    rest();
    const next = from.peek().at(-1);
    if (!next) return;
    from.value = from.peek().slice(0, -1);
    to.value = [...to.peek(), settled];
    const keys = new Set([...settled.keys(), ...next.keys()]);
    settled = next;
    put(next, keys);
  }

  const isNew = (key: string): boolean => !rows.has(key);

  return {
    whatIf,
    cameras: scene.cameras,
    changes,
    figures,
    version,
    selectedKey,
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
    isKept: computed(() => changes.value === kept),
    select: (key) => {
      selectedKey.value = key;
    },
    edit(key, patch) {
      const current = changes.peek().get(key) ?? { ...blank, cameraId: isNew(key) ? null : key };
      const kind = current.kind === 'remove' ? 'aim' : current.kind;
      set(key, { ...current, kind, ...patch });
    },
    rest,
    putBack(key) {
      set(key, undefined);
      rest();
    },
    takeAway(key) {
      set(key, isNew(key) ? undefined : { ...blank, kind: 'remove', cameraId: key });
      rest();
    },
    add(place) {
      added += 1;
      const key = `new-${added}`;
      set(key, { ...blank, ...usual, kind: 'add', place, headingDegrees: 0 });
      rest();
      selectedKey.value = key;
    },
    undo: () => go(past, future),
    redo: () => go(future, past),
    list: () => [...changes.peek().values()],
    placeOf(key) {
      const standing = whatIf.standingNow(key) ?? whatIf.standing(key);
      return standing && whatIf.toDegrees(standing.place);
    },
    valueNow(key, name) {
      version.value;
      const camera = whatIf.standingNow(key)?.camera;
      return name === 'fieldDegrees' ? camera?.horizontalFieldDegrees : camera?.[name];
    },
    counts: ({ link }) => isCounted({ isLinked: link === 'linked' }, plan.scope),
    known(key) {
      const row = rows.get(key);
      return {
        headingDegrees: row?.headingDegrees ?? null,
        tiltDegrees: row?.tiltDegrees ?? null,
        heightMeters: row?.mountingHeightMeters ?? null,
        fieldDegrees: row?.fieldOfViewDegrees ?? null,
        rangeMeters: row?.rangeMeters ?? null,
      };
    },
  };
}

function firstChanges({ changes }: PlanFacts): Changes {
  let added = 0;
  return new Map(
    changes.map(({ label: _label, was: _was, ...change }) => {
      if (change.cameraId === null) added += 1;
      return [change.cameraId ?? `new-${added}`, change];
    }),
  );
}

function isAnything({ kind, cameraId: _id, reason: _reason, ...values }: PlanChange): boolean {
  return kind !== 'aim' || Object.values(values).some((value) => value !== null);
}
