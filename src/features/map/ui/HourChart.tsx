import { fill } from '../../../i18n/format.ts';
import type { Messages } from '../../../i18n/th.ts';
import { isHourWithin } from '../address.ts';

interface Props {
  words: Messages['map'];
  /** The hour of each incident in view. */
  hours: readonly number[];
  range: readonly [number, number] | null;
}

const height = 44;
const barWidth = 10;

/** How many incidents in view happened at each hour; the chosen hours are dark. */
export function HourChart({ words, hours, range }: Props) {
  if (hours.length === 0) return <p class="quiet map-small">{words.hoursZoom}</p>;
  const counts = Array.from({ length: 24 }, (_, hour) => hours.filter((at) => at === hour).length);
  const most = Math.max(...counts);
  return (
    <figure class="map-hours">
      <svg
        viewBox={`0 0 ${24 * barWidth} ${height}`}
        role="img"
        aria-label={fill(words.hoursChart, { hour: counts.indexOf(most) })}
      >
        {counts.map((count, hour) => (
          <rect
            key={hour}
            class={isHourWithin(hour, range) ? 'is-chosen' : ''}
            x={hour * barWidth}
            y={height - Math.max(1, (count / most) * height)}
            width={barWidth - 1}
            height={Math.max(1, (count / most) * height)}
          />
        ))}
      </svg>
      <figcaption aria-hidden="true">
        <span>0</span>
        <span>6</span>
        <span>12</span>
        <span>18</span>
        <span>24</span>
      </figcaption>
    </figure>
  );
}
