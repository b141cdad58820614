import { fill } from '../../../i18n/format.ts';
import { localPath } from '../../../i18n/locale.ts';
import { type FollowedIncident, keyOf } from '../../../ui/live/live-incidents.ts';
import { SilentSources } from '../../incidents/ui/SilentSources.tsx';
import { ageWords, escalationWords, standingWords } from '../../incidents/ui/words.ts';
import { choose } from './room-actions.ts';
import { queueLinkId, searchFieldId } from './room-keys.ts';
import type { Room } from './room-state.ts';
import { isAlarm, overdueMinutes } from './waiting.ts';

/** The queue: the gravest and oldest first, and what has just ended beneath. */
export function RoomQueue({ room }: { room: Room }) {
  const { words, state } = room;
  const { open, ended } = state.queue.value;
  const text = state.search.value;
  return (
    <section class="room-queue" aria-labelledby="room-queue-title">
      <div class="room-queue-head">
        <h2 id="room-queue-title" class="visually-hidden">
          {words.queue}
        </h2>
        <input
          class="input"
          id={searchFieldId}
          type="search"
          aria-label={words.searchLabel}
          placeholder={words.searchHint}
          value={text}
          onInput={({ currentTarget }) => {
            state.search.value = currentTarget.value;
          }}
        />
      </div>
      <SilentSources words={room.incidentWords} sources={state.silentSources.value} now={state.now.value} />
      {open.length === 0 && <p class="quiet room-empty">{text ? fill(words.nothingFound, { text }) : words.empty}</p>}
      <ol class="plain-list room-list">
        {open.map((incident) => (
          <QueueItem key={keyOf(incident)} room={room} incident={incident} />
        ))}
      </ol>
      {ended.length > 0 && (
        <details>
          <summary>{fill(words.ended, { count: ended.length })}</summary>
          <ol class="plain-list room-list">
            {ended.map((incident) => (
              <QueueItem key={keyOf(incident)} room={room} incident={incident} />
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}

function QueueItem({ room, incident }: { room: Room; incident: FollowedIncident }) {
  const { words, incidentWords, locale, facts, state } = room;
  const now = state.now.value;
  const id = incident.id ?? '';
  const occurredAt = incident.occurredAt ?? now.toISOString();
  const limit = overdueMinutes(incident, now, facts.zones);
  const tone = isAlarm(incident) ? 'alarm' : limit === undefined ? '' : 'overdue';
  const escalation = escalationWords(incidentWords, incident);
  const told = standingWords(incidentWords, incident);

  const pick = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(room, id);
  };

  return (
    <li>
      <a
        id={queueLinkId(id)}
        class={`queue-item ${tone}`}
        href={localPath(locale, `/command?incident=${id}`)}
        aria-current={state.selectedId.value === id ? 'true' : undefined}
        onClick={pick}
      >
        <span class={`priority p${incident.priority}`}>
          <span class="visually-hidden">{fill(incidentWords.priority, { priority: '' })}</span>
          {incident.priority}
        </span>
        <span class="queue-words">
          <strong>{facts.kinds[incident.kind] ?? incident.kind}</strong>
          <span class="queue-state">{told}</span>
          <span class="quiet queue-summary">{incident.summary || facts.zones[incident.zoneId]?.name}</span>
          {limit !== undefined && (
            <span class="queue-overdue">
              {[fill(words.waitsTooLong, { minutes: limit }), escalation].filter(Boolean).join(' · ')}
            </span>
          )}
        </span>
        <time dateTime={occurredAt}>{ageWords(incidentWords, occurredAt, now)}</time>
      </a>
    </li>
  );
}
