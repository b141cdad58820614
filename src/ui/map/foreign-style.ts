import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { Locale } from '../../i18n/locale.ts';
import type { BaseMap } from './base-style.ts';
import { boldFont, readingFont } from './text.ts';

/** Somebody else's style as a base: with the symbols that come with it, in our letters and the page's language. */
export interface ForeignBase extends BaseMap {
  sprite?: NonNullable<StyleSpecification['sprite']>;
}

/**
 * Makes a base of a style that was read from `address`. Its letters are left out, so that all names, Thai ones too, are
 * drawn with the page's own fonts; names are in the page's language where the tiles have them.
 */
export function foreignBase(style: StyleSpecification, address: string, locale: Locale): ForeignBase {
  const { sprite } = style;
  return {
    sources: Object.fromEntries(
      Object.entries(style.sources).map(([name, source]) => [name, withAddresses(source, address)]),
    ),
    layers: style.layers.map((layer) => (layer.type === 'symbol' ? inOurLetters(layer, locale) : layer)),
    ...(typeof sprite === 'string' ? { sprite: absolute(sprite, address) } : {}),
    ...(Array.isArray(sprite) ? { sprite: sprite.map(({ id, url }) => ({ id, url: absolute(url, address) })) } : {}),
  };
}

/** A style may name its files beside itself; MapLibre wants whole addresses. `{z}` and its like stay as they are. */
function absolute(text: string, address: string): string {
  if (/^[a-z]+:/i.test(text)) return text;
  return new URL(text, address).href.replaceAll('%7B', '{').replaceAll('%7D', '}');
}

function withAddresses<Source extends object>(source: Source, address: string): Source {
  const changed: Record<string, unknown> = Object.fromEntries(Object.entries(source));
  if (typeof changed.url === 'string') changed.url = absolute(changed.url, address);
  if (typeof changed.data === 'string') changed.data = absolute(changed.data, address);
  if (Array.isArray(changed.tiles)) changed.tiles = changed.tiles.map((tile) => absolute(String(tile), address));
  return changed as Source;
}

type SymbolLayer = Extract<LayerSpecification, { type: 'symbol' }>;

function inOurLetters(layer: SymbolLayer, locale: Locale): SymbolLayer {
  if (!layer.layout || layer.layout['text-field'] === undefined) return layer;
  const isBold = /bold|medium/i.test(JSON.stringify(layer.layout['text-font'] ?? ''));
  return {
    ...layer,
    layout: {
      ...layer.layout,
      'text-field': inLanguage(layer.layout['text-field'], locale),
      'text-font': isBold ? boldFont : readingFont,
    },
  };
}

type TextField = NonNullable<SymbolLayer['layout']>['text-field'];

/** Every schema writes names in languages as `name:th` or `name_th`; a text without a name, such as a road's number, stays. */
function inLanguage(field: TextField, locale: Locale): TextField {
  if (!/["{]name/.test(JSON.stringify(field))) return field;
  const isExpression = Array.isArray(field);
  if (!isExpression && typeof field !== 'string') return field;
  const otherwise = isExpression ? field : ['coalesce', ...namesIn(field).map((name) => ['get', name]), ''];
  return ['coalesce', ['get', `name:${locale}`], ['get', `name_${locale}`], otherwise] as TextField;
}

/** The properties that an old style's "{name:latin} {name}" names. */
function namesIn(field: string): string[] {
  return [...field.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
}
