import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { fill } from '../../../i18n/format.ts';
import type { Locale } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import { isLayerName } from '../../../ui/map/layer-names.ts';
import { canDrawMaps, loadMap } from '../../../ui/map/load-map.ts';
import type { BaseMapChoice, MapHandle, Picked } from '../../../ui/map/types.ts';
import { AreaPanel } from './AreaPanel.tsx';
import { readAddress } from './address.ts';
import { DetailPanel, SpotPanel } from './DetailPanel.tsx';
import { LayerPanel } from './LayerPanel.tsx';
import { MapLegend } from './MapLegend.tsx';
import { MapSheet } from './MapSheet.tsx';
import { MapStage, type StageState } from './MapStage.tsx';
import { createMapClient, type FoundThing } from './map-client.ts';
import { createMapData, type FirstData, followState, loadPage } from './map-data.ts';
import type { MapFacts } from './map-facts.ts';
import { createMapState, followAddress, select } from './map-state.ts';
import { askPosition } from './position.ts';
import { printMap } from './print-map.ts';
import { SearchBox } from './SearchBox.tsx';
import { ThingList } from './ThingList.tsx';

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

const nearZoom = 17;
/** On a phone the search and the sheet cover parts of the map; what matters is kept between them. */
function coveredPixels(map: HTMLElement): { top: number; bottom: number } {
  const isWide = matchMedia(wideScreen).matches;
  return isWide ? { top: 0, bottom: 0 } : { top: 60, bottom: map.clientHeight * 0.46 };
}

const wideScreen = '(min-width: 900px)';

/**
 * The map page. The server renders it as a form, a drawing and a list, which work by themselves; in a browser that can,
 * it becomes the map.
 */
