import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { DataLook } from './data-look.ts';
import { boldFont } from './text.ts';

const earthCircumferenceMeters = 40_075_016.686;
const tileSizePixels = 512;
/** Radius, in pixels at size 1, of the wedges that `symbols.ts` draws. */
export const wedgeRadiusPixels = 100;

/** How many pixels a metre takes at this zoom, https://wiki.openstreetmap.org/wiki/Zoom_levels */
export function pixelsPerMeter(zoom: number, latitude: number): number {
  return (tileSizePixels * 2 ** zoom) / (earthCircumferenceMeters * Math.cos((latitude * Math.PI) / 180));
}

/** A blue dot with the wedge that it sees; a ring with a question mark when nobody knows where it looks. */
export function cameraLayers({ colours, latitude }: DataLook): LayerSpecification[] {
  const shared = { source: 'cameras', 'source-layer': 'cameras' } as const;
  const isCell: ExpressionSpecification = ['has', 'count'];
  const isKnown: ExpressionSpecification = ['>=', ['to-number', ['get', 'heading'], -1], 0];
  const works: ExpressionSpecification = ['==', ['get', 'condition'], 'working'];
  const fieldOfView: ExpressionSpecification = ['max', 10, ['min', 360, ['to-number', ['get', 'fov'], 60]]];
  const sizeAt = (zoom: number): ExpressionSpecification => [
    '*',
    ['to-number', ['get', 'range'], 30],
    pixelsPerMeter(zoom, latitude) / wedgeRadiusPixels,
  ];
  return [
    {
      id: 'cameras:wedge',
      type: 'symbol',
      ...shared,
      minzoom: 14.5,
      filter: ['all', ['!', isCell], isKnown, works],
      layout: {
        'icon-image': ['concat', 'own-wedge-', ['to-string', ['*', 10, ['round', ['/', fieldOfView, 10]]]]],
        'icon-rotate': ['to-number', ['get', 'heading'], 0],
        'icon-rotation-alignment': 'map',
        'icon-pitch-alignment': 'map',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'icon-padding': 0,
        'icon-size': ['interpolate', ['exponential', 2], ['zoom'], 14, sizeAt(14), 20, sizeAt(20)],
      },
    },
    {
      id: 'cameras:badge',
      type: 'symbol',
      ...shared,
      filter: ['!', isCell],
      layout: {
        'icon-image': ['case', ['!', works], 'own-camera-off', isKnown, 'own-camera', 'own-camera-unknown'],
        'icon-allow-overlap': true,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 11, 0.5, 16, 1],
      },
    },
    {
      id: 'cameras:cell',
      type: 'circle',
      ...shared,
      filter: isCell,
      paint: { 'circle-radius': 13, 'circle-color': colours.cover, 'circle-opacity': 0.85 },
    },
    {
      id: 'cameras:count',
      type: 'symbol',
      ...shared,
      filter: isCell,
      layout: {
        'text-field': ['to-string', ['get', 'count']],
        'text-font': boldFont,
        'text-size': 12,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': '#ffffff' },
    },
  ];
}
