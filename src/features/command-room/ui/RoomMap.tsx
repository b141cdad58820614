import { computed, effect, signal } from '@preact/signals';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { LayerName, Selection } from '../../../ui/map/layer-names.ts';
import { canDrawMaps, loadMap } from '../../../ui/map/load-map.ts';
import { MapIcon } from '../../../ui/map/map-icons.tsx';
import type { LivePoint, MapHandle } from '../../../ui/map/types.ts';
import { hasEnded } from '../../incidents/ui/queue-order.ts';
import { choose } from './room-actions.ts';
import type { Room } from './room-state.ts';
import { isAlarm } from './waiting.ts';

const shownLayers: LayerName[] = ['zones', 'risk-areas', 'cameras', 'sos-posts'];
const newKey = 'new';

/** What the map marks: every open incident, and where a new one is being put. */
function livePoints({ state, facts, words }: Room): LivePoint[] {
  const place = state.form.value?.kind === 'new' ? state.newPlace.value : null;
  const incidents = [...state.incidents.value.values()].flatMap((incident): LivePoint[] => {
    if (!incident.place || !incident.id) return [];
    if (hasEnded(incident) && incident.id !== state.selectedId.value) return [];
    return [
      {
        key: incident.id,
        place: incident.place,
        name: facts.kinds[incident.kind] ?? incident.kind,
        isUrgent: isAlarm(incident),
        priority: incident.priority,
      },
    ];
  });
  return place ? [...incidents, { key: newKey, place, name: words.newHere, isUrgent: false }] : incidents;
}

/** The map in the middle: it follows what is chosen, and says where a new incident is. */
export function RoomMap({ room }: { room: Room }) {
  const { words, state, facts, locale } = room;
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<MapHandle>(null);
  const [stage, setStage] = useState<'loading' | 'open' | 'failed'>('loading');
  const [hasTrouble, setTrouble] = useState(false);
  const live = useMemo(() => computed(() => livePoints(room)), []);
  const selected = useMemo(
    () =>
      computed((): Selection | null => (state.selectedId.value ? { layer: 'live', id: state.selectedId.value } : null)),
    [],
  );

  useEffect(() => {
    let isGone = false;
    const draw = async (element: HTMLDivElement): Promise<void> => {
      if (!canDrawMaps()) throw new Error('This browser draws no maps.');
      const handle = await loadMap({
        container: element,
        locale,
        base: facts.base,
        label: words.map,
        view: { bounds: facts.bounds },
        visible: signal(new Set(shownLayers)),
        tileQuery: signal(''),
        selected,
        live,
        onPick: (picked) => {
          if (picked?.layer === 'live' && picked.id !== newKey) choose(room, picked.id);
        },
        onPoint: (place) => {
          if (state.form.peek()?.kind === 'new') state.newPlace.value = place;
        },
        onBusy: (isBusy) => !isBusy && setTrouble(false),
        onTrouble: () => setTrouble(true),
      });
      if (isGone) return handle.close();
      map.current = handle;
      setStage('open');
    };
    if (container.current) draw(container.current).catch(() => setStage('failed'));
    return () => {
      isGone = true;
      map.current?.close();
    };
  }, []);

  useEffect(() => {
    if (stage !== 'open') return;
    return effect(() => {
      const id = state.selectedId.value;
      const place = id && state.incidents.peek().get(id)?.place;
      if (place) map.current?.reveal(place);
    });
  }, [stage]);

  return (
    <div class={`room-map ${stage}`}>
      <div class="room-map-canvas" ref={container} />
      {stage === 'open' && (
        <div class="map-buttons">
          <button type="button" aria-label={words.zoomIn} onClick={() => map.current?.zoomBy(1)}>
            <MapIcon name="plus" />
          </button>
          <button type="button" aria-label={words.zoomOut} onClick={() => map.current?.zoomBy(-1)}>
            <MapIcon name="minus" />
          </button>
        </div>
      )}
      <p class="room-map-message" role="status">
        {stage === 'loading' && words.mapLoading}
        {stage === 'failed' && words.mapFailed}
        {stage === 'open' && hasTrouble && words.mapTrouble}
      </p>
    </div>
  );
}
