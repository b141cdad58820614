import type { Messages } from '../../../i18n/th.ts';
import { purposes, scopes } from '../cover-filter.ts';
import type { MapState } from './map-state.ts';

interface Props {
  words: Messages['map'];
  state: MapState;
}

/** What pictures must be good for, and whose cameras count, for the layers of coverage. */
export function CoverFields({ words, state }: Props) {
  const cover = state.cover.value;
  return (
    <div class="map-filters map-cover-fields">
      <label>
        <span>{words.coverPurpose}</span>
        <select
          class="input"
          name="purpose"
          value={cover.purpose}
          onChange={(event) => {
            const purpose = purposes.find((name) => name === event.currentTarget.value);
            if (purpose) state.cover.value = { ...cover, purpose };
          }}
        >
          {purposes.map((name) => (
            <option key={name} value={name} selected={name === cover.purpose}>
              {words[`cover_${name}`]}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{words.coverScope}</span>
        <select
          class="input"
          name="scope"
          value={cover.scope}
          onChange={(event) => {
            const scope = scopes.find((name) => name === event.currentTarget.value);
            if (scope) state.cover.value = { ...cover, scope };
          }}
        >
          {scopes.map((name) => (
            <option key={name} value={name} selected={name === cover.scope}>
              {words[`cover_${name}`]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
