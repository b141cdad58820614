import type { StyleSpecification } from 'maplibre-gl';
import { expect, test } from 'vitest';
import { foreignBase } from './foreign-style.ts';

const style: StyleSpecification = {
  version: 8,
  glyphs: 'fonts/{fontstack}/{range}.pbf',
  sprite: 'sprites/light',
  sources: {
    beside: { type: 'vector', tiles: ['tiles/{z}/{x}/{y}.mvt'] },
    rooted: { type: 'vector', url: '/tiles.json' },
    whole: { type: 'vector', url: 'https://tiles.example/a.json' },
  },
  layers: [
    {
      id: 'plain',
      type: 'symbol',
      source: 'beside',
      layout: { 'text-field': '{name:latin}', 'text-font': ['Noto Bold'] },
    },
    { id: 'made', type: 'symbol', source: 'beside', layout: { 'text-field': ['get', 'name'] } },
    { id: 'number', type: 'symbol', source: 'beside', layout: { 'text-field': ['get', 'ref'] } },
    { id: 'icon', type: 'symbol', source: 'beside', layout: { 'icon-image': 'dot' } },
  ],
};

const base = foreignBase(style, 'https://maps.example/styles/light.json', 'th');
const layoutOf = (id: string) => base.layers.find((layer) => layer.id === id)?.layout;

test('addresses beside the style become whole, and keep their places for numbers', () => {
  expect(base.sources).toEqual({
    beside: { type: 'vector', tiles: ['https://maps.example/styles/tiles/{z}/{x}/{y}.mvt'] },
    rooted: { type: 'vector', url: 'https://maps.example/tiles.json' },
    whole: { type: 'vector', url: 'https://tiles.example/a.json' },
  });
  expect(base.sprite).toBe('https://maps.example/styles/sprites/light');
});

test('names are in the language of the page where there are any, in our letters', () => {
  expect(layoutOf('plain')).toMatchObject({
    'text-field': ['coalesce', ['get', 'name:th'], ['get', 'name_th'], ['coalesce', ['get', 'name:latin'], '']],
    'text-font': ['IBM Plex Sans Thai SemiBold', 'IBM Plex Sans Thai', 'sans-serif'],
  });
  expect(layoutOf('made')).toMatchObject({
    'text-field': ['coalesce', ['get', 'name:th'], ['get', 'name_th'], ['get', 'name']],
  });
  expect(layoutOf('number')).toMatchObject({ 'text-field': ['get', 'ref'] });
  expect(layoutOf('icon')).toEqual({ 'icon-image': 'dot' });
});
