import type { Signal } from '@preact/signals';
import { fill, formatNumber } from '../../../i18n/format.ts';
import type { Locale } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import type { LayerName } from '../../../ui/map/layer-names.ts';
import { listedLayers, thingsTitle } from '../layer-groups.ts';
import { LayerSample } from './LayerSample.tsx';
import type { ListedPage, ListedThing } from './map-client.ts';
import type { MapFacts } from './map-facts.ts';
import { type MapState, select } from './map-state.ts';
import { isOfferedInList } from './offered.ts';

export type ListState =
  | { kind: 'ready'; page: ListedPage }
  | { kind: 'loading'; page: ListedPage }
  | { kind: 'failed' };

interface Props {
  words: Messages['map'];
  locale: Locale;
  state: MapState;
  facts: MapFacts;
  layer: Signal<LayerName>;
  list: ListState;
  /** Whether the list tells what is in view, or the whole zone. */
  isInView: boolean;
  pageNumber: number;
  /** Told of a thing without an id, which only pointing at it can select. */
  onPoint: (thing: ListedThing) => void;
  onMore: () => void;
  onAgain: () => void;
}

/** The same things that the map shows, to be read and walked through by keyboard. */
export function ThingList({
  words,
  locale,
  state,
  facts,
  layer,
  list,
  isInView,
  pageNumber,
  onPoint,
  onMore,
  onAgain,
}: Props) {
  const page = list.kind === 'failed' ? null : list.page;
  const title = thingsTitle(words, layer.value);
  return (
    <section class="map-list" aria-busy={list.kind === 'loading'}>
      <h2 class="map-print-only">{title}</h2>
      <div class="map-list-head">
        <label>
          <span>{words.listOf}</span>
          <select
            class="input"
            name="list"
            form="map-form"
            value={layer.value}
            onChange={(event) => {
              const chosen = listedLayers.find((name) => name === event.currentTarget.value);
              if (chosen) layer.value = chosen;
            }}
          >
            {listedLayers
              .filter((name) => isOfferedInList(name, facts))
              .map((name) => (
                <option key={name} value={name} selected={name === layer.value}>
                  {thingsTitle(words, name)}
                </option>
              ))}
          </select>
        </label>
        <button type="submit" form="map-form" class="button second map-apply">
          {words.apply}
        </button>
        <p class="quiet map-small" role="status">
          {page &&
            page.total > 0 &&
            `${fill(words.listCount, { shown: formatNumber(page.items.length, locale), total: formatNumber(page.total, locale) })} ${isInView ? words.listInView : ''}`}
        </p>
      </div>
      {list.kind === 'failed' && (
        <div class="notice" role="alert">
          <p>{words.listFailed}</p>
          <button type="button" class="button second" onClick={onAgain}>
            {words.again}
          </button>
        </div>
      )}
      {page?.items.length === 0 && list.kind === 'ready' && (
        <p class="map-empty">{fill(words.listEmpty, { layer: title })}</p>
      )}
      <ol class="plain-list">
        {page?.items.map((thing, index) => (
          <li key={thing.id ?? index}>
            <ThingRow layer={layer.value} thing={thing} state={state} onPoint={onPoint} />
          </li>
        ))}
      </ol>
      {page && page.items.length > 0 && page.items.length < page.total && (
        <button
          type="submit"
          form="map-form"
          name="page"
          value={pageNumber + 1}
          class="button second wide map-more"
          disabled={list.kind === 'loading'}
          onClick={(event) => {
            event.preventDefault();
            onMore();
          }}
        >
          {words.listMore}
        </button>
      )}
    </section>
  );
}

interface RowProps {
  layer: LayerName;
  thing: ListedThing;
  state: MapState;
  onPoint: (thing: ListedThing) => void;
}

/** A link where the thing has a page, so that it works without JavaScript; here it selects. */
function ThingRow({ layer, thing, state, onPoint }: RowProps) {
  const { selected } = state;
  const isSelected = thing.id !== undefined && selected.value?.layer === layer && selected.value.id === thing.id;
  const onClick = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (thing.id !== undefined) select(state, { layer, id: thing.id });
    else onPoint(thing);
  };
  const content = (
    <>
      <LayerSample layer={layer} />
      <span class="map-thing-text">
        <strong>{thing.title}</strong>
        <span class="map-thing-note">{thing.subtitle}</span>
      </span>
    </>
  );
  const shared = { class: 'map-thing', 'aria-current': isSelected, onClick } as const;
  return thing.path ? (
    <a href={thing.path} {...shared}>
      {content}
    </a>
  ) : (
    <button type="button" {...shared}>
      {content}
    </button>
  );
}
