import type { PropertyValue } from '../../formats/mvt.ts';
import { fill, formatMeters, formatNumber, localName } from '../../i18n/format.ts';
import type { Telling } from './telling.ts';
import type { Thing } from './things.queries.ts';

/** From here on a turned camera closes a gap, all but. */
const mostlyPercent = 50;

type Gap = Pick<Thing, 'properties' | 'extra'>;

const text = (value: PropertyValue | undefined): string => (value === null || value === undefined ? '' : String(value));

/** A gap in one line: whose ground it is, how large, how many live near, and what would close it; a cell by its sums. */
export function titleOfGap({ properties, extra }: Gap, telling: Telling): { title: string; subtitle: string } {
  const { words, locale } = telling;
  const figures = [sizeOf(properties.square_meters, telling), peopleOf(properties.people, telling)];
  if (typeof properties.count === 'number') {
    return {
      title: fill(words.gaps, { count: properties.count }),
      subtitle: figures.filter(Boolean).join(' · '),
    };
  }
  const area = localName({ nameTh: text(extra.area_th), nameEn: text(extra.area_en) }, locale);
  return {
    title: `${formatNumber(Number(properties.rank ?? 0), locale)}. ${area}`,
    subtitle: [...figures, closingOf(extra, telling)].filter(Boolean).join(' · '),
  };
}

/** All that the panel tells of a gap. */
export function factsOfGap({ properties, extra }: Gap, telling: Telling): [label: string, value: string][] {
  const { words, locale } = telling;
  const nearest = extra.nearest_code
    ? fill(words.gapNearest, {
        code: text(extra.nearest_code),
        meters: formatMeters(Number(extra.nearest_meters ?? 0), locale),
      })
    : '';
  return [
    [words.factClosing, closingOf(extra, telling)],
    [words.factRiskArea, localName({ nameTh: text(extra.area_th), nameEn: text(extra.area_en) }, locale)],
    [words.factLevel, extra.level ? fill(words.levelOf, { level: text(extra.level) }) : ''],
    [words.factGround, sizeOf(properties.square_meters, telling)],
    [words.factNear, peopleOf(properties.people, telling)],
    [
      words.factUnseenRisk,
      typeof extra.risk_percent === 'number' ? fill(words.gapRisk, { percent: extra.risk_percent }) : '',
    ],
    [words.factNearestCamera, nearest],
  ];
}

function sizeOf(value: PropertyValue | undefined, { words, locale }: Telling): string {
  return typeof value === 'number' ? fill(words.squareMeters, { count: formatNumber(value, locale) }) : '';
}

function peopleOf(value: PropertyValue | undefined, { words, locale }: Telling): string {
  return typeof value === 'number' ? fill(words.gapPeople, { count: formatNumber(value, locale) }) : '';
}

/** Where one camera closes at least half of it, it does; else there is also need of a new one; nothing is said of gaps for which nobody has looked. */
function closingOf(extra: Gap['extra'], { words, locale }: Telling): string {
  if (typeof extra.turn_percent !== 'number') return '';
  const street = localName({ nameTh: text(extra.street_th), nameEn: text(extra.street_en) }, locale);
  const newOne = street ? fill(words.gapNewNear, { place: street }) : words.gapNew;
  if (!extra.turn_code) return `${words.gapNoTurn} ${newOne}`;
  const turn = fill(words.gapTurn, {
    code: text(extra.turn_code),
    degrees: formatNumber(Number(extra.turn_degrees), locale),
    percent: formatNumber(extra.turn_percent, locale),
  });
  return extra.turn_percent >= mostlyPercent ? turn : `${turn} ${words.gapRest} ${newOne}`;
}
