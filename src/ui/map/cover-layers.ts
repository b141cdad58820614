import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { MapColours } from './colours.ts';
import type { DataLook } from './data-look.ts';
import { boldFont } from './text.ts';

/** What cameras see is blue; what one might see of which nobody knows the heading is pale, with a broken edge. */
export function cameraViews({ colours }: DataLook): LayerSpecification[] {
  const shared = { source: 'camera-views', 'source-layer': 'camera-views' } as const;
  const isKnown: ExpressionSpecification = ['==', ['get', 'is_known'], true];
  return [
    {
      id: 'camera-views:possible',
      type: 'fill',
      ...shared,
      filter: ['!', isKnown],
      paint: { 'fill-color': colours.cover, 'fill-opacity': 0.07 },
    },
    {
      id: 'camera-views:possible-edge',
      type: 'line',
      ...shared,
      minzoom: 15,
      filter: ['!', isKnown],
      paint: { 'line-color': colours.cover, 'line-width': 1, 'line-dasharray': [2, 3], 'line-opacity': 0.7 },
    },
    {
      id: 'camera-views:seen',
      type: 'fill',
      ...shared,
      filter: isKnown,
      paint: { 'fill-color': colours.cover, 'fill-opacity': colours.isNight ? 0.34 : 0.26 },
    },
    {
      id: 'camera-views:seen-edge',
      type: 'line',
      ...shared,
      minzoom: 16,
      filter: isKnown,
      paint: { 'line-color': colours.cover, 'line-width': 0.8, 'line-opacity': 0.55 },
    },
  ];
}

/** Darker where more is at risk; by night, on dark ground, lighter. */
function shadeColour({ risk, isNight }: MapColours): ExpressionSpecification {
  const [low, second, third, fourth, severe] = isNight ? risk.toReversed() : risk;
  return ['match', ['get', 'shade'], 1, low, 2, second, 3, third, 4, fourth, severe] as ExpressionSpecification;
}

/** Gaps are hatched over a shade of risk, with their rank; for planners, cells with their figures. */
export function coverageGaps({ colours }: DataLook): LayerSpecification[] {
  const shared = { source: 'coverage-gaps', 'source-layer': 'coverage-gaps' } as const;
  const isCell: ExpressionSpecification = ['has', 'count'];
  const text = { 'text-font': boldFont, 'text-allow-overlap': false } as const;
  const paint = { 'text-color': colours.ink, 'text-halo-color': colours.ground, 'text-halo-width': 1.8 };
  return [
    {
      id: 'coverage-gaps:cell',
      type: 'fill',
      ...shared,
      filter: isCell,
      paint: {
        'fill-color': shadeColour(colours),
        'fill-opacity': 0.45,
        'fill-outline-color': colours.inkSecond,
      },
    },
    {
      id: 'coverage-gaps:figures',
      type: 'symbol',
      ...shared,
      minzoom: 14,
      filter: isCell,
      layout: { ...text, 'text-size': 13, 'text-field': ['to-string', ['get', 'count']] },
      paint,
    },
    {
      id: 'coverage-gaps:fill',
      type: 'fill',
      ...shared,
      filter: ['!', isCell],
      paint: {
        'fill-color': shadeColour(colours),
        'fill-opacity': ['interpolate', ['linear'], ['zoom'], 12, 0.9, 16, 0.6],
      },
    },
    {
      id: 'coverage-gaps:hatch',
      type: 'fill',
      ...shared,
      minzoom: 14,
      filter: ['!', isCell],
      paint: { 'fill-pattern': 'own-hatch' },
    },
    {
      id: 'coverage-gaps:edge',
      type: 'line',
      ...shared,
      filter: ['!', isCell],
      paint: { 'line-color': colours.ink, 'line-width': ['interpolate', ['linear'], ['zoom'], 13, 0.5, 17, 1.4] },
    },
    {
      id: 'coverage-gaps:rank',
      type: 'symbol',
      ...shared,
      minzoom: 15,
      filter: ['all', ['!', isCell], ['get', 'is_named']],
      layout: { ...text, 'text-size': 15, 'text-field': ['to-string', ['get', 'rank']] },
      paint,
    },
  ];
}

/** Streets from which a post is one, two or three minutes away: the nearer, the stronger. */
export function sosReach({ colours }: DataLook): LayerSpecification[] {
  return [
    {
      id: 'sos-reach:line',
      type: 'line',
      source: 'sos-reach',
      'source-layer': 'sos-reach',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': colours.action,
        'line-width': ['interpolate', ['linear'], ['zoom'], 13, 2, 17, 6],
        'line-opacity': ['match', ['get', 'minutes'], 1, 0.85, 2, 0.5, 0.25],
      },
    },
  ];
}
