import { computed, signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { cameraView } from '../../../compute/cameras/camera-view.ts';
import type { Optics } from '../../../compute/cameras/ground-reach.ts';
import { headingTo } from '../../../compute/geometry/headings.ts';
import { localPlaneAt } from '../../../compute/geometry/local-plane.ts';
import { fill } from '../../../i18n/format.ts';
import type { Locale } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import type { LayerName, Selection } from '../../../ui/map/layer-names.ts';
import { loadMap } from '../../../ui/map/load-map.ts';
import { MapIcon } from '../../../ui/map/map-icons.tsx';
import type { PlanOverlay, Shapes } from '../../../ui/map/plan-types.ts';
import type { BaseMapChoice, Place } from '../../../ui/map/types.ts';
import { ClosedPicker, useOpenedMap, ZoomButtons } from './opened-map.tsx';
import { readPlace } from './place-inputs.ts';

interface Props {
  words: Messages['placeMap'];
  locale: Locale;
  base?: BaseMapChoice;
  /** What the camera is called. */
  name: string;
  /** Its lens, with the usual values in the place of what nobody knows. */
  optics: Optics;
  /** Ids of the inputs with its place. */
  longitudeInput: string;
  latitudeInput: string;
  /** Names of the inputs that the heading, and how it was found, are written into. */
  headingInput: string;
  wayInput: string;
}

const noLayers = signal<ReadonlySet<LayerName>>(new Set());
const noQuery = signal('');
const nothingSelected = signal<Selection | null>(null);
const closeZoom = 18.5;
const key = 'camera';
/** People who look at a picture are to be noticed in the cone that is drawn. */
const shownPurpose = { pixelsPerMeter: 25 };

type Way = 'drawn' | 'landmarks';

function inputNamed(name: string): HTMLInputElement | undefined {
  const [element] = document.getElementsByName(name);
  return element instanceof HTMLInputElement ? element : undefined;
}

/** What the camera would show of open ground, as the coordinates of a MultiPolygon. */
function coneOf(place: Place, headingDegrees: number | undefined, optics: Optics): Shapes {
  const plane = localPlaneAt(place);
  return cameraView([0, 0], { ...optics, headingDegrees }, shownPurpose, []).map((rings) =>
    rings.map((ring) => [...ring, ...ring.slice(0, 1)].map((position) => plane.toDegrees(position))),
  );
}

/**
 * The reader turns a camera's cone on the map, or taps what the middle of its picture shows; the heading goes into an
 * input of the form around it. MapLibre is fetched only when the reader asks for the map.
 */
export function AimPicker(props: Props) {
  const { words, locale, base = {}, name, optics, longitudeInput, latitudeInput, headingInput, wayInput } = props;
  const place = useSignal<Place>([0, 0]);
  const heading = useSignal<number | undefined>(undefined);
  const isPointing = useSignal(false);
  const version = useSignal(0);
  const isWriting = useRef(false);

  const turn = (degrees: number, way: Way): void => {
    heading.value = Math.round(degrees);
    version.value += 1;
    isWriting.current = true;
    for (const [input, value] of [
      [headingInput, String(heading.value % 360)],
      [wayInput, way],
    ] as const) {
      const element = inputNamed(input);
      if (element) element.value = value;
    }
    isWriting.current = false;
  };
  const aimAt = (target: Place | undefined): void => {
    const degrees = target && headingTo(place.value, target);
    if (degrees !== undefined) turn(degrees, 'landmarks');
  };
  const read = (): void => {
    if (isWriting.current) return;
    place.value = readPlace(longitudeInput, latitudeInput) ?? place.value;
    const typed = Number.parseFloat(inputNamed(headingInput)?.value ?? '');
    heading.value = Number.isFinite(typed) ? typed : heading.value;
    version.value += 1;
  };
  const overlay: PlanOverlay = {
    version,
    cameras: computed(() => [{ key, place: place.value, name, headingDegrees: heading.value, isChanged: false }]),
    selectedKey: signal(key),
    words: { turn: words.aimTurn, directionOf: (degrees) => `${Math.round(degrees)}°` },
    shapes: () => {
      const edited = coneOf(place.value, heading.value, optics);
      return { seen: [], edited, isEditedKnown: heading.value !== undefined, gaps: [] };
    },
    onSelect: () => {},
    onTurn: (_key, degrees) => turn(degrees, 'drawn'),
    // Where it stands is another question, so that nobody moves it unawares.
    onMove: () => {},
    onRest: () => {},
  };
  const opened = useOpenedMap((container) => {
    read();
    return loadMap({
      container,
      locale,
      base,
      label: words.aimMap,
      view: { center: place.value, zoom: closeZoom },
      visible: noLayers,
      tileQuery: noQuery,
      selected: nothingSelected,
      plan: overlay,
      onPoint: (target) => isPointing.peek() && aimAt(target),
    });
  });
  const { state, container, map } = opened;
  useEffect(() => {
    const inputs = [document.getElementById(longitudeInput), inputNamed(headingInput)];
    for (const input of inputs) input?.addEventListener('change', read);
    return () => {
      for (const input of inputs) input?.removeEventListener('change', read);
    };
  }, []);

  if (state !== 'loading' && state !== 'open')
    return <ClosedPicker words={words} opened={opened} label={words.aim} icon="locate" isWide />;
  const note = isPointing.value ? words.aimTap : words.aimHint;
  return (
    <div>
      <div class="place-picker">
        <div class="place-picker-map" ref={container} />
        <div class="map-buttons">
          <ZoomButtons words={words} map={map} />
        </div>
        <div class="place-picker-card" role="status">
          <strong>
            {state === 'loading'
              ? words.loading
              : heading.value === undefined
                ? note
                : fill(words.aimNow, { degrees: heading.value % 360 })}
          </strong>
          <span>{heading.value === undefined ? '' : note}</span>
        </div>
      </div>
      <div class="row aim-buttons">
        <button
          type="button"
          class="button second"
          aria-pressed={isPointing.value}
          onClick={() => {
            isPointing.value = !isPointing.value;
          }}
        >
          <MapIcon name="pin" /> {words.aimLandmark}
        </button>
        {isPointing.value && (
          <button type="button" class="button second" onClick={() => aimAt(map.current?.middle())}>
            {words.aimMiddle}
          </button>
        )}
      </div>
    </div>
  );
}
