import type { StyleSpecification } from 'maplibre-gl';
import { type BaseMap, ownBase } from './base-style.ts';
import { readColours } from './colours.ts';
import { dataSources, layersOf } from './data-layers.ts';
import type { DataLook } from './data-look.ts';
import { foreignBase } from './foreign-style.ts';
import { highlightFilter, highlightLayers, highlightVisibility } from './highlight.ts';
import { tiledLayers } from './layer-names.ts';
import { planLayers } from './plan-overlay.ts';
import { protomapsBase } from './protomaps-style.ts';
import { shownArea } from './shown-area.ts';
import type { MapOptions } from './types.ts';

/** The whole style as it should be now: the base, our data over it, and what is selected on top. */
export async function buildStyle(options: MapOptions): Promise<StyleSpecification> {
  const colours = readColours();
  const latitude =
    'bounds' in options.view ? (options.view.bounds[1] + options.view.bounds[3]) / 2 : options.view.center[1];
  const look: DataLook = { colours, locale: options.locale, latitude };
  const visible = options.visible.peek();
  const selected = options.selected.peek();
  const { base, ...rest } = await baseOf(options, look);
  const data = tiledLayers.flatMap((name) =>
    layersOf(name, look).map((layer) => ({
      ...layer,
      layout: { ...layer.layout, visibility: visible.has(name) ? 'visible' : 'none' },
    })),
  );
  const highlights = highlightLayers(colours).map((layer) => ({
    ...layer,
    filter: highlightFilter(selected),
    layout: { visibility: highlightVisibility(layer, selected) },
  }));
  const area = shownArea(options, colours);
  const plan = planLayers(options, colours);
  // Spreading a union of layer kinds loses which layout belongs to which kind; each part is typed where it is made.
  const layers = [
    ...base.layers,
    ...data,
    ...area.layers,
    ...plan.layers,
    ...highlights,
  ] as StyleSpecification['layers'];
  return {
    version: 8,
    ...rest,
    sources: {
      ...base.sources,
      ...dataSources(location.origin, options.tileQuery.peek()),
      ...area.sources,
      ...plan.sources,
    },
    layers,
  };
}

/** The base that the person who runs the server has chosen; with somebody else's style come its symbols. */
async function baseOf(
  { base, locale }: MapOptions,
  { colours }: DataLook,
): Promise<{ base: BaseMap } & Pick<StyleSpecification, 'sprite'>> {
  if (base.isPmtiles) return { base: protomapsBase(colours, locale, location.origin) };
  if (!base.styleUrl) return { base: ownBase(colours, locale, location.origin) };
  try {
    const response = await fetch(base.styleUrl);
    const style: StyleSpecification = await response.json();
    const { sprite, ...foreign } = foreignBase(style, response.url, locale);
    return { base: foreign, ...(sprite ? { sprite } : {}) };
  } catch {
    // Somebody else's server is away: our own base is always there.
    return { base: ownBase(colours, locale, location.origin) };
  }
}
