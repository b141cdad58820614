/** What a recogniser says that it saw, whichever recogniser it is. */
export interface CameraReading {
  /** What the sender calls the camera; empty when it does not say. */
  camera: string;
  seenAt: Date;
  /** The sender's name for this sighting: the same when it tells of it again. */
  id: string;
  /** What the plate may be, best first; empty without one. The score is from 0 to 1. */
  plates: readonly { text: string; score: number | undefined }[];
  /** Whom the recogniser knows the face as. */
  face: { name: string; score: number | undefined } | undefined;
}

/** Why a message was refused; the codes are permanent. */
export type ReadingRefusal = 'not-json' | 'wrong-form' | 'no-time' | 'no-id' | 'too-many';

/** What a message says: any number of sightings, none when it is about something else; or why it was refused. */
export type ReadReadings = { ok: true; readings: readonly CameraReading[] } | { ok: false; refusal: ReadingRefusal };

/** One picture shows no more than this; a message of more is none. */
const mostReadings = 50;
const mostCandidates = 20;
const longestText = 120;

export type JsonRecord = Readonly<Record<string, unknown>>;

export const refuseReading = (refusal: ReadingRefusal): ReadReadings => ({ ok: false, refusal });

/** The sightings, unless there are too many for one message. */
export const readingsOf = (readings: readonly CameraReading[]): ReadReadings =>
  readings.length > mostReadings ? refuseReading('too-many') : { ok: true, readings };

/** The value of JSON text in UTF-8; undefined when it is none. */
export function parseJson(body: Uint8Array | string): { value: unknown } | undefined {
  try {
    const text = typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body);
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Those of a list that are objects; none of anything else. */
export const recordsOf = (value: unknown): JsonRecord[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** A text, or a number as one; empty for anything else, and for what is too long to be meant. */
export function textOf(value: unknown): string {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  return typeof text === 'string' && text.length <= longestText ? text.trim() : '';
}

/** A score from 0 to 1; undefined for anything else. `best` is what the sender's scale ends with. */
export function scoreOf(value: unknown, best = 1): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= best ? value / best : undefined;
}

/** The candidates that say something, each once. */
export function candidatesOf(
  list: readonly { text: string; score: number | undefined }[],
): { text: string; score: number | undefined }[] {
  const known = new Map(
    list
      .filter(({ text }) => text !== '')
      .map((one) => [one.text, one] as const)
      .toReversed(),
  );
  return [...known.values()].toReversed().slice(0, mostCandidates);
}

const earliest = Date.UTC(2000, 0);
const latest = Date.UTC(2100, 0);

/**
 * The moment that a number or text says: seconds since 1970 with or without a fraction, milliseconds, or ISO 8601, which
 * is UTC where it names no offset. Undefined for anything else, and for what is not of this century.
 */
export function momentOf(value: unknown): Date | undefined {
  const milliseconds = millisecondsOf(value);
  return milliseconds >= earliest && milliseconds < latest ? new Date(Math.round(milliseconds)) : undefined;
}

/** Above it seconds would be of the year 5138, so that they are milliseconds. */
const firstMilliseconds = 1e11;

function millisecondsOf(value: unknown): number {
  if (typeof value === 'number') return value < firstMilliseconds ? value * 1000 : value;
  if (typeof value !== 'string' || value.length > 40) return Number.NaN;
  if (/^\d{9,14}(\.\d{1,9})?$/.test(value)) return millisecondsOf(Number(value));
  const iso = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?$/.exec(value);
  if (!iso) return Number.NaN;
  const [, day, clock, fraction = '', offset = 'Z'] = iso;
  return Date.parse(`${day}T${clock}${fraction.slice(0, 4)}${offset.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`);
}
