import { fill, formatClock, formatDateTime, localName } from '../../../i18n/format.ts';
import { localPath } from '../../../i18n/locale.ts';
import type { ChosenIncident } from './room-client.ts';
import { voiceLine } from './room-keys.ts';
import type { Room } from './room-state.ts';

/** The SOS post that was pressed: how to speak with who stands there, how often it was pressed, and when. */
export function RoomSos({ room, incident }: { room: Room; incident: ChosenIncident }) {
  const { incidentWords: words, locale, state } = room;
  const { sosPress: pressed } = incident;
  if (!pressed) return null;
  const { post, voiceAddress, presses, timeZone } = pressed;
  // The queue hears of a press at once, before the incident is loaded again.
  const count = Math.max(presses.length, state.selected.value?.presses ?? 0);
  return (
    <section class="sos-press" aria-labelledby="room-sos">
      <h3 id="room-sos">{words.pressesTitle}</h3>
      <p>
        <a class="lone" href={localPath(locale, `/sos-posts/${post.id}`)}>
          {localName(post, locale) || post.code}
        </a>
      </p>
      {voiceAddress ? (
        <p class="sos-line">
          <a class="button sos-voice" href={voiceAddress} aria-keyshortcuts="v" {...voiceLine}>
            {words.pressCall} <kbd>V</kbd>
          </a>
          <span class="quiet">{voiceAddress.replace(/^\w+:/, '')}</span>
        </p>
      ) : (
        <p class="quiet">{words.pressNoVoice}</p>
      )}
      <p>
        <strong>{fill(words.pressedTimes, { count })}</strong>
      </p>
      <ol class="plain-list">
        {presses.map(({ receivedAt, toldAt }) => (
          <li key={receivedAt}>
            {fill(words.pressCame, { time: formatClock(receivedAt, locale, timeZone) })}
            {toldAt && (
              <span class="press-off">{fill(words.pressTold, { time: formatDateTime(toldAt, locale, timeZone) })}</span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
