import type { PropertyValue } from '../../formats/mvt.ts';
import { fill, formatDate, formatMeters, formatMonth, formatNumber, localName } from '../../i18n/format.ts';
import { type Locale, localPath } from '../../i18n/locale.ts';
import type { Messages } from '../../i18n/th.ts';
import { factsOfGap, titleOfGap } from './describe-gap.ts';
import type { LayerId } from './layers.ts';
import type { Telling } from './telling.ts';
import type { Thing } from './things.queries.ts';

type Words = Messages['mapThings'];

export interface Described {
  id?: string;
  title: string;
  subtitle: string;
  place: [number, number];
  path?: string;
}

const text = (value: PropertyValue | undefined): string => (value === null || value === undefined ? '' : String(value));

/** The message of a code that the database keeps, or the code itself when nobody has words for it. */
function wordOf(words: Words, group: string, code: PropertyValue | undefined): string {
  const known: Readonly<Record<string, string>> = words;
  return known[`${group}.${text(code)}`] ?? text(code);
}

function nameOf(of: Record<string, PropertyValue>, locale: Locale, key = 'name'): string {
  return localName({ nameTh: text(of[`${key}_th`]), nameEn: text(of[`${key}_en`]) }, locale);
}

const joined = (...parts: string[]): string => parts.filter((part) => part !== '').join(' · ');

/** A thing in one line of a list: what it is called, what to know of it, where it is and where to read more. */
export function describeThing(layer: LayerId, thing: Thing, telling: Telling): Described {
  const { id } = thing.properties;
  const path = pathOf(layer, thing);
  return {
    ...(typeof id === 'string' ? { id } : {}),
    ...titleOf(layer, thing, telling),
    place: [thing.longitude, thing.latitude],
    ...(path ? { path: localPath(telling.locale, path) } : {}),
  };
}

function titleOf(layer: LayerId, { properties, extra }: Thing, telling: Telling): { title: string; subtitle: string } {
  const { words, locale } = telling;
  const state = wordOf(words, layer, properties.state);
  switch (layer) {
    case 'reports': {
      const number = fill(words.report, { number: text(properties.number) });
      return {
        title: wordOf(words, 'category', properties.category),
        subtitle: joined(number, text(extra.place_name), state),
      };
    }
    case 'proposals':
    case 'projects': {
      const message = layer === 'proposals' ? words.proposal : words.project;
      return { title: text(extra.title), subtitle: joined(fill(message, { number: text(properties.number) }), state) };
    }
    case 'risk-areas':
      return {
        title: nameOf(properties, locale),
        subtitle: joined(fill(words.levelOf, { level: text(properties.level) }), state),
      };
    case 'sos-posts':
      return {
        title: nameOf(properties, locale) || fill(words.sosPost, { code: text(properties.code) }),
        subtitle: joined(
          fill(words.sosPost, { code: text(properties.code) }),
          wordOf(words, 'condition', properties.condition),
        ),
      };
    case 'cameras':
      if (typeof properties.count === 'number')
        return { title: fill(words.cameras, { count: properties.count }), subtitle: '' };
      return {
        title: fill(words.camera, { code: text(properties.code) }),
        subtitle: joined(text(extra.name), wordOf(words, 'condition', properties.condition)),
      };
    case 'coverage-gaps':
      return titleOfGap({ properties, extra }, telling);
    case 'incidents':
      return { title: nameOf(extra, locale), subtitle: whenOf(properties, telling) };
    case 'lamps':
      return { title: words.lamps, subtitle: properties.is_working ? words.lampWorking : words.lampBroken };
    default:
      return { title: nameOf(properties, locale), subtitle: layer === 'zones' ? nameOf(extra, locale, 'station') : '' };
  }
}

/** When an incident was: the hour where that is known, else the month and how many there were. */
function whenOf(properties: Record<string, PropertyValue>, { words, locale }: Telling): string {
  const occurred = text(properties.occurred);
  if (occurred)
    return joined(formatDate(`${occurred.slice(0, 10)}T00:00:00Z`, locale, 'UTC'), `${occurred.slice(11)}:00`);
  const month = text(properties.month);
  const count = Number(properties.count ?? 1);
  return joined(
    month ? formatMonth(`${month}-01T00:00:00Z`, locale, 'UTC') : '',
    count > 1 ? fill(words.times, { count: formatNumber(count, locale) }) : '',
  );
}

const sensitiveCategories = new Set(['harassment', 'drugs', 'gang', 'police']);

