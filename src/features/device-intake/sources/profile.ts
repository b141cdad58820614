import { readMoment } from '../../../formats/moments.ts';
import type { FieldName, Profile } from './sources.schema.ts';

/** Why a message was refused. Kept with it, so the codes are permanent. */
export const refusalReasons = [
  'bad-json',
  'no-id',
  'unknown-kind',
  'no-place',
  'unknown-place',
  'outside-zone',
  'bad-time',
  'from-the-future',
  'bad-priority',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** Where an incident is said to be: a point, or the code of a device that stands there. */
export type ToldPlace = { at: [number, number] } | { sosPost: string } | { camera: string };

/** An incident as another system told it, in our words. */
export interface ToldIncident {
  id: string;
  kind: string;
  place: ToldPlace;
  summary: string;
  occurredAt: Date | undefined;
  priority: number | undefined;
}

/** Where things stand in our own form. */
const ownPaths: Readonly<Record<FieldName, string>> = {
  id: 'id',
  kind: 'kind',
  longitude: 'place.longitude',
  latitude: 'place.latitude',
  sosPost: 'place.sosPost',
  camera: 'place.camera',
  occurredAt: 'occurredAt',
  summary: 'summary',
  priority: 'priority',
};

const longestId = 150;
const longestSummary = 2000;
const longestCode = 60;

/**
 * What another system told, understood by its profile; the reason when it cannot be. `kinds` are the codes that there
 * are. A summary that is too long is cut, because the incident counts.
 */
export function readByProfile(
  message: unknown,
  profile: Profile,
  kinds: ReadonlySet<string>,
): { told: ToldIncident } | { reason: RefusalReason } {
  const find = (name: FieldName): unknown => valueAt(message, profile.fields?.[name] ?? ownPaths[name]);
  const id = wordOf(find('id'), longestId);
  if (!id) return { reason: 'no-id' };
  const kind = kindOf(find('kind'), profile.kinds, kinds);
  if (!kind) return { reason: 'unknown-kind' };
  const place = placeOf(find);
  if (!place) return { reason: 'no-place' };
  const occurredAt = optional(find('occurredAt'), readMoment);
  if (!occurredAt) return { reason: 'bad-time' };
  const priority = optional(find('priority'), (value) => priorityOf(value, profile.priorities));
  if (!priority) return { reason: 'bad-priority' };
  const summary = textOf(find('summary')).slice(0, longestSummary);
  return { told: { id, kind, place, summary, occurredAt: occurredAt.value, priority: priority.value } };
}

/** What stands at a path; undefined where the message has nothing of its own there. */
export function valueAt(message: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    const isThing = typeof value === 'object' && value !== null;
    return isThing && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
  }, message);
}

/** What need not be there; undefined when it is there and cannot be read. */
function optional<Value>(
  value: unknown,
  read: (value: unknown) => Value | undefined,
): { value: Value | undefined } | undefined {
  if (value === undefined || value === null || value === '') return { value: undefined };
  const known = read(value);
  return known === undefined ? undefined : { value: known };
}

/** Control characters, NUL before all, which no text of the database can hold, and halves of characters. */
const unwanted = /[\p{Cc}\p{Cs}]+/gu;

function textOf(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value.replace(unwanted, ' ').trim() : '';
}

/** A word that may stand for something; empty when it is too long for one. */
function wordOf(value: unknown, longest: number): string {
  const text = textOf(value);
  return text.length <= longest ? text : '';
}

/** What a profile's words stand for, whatever their case. */
function meaningOf<Meaning>(word: string, meanings: Readonly<Record<string, Meaning>> = {}): Meaning | undefined {
  if (Object.hasOwn(meanings, word)) return meanings[word];
  const found = Object.entries(meanings).find(([own]) => own.trim().toLowerCase() === word.toLowerCase());
  return found?.[1];
}

function kindOf(value: unknown, ownWords: Profile['kinds'], kinds: ReadonlySet<string>): string | undefined {
  const word = wordOf(value, 120);
  const code = meaningOf(word, ownWords) ?? word;
  return kinds.has(code) ? code : undefined;
}

function priorityOf(value: unknown, ownWords: Profile['priorities']): number | undefined {
  const word = wordOf(value, 120);
  const meant = meaningOf(word, ownWords);
  if (meant !== undefined) return meant;
  return /^[1-4]$/.test(word) ? Number(word) : undefined;
}

function placeOf(find: (name: FieldName) => unknown): ToldPlace | undefined {
  const [longitude, latitude] = [degreesOf(find('longitude'), 180), degreesOf(find('latitude'), 90)];
  if (longitude !== undefined && latitude !== undefined) return { at: [longitude, latitude] };
  const sosPost = wordOf(find('sosPost'), longestCode);
  if (sosPost) return { sosPost };
  const camera = wordOf(find('camera'), longestCode);
  return camera ? { camera } : undefined;
}

function degreesOf(value: unknown, most: number): number | undefined {
  const text = textOf(value);
  if (!/^[+-]?\d{1,3}(\.\d{1,20})?$/.test(text)) return undefined;
  return Math.abs(Number(text)) <= most ? Number(text) : undefined;
}