export function MapApp({ words, placeWords, locale, facts, base, href, first }: Props) {
  const state = useMemo(() => createMapState(readAddress(new URL(href))), []);
  const data = useMemo(() => createMapData(first), []);
  const client = useMemo(() => createMapClient(locale), []);
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<MapHandle>(null);
  const drawing = useRef<AbortController>(null);
  const [stage, setStage] = useState<StageState>('drawing');
  const [isLegendOpen, setLegendOpen] = useState(true);
  const [hasTrouble, setTrouble] = useState(false);
  const [note, setNote] = useState('');
  const [hours, setHours] = useState<number[]>([]);

  const firstText = new URL(href).searchParams.get('text') ?? '';
  const zone = facts.zones.find(({ slug }) => slug === state.zone.value) ?? facts.zones[0];

  useEffect(() => {
    state.view.value = readAddress(new URL(location.href)).view;
    setLegendOpen(matchMedia(wideScreen).matches);
    const stops = [
      followAddress(state, () => {
        const { view } = readAddress(new URL(location.href));
        if (view) map.current?.goTo(view.center, view.zoom);
      }),
      followState(state, data, client),
    ];
    setStage(canDrawMaps() ? 'loading' : 'cannot');
    return () => {
      for (const stop of stops) stop();
      map.current?.close();
    };
  }, []);

  useEffect(() => {
    const element = container.current;
    if (stage !== 'loading' || !element || !zone) return;
    const draw = async (): Promise<void> => {
      map.current = await loadMap({
        container: element,
        locale,
        base,
        cover: coveredPixels(element),
        label: words.mapLabel,
        view: state.view.peek() ?? { bounds: zone.bounds },
        visible: state.layers,
        tileQuery: state.tileQuery,
        selected: state.selected,
        onMove: (view, bounds) => {
          state.view.value = view;
          state.bounds.value = bounds;
        },
        onPick: (picked) => {
          if (!drawing.current) pick(picked);
        },
        onBusy: (isBusy) => {
          if (isBusy || !map.current) return;
          setTrouble(false);
          if (facts.seesExact) setHours(map.current.hoursInView());
        },
        onTrouble: () => setTrouble(true),
      });
      setStage('open');
    };
    draw().catch(() => setStage('failed'));
  }, [stage]);

  const pick = (picked: Picked | null): void => {
    select(state, picked?.id ? { layer: picked.layer, id: picked.id } : null);
    if (picked?.id) return;
    state.spot.value = picked;
    if (picked) state.panel.value = 'detail';
    const isCell = picked !== null && picked.properties.count !== undefined && picked.properties.kind === undefined;
    if (isCell) map.current?.goTo(picked.place, 14.5);
  };

  const choose = (found: FoundThing): void => {
    const zoneFound = facts.zones.find(({ slug }) => found.type === 'zone' && found.path?.endsWith(slug));
    if (zoneFound) {
      state.zone.value = zoneFound.slug;
      map.current?.fit(zoneFound.bounds);
      return;
    }
    const layer = `${found.type}s`;
    if (found.id && isLayerName(layer)) {
      state.layers.value = new Set([...state.layers.value, layer]);
      select(state, { layer, id: found.id });
    }
    map.current?.goTo(found.place, nearZoom);
  };

  const locate = async (): Promise<void> => {
    setNote('');
    const place = await askPosition();
    if (!place) return setNote(placeWords.positionFailed);
    map.current?.showPosition(place);
    map.current?.goTo(place, nearZoom);
  };

  const drawArea = async (): Promise<void> => {
    if (drawing.current) return drawing.current.abort();
    clearArea();
    const abort = new AbortController();
    drawing.current = abort;
    data.area.value = { kind: 'drawing' };
    const ring = (await map.current?.drawArea(abort.signal)) ?? null;
    // The click that ends the drawing must not pick what lies under it.
    setTimeout(() => {
      drawing.current = null;
    }, 300);
    state.area.value = ring;
    if (ring) state.panel.value = 'detail';
    else data.area.value = { kind: 'none' };
  };

  const clearArea = (): void => {
    map.current?.clearArea();
    state.area.value = null;
    state.panel.value = 'list';
  };

  const { selected, spot, area, panel } = state;
  const hasDetail = selected.value !== null || spot.value !== null || area.value !== null;
  const showsDetail = hasDetail && panel.value !== 'list';
  const shared = { words, locale, facts, state, counts: data.counts.value };
  return (
    <div class={`map-app ${stage === 'drawing' ? '' : 'is-live'}`}>
      <form class="map-search-form" method="get">
        <input type="hidden" name="zone" value={state.zone.value} />
        <SearchBox words={words} text={firstText} search={client.search} onChoose={choose} />
      </form>
      <section class="map-stage" aria-label={words.title}>
        <MapStage
          words={words}
          placeWords={placeWords}
          stage={stage}
          drawing={zone ? { src: `/maps/${zone.slug}.svg`, alt: fill(words.drawing, { zone: zone.name }) } : null}
          container={container}
          map={map}
          isDrawingArea={data.area.value.kind === 'drawing'}
          hasTrouble={hasTrouble}
          note={note}
          onLocate={() => void locate()}
          onDraw={() => void drawArea()}
          onPrint={() => map.current && void printMap(map.current)}
        />
        <MapLegend {...shared} isOpen={isLegendOpen} />
      </section>
      <MapSheet words={words} panel={panel} hasDetail={hasDetail}>
        <form id="map-form" class="map-layers" method="get">
          <LayerPanel {...shared} hours={hours} />
          <button type="submit" class="button second wide map-apply">
            {words.apply}
          </button>
        </form>
        <div class="map-right">
          {showsDetail && <AreaPanel words={words} locale={locale} area={data.area.value} onClear={clearArea} />}
          {showsDetail && selected.value && (
            <DetailPanel words={words} detail={data.detail.value} onBack={() => select(state, null)} />
          )}
          {showsDetail && spot.value && (
            <SpotPanel
              words={words}
              locale={locale}
              facts={facts}
              spot={spot.value}
              onBack={() => select(state, null)}
            />
          )}
          {!showsDetail && (
            <ThingList
              words={words}
              locale={locale}
              state={state}
              layer={data.listLayer}
              list={data.list.value}
              isInView={state.bounds.value !== null}
              onShow={(thing) => map.current?.goTo(thing.place, nearZoom)}
              onMore={() => void loadPage(state, data, client, data.pageNumber.value + 1)}
              onAgain={() => void loadPage(state, data, client, 1)}
            />
          )}
        </div>
      </MapSheet>
    </div>
  );
}
