import { signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { isWithin } from '../../../compute/geometry/tiles.ts';
import type { Locale } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import type { LayerName, Selection } from '../../../ui/map/layer-names.ts';
import { loadMap } from '../../../ui/map/load-map.ts';
import { MapIcon } from '../../../ui/map/map-icons.tsx';
import type { BaseMapChoice, Bounds, MapHandle, Place } from '../../../ui/map/types.ts';
import { ClosedPicker, useOpenedMap, ZoomButtons } from './opened-map.tsx';
import { chooseOption, placeName, readPlace, writePlace } from './place-inputs.ts';
import { askPosition } from './position.ts';
import { zoneBounds } from './zone-bounds.ts';

interface Props {
  words: Messages['placeMap'];
  locale: Locale;
  /** Ids of the inputs that the choice is written into, in degrees. They may be hidden. */
  longitudeInput: string;
  latitudeInput: string;
  /** The zone that the map begins with, when the inputs are empty. */
  zone: string;
  base?: BaseMapChoice;
  /** A list of named places beside the map, and its option that means the spot on the map. */
  list?: { id: string; option: string };
}

const noLayers = signal<ReadonlySet<LayerName>>(new Set());
const noQuery = signal('');
const nothingSelected = signal<Selection | null>(null);
const closeZoom = 17.5;

/**
 * The reader drags the map under a pin; the place goes into two inputs of the form around it. MapLibre is fetched only
 * when the reader asks for the map.
 */
export function PlacePicker({ words, locale, longitudeInput, latitudeInput, zone, base = {}, list }: Props) {
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const bounds = useRef<Bounds>(null);
  const isWriting = useRef(false);

  const choose = (place: Place): void => {
    isWriting.current = true;
    writePlace(longitudeInput, latitudeInput, place);
    isWriting.current = false;
    if (list) chooseOption(list);
    setNote(words.picked);
  };

  const opened = useOpenedMap(async (container): Promise<MapHandle> => {
    bounds.current = await zoneBounds(zone);
    const written = readPlace(longitudeInput, latitudeInput);
    // The first report is the map coming to rest where we put it, not a choice.
    let hasRested = false;
    return loadMap({
      container,
      locale,
      base,
      label: words.pickMap,
      view: written ? { center: written, zoom: closeZoom } : { bounds: bounds.current },
      visible: noLayers,
      tileQuery: noQuery,
      selected: nothingSelected,
      onMove: ({ center }) => {
        if (hasRested) choose(center);
        hasRested = true;
      },
      onBusy: (isBusy) => {
        if (!isBusy && map.current) setName(placeName(map.current.namesAtCenter(), words.near));
      },
    });
  });
  const { state, container, map } = opened;

  useEffect(() => {
    const input = document.getElementById(latitudeInput);
    const follow = (): void => {
      const written = readPlace(longitudeInput, latitudeInput);
      if (written && !isWriting.current) map.current?.goTo(written, closeZoom);
    };
    input?.addEventListener('change', follow);
    return () => input?.removeEventListener('change', follow);
  }, [longitudeInput, latitudeInput]);

  const locate = async (): Promise<void> => {
    const place = await askPosition();
    if (!place) return setNote(words.positionFailed);
    if (bounds.current && !isWithin(place, bounds.current)) return setNote(words.positionOutside);
    map.current?.showPosition(place);
    map.current?.goTo(place, closeZoom);
  };

  if (state !== 'loading' && state !== 'open')
    return <ClosedPicker words={words} opened={opened} label={words.pick} icon="pin" isWide />;
  return (
    <div class="place-picker">
      <div class="place-picker-map" ref={container} />
      <div class="place-picker-pin" aria-hidden="true" />
      <div class="map-buttons">
        <ZoomButtons words={words} map={map} />
        <button type="button" aria-label={words.myPosition} onClick={() => void locate()}>
          <MapIcon name="locate" />
        </button>
      </div>
      <div class="place-picker-card" role="status">
        <strong>{state === 'loading' ? words.loading : name || words.pickHint}</strong>
        <span>{note || (name ? words.pickHint : '')}</span>
      </div>
    </div>
  );
}
