import type { Locale } from '../../../../i18n/locale.ts';
import { messagesFor } from '../../../../i18n/messages.ts';
import { type RefusalReason, refusalReasons } from '../profile.ts';
import { sourceKinds } from '../sources.schema.ts';

type Words = ReturnType<typeof messagesFor>['sources'];

const kindKeys = {
  dispatch: 'kindDispatch',
  sensor: 'kindSensor',
  application: 'kindApplication',
  video: 'kindVideo',
  other: 'kindOther',
} as const satisfies Record<(typeof sourceKinds)[number], keyof Words>;

const reasonKeys = {
  'bad-json': 'reasonBadJson',
  'no-id': 'reasonNoId',
  'unknown-kind': 'reasonUnknownKind',
  'no-place': 'reasonNoPlace',
  'unknown-place': 'reasonUnknownPlace',
  'outside-zone': 'reasonOutsideZone',
  'bad-time': 'reasonBadTime',
  'from-the-future': 'reasonFromTheFuture',
  'bad-priority': 'reasonBadPriority',
} as const satisfies Record<RefusalReason, keyof Words>;

/** The kinds of systems to choose from. */
export function kindOptions(locale: Locale): [string, string][] {
  return sourceKinds.map((kind) => [kind, messagesFor(locale).sources[kindKeys[kind]]]);
}

/** What kind of system it is. */
export function kindWords(locale: Locale, kind: string): string {
  return kindOptions(locale).find(([value]) => value === kind)?.[1] ?? kind;
}

/** Why a message was refused. */
export function reasonWords(locale: Locale, reason: string): string {
  const known = refusalReasons.find((name) => name === reason);
  return known ? messagesFor(locale).sources[reasonKeys[known]] : reason;
}

/** The names of the fields of a source's forms. */
export function sourceLabels(locale: Locale): Record<string, string> {
  const { sources: words } = messagesFor(locale);
  const { name, zone, kind, silence, perMinute, profile, tryMessage } = words;
  return {
    name,
    zoneId: zone,
    kind,
    silenceMinutes: silence,
    messagesPerMinute: perMinute,
    profile,
    message: tryMessage,
  };
}
