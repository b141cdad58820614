import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { localName } from '../../../i18n/format.ts';
import type { Place } from '../../../ui/map/types.ts';
import { findPlace } from './find-place.ts';
import { choose, goBack } from './room-actions.ts';
import { type RecordingChoices, refusalOf } from './room-client.ts';
import type { Room } from './room-state.ts';

const noChoices: RecordingChoices = { kinds: [], places: [], zones: [] };

/** A new incident by keyboard: what, where, and what the unit must know. A click on the map says where, too. */
export function NewIncidentForm({ room }: { room: Room }) {
  const { words, incidentWords, locale, state } = room;
  const first = useRef<HTMLSelectElement>(null);
  const [typed, setTyped] = useState('');
  const [mistake, setMistake] = useState('');
  const { kinds, places } = state.choices.value ?? noChoices;
  const clicked = state.newPlace.value;
  const priorities = [
    incidentWords.priority1,
    incidentWords.priority2,
    incidentWords.priority3,
    incidentWords.priority4,
  ];
  useLayoutEffect(() => first.current?.focus(), [kinds.length]);

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const fields = new FormData(event.currentTarget);
    const place = clicked ?? findPlace(typed, places);
    if (!place) return setMistake(words.placeUnknown);
    setMistake(await record(room, fields, place));
  };

  return (
    <form class="room-form room-new" aria-labelledby="room-new-title" onSubmit={(event) => void submit(event)}>
      <h2 id="room-new-title">{words.newTitle}</h2>
      <div class="field">
        <label for="room-kind">{incidentWords.kind}</label>
        <select class="input" id="room-kind" name="kind" required ref={first}>
          <option value="">{incidentWords.chooseKind}</option>
          {kinds.map((kind) => (
            <option key={kind.code} value={kind.code}>
              {localName(kind, locale)}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="room-place">{words.placeLabel}</label>
        <span class="hint" id="room-place-hint">
          {words.placeHint}
        </span>
        <input
          class="input"
          id="room-place"
          list="room-places"
          autocomplete="off"
          aria-describedby="room-place-hint room-place-mistake"
          aria-invalid={mistake ? 'true' : undefined}
          value={clicked ? words.placeOnMap : typed}
          onInput={({ currentTarget }) => {
            state.newPlace.value = null;
            setTyped(currentTarget.value);
          }}
        />
        <datalist id="room-places">
          {places.map((place) => (
            <option key={place.id} value={localName(place, locale)} />
          ))}
        </datalist>
        <span class="mistake" id="room-place-mistake" role="alert">
          {mistake}
        </span>
      </div>
      <div class="field">
        <label for="room-priority">{incidentWords.priorityLabel}</label>
        <select class="input" id="room-priority" name="priority">
          <option value="">{incidentWords.priorityAuto}</option>
          {priorities.map((name, place) => (
            <option key={name} value={place + 1}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="room-summary">{incidentWords.summary}</label>
        <span class="hint" id="room-summary-hint">
          {incidentWords.summaryHint}
        </span>
        <input
          class="input"
          id="room-summary"
          name="summary"
          maxlength={2000}
          autocomplete="off"
          aria-describedby="room-summary-hint"
        />
      </div>
      <div class="room-form-end">
        <button type="submit" class="button" aria-busy={state.isBusy.value}>
          {words.record} <kbd>Enter</kbd>
        </button>
        <button type="button" class="button second" onClick={() => goBack(room)}>
          {words.cancel} <kbd>Esc</kbd>
        </button>
      </div>
    </form>
  );
}

/** Records it and chooses it; returns what is wrong with its place in words, empty when nothing is. */
async function record(room: Room, fields: FormData, [longitude, latitude]: Place): Promise<string> {
  const { state, client, words } = room;
  if (state.isBusy.peek()) return '';
  state.isBusy.value = true;
  try {
    const priority = Number(fields.get('priority')) || undefined;
    const { id } = await client.record({
      kind: String(fields.get('kind')),
      summary: String(fields.get('summary')),
      source: 'call',
      longitude,
      latitude,
      ...(priority && { priority }),
    });
    choose(room, id);
    state.note.value = { kind: 'done', text: words.recorded };
    return '';
  } catch (error) {
    if (refusalOf(error)?.mistakes.place) return words.placeOutside;
    state.note.value = { kind: 'trouble', text: words.stepFailed };
    return '';
  } finally {
    state.isBusy.value = false;
  }
}
