import type { LngLat, MapGeoJSONFeature, Map as MapLibre, Point } from 'maplibre-gl';
import type { Locale } from '../../i18n/locale.ts';
import { layerOfStyleLayer } from './data-layers.ts';
import type { Bounds, MapView, Picked, Place } from './types.ts';

const reachPixels = 9;
const nearPixels = 60;

export function viewOf(map: MapLibre): MapView {
  return { center: map.getCenter().toArray(), zoom: map.getZoom() };
}

export function boundsOf(map: MapLibre): Bounds {
  const [[west, south], [east, north]] = map.getBounds().toArray();
  return [west, south, east, north];
}

const edgePixels = 24;

/** Whether the place can be seen: on the map, and not under what covers its edges. */
export function isInClearView(map: MapLibre, place: Place): boolean {
  const { x, y } = map.project(place);
  const { top = 0, bottom = 0, left = 0, right = 0 } = map.getPadding();
  const { clientWidth, clientHeight } = map.getContainer();
  const isAcross = x >= left + edgePixels && x <= clientWidth - right - edgePixels;
  return isAcross && y >= top + edgePixels && y <= clientHeight - bottom - edgePixels;
}

/** What tells nothing of itself: a camera's view is not the camera, and a cell of gaps is told by its figures. */
const silent = /^(cameras:wedge|camera-views:.*|sos-reach:.*|coverage-gaps:(cell|figures).*)$/;

/** What of our own data lies at this point of the screen. */
export function pickAt(map: MapLibre, point: Point, at: LngLat): Picked | null {
  const found = map
    .queryRenderedFeatures([
      [point.x - reachPixels, point.y - reachPixels],
      [point.x + reachPixels, point.y + reachPixels],
    ])
    .filter(({ layer }) => layerOfStyleLayer(layer.id) !== undefined && !silent.test(layer.id));
  const first =
    found.find(({ layer }) => !/^(zones|areas|lamps):/.test(layer.id)) ??
    found.find(({ layer }) => layer.id.startsWith('zones:'));
  const layer = first && layerOfStyleLayer(first.layer.id);
  if (!first || !layer) return null;
  const together = found.filter((feature) => feature.layer.id === first.layer.id);
  return {
    layer,
    id: String(first.properties.id ?? ''),
    place: placeOf(first, at),
    properties: first.properties,
    together: together.map(({ properties }) => properties),
  };
}

function placeOf({ geometry }: MapGeoJSONFeature, at: LngLat): Place {
  if (geometry.type !== 'Point') return at.toArray();
  const [longitude = at.lng, latitude = at.lat] = geometry.coordinates;
  return [longitude, latitude];
}

/** Names of landmarks and streets around the middle of the map, at most two. */
export function namesAround(map: MapLibre, locale: Locale): string[] {
  const { x, y } = map.project(map.getCenter());
  const [first, second] = locale === 'th' ? ['name_th', 'name_en'] : ['name_en', 'name_th'];
  const nameIn = (layer: string, reach: number): string | undefined => {
    const features = map.queryRenderedFeatures(
      [
        [x - reach, y - reach],
        [x + reach, y + reach],
      ],
      { layers: [layer].filter((id) => map.getLayer(id)) },
    );
    return features.map(({ properties }) => properties[first] || properties[second]).find(Boolean);
  };
  const street = nameIn('streets', nearPixels / 3) ?? nameIn('streets', nearPixels);
  return [street, nameIn('landmark-names', nearPixels * 2)].filter((name) => name !== undefined);
}

/** The hour of each incident in view, from the officers' tiles ("2026-11-03T20"). */
export function allHoursInView(map: MapLibre): number[] {
  if (!map.getLayer('incidents:point')) return [];
  const hours = map
    .queryRenderedFeatures({ layers: ['incidents:point'] })
    .map(({ properties }) => /T(\d\d)/.exec(String(properties.occurred ?? ''))?.[1]);
  return hours.filter((hour) => hour !== undefined).map(Number);
}
