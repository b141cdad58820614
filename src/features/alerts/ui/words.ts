import { fill, formatNumber } from '../../../i18n/format.ts';
import type { Locale } from '../../../i18n/locale.ts';
import type { Messages } from '../../../i18n/th.ts';
import type { IconName } from '../../../ui/controls/icons.ts';

type WatchWords = Messages['watchLists'];
type AlertWords = Messages['alerts'];

/** The message of a group such as `state.`, or what it was asked for when there is none. */
export function wordOf(words: WatchWords | AlertWords, group: 'state' | 'event', name: string): string {
  const key = `${group}.${name}`;
  return Object.entries(words).find(([known]) => known === key)?.[1] ?? name;
}

/** How a state is shown: its colour and its drawing, beside its word. */
export const watchLooks: Readonly<Record<string, { look: string; icon: IconName }>> = {
  requested: { look: 'vote', icon: 'hourglass' },
  approved: { look: 'action', icon: 'calendar' },
  active: { look: 'under-way', icon: 'camera' },
  expired: { look: '', icon: 'check' },
  revoked: { look: '', icon: 'cancelled' },
};

export const alertLooks: Readonly<Record<string, { look: string; icon: IconName }>> = {
  new: { look: 'alarm', icon: 'risk' },
  confirmed: { look: 'under-way', icon: 'check' },
  incident: { look: 'under-way', icon: 'sos' },
  dismissed: { look: '', icon: 'cancelled' },
};

/** A likelihood in per cent, never rounded up to certain. */
export function percentWords(likelihood: number, locale: Locale): string {
  const percent = Math.min(99.9, Math.floor(likelihood * 1000) / 10);
  return formatNumber(percent, locale, { maximumFractionDigits: percent >= 99 ? 1 : 0 });
}

/** How often something happens that happens so many times a day. */
export function oftenWords(perDay: number, words: WatchWords, locale: Locale): string {
  const number = (value: number) => formatNumber(value, locale, { maximumSignificantDigits: 2 });
  if (perDay >= 1) return fill(words.perDay, { count: number(perDay) });
  const days = 1 / perDay;
  if (days < 365) return fill(words.onceInDays, { count: number(Math.round(days)) });
  const years = Math.round(days / 365);
  return years <= 100 ? fill(words.onceInYears, { count: number(years) }) : words.hardlyEver;
}

/** How often a vehicle that passes is told of. */
export function noticeWords(chance: number, words: WatchWords, locale: Locale): string {
  const count = Math.floor(chance * 100);
  return count === 0 ? words.noticeNever : fill(words.noticeOf, { count: formatNumber(count, locale) });
}
