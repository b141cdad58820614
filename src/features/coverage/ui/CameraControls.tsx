import { areaOf } from '../../../compute/geometry/fan-rings.ts';
import { fill } from '../../../i18n/format.ts';
import type { Locale } from '../../../i18n/locale.ts';
import type { PlanState } from './plan-state.ts';
import { cameraValues, directionOf, type PlanWords, type ValueName, wholeNumber } from './plan-words.ts';

interface Props {
  words: PlanWords;
  locale: Locale;
  state: PlanState;
  squareMeters: string;
}

/** Everything that can be changed of the chosen camera, by numbers and sliders, with what it sees. */
export function CameraControls(props: Props) {
  const { words, state } = props;
  const key = state.selectedKey.value;
  if (key === undefined) return <p class="quiet">{words.aimHint}</p>;
  const isRemoved = state.changes.value.get(key)?.kind === 'remove';
  const isChanged = state.changes.value.has(key);
  const row = state.cameras.find(({ id }) => id === key);
  return (
    <div class="plan-controls">
      <p class="plan-sees" data-figure="camera" aria-live="polite">
        {seesWords(props, key)}
      </p>
      {row && !isCountedHere(props) && <p class="quiet">{words.notCounted}</p>}
      {!isRemoved && cameraValues.map(({ name }) => <ValueControl key={name} {...props} name={name} camera={key} />)}
      {!isRemoved && <PlaceControl {...props} camera={key} />}
      <div class="row">
        {isChanged && row && (
          <button type="button" class="button second" onClick={() => state.putBack(key)}>
            {words.putBack}
          </button>
        )}
        {!isRemoved && (
          <button type="button" class="button second" onClick={() => state.takeAway(key)}>
            {words.takeAway}
          </button>
        )}
      </div>
    </div>
  );
}

function isCountedHere({ state }: Props): boolean {
  const row = state.cameras.find(({ id }) => id === state.selectedKey.value);
  return !row || state.counts(row);
}

/** How much ground the camera sees now, and saw before. */
function seesWords({ words, locale, state, squareMeters }: Props, key: string): string {
  state.version.value;
  const { whatIf } = state;
  if (state.changes.value.get(key)?.kind === 'remove') return words.seesNone;
  const size = (cover: ReturnType<typeof whatIf.coverNow>): string =>
    fill(squareMeters, { count: wholeNumber(cover ? areaOf(cover.polygons) : 0, locale) });
  const cover = whatIf.coverNow(key);
  if (!cover || cover.polygons.length === 0) return words.seesNothing;
  const isKnown = whatIf.standingNow(key)?.camera.headingDegrees !== undefined;
  const now = fill(isKnown ? words.sees : words.seesPossible, { size: size(cover) });
  const isSame = !state.changes.value.has(key) || !whatIf.standing(key);
  return isSame ? now : `${now} ${fill(words.wasSees, { size: size(whatIf.coverBefore(key)) })}`;
}

/** One value: a slider for the hand, a number for who knows it. */
function ValueControl({ words, state, name, camera }: Props & { name: ValueName; camera: string }) {
  const value = cameraValues.find((each) => each.name === name);
  if (!value) return null;
  const { word, least, most, widest } = value;
  const current = state.valueNow(camera, name);
  const unit = name.endsWith('Meters') ? words.meters : words.degrees;
  const isUnknown = current === undefined;
  const write = (input: HTMLInputElement): void => {
    const typed = input.valueAsNumber;
    if (!Number.isFinite(typed) || typed < widest[0] || typed > widest[1]) return;
    state.edit(camera, { [name]: typed });
  };
  const id = `plan-${name}`;
  return (
    <div class="plan-value">
      <label for={id}>
        {words[word]}
        {name === 'headingDegrees' && (
          <span class="quiet"> {isUnknown ? words.headingUnknown : directionOf(current, words)}</span>
        )}
      </label>
      <input
        type="range"
        aria-label={words[word]}
        min={least}
        max={most}
        step={1}
        value={current ?? least}
        onInput={(event) => write(event.currentTarget)}
        onChange={state.rest}
      />
      <span class="plan-number">
        <input
          id={id}
          class="input"
          type="number"
          min={widest[0]}
          max={widest[1]}
          step="any"
          value={current === undefined ? '' : Math.round(current * 10) / 10}
          onInput={(event) => write(event.currentTarget)}
          onChange={state.rest}
        />
        <span aria-hidden="true">{unit}</span>
      </span>
    </div>
  );
}

/** The place in degrees, and the note to who goes there. */
function PlaceControl({ words, state, camera }: Props & { camera: string }) {
  state.version.value;
  const place = state.placeOf(camera);
  if (!place) return null;
  const write = (axis: 0 | 1, input: HTMLInputElement): void => {
    if (!Number.isFinite(input.valueAsNumber)) return;
    const [longitude, latitude] = place;
    state.edit(camera, { place: axis === 0 ? [input.valueAsNumber, latitude] : [longitude, input.valueAsNumber] });
    state.rest();
  };
  return (
    <details class="plan-place">
      <summary>{words.place}</summary>
      <p class="quiet">{words.placeHint}</p>
      {([1, 0] as const).map((axis) => (
        <label key={axis}>
          {axis === 0 ? words.longitude : words.latitude}
          <input
            class="input"
            type="number"
            step="0.000001"
            value={place[axis].toFixed(6)}
            onChange={(event) => write(axis, event.currentTarget)}
          />
        </label>
      ))}
      <label>
        {words.reason}
        <input
          class="input"
          maxlength={1000}
          value={state.changes.value.get(camera)?.reason ?? ''}
          onChange={(event) => {
            state.edit(camera, { reason: event.currentTarget.value });
            state.rest();
          }}
        />
      </label>
    </details>
  );
}
