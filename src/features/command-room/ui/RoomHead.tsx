import heard from 'lucide-static/icons/volume-2.svg?raw';
import silent from 'lucide-static/icons/volume-x.svg?raw';
import { fill } from '../../../i18n/format.ts';
import { localPath } from '../../../i18n/locale.ts';
import { Drawing, MapIcon } from '../../../ui/map/map-icons.tsx';
import { LiveLight } from './LiveLight.tsx';
import type { Room } from './room-state.ts';
import { keepSoundChoice, type Sound } from './sound.ts';
import { isAlarm, overdueMinutes } from './waiting.ts';

/** The head of the room: its name, how much waits, the light of the live line, sound, and the zone's clock. */
export function RoomHead({ room, sound }: { room: Room; sound: Sound | undefined }) {
  const { words, facts, state, locale } = room;
  const { open } = state.queue.value;
  const now = state.now.value;
  const urgent = open.filter(isAlarm).length;
  const overdue = open.filter((incident) => overdueMinutes(incident, now, facts.zones) !== undefined).length;
  const [zone] = Object.values(facts.zones);
  const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: zone?.timeZone ?? 'UTC' });

  const turnSound = (): void => {
    state.hasSound.value = !state.hasSound.peek();
    keepSoundChoice(state.hasSound.peek());
    sound?.wake();
    if (state.hasSound.peek()) setTimeout(() => sound?.arrive(), 100);
  };

  return (
    <header class="room-head">
      <h1>{facts.name}</h1>
      {facts.isDemonstration && <p class="badge vote">{words.demonstration}</p>}
      <p class="room-counts">
        {urgent > 0 && (
          <span class="urgent">
            <span class="room-light-dot" aria-hidden="true" /> {fill(words.urgentCount, { count: urgent })}
          </span>
        )}
        {overdue > 0 && <span class="overdue">{fill(words.overdueCount, { count: overdue })}</span>}
        <span>{fill(words.openCount, { count: open.length })}</span>
      </p>
      <LiveLight room={room} />
      <button type="button" class="room-quiet-button" aria-pressed={state.hasSound.value} onClick={turnSound}>
        <Drawing svg={state.hasSound.value ? heard : silent} /> {state.hasSound.value ? words.soundOn : words.soundOff}
      </button>
      <p class="room-clock">
        <span class="visually-hidden">{words.clock}</span>
        <time dateTime={now.toISOString()}>{clock.format(now)}</time>
      </p>
      <a class="room-quiet-button" href={localPath(locale, '/incidents')} aria-label={words.leave} title={words.leave}>
        <MapIcon name="close" />
      </a>
    </header>
  );
}
