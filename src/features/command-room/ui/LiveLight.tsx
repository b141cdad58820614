import { useRef } from 'preact/hooks';
import { fill } from '../../../i18n/format.ts';
import { liveStatus } from '../../../ui/live/live-incidents.ts';
import { ageWords } from '../../incidents/ui/words.ts';
import type { Room } from './room-state.ts';

/** The server says every 15 seconds that it is there; twice unheard is lost. */
const silentMilliseconds = 35_000;
/** A screen that has just been opened is given this long to connect. */
const patienceMilliseconds = 10_000;

interface Line {
  state: 'live' | 'connecting' | 'lost';
  /** When the server was last heard; null when it never was. */
  heardAt: number | null;
}

/** How the line to the server is at this moment, by this device's clock. */
function useLine({ state }: Room): Line {
  const openedAt = useRef(Date.now());
  // Looked at anew with every tick of the room's clock.
  void state.now.value;
  const { state: stream, heardAt } = liveStatus.value;
  const isSilent = Date.now() - (heardAt ?? openedAt.current) > (heardAt ? silentMilliseconds : patienceMilliseconds);
  if (stream === 'connecting' && !isSilent) return { state: 'connecting', heardAt };
  return { state: stream === 'live' && !isSilent ? 'live' : 'lost', heardAt };
}

/** The light in the head: how long ago the server was heard. */
export function LiveLight({ room }: { room: Room }) {
  const { words, incidentWords } = room;
  const { state, heardAt } = useLine(room);
  const seconds = heardAt === null ? 0 : Math.max(0, Math.floor((Date.now() - heardAt) / 1000));
  const age = heardAt === null ? '' : ageWords(incidentWords, new Date(heardAt), new Date());
  const text = {
    live: fill(words.heard, { seconds }),
    connecting: words.connecting,
    lost: fill(words.lost, { age }),
  }[state];
  return (
    <p class={`room-light ${state}`}>
      <span class="room-light-dot" aria-hidden="true" />
      {text}
    </p>
  );
}

/** What cannot be overlooked: the line is lost, and what to do meanwhile. */
export function LostLine({ room }: { room: Room }) {
  const { words, incidentWords } = room;
  const { state, heardAt } = useLine(room);
  return (
    <div role="alert" class="room-lost-place">
      {state === 'lost' && (
        <p class="room-lost">
          <strong>{words.lostTitle}</strong>
          {/* Not read out anew every second. */}
          <span aria-live="off">
            {heardAt === null
              ? words.lostNever
              : fill(words.lostWhat, { age: ageWords(incidentWords, new Date(heardAt), new Date()) })}
          </span>
        </p>
      )}
    </div>
  );
}
