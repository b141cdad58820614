import { useLayoutEffect, useRef } from 'preact/hooks';
import { localName } from '../../../i18n/format.ts';
import { type IncidentState, isReopening } from '../../incidents/incidents.states.ts';
import { stepWords } from '../../incidents/ui/words.ts';
import { draftOf, goBack, keepDraft, send } from './room-actions.ts';
import type { ChosenIncident } from './room-client.ts';
import type { Draft, OpenForm, Room } from './room-state.ts';

interface Props {
  room: Room;
  form: Extract<OpenForm, { kind: 'step' }>;
  incident: ChosenIncident;
}

/** What a step needs: a patrol unit, an incident to merge into, or a reason. What is typed stays until the step is taken. */
export function StepForm(props: Props) {
  const { to, from } = props.form;
  if (to === 'assigned' && !isReopening(from, to)) return <AssignForm {...props} />;
  if (to === 'merged') return <MergeForm {...props} />;
  return <ReasonForm {...props} />;
}

function AssignForm({ room, form, incident }: Props) {
  const { words } = room;
  const { incidentId: id, from, to } = form;
  return (
    <section class="room-form" aria-labelledby="room-form-title">
      <h3 id="room-form-title">{words.assignTitle}</h3>
      {incident.patrolUnits.length === 0 && <p class="quiet">{words.assignNone}</p>}
      <div class="room-choices">
        {incident.patrolUnits.map((unit, place) => (
          <button
            type="button"
            key={unit.id}
            class="button second"
            data-number={place + 1}
            onClick={() => void send(room, { id, from, to, reason: '', patrolUnitId: unit.id })}
          >
            {place < 9 && <kbd>{place + 1}</kbd>} {unit.callSign}
          </button>
        ))}
      </div>
      <Cancel room={room} />
    </section>
  );
}

function MergeForm({ room, form, incident }: Props) {
  const { words, locale } = room;
  const { incidentId: id, from, to } = form;
  const reason = useRef<HTMLInputElement>(null);
  const draft = draftOf(room, id, to);
  const keep = (change: Partial<Draft>): void => keepDraft(room, id, to, { ...draft, ...change });
  if (incident.mergeTargets.length === 0) {
    return (
      <div class="room-form">
        <p class="quiet">{words.mergeNone}</p>
        <Cancel room={room} />
      </div>
    );
  }
  const submit = (event: Event): void => {
    event.preventDefault();
    if (draft.mergedInto) void send(room, { id, from, to, reason: draft.reason, mergedInto: draft.mergedInto });
  };
  return (
    <form class="room-form" aria-labelledby="room-form-title" onSubmit={submit}>
      <h3 id="room-form-title">{words.mergeTitle}</h3>
      <div class="room-choices">
        {incident.mergeTargets.map((target, place) => (
          <button
            type="button"
            key={target.id}
            class="button second"
            data-number={place + 1}
            aria-pressed={draft.mergedInto === target.id}
            onClick={() => {
              keep({ mergedInto: target.id });
              reason.current?.select();
            }}
          >
            {place < 9 && <kbd>{place + 1}</kbd>} #{target.number}{' '}
            {localName({ nameTh: target.kindNameTh, nameEn: target.kindNameEn }, locale)}
          </button>
        ))}
      </div>
      <ReasonField room={room} draft={draft} keep={keep} input={reason} />
      <Send room={room} from={from} to={to} />
    </form>
  );
}

function ReasonForm({ room, form, incident }: Props) {
  const { words } = room;
  const { incidentId: id, from, to } = form;
  const reason = useRef<HTMLInputElement>(null);
  const draft = draftOf(room, id, to);
  const opensAgain = isReopening(from, to);
  const title = opensAgain ? words.reopenTitle : to === 'closed' ? words.closeTitle : words.falseAlarmTitle;
  useLayoutEffect(() => reason.current?.focus(), []);
  const submit = (event: Event): void => {
    event.preventDefault();
    const patrolUnitId = (opensAgain && incident.patrolUnitId) || undefined;
    void send(room, { id, from, to, reason: draft.reason, patrolUnitId });
  };
  return (
    <form class="room-form" aria-labelledby="room-form-title" onSubmit={submit}>
      <h3 id="room-form-title">{title}</h3>
      <ReasonField
        room={room}
        draft={draft}
        keep={(change) => keepDraft(room, id, to, { ...draft, ...change })}
        input={reason}
      />
      <Send room={room} from={from} to={to} />
    </form>
  );
}

function ReasonField({
  room,
  draft,
  keep,
  input,
}: {
  room: Room;
  draft: Draft;
  keep: (change: Partial<Draft>) => void;
  input: { current: HTMLInputElement | null };
}) {
  const { incidentWords } = room;
  return (
    <div class="field">
      <label for="room-reason">{incidentWords.reason}</label>
      <span class="hint" id="room-reason-hint">
        {incidentWords.reasonHint}
      </span>
      <input
        class="input"
        id="room-reason"
        ref={input}
        required
        maxlength={1000}
        autocomplete="off"
        aria-describedby="room-reason-hint"
        value={draft.reason}
        onInput={({ currentTarget }) => keep({ reason: currentTarget.value })}
      />
    </div>
  );
}

function Send({ room, from, to }: { room: Room; from: IncidentState; to: IncidentState }) {
  return (
    <div class="room-form-end">
      <button type="submit" class="button" aria-busy={room.state.isBusy.value}>
        {stepWords(room.incidentWords, from, to)} <kbd>Enter</kbd>
      </button>
      <Cancel room={room} />
    </div>
  );
}

function Cancel({ room }: { room: Room }) {
  return (
    <button type="button" class="button second" onClick={() => goBack(room)}>
      {room.words.cancel} <kbd>Esc</kbd>
    </button>
  );
}
