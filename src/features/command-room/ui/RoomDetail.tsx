import { fill, formatDateTime, formatTime, localName } from '../../../i18n/format.ts';
import { localPath } from '../../../i18n/locale.ts';
import { canGo, isReopening } from '../../incidents/incidents.states.ts';
import { hasEnded } from '../../incidents/ui/queue-order.ts';
import { ageWords, escalationWords, eventWords, sourceWords, stateWords, stepWords } from '../../incidents/ui/words.ts';
import { NewIncidentForm } from './NewIncidentForm.tsx';
import { RoomCase } from './RoomCase.tsx';
import { RoomSos } from './RoomSos.tsx';
import { load, takeStep } from './room-actions.ts';
import type { ChosenIncident } from './room-client.ts';
import { stepsByKey } from './room-keys.ts';
import type { Room } from './room-state.ts';
import { StepForm } from './StepForm.tsx';

/** The panel on the right: the chosen incident with all that can be done about it, or the form of a new one. */
export function RoomDetail({ room }: { room: Room }) {
  const { state, words } = room;
  const { value: note } = state.note;
  return (
    <section class="room-detail" aria-label={words.detail}>
      {state.form.value?.kind === 'new' ? <NewIncidentForm room={room} /> : <Chosen room={room} />}
      <p class={`room-note ${note?.kind ?? ''}`} role={note?.kind === 'trouble' ? 'alert' : 'status'}>
        {state.isBusy.value ? words.saving : note?.text}
      </p>
    </section>
  );
}

function Chosen({ room }: { room: Room }) {
  const { words, state } = room;
  const { value: detail } = state.detail;
  if (detail.kind === 'ready') return <Incident room={room} incident={detail.incident} />;
  if (detail.kind === 'none') {
    return (
      <div class="room-choose">
        <h2>{words.chooseTitle}</h2>
        <p class="quiet">{words.choose}</p>
      </div>
    );
  }
  if (detail.kind === 'loading') return <p class="quiet">{words.loading}</p>;
  if (detail.kind === 'gone') return <p class="quiet">{words.gone}</p>;
  return (
    <>
      <p class="quiet">{words.failed}</p>
      <button type="button" class="button second" onClick={() => void load(room)}>
        {words.again}
      </button>
    </>
  );
}

function Incident({ room, incident }: { room: Room; incident: ChosenIncident }) {
  const { words, incidentWords, locale, state } = room;
  const { zone, occurredAt, priority } = incident;
  const isAlarm = priority === 1 && incident.state === 'new';
  const form = state.form.value;
  const escalation = escalationWords(incidentWords, incident);
  return (
    <article class="room-incident">
      <p class="incident-badges">
        <span class={`badge ${isAlarm ? 'alarm' : 'under-way'}`}>
          {fill(incidentWords.priority, { priority })} · {stateWords(incidentWords, incident.state)}
        </span>
        <span class="quiet">#{incident.number}</span>
      </p>
      {escalation && <p class="queue-escalated">{escalation}</p>}
      <h2>{localName(incident.kindNames, locale)}</h2>
      <p class="quiet">
        {localName(zone, locale)} · {formatDateTime(occurredAt, locale, zone.timeZone)}
        {!hasEnded(incident) && (
          <>
            {' · '}
            {incidentWords.waiting} {ageWords(incidentWords, occurredAt, state.now.value)}
          </>
        )}
      </p>
      {'summary' in incident && incident.summary && <p class="incident-summary">{incident.summary}</p>}
      {form?.kind === 'step' && form.incidentId === incident.id ? (
        <StepForm key={`${form.incidentId} ${form.to}`} room={room} form={form} incident={incident} />
      ) : (
        incident.canWork && <Steps room={room} incident={incident} />
      )}
      <RoomSos room={room} incident={incident} />
      <Facts room={room} incident={incident} />
      {incident.canWork && <RoomCase room={room} incident={incident} />}
      <Timeline room={room} incident={incident} />
      <p>
        <a class="lone" href={localPath(locale, `/incidents/${incident.id}`)}>
          {words.fullPage}
        </a>
      </p>
    </article>
  );
}

/** The next step large, the others beneath, each with its key. */
function Steps({ room, incident }: { room: Room; incident: ChosenIncident }) {
  // Opening again comes after everything that leads on.
  const possible = stepsByKey
    .filter(([, to]) => canGo(incident.state, to))
    .toSorted(([, a], [, b]) => Number(isReopening(incident.state, a)) - Number(isReopening(incident.state, b)));
  return (
    <div class="room-steps">
      {possible.map(([key, to], place) => (
        <button
          type="button"
          key={to}
          class={`button ${place === 0 ? '' : 'second'}`}
          aria-keyshortcuts={key.toUpperCase()}
          onClick={() => void takeStep(room, to)}
        >
          {stepWords(room.incidentWords, incident.state, to)} <kbd>{key.toUpperCase()}</kbd>
        </button>
      ))}
    </div>
  );
}

function Facts({ room, incident }: { room: Room; incident: ChosenIncident }) {
  const { incidentWords: words } = room;
  const handedTo = incident.handedTo === '191' ? words.handTo191 : words.handTo1669;
  const rows: [string, string | null | undefined][] = [
    [words.source, 'source' in incident ? sourceWords(words, incident.source) : null],
    [words.patrolUnit, 'callSign' in incident ? incident.callSign : null],
    [words.dailyLog, incident.dailyLogNumber],
    [words.handTo, incident.handedTo && handedTo],
    [words.reason, incident.reason],
  ];
  return (
    <dl class="incident-facts">
      {rows.map(
        ([label, value]) =>
          value && (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Timeline({ room, incident }: { room: Room; incident: ChosenIncident }) {
  const { incidentWords: words, locale } = room;
  return (
    <section class="incident-timeline" aria-labelledby="room-timeline">
      <h3 id="room-timeline">{words.timeline}</h3>
      <ol class="plain-list">
        {incident.timeline.map((entry) => (
          <li key={entry.id}>
            <time class="incident-when" dateTime={entry.occurredAt}>
              {formatTime(entry.occurredAt, locale, incident.zone.timeZone)}
            </time>
            <span>
              {eventWords(words, entry.type)}
              {entry.actorName && <span class="quiet"> · {entry.actorName}</span>}
              {entry.reason && <span class="reason">{entry.reason}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
