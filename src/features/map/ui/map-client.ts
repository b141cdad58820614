import type { Locale } from '../../../i18n/locale.ts';
import type { LayerName, Selection } from '../../../ui/map/layer-names.ts';
import type { Bounds, Place } from '../../../ui/map/types.ts';

/** How many things of each layer the reader may see; a layer that is left out has nothing for them. */
export type LayerCounts = Partial<Record<LayerName, number>>;

export interface FoundThing {
  type: string;
  id?: string | undefined;
  title: string;
  subtitle: string;
  place: Place;
  path?: string | undefined;
}

export interface ListedThing {
  id?: string | undefined;
  title: string;
  subtitle: string;
  place: Place;
  path?: string | undefined;
}

export interface ListedPage {
  items: ListedThing[];
  total: number;
}

export interface Detail {
  title: string;
  subtitle: string;
  facts: { label: string; value: string }[];
  path?: string | undefined;
}

export interface CountInside {
  layer: LayerName;
  kind?: string | undefined;
  title: string;
  /** Null: fewer than may be told. */
  count: number | null;
}

export interface ListQuestion {
  layer: LayerName;
  zone?: string | undefined;
  bbox?: Bounds | undefined;
  page: number;
  filters: Record<string, string>;
}

async function ask<Answer>(locale: Locale, procedure: string, input: unknown, signal?: AbortSignal): Promise<Answer> {
  const prefix = locale === 'en' ? '/en' : '';
  const query = new URLSearchParams({ input: JSON.stringify(input) });
  const response = await fetch(`${prefix}/trpc/map.${procedure}?${query}`, signal ? { signal } : {});
  if (!response.ok) throw new Error(`map.${procedure}: ${response.status}`);
  const { result }: { result: { data: Answer } } = await response.json();
  return result.data;
}

/** The map's procedures, asked in the reader's language. */
export function createMapClient(locale: Locale) {
  return {
    counts: (zone: string) => ask<LayerCounts>(locale, 'layers', zone ? { zone } : {}),
    search: (text: string, signal: AbortSignal) => ask<FoundThing[]>(locale, 'search', { text }, signal),
    detail: (selection: Selection) => ask<Detail>(locale, 'detail', selection),
    list: (question: ListQuestion, signal: AbortSignal) => ask<ListedPage>(locale, 'list', question, signal),
    inside: (polygon: Place[], filters: Record<string, string>) =>
      ask<CountInside[]>(locale, 'inside', { polygon, filters }),
  };
}

export type MapClient = ReturnType<typeof createMapClient>;
