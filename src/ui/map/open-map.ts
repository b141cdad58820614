import { effect } from '@preact/signals';
import { LngLat, Map as MapLibre, type MapOptions as MapLibreOptions, Marker, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { nightQuery, readColours } from './colours.ts';
import { coverageLayers, filteredLayers, layersOf, queryOf } from './data-layers.ts';
import { highlightFilter, highlightLayers, highlightVisibility } from './highlight.ts';
import { tiledLayers } from './layer-names.ts';
import { followLivePoints } from './live-markers.ts';
import { allHoursInView, boundsOf, isInClearView, namesAround, pickAt, viewOf } from './look-at-map.ts';
import { followPlan } from './plan-overlay.ts';
import { followShownArea } from './shown-area.ts';
import { buildStyle } from './style.ts';
import { drawSymbol } from './symbols.ts';
import { loadMapFonts } from './text.ts';
import { tileUrl } from './tile-url.ts';
import type { MapHandle, MapOptions, Place } from './types.ts';

setWorkerUrl(workerUrl);

const trafficDelayMilliseconds = 120;

/**
 * Draws a map and keeps it in step with the signals it is given. This file and its neighbours are all that knows
 * MapLibre; load it with `load-map.ts`, so that pages fetch MapLibre only when somebody wants the map.
 */
export async function openMap(options: MapOptions): Promise<MapHandle> {
  await loadMapFonts();
  const map = new MapLibre({
    container: options.container,
    style: await buildStyle(options),
    ...startOf(options),
    maxZoom: 19.5,
    minZoom: 4,
    attributionControl: isForeign(options) ? { compact: false } : false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    locale: { 'Map.Title': options.label },
    fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 200,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.setMissingStyleImageResolver((name) => {
    const symbol = drawSymbol(name, readColours());
    if (symbol && !map.hasImage(name)) map.addImage(name, symbol.image, { pixelRatio: symbol.pixelRatio });
  });
  const stops = [
    followSignals(map, options),
    followNight(map, options),
    report(map, options),
    followLivePoints(map, options),
    followShownArea(map, options),
    followPlan(map, options),
  ];
  makeRoom(map, options);
  if (options.pin) pinAt(map, options.pin);
  await new Promise<void>((resolve) => map.once('load', () => resolve()));
  return handleOf(map, options, () => {
    for (const stop of stops) stop();
    map.remove();
  });
}

/** Whoever made the base map is named on it. */
const isForeign = ({ base }: MapOptions): boolean => base.styleUrl !== undefined || base.isPmtiles === true;

const roomPixels = 24;
/** At this zoom a single thing is shown among its neighbours. */
const nearZoom = 16;

function startOf({ view }: MapOptions): Pick<MapLibreOptions, 'bounds' | 'fitBoundsOptions' | 'center' | 'zoom'> {
  if ('bounds' in view) return { bounds: view.bounds, fitBoundsOptions: { padding: roomPixels, maxZoom: 17 } };
  return { center: view.center, zoom: view.zoom };
}

/** Puts the middle of the map between what covers its edges. */
function makeRoom(map: MapLibre, { cover, view }: MapOptions): void {
  if (!cover) return;
  map.setPadding({ ...cover, left: 0, right: 0 });
  if ('bounds' in view) map.fitBounds(view.bounds, { padding: roomPixels, maxZoom: 17, animate: false });
}

/** Shows and hides layers, filters tiles and marks what is selected, whenever a signal says so. */
function followSignals(map: MapLibre, options: MapOptions): () => void {
  const whenReady = (act: () => void): void => {
    if (map.getLayer('highlight:zones')) act();
    else map.once('style.load', act);
  };
  const look = { colours: readColours(), locale: options.locale, latitude: 0 };
  const styleLayers = new Map(tiledLayers.map((name) => [name, layersOf(name, look).map((layer) => layer.id)]));
  const stopVisible = effect(() => {
    const visible = options.visible.value;
    whenReady(() => {
      for (const [name, ids] of styleLayers) {
        for (const id of ids) map.setLayoutProperty(id, 'visibility', visible.has(name) ? 'visible' : 'none');
      }
    });
  });
  const stopSelected = effect(() => {
    const selected = options.selected.value;
    whenReady(() => {
      for (const layer of highlightLayers(readColours())) {
        map.setFilter(layer.id, highlightFilter(selected));
        map.setLayoutProperty(layer.id, 'visibility', highlightVisibility(layer, selected));
      }
    });
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shownQuery = options.tileQuery.peek();
  const stopQuery = effect(() => {
    const query = options.tileQuery.value;
    clearTimeout(timer);
    // A slider changes many times a second; tiles are asked for when it rests.
    timer = setTimeout(() => {
      if (query === shownQuery) return;
      shownQuery = query;
      for (const name of filteredLayers) {
        const source = map.getSource(name);
        if (source && 'setTiles' in source && typeof source.setTiles === 'function')
          source.setTiles([tileUrl(location.origin, name, queryOf(name, query))]);
      }
    }, trafficDelayMilliseconds);
  });
  const stopCoverage = effect(() => {
    if (!options.coverage?.value) return;
    for (const name of coverageLayers) if (map.getSource(name)) map.refreshTiles(name);
  });
  return () => {
    clearTimeout(timer);
    stopCoverage();
    stopVisible();
    stopSelected();
    stopQuery();
  };
}

/** Redraws in the other colours when the reader's system goes over to night or day. */
function followNight(map: MapLibre, options: MapOptions): () => void {
  const night = matchMedia(nightQuery);
  const redraw = async (): Promise<void> => {
    const style = await buildStyle(options);
    for (const name of map.listImages()) map.removeImage(name);
    map.setStyle(style, { diff: false });
  };
  night.addEventListener('change', redraw);
  return () => night.removeEventListener('change', redraw);
}

function report(map: MapLibre, { onMove, onPick, onPoint, onBusy, onTrouble }: MapOptions): () => void {
  const tellMove = (): void => onMove?.(viewOf(map), boundsOf(map));
  map.on('moveend', tellMove);
  map.once('load', tellMove);
  map.on('dataloading', () => onBusy?.(true));
  map.on('idle', () => onBusy?.(false));
  map.on('error', () => onTrouble?.());
  if (onPoint) map.on('click', ({ lngLat }) => onPoint([lngLat.lng, lngLat.lat]));
  if (onPick) {
    map.on('click', (event) => onPick(pickAt(map, event.point, event.lngLat)));
    map.on('mousemove', (event) => {
      map.getCanvas().style.cursor = pickAt(map, event.point, event.lngLat) ? 'pointer' : '';
    });
  }
  return () => {};
}

function pinAt(map: MapLibre, place: Place, className = 'map-pin'): Marker {
  const element = document.createElement('div');
  element.className = className;
  return new Marker({ element, anchor: className === 'map-pin' ? 'bottom' : 'center' }).setLngLat(place).addTo(map);
}

function handleOf(map: MapLibre, options: MapOptions, close: () => void): MapHandle {
  let position: Marker | undefined;
  let forgetArea = (): void => {};
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return {
    zoomBy: (steps) => map.easeTo({ zoom: map.getZoom() + steps, duration: isCalm ? 0 : 250 }),
    goTo: (place, zoom) => map.easeTo({ center: place, zoom: zoom ?? map.getZoom(), duration: isCalm ? 0 : 500 }),
    reveal: (place) => {
      if (!isInClearView(map, place))
        map.easeTo({ center: place, zoom: Math.max(map.getZoom(), nearZoom), duration: isCalm ? 0 : 500 });
    },
    pick: (place) => {
      map.easeTo({ center: place, zoom: Math.max(map.getZoom(), nearZoom), duration: isCalm ? 0 : 500 });
      map.once('idle', () => options.onPick?.(pickAt(map, map.project(place), LngLat.convert(place))));
    },
    fit: (bounds) => map.fitBounds(bounds, { padding: 40, maxZoom: 17, animate: !isCalm }),
    showPosition: (place) => {
      position?.remove();
      position = pinAt(map, place, 'map-here');
    },
    namesAtCenter: () => namesAround(map, options.locale),
    hoursInView: () => allHoursInView(map),
    picture: () => {
      map.redraw();
      return map.getCanvas().toDataURL('image/png');
    },
    drawArea: async (signal) => {
      const { drawPolygon } = await import('./draw-polygon.ts');
      const drawing = drawPolygon(map, signal, readColours());
      forgetArea = drawing.forget;
      return drawing.ring;
    },
    clearArea: () => forgetArea(),
    middle: () => viewOf(map).center,
    close,
  };
}
