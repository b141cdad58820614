import { createTRPCClient, httpLink } from '@trpc/client';
import type { inferRouterOutputs } from '@trpc/server';
import type { Locale } from '../../../i18n/locale.ts';
import type { AppRouter } from '../../../server/router.ts';
import type { LayerName, Selection } from '../../../ui/map/layer-names.ts';
import type { Bounds, Place } from '../../../ui/map/types.ts';

type Answers = inferRouterOutputs<AppRouter>['map'];

/** How many things of each layer the reader may see; a layer that is left out has nothing for them. */
export type LayerCounts = Answers['layers'];
export type FoundThing = Answers['search'][number];
export type ListedPage = Answers['list'];
export type ListedThing = ListedPage['items'][number];
export type Detail = Answers['detail'];
export type CountInside = Answers['inside'][number];

interface ListQuestion {
  layer: LayerName;
  zone?: string | undefined;
  bbox?: Bounds | undefined;
  page: number;
  filters: Record<string, string>;
}

/** The map's procedures, asked in the reader's language. */
export function createMapClient(locale: Locale) {
  const prefix = locale === 'en' ? '/en' : '';
  const { map } = createTRPCClient<AppRouter>({ links: [httpLink({ url: `${prefix}/trpc` })] });
  return {
    counts: (zone: string) => map.layers.query(zone ? { zone } : {}),
    search: (text: string, signal: AbortSignal) => map.search.query({ text }, { signal }),
    detail: (selection: Selection) => map.detail.query(selection),
    list: (question: ListQuestion, signal: AbortSignal) => map.list.query(question, { signal }),
    inside: (polygon: Place[], filters: Record<string, string>) => map.inside.query({ polygon, filters }),
  };
}

export type MapClient = ReturnType<typeof createMapClient>;
