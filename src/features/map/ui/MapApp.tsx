import { useEffect, useMemo, useState } from 'preact/hooks';
import { fill } from '../../../i18n/format.ts';
import type { Locale } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import type { BaseMapChoice } from '../../../ui/map/types.ts';
import { readAddress } from '../address.ts';
import { AreaPanel } from './AreaPanel.tsx';
import { DetailPanel, type DetailState, SpotPanel } from './DetailPanel.tsx';
import { FoundList } from './FoundList.tsx';
import { LayerPanel } from './LayerPanel.tsx';
import { liveDetail, liveList, wantedLive } from './live-things.ts';
import { MapLegend } from './MapLegend.tsx';
import { MapSheet } from './MapSheet.tsx';
import { MapStage } from './MapStage.tsx';
import { createMapClient, type LayerCounts } from './map-client.ts';
import { createMapData, type FirstData, loadPage } from './map-data.ts';
import type { MapFacts } from './map-facts.ts';
import type { MapParts } from './map-parts.ts';
import { createMapState, select } from './map-state.ts';
import { SearchBox } from './SearchBox.tsx';
import { ThingList } from './ThingList.tsx';
import { type MapOnPage, roomyScreen, useMap } from './use-map.ts';

interface Props {
  words: Messages['map'];
  placeWords: Messages['placeMap'];
  locale: Locale;
  facts: MapFacts;
  base: BaseMapChoice;
  /** The address that was asked for; the part after # never reaches the server. */
  href: string;
  first: FirstData;
}

/**
 * The map page. The server renders it as a form, a drawing and a list, which work by themselves; in a browser that can,
 * it becomes the map.
 */
export function MapApp({ href, first, ...shared }: Props) {
  const { words, locale, facts } = shared;
  const parts: MapParts = {
    ...shared,
    state: useMemo(() => createMapState(readAddress(new URL(href)), first.zone), []),
    data: useMemo(() => createMapData(first), []),
    client: useMemo(() => createMapClient(locale), []),
  };
  const { state, data } = parts;
  const zone = facts.zones.find(({ slug }) => slug === state.zone.value) ?? facts.zones[0];
  const onPage = useMap(parts, zone?.bounds, first.live);
  const [isLegendOpen, setLegendOpen] = useState(true);
  useEffect(() => setLegendOpen(matchMedia(roomyScreen).matches), []);

  const hasDetail = [state.selected, state.spot, state.area].some(({ value }) => value !== null);
  const counts = countsOf(parts);
  return (
    <div class={`map-app ${onPage.stage === 'drawing' ? '' : 'is-live'}`}>
      <header class="map-print-head">
        <p class="map-print-title">
          {words.title} · {zone?.name ?? words.allZones}
        </p>
        <p>{fill(words.printed, { date: facts.today, source: facts.source })}</p>
      </header>
      <form class="map-search-form" method="get">
        <input type="hidden" name="zone" value={state.zone.value} />
        <SearchBox words={words} text={first.text} search={parts.client.search} onChoose={onPage.choose} />
      </form>
      <section class="map-stage" aria-label={words.title}>
        <MapStage
          {...onPage}
          words={words}
          placeWords={shared.placeWords}
          drawing={zone ? { src: `/maps/${zone.slug}.svg`, alt: fill(words.drawing, { zone: zone.name }) } : null}
          isDrawingArea={data.area.value.kind === 'drawing'}
          onPrint={() => window.print()}
        />
        <MapLegend words={words} locale={locale} facts={facts} state={state} counts={counts} isOpen={isLegendOpen} />
      </section>
      <MapSheet words={words} panel={state.panel} hasDetail={hasDetail}>
        <form id="map-form" class="map-layers" method="get">
          <LayerPanel {...parts} counts={counts} hours={onPage.hours} onZone={onPage.chooseZone} />
          <button type="submit" class="button second wide map-apply">
            {words.apply}
          </button>
        </form>
        <div class="map-right">
          {hasDetail && state.panel.value !== 'list' ? (
            <Chosen parts={parts} onPage={onPage} />
          ) : (
            <>
              <FoundList words={words} found={first.found} text={first.text} />
              <ThingList
                {...parts}
                layer={data.listLayer}
                list={data.listLayer.value === 'live' ? { kind: 'ready', page: liveList(parts) } : data.list.value}
                isInView={state.bounds.value !== null}
                pageNumber={data.pageNumber.value}
                onPoint={(thing) => onPage.pickAt(thing.place)}
                onMore={() => void loadPage(parts, data.pageNumber.value + 1)}
                onAgain={() => void loadPage(parts, 1)}
              />
            </>
          )}
        </div>
      </MapSheet>
    </div>
  );
}

/** How much there is of each layer, with what is happening now. */
function countsOf(parts: MapParts): LayerCounts {
  const counts = parts.data.counts.value;
  return { ...counts, counts: { ...counts.counts, live: wantedLive(parts).length } };
}

function detailOf(parts: MapParts): DetailState {
  const selected = parts.state.selected.value;
  if (selected?.layer !== 'live') return parts.data.detail.value;
  const detail = liveDetail(parts, selected.id);
  return detail ? { kind: 'ready', detail } : { kind: 'gone' };
}

/** What the reader drew, selected or pointed at. */
function Chosen({ parts, onPage }: { parts: MapParts; onPage: MapOnPage }) {
  const { words, locale, facts, state, data } = parts;
  const onBack = (): void => select(state, null);
  return (
    <>
      <AreaPanel words={words} locale={locale} area={data.area.value} onClear={onPage.clearArea} />
      {state.selected.value && <DetailPanel words={words} detail={detailOf(parts)} onBack={onBack} />}
      {state.spot.value && (
        <SpotPanel words={words} locale={locale} facts={facts} spot={state.spot.value} onBack={onBack} />
      )}
    </>
  );
}
