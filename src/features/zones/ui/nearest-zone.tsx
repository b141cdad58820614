import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type NamedPlace, nearestPlace } from '../../../compute/geometry/nearest-place.ts';

interface Props {
  /** Address of a zone without its slug. */
  zonePath: string;
  words: { nearest: string; finding: string; failed: string; far: string; private: string };
}

const farMeters = 30_000;

/**
 * Finds the zone nearest to where the phone is. The list of zones comes to the phone and is searched there, so that the
 * position goes nowhere. Shown only where scripts run; without them the list of zones does the same.
 */
export function NearestZone({ zonePath, words }: Props) {
  const isReady = useSignal(false);
  const isFinding = useSignal(false);
  const answer = useSignal('');
  useEffect(() => {
    isReady.value = 'geolocation' in navigator;
  }, [isReady]);
  const find = async (): Promise<void> => {
    isFinding.value = true;
    answer.value = words.finding;
    try {
      const [position, places] = await Promise.all([readPosition(), readMiddles()]);
      const nearest = nearestPlace(places, position);
      if (nearest && nearest.meters < farMeters) location.assign(`${zonePath}/${nearest.slug}`);
      else answer.value = words.far;
    } catch {
      answer.value = words.failed;
    }
    isFinding.value = false;
  };
  if (!isReady.value) return null;
  return (
    <div>
      <p class="quiet nearest-answer" role="status">
        {answer.value || words.private}
      </p>
      <button type="button" class="button second wide" disabled={isFinding.value} onClick={find}>
        {words.nearest}
      </button>
    </div>
  );
}

function readPosition(): Promise<{ longitude: number; latitude: number }> {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(({ coords }) => resolve(coords), reject, {
      timeout: 10_000,
      maximumAge: 300_000,
    });
  });
}

async function readMiddles(): Promise<NamedPlace[]> {
  const answer: unknown = await (await fetch('/trpc/zones.middles')).json();
  const data = readPath(readPath(answer, 'result'), 'data');
  return Array.isArray(data) ? data.filter(isNamedPlace) : [];
}

function readPath(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function isNamedPlace(value: unknown): value is NamedPlace {
  return (
    typeof readPath(value, 'slug') === 'string' &&
    typeof readPath(value, 'longitude') === 'number' &&
    typeof readPath(value, 'latitude') === 'number'
  );
}