function pathOf(layer: LayerId, { properties, extra }: Pick<Thing, 'properties' | 'extra'>): string | undefined {
  switch (layer) {
    case 'coverage-gaps':
      return extra.risk_area_id ? `/risk-areas/${text(extra.risk_area_id)}` : undefined;
    case 'reports':
      return sensitiveCategories.has(text(properties.category)) ? undefined : `/reports/${text(properties.number)}`;
    case 'proposals':
    case 'projects':
      return `/${layer}/${text(properties.number)}`;
    case 'zones':
      return `/zones/${text(properties.slug)}`;
    case 'sos-posts':
      return `/sos-posts/${text(properties.id)}`;
    case 'cameras':
      return properties.id ? `/cameras/${text(properties.id)}` : undefined;
    default:
      return undefined;
  }
}

/** Everything that the map's panel tells of a thing; facts that are not known are left out. */
export function factsOf(
  layer: LayerId,
  { properties, extra }: Thing,
  telling: Telling,
): { label: string; value: string }[] {
  const { words, locale } = telling;
  const day = (value: PropertyValue | undefined): string =>
    value ? formatDate(`${text(value)}T00:00:00Z`, locale, 'UTC') : '';
  const people = (value: PropertyValue | undefined): string =>
    typeof value === 'number' ? fill(words.people, { count: formatNumber(value, locale) }) : '';
  const meters = (value: PropertyValue | undefined): string =>
    typeof value === 'number' ? formatMeters(value, locale) : '';
  const degrees = (value: PropertyValue | undefined): string =>
    typeof value === 'number' && value >= 0 ? fill(words.degrees, { count: value }) : '';
  const facts: [label: string, value: string][] = [
    [words.factCategory, properties.category ? wordOf(words, 'category', properties.category) : ''],
    [words.factKind, layer === 'proposals' || layer === 'projects' ? wordOf(words, 'kind', properties.kind) : ''],
    [words.factState, properties.state ? wordOf(words, layer, properties.state) : ''],
    ...(layer === 'coverage-gaps' ? factsOfGap({ properties, extra }, telling) : []),
    [words.factLevel, properties.level ? fill(words.levelOf, { level: text(properties.level) }) : ''],
    [words.factOccurred, layer === 'incidents' ? whenOf(properties, telling) : ''],
    [words.factPriority, text(extra.priority)],
    [words.factDailyLog, text(extra.daily_log_number)],
    [words.factPlace, text(extra.place_name)],
    [words.factSince, day(extra.since)],
    [words.factMeToo, extra.me_too ? people(extra.me_too) : ''],
    [words.factEndorsed, extra.endorsed ? people(extra.endorsed) : ''],
    [words.factCondition, properties.condition ? wordOf(words, 'condition', properties.condition) : ''],
    [words.factSight, extra.blocked === true ? words.sightBlocked : ''],
    [words.factHeading, layer === 'cameras' ? degrees(properties.heading) || words.headingUnknown : ''],
    [words.factView, degrees(properties.fov)],
    [words.factRange, meters(properties.range)],
    [words.factLink, properties.link ? wordOf(words, 'link', properties.link) : ''],
    [words.factOrganisation, nameOf(extra, locale, 'organisation')],
    [words.factStation, nameOf(extra, locale, 'station')],
    [words.factPopulation, people(extra.population)],
    [words.factDue, day(extra.due)],
    [words.factAssessed, day(extra.assessed)],
    [words.factWhy, nameOf(extra, locale, 'reason')],
  ];
  return facts.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }));
}

/** What a kind within a layer is called: the title of a count. */
export function kindTitle(
  layer: LayerId,
  kind: string | null,
  telling: Telling,
  incidentKinds: ReadonlyMap<string, { nameTh: string; nameEn: string }>,
): string {
  if (layer === 'incidents') {
    const names = incidentKinds.get(kind ?? '');
    return names ? localName(names, telling.locale) : text(kind);
  }
  const titles: Partial<Record<LayerId, string>> = {
    'risk-areas': telling.words.riskArea,
    'sos-posts': fill(telling.words.sosPost, { code: '' }).trim(),
    cameras: fill(telling.words.camera, { code: '' }).trim(),
    lamps: telling.words.lamps,
  };
  const group = layer === 'reports' ? 'category' : 'kind';
  return kind === null ? (titles[layer] ?? layer) : wordOf(telling.words, group, kind);
}
