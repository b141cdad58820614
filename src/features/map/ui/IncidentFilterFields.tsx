import { fill } from '../../../i18n/format.ts';
import type { Locale } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import type { IncidentFilters } from '../address.ts';
import { HourChart } from './HourChart.tsx';
import type { MapFacts } from './map-facts.ts';
import type { MapState } from './map-state.ts';

interface Props {
  words: Messages['map'];
  locale: Locale;
  facts: MapFacts;
  state: MapState;
  hours: readonly number[];
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const wholeHours = Array.from({ length: 24 }, (_, hour) => hour);

/** Which incidents: kinds and months for everybody, hours and days for those who see incidents exactly. */
export function IncidentFilterFields({ words, facts, state, hours }: Props) {
  const filters = state.filters.value;
  const change = (part: Partial<IncidentFilters>): void => {
    state.filters.value = { ...filters, ...part };
  };
  return (
    <div class="map-filters">
      {facts.seesExact && <HourChart words={words} hours={hours} range={filters.hours} />}
      <div class="map-filter-pair">
        <MonthField
          name="from"
          title={words.from}
          none={words.fromStart}
          value={filters.from}
          facts={facts}
          onChange={(from) => change({ from })}
        />
        <MonthField
          name="to"
          title={words.to}
          none={words.toNow}
          value={filters.to}
          facts={facts}
          onChange={(to) => change({ to })}
        />
      </div>
      {facts.seesExact && <HourFields words={words} filters={filters} change={change} />}
      {facts.seesExact && (
        <fieldset class="map-days">
          <legend>{words.weekdays}</legend>
          {weekdays.map((day, index) => (
            <label key={day}>
              <input
                type="checkbox"
                name="weekdays"
                value={index + 1}
                checked={filters.weekdays.includes(index + 1)}
                onChange={() => change({ weekdays: toggled(filters.weekdays, index + 1) })}
              />
              <span>{words[day]}</span>
            </label>
          ))}
        </fieldset>
      )}
      <details class="map-kinds" open={filters.kinds.length > 0}>
        <summary>
          {words.kinds}
          <span class="map-kinds-chosen">
            {filters.kinds.length === 0 ? words.kindsAll : fill(words.kindsSome, { count: filters.kinds.length })}
          </span>
        </summary>
        {facts.kinds.map(({ code, name }) => (
          <label class="map-layer" key={code}>
            <input
              type="checkbox"
              name="kinds"
              value={code}
              checked={filters.kinds.includes(code)}
              onChange={() => change({ kinds: toggled(filters.kinds, code) })}
            />
            <span>{name}</span>
          </label>
        ))}
      </details>
      {state.tileQuery.value !== '' && (
        <button type="button" class="map-quiet-button" onClick={() => change(noFilters)}>
          {words.reset}
        </button>
      )}
    </div>
  );
}

const noFilters: IncidentFilters = { kinds: [], from: '', to: '', hours: null, weekdays: [] };

function toggled<Item>(items: readonly Item[], item: Item): Item[] {
  return items.includes(item) ? items.filter((other) => other !== item) : [...items, item];
}

interface MonthProps {
  name: 'from' | 'to';
  title: string;
  none: string;
  value: string;
  facts: MapFacts;
  onChange: (month: string) => void;
}

function MonthField({ name, title, none, value, facts, onChange }: MonthProps) {
  return (
    <label>
      <span>{title}</span>
      <select class="input" name={name} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{none}</option>
        {facts.months.map((month) => (
          <option key={month.value} value={month.value} selected={month.value === value}>
            {month.name}
          </option>
        ))}
      </select>
    </label>
  );
}

interface HourProps {
  words: Messages['map'];
  filters: IncidentFilters;
  change: (part: Partial<IncidentFilters>) => void;
}

/** From one hour up to another; the second may be on the next day. */
function HourFields({ words, filters, change }: HourProps) {
  const [from, to]: readonly [number | '', number | ''] = filters.hours ?? ['', ''];
  const set = (nextFrom: string, nextTo: string): void => {
    const isRange = nextFrom !== '' && nextTo !== '' && nextFrom !== nextTo;
    change({ hours: isRange ? [Number(nextFrom), Number(nextTo)] : null });
  };
  // One hour chosen says nothing yet; the other end is set to a night's length, ready to be changed.
  const evening = '20';
  const dawn = '4';
  return (
    <div class="map-filter-pair">
      <label>
        <span>{words.hourFrom}</span>
        <select
          class="input"
          name="hour-from"
          value={from}
          onChange={(event) => set(event.currentTarget.value, String(to === '' ? dawn : to))}
        >
          <HourOptions none={words.allDay} chosen={from} />
        </select>
      </label>
      <label>
        <span>{words.hourTo}</span>
        <select
          class="input"
          name="hour-to"
          value={to}
          onChange={(event) => set(String(from === '' ? evening : from), event.currentTarget.value)}
        >
          <HourOptions none={words.allDay} chosen={to} />
        </select>
      </label>
    </div>
  );
}

function HourOptions({ none, chosen }: { none: string; chosen: number | '' }) {
  return (
    <>
      <option value="">{none}</option>
      {wholeHours.map((hour) => (
        <option key={hour} value={hour} selected={hour === chosen}>
          {String(hour).padStart(2, '0')}:00
        </option>
      ))}
    </>
  );
}
