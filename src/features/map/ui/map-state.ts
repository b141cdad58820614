import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { LayerName, Selection } from '../../../ui/map/layer-names.ts';
import type { Bounds, MapView, Picked, Place } from '../../../ui/map/types.ts';
import { type IncidentFilters, type MapAddress, readAddress, tileQueryOf, writeAddress } from '../address.ts';
import type { CoverFilter } from '../cover-filter.ts';

export type Panel = 'layers' | 'list' | 'detail';

/** What the map page shows, as signals that the map, the list and the address bar follow alike. */
export interface MapState {
  zone: Signal<string>;
  layers: Signal<ReadonlySet<LayerName>>;
  filters: Signal<IncidentFilters>;
  cover: Signal<CoverFilter>;
  selected: Signal<Selection | null>;
  view: Signal<MapView | null>;
  /** Where the selected thing is, once that is known; the map moves there when it lies outside the view. */
  focus: Signal<Place | null>;
  /** What is in view; null until the map has drawn. */
  bounds: Signal<Bounds | null>;
  /** What was picked where things carry no id: a public point, a cell. */
  spot: Signal<Picked | null>;
  /** A ring that the reader drew, closed. */
  area: Signal<Place[] | null>;
  panel: Signal<Panel>;
  tileQuery: ReadonlySignal<string>;
}

/** The state that an address describes, beginning with `zone`. */
export function createMapState(address: MapAddress, zone: string): MapState {
  const filters = signal(address.filters);
  const cover = signal(address.cover);
  return {
    zone: signal(zone),
    layers: signal(address.layers),
    filters,
    cover,
    selected: signal(address.selected),
    view: signal(address.view),
    focus: signal<Place | null>(null),
    bounds: signal<Bounds | null>(null),
    spot: signal<Picked | null>(null),
    area: signal<Place[] | null>(null),
    panel: signal<Panel>(address.selected ? 'detail' : 'layers'),
    tileQuery: computed(() => tileQueryOf(filters.value, cover.value).toString()),
  };
}

/**
 * Keeps the address bar in step, so that a link shows the same and the back button goes back one choice. Moving the
 * map changes the address without a step of its own. Returns what stops it.
 */
export function followAddress(state: MapState, onBack: () => void): () => void {
  let written = choicesOf(state);
  const stopWriting = effect(() => {
    const view = state.view.value;
    const choices = choicesOf(state);
    const address = `${location.pathname}${writeAddress({ ...addressOf(state), view })}`;
    if (choices === written) history.replaceState(history.state, '', address);
    else history.pushState(null, '', address);
    written = choices;
  });
  const goBack = (): void => {
    const address = readAddress(new URL(location.href));
    batch(() => {
      state.layers.value = address.layers;
      state.filters.value = address.filters;
      state.cover.value = address.cover;
      state.selected.value = address.selected;
      state.spot.value = null;
      if (address.zone) state.zone.value = address.zone;
      written = choicesOf(state);
    });
    onBack();
  };
  window.addEventListener('popstate', goBack);
  return () => {
    stopWriting();
    window.removeEventListener('popstate', goBack);
  };
}

function addressOf(state: MapState): Omit<MapAddress, 'view'> {
  return {
    zone: state.zone.value,
    layers: state.layers.value,
    filters: state.filters.value,
    cover: state.cover.value,
    selected: state.selected.value,
  };
}

function choicesOf(state: MapState): string {
  return writeAddress({ ...addressOf(state), view: null });
}

/** Shows or hides one layer. */
export function toggleLayer(state: MapState, layer: LayerName): void {
  const layers = new Set(state.layers.value);
  if (!layers.delete(layer)) layers.add(layer);
  state.layers.value = layers;
}

/** Selecting is one act, wherever it happens: the thing is marked on the map and in the list, and told in full. */
export function select(state: MapState, selection: Selection | null): void {
  batch(() => {
    state.selected.value = selection;
    state.spot.value = null;
    state.panel.value = selection ? 'detail' : 'list';
  });
}
