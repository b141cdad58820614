import { computed, effect } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { LiveSnapshot } from '../../../ui/live/live-incidents.ts';
import { isLayerName } from '../../../ui/map/layer-names.ts';
import { canDrawMaps, loadMap } from '../../../ui/map/load-map.ts';
import type { Bounds, MapHandle, Picked, Place } from '../../../ui/map/types.ts';
import { readAddress } from '../address.ts';
import { followMapLive, livePoints } from './live-things.ts';
import type { StageState } from './MapStage.tsx';
import type { FoundThing } from './map-client.ts';
import { followState } from './map-data.ts';
import type { MapParts } from './map-parts.ts';
import { followAddress, select } from './map-state.ts';
import { askPosition } from './position.ts';
import { followPrinting } from './print-map.ts';

/** The map on the page: what has become of it, and what the reader can do with it. */
export interface MapOnPage {
  stage: StageState;
  container: RefObject<HTMLDivElement>;
  map: RefObject<MapHandle>;
  /** The hour of each incident in view. */
  hours: readonly number[];
  hasTrouble: boolean;
  note: string;
  /** Goes to a place and picks what lies there, for things that carry no id. */
  pickAt: (place: Place) => void;
  choose: (found: FoundThing) => void;
  chooseZone: (slug: string) => void;
  locate: () => Promise<void>;
  drawArea: () => Promise<void>;
  clearArea: () => void;
}

const nearZoom = 17;
/** At this zoom the counted cells have become points. */
const pointZoom = 14.6;
const wideScreen = '(min-width: 900px)';
/** From here on the legend stands open beside the zone instead of on it. */
export const roomyScreen = '(min-width: 1680px)';
/** The click that ends a drawing must not pick what lies under it. */
const afterDrawingMilliseconds = 300;

/** On a phone the search and the sheet cover parts of the map; what matters is kept between them. */
function coveredPixels(element: HTMLElement): { top: number; bottom: number } {
  return matchMedia(wideScreen).matches ? { top: 0, bottom: 0 } : { top: 60, bottom: element.clientHeight * 0.46 };
}

/** Draws the map when the page has come to life, and keeps it, the address and the data in step. */
export function useMap(parts: MapParts, bounds: Bounds | undefined, snapshot: LiveSnapshot): MapOnPage {
  const { words, placeWords, locale, facts, base, state, data, client } = parts;
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<MapHandle>(null);
  const drawing = useRef<AbortController>(null);
  const [stage, setStage] = useState<StageState>('drawing');
  const [hasTrouble, setTrouble] = useState(false);
  const [note, setNote] = useState('');
  const [hours, setHours] = useState<number[]>([]);
  const live = useMemo(() => computed(() => livePoints(parts)), []);

  useEffect(() => {
    state.view.value = readAddress(new URL(location.href)).view;
    const goBack = (): void => {
      const { view } = readAddress(new URL(location.href));
      if (view) map.current?.goTo(view.center, view.zoom);
    };
    const stops = [followAddress(state, goBack), followState(state, data, client), followMapLive(parts, snapshot)];
    setStage(canDrawMaps() ? 'loading' : 'cannot');
    return () => {
      for (const stop of stops) stop();
      map.current?.close();
    };
  }, []);

  const draw = async (element: HTMLDivElement, whole: Bounds): Promise<void> => {
    map.current = await loadMap({
      container: element,
      locale,
      base,
      cover: coveredPixels(element),
      label: words.mapLabel,
      view: state.view.peek() ?? { bounds: whole },
      visible: state.layers,
      tileQuery: state.tileQuery,
      selected: state.selected,
      live,
      coverage: data.coverage,
      onMove: (view, inView) => {
        state.view.value = view;
        state.bounds.value = inView;
      },
      onPick: (picked) => {
        if (!drawing.current) pick(parts, map.current, picked);
      },
      onBusy: (isBusy) => {
        if (isBusy || !map.current) return;
        setTrouble(false);
        if (facts.seesExact) setHours(map.current.hoursInView());
      },
      onTrouble: () => setTrouble(true),
    });
    setStage('open');
  };

  useEffect(() => {
    const element = container.current;
    if (stage === 'loading' && element && bounds) draw(element, bounds).catch(() => setStage('failed'));
  }, [stage]);

  // A link may lead to a thing that lies outside its view, and a list tells of what the sheet covers.
  useEffect(() => {
    if (stage !== 'open') return;
    return effect(() => {
      const place = state.focus.value;
      if (place) map.current?.reveal(place);
    });
  }, [stage]);

  useEffect(() => (stage === 'open' && map.current ? followPrinting(map.current) : undefined), [stage]);

  const clearArea = (): void => {
    map.current?.clearArea();
    state.area.value = null;
    state.panel.value = 'list';
  };

  const drawArea = async (): Promise<void> => {
    if (drawing.current) return drawing.current.abort();
    clearArea();
    select(state, null);
    const abort = new AbortController();
    drawing.current = abort;
    data.area.value = { kind: 'drawing' };
    const ring = (await map.current?.drawArea(abort.signal)) ?? null;
    setTimeout(() => {
      drawing.current = null;
    }, afterDrawingMilliseconds);
    state.area.value = ring;
    if (ring) state.panel.value = 'detail';
    else data.area.value = { kind: 'none' };
  };

  const locate = async (): Promise<void> => {
    setNote('');
    const place = await askPosition();
    if (!place) return setNote(placeWords.positionFailed);
    map.current?.showPosition(place);
    map.current?.goTo(place, nearZoom);
  };

  const chooseZone = (slug: string): void => {
    const zone = facts.zones.find((known) => known.slug === slug);
    if (!zone) return;
    state.zone.value = slug;
    map.current?.fit(zone.bounds);
  };

  const choose = (found: FoundThing): void => {
    const zone = facts.zones.find(({ slug }) => found.type === 'zone' && found.path?.endsWith(`/${slug}`));
    if (zone) {
      chooseZone(zone.slug);
      return;
    }
    if (found.id && isLayerName(found.type)) {
      state.layers.value = new Set([...state.layers.value, found.type]);
      select(state, { layer: found.type, id: found.id });
    }
    map.current?.goTo(found.place, nearZoom);
  };

  const pickAt = (place: Place): void => map.current?.pick(place);
  return { stage, container, map, hours, hasTrouble, note, pickAt, choose, chooseZone, locate, drawArea, clearArea };
}

/** A thing with an id is selected; a cell is gone into; what else lies at a point is told of as it is. */
function pick({ state }: MapParts, map: MapHandle | null, picked: Picked | null): void {
  const isAnythingChosen = state.selected.value !== null || state.spot.value !== null;
  if (!picked && !isAnythingChosen) return;
  select(state, picked?.id ? { layer: picked.layer, id: picked.id } : null);
  if (!picked || picked.id) return;
  const isCell = picked.properties.count !== undefined && picked.properties.kind === undefined;
  if (isCell) {
    map?.goTo(picked.place, pointZoom);
    return;
  }
  state.spot.value = picked;
  state.panel.value = 'detail';
}
