import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import type { inferRouterOutputs } from '@trpc/server';
import type { Locale } from '../../../i18n/locale.ts';
import type { AppRouter } from '../../../server/router.ts';
import type { LayerName, Selection, TiledLayer } from '../../../ui/map/layer-names.ts';
import type { Bounds, Place } from '../../../ui/map/types.ts';

type Answers = inferRouterOutputs<AppRouter>['map'];

/** How many things of each layer the reader may see; a layer that is left out has nothing for them. */
export type AnsweredCounts = Answers['layers'];
/** The same with what is happening now. */
export interface LayerCounts extends Omit<AnsweredCounts, 'counts'> {
  counts: Partial<Record<LayerName, number>>;
}
export type FoundThing = Answers['search'][number];
export type ListedPage = Answers['list'];
export type ListedThing = ListedPage['items'][number];
export type Detail = Answers['detail'];
export type CountInside = Answers['inside'][number];

/** A thing that the server knows by its layer and id; live incidents come by themselves. */
export type TiledSelection = Selection & { layer: TiledLayer };

interface ListQuestion {
  layer: TiledLayer;
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
    counts: (zone: string, filters: Record<string, string>, signal: AbortSignal) =>
      map.layers.query({ ...(zone ? { zone } : {}), filters }, { signal }),
    search: (text: string, signal: AbortSignal) => map.search.query({ text }, { signal }),
    detail: (selection: TiledSelection) => map.detail.query(selection),
    list: (question: ListQuestion, signal: AbortSignal) => map.list.query(question, { signal }),
    inside: (polygon: Place[], filters: Record<string, string>) => map.inside.query({ polygon, filters }),
  };
}

/** Whether the server answered that there is no such thing, at least for this reader, or that it cannot be one. */
export function isNotFound(error: unknown): boolean {
  return error instanceof TRPCClientError && [400, 404].includes(error.data?.httpStatus);
}

export type MapClient = ReturnType<typeof createMapClient>;
