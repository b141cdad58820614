import { effect } from '@preact/signals';
import { followLive, type LiveSnapshot, liveStatus } from '../../../ui/live/live-incidents.ts';
import { isUpToDate, load } from './room-actions.ts';
import type { Room } from './room-state.ts';
import type { Sound } from './sound.ts';
import { isAlarm, overdueMinutes } from './waiting.ts';

const secondMilliseconds = 1_000;
const remindMilliseconds = 15_000;

/** Keeps the queue and the clock up to date; the clock is the server's, whatever this device's says. Returns what stops it. */
export function followRoom({ state, client }: Room, snapshot: LiveSnapshot, now: string): () => void {
  const firstOffset = Date.now() - Date.parse(now);
  const reload = async () => {
    const fresh = await client.queue();
    state.silentSources.value = fresh.silentSources;
    return fresh;
  };
  const following = followLive(snapshot, reload, undefined, undefined, () => void reload().catch(() => {}));
  const unsubscribe = following.incidents.subscribe((all) => {
    state.incidents.value = all;
  });
  const tick = (): void => {
    const offset = liveStatus.peek().clockOffsetMilliseconds ?? firstOffset;
    state.now.value = new Date(Date.now() - offset);
  };
  const clock = setInterval(tick, secondMilliseconds);
  tick();
  return () => {
    clearInterval(clock);
    unsubscribe();
    following.stop();
  };
}

/** Loads what is chosen whenever that, or the chosen incident itself, changes; and keeps the choice in the address. */
export function followSelection(room: Room): () => void {
  const { state } = room;
  let asked = '';
  const stopLoading = effect(() => {
    const id = state.selectedId.value;
    const { changedAt, escalatedTo } = state.selected.value ?? {};
    const wanted = `${id} ${changedAt} ${escalatedTo}`;
    if (isUpToDate(room)) return;
    // What could not be had is not asked for again and again.
    const { kind } = state.detail.peek();
    if (wanted === asked && (kind === 'failed' || kind === 'gone')) return;
    asked = wanted;
    void load(room);
  });
  const stopWriting = effect(() => {
    const id = state.selectedId.value;
    history.replaceState(history.state, '', `${location.pathname}${id ? `?incident=${id}` : ''}`);
  });
  return () => {
    stopLoading();
    stopWriting();
  };
}

/** Sounds, where they were chosen: once for what is grave and new, again and again for what waits too long. */
export function followSound({ state, facts }: Room, sound: Sound): () => void {
  const wake = (): void => {
    if (state.hasSound.peek()) sound.wake();
  };
  const known = new Set(state.incidents.peek().keys());
  const stopArriving = effect(() => {
    for (const [key, incident] of state.incidents.value) {
      if (known.has(key)) continue;
      known.add(key);
      if (isAlarm(incident) && state.hasSound.peek()) sound.arrive();
    }
  });
  const reminder = setInterval(() => {
    if (!state.hasSound.peek()) return;
    const waits = [...state.incidents.peek().values()].some(
      (incident) => overdueMinutes(incident, state.now.peek(), facts.zones) !== undefined,
    );
    if (waits) sound.remind();
  }, remindMilliseconds);
  document.addEventListener('keydown', wake);
  document.addEventListener('pointerdown', wake);
  return () => {
    stopArriving();
    clearInterval(reminder);
    document.removeEventListener('keydown', wake);
    document.removeEventListener('pointerdown', wake);
  };
}
