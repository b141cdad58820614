import { effect, type Signal, signal } from '@preact/signals';
import { type FollowedIncident, keyOf, type LiveSnapshot } from '../../../ui/live/live-incidents.ts';
import type { LayerName, Selection } from '../../../ui/map/layer-names.ts';
import type { AreaState } from './AreaPanel.tsx';
import type { DetailState } from './DetailPanel.tsx';
import {
  type AnsweredCounts,
  type Detail,
  type FoundThing,
  isNotFound,
  type ListedPage,
  type MapClient,
  type TiledSelection,
} from './map-client.ts';
import type { MapState } from './map-state.ts';
import type { ListState } from './ThingList.tsx';

const pauseMilliseconds = 250;

/** What the server told about the state, as signals. */
export interface MapData {
  counts: Signal<AnsweredCounts>;
  listLayer: Signal<LayerName>;
  list: Signal<ListState>;
  /** The last page of the list that is shown. */
  pageNumber: Signal<number>;
  detail: Signal<DetailState>;
  /** What is happening now, by id or key. */
  live: Signal<ReadonlyMap<string, FollowedIncident>>;
  area: Signal<AreaState>;
  /** How often coverage was worked out anew since the page was made. */
  coverage: Signal<number>;
}

export interface FirstData {
  /** The slug of the zone that the page begins with. */
  zone: string;
  counts: AnsweredCounts;
  listLayer: LayerName;
  list: ListedPage;
  page: number;
  live: LiveSnapshot;
  /** What the address selects; null when nothing, or nothing that the reader may see. */
  detail: Detail | null;
  /** What was searched for without JavaScript, and what was found. */
  text: string;
  found: FoundThing[];
}

/** The data that the page was made with. */
export function createMapData(first: FirstData): MapData {
  return {
    counts: signal(first.counts),
    listLayer: signal(first.listLayer),
    list: signal<ListState>({ kind: 'ready', page: first.list }),
    pageNumber: signal(first.page),
    detail: signal<DetailState>(first.detail ? { kind: 'ready', detail: first.detail } : { kind: 'gone' }),
    live: signal(new Map(first.live.incidents.map((incident) => [keyOf(incident), incident]))),
    area: signal<AreaState>({ kind: 'none' }),
    coverage: signal(0),
  };
}

/** Asks the server again whenever the state changes; an answer that came too late is dropped. Returns what stops it. */
export function followState(state: MapState, data: MapData, client: MapClient): () => void {
  const stops = [
    followCounts(state, data, client),
    followList(state, data, client),
    followDetail(state, data, client),
    followArea(state, data, client),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function followCounts(state: MapState, data: MapData, client: MapClient): () => void {
  let isFirst = true;
  return effect(() => {
    const [zone, query] = [state.zone.value, state.tileQuery.value];
    void data.coverage.value;
    if (isFirst) {
      isFirst = false;
      return;
    }
    const abort = new AbortController();
    const load = async (): Promise<void> => {
      data.counts.value = await client.counts(zone, filtersIn(query), abort.signal);
    };
    // Counts that could not be had stay as they were: the map itself says that something is missing.
    const timer = setTimeout(() => void load().catch(() => {}), pauseMilliseconds);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  });
}

function followList(state: MapState, data: MapData, client: MapClient): () => void {
  let isFirst = true;
  return effect(() => {
    const layer = data.listLayer.value;
    void [state.zone.value, state.bounds.value, state.tileQuery.value];
    if (layer === 'coverage-gaps') void data.coverage.value;
    if (isFirst) {
      isFirst = false;
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => void loadPage({ state, data, client }, 1, abort.signal), pauseMilliseconds);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  });
}

/** Loads a page of the list; later pages are added to what is there. */
export async function loadPage(
  { state, data, client }: { state: MapState; data: MapData; client: MapClient },
  page: number,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const layer = data.listLayer.peek();
  if (layer === 'live') return;
  const before = data.list.peek();
  const kept = before.kind === 'failed' ? { items: [], total: 0 } : before.page;
  data.list.value = { kind: 'loading', page: kept };
  try {
    const answer = await client.list(
      {
        layer,
        zone: state.bounds.peek() ? undefined : state.zone.peek() || undefined,
        bbox: state.bounds.peek() ?? undefined,
        filters: filtersIn(state.tileQuery.peek()),
        page,
      },
      signal,
    );
    data.pageNumber.value = page;
    const items = page > 1 ? [...kept.items, ...answer.items] : answer.items;
    data.list.value = { kind: 'ready', page: { items, total: answer.total } };
  } catch {
    if (!signal.aborted) data.list.value = { kind: 'failed' };
  }
}

/** What an address of ours says of the filters, as the procedures take it. */
const filtersIn = (query: string): Record<string, string> => Object.fromEntries(new URLSearchParams(query));

const isTiled = (selection: Selection): selection is TiledSelection => selection.layer !== 'live';

/** Tells all of what is selected, and where it is as soon as that is known. */
function followDetail(state: MapState, data: MapData, client: MapClient): () => void {
  return effect(() => {
    const selected = state.selected.value;
    const isAnew = selected?.layer === 'coverage-gaps' && data.coverage.value > 0;
    // A gap that is told of anew does not move the map.
    if (!isAnew) state.focus.value = null;
    if (!selected) return;
    if (!isTiled(selected)) {
      state.focus.value = data.live.peek().get(selected.id)?.place ?? null;
      return;
    }
    let isCurrent = true;
    if (!isAnew || data.detail.peek().kind !== 'ready') data.detail.value = { kind: 'loading' };
    client.detail(selected).then(
      (detail) => {
        if (!isCurrent) return;
        data.detail.value = { kind: 'ready', detail };
        state.focus.value = detail.place;
      },
      (error: unknown) => {
        if (isCurrent) data.detail.value = { kind: isNotFound(error) ? 'gone' : 'failed' };
      },
    );
    return () => {
      isCurrent = false;
    };
  });
}

function followArea(state: MapState, data: MapData, client: MapClient): () => void {
  return effect(() => {
    const ring = state.area.value;
    const filters = filtersIn(state.tileQuery.value);
    if (!ring) {
      data.area.value = { kind: 'none' };
      return;
    }
    let isCurrent = true;
    data.area.value = { kind: 'loading' };
    client.inside(ring, filters).then(
      (counts) => {
        if (isCurrent) data.area.value = { kind: 'ready', counts };
      },
      () => {
        if (isCurrent) data.area.value = { kind: 'failed' };
      },
    );
    return () => {
      isCurrent = false;
    };
  });
}
