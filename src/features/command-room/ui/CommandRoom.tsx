import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Locale } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import type { LiveSnapshot } from '../../../ui/live/live-incidents.ts';
import type { BaseMapChoice } from '../../../ui/map/types.ts';
import { followRoom, followSelection, followSound } from './follow-room.ts';
import { LostLine } from './LiveLight.tsx';
import { RoomDetail } from './RoomDetail.tsx';
import { KeyHelp, RoomFoot } from './RoomFoot.tsx';
import { RoomHead } from './RoomHead.tsx';
import { RoomMap } from './RoomMap.tsx';
import { RoomQueue } from './RoomQueue.tsx';
import { createRoomClient } from './room-client.ts';
import { pressKey } from './room-keys.ts';
import { createRoomState, type Room, type RoomFacts } from './room-state.ts';
import { createSound, readSoundChoice, type Sound } from './sound.ts';

interface Props {
  words: Messages['commandRoom'];
  incidentWords: Messages['incidents'];
  locale: Locale;
  facts: Omit<RoomFacts, 'base'>;
  base: BaseMapChoice;
  snapshot: LiveSnapshot;
  /** When the server wrote the page, so that the first drawing here is the same. */
  now: string;
  /** The incident that the address names. */
  selectedId: string | null;
}

/** The command room on one screen: queue, map, the chosen incident; all of it by keyboard and by mouse. */
export function CommandRoom({ snapshot, now, selectedId, base, ...props }: Props) {
  const room = useMemo((): Room => {
    const facts = { ...props.facts, base };
    const state = createRoomState(snapshot, selectedId, now, facts);
    return { ...props, facts, state, client: createRoomClient(props.locale) };
  }, []);
  const sound = useRef<Sound>();

  useEffect(() => {
    const made = createSound();
    sound.current = made;
    room.state.hasSound.value = readSoundChoice();
    const stops = [followRoom(room, snapshot, now), followSelection(room), followSound(room, made)];
    const press = (event: KeyboardEvent): void => pressKey(room, event);
    document.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('keydown', press);
      for (const stop of stops) stop();
      made.close();
    };
  }, []);

  return (
    <div class="room-screen">
      <RoomHead room={room} sound={sound.current} />
      <LostLine room={room} />
      <main class="room-main" id="content">
        <RoomQueue room={room} />
        <RoomMap room={room} />
        <RoomDetail room={room} />
      </main>
      <RoomFoot room={room} />
      <KeyHelp room={room} />
    </div>
  );
}
