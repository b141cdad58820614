/** A clock that was never set begins in 1970; nothing of ours is from after this century. */
const [earliest, latest] = [0, Date.UTC(2100, 0, 1)];
/** Seconds since 1970 reach this in the year 5138, milliseconds did in 1973. */
const firstMilliseconds = 100_000_000_000;

/** With an offset: a time without one is nobody's. A space for the T, and no seconds, are usual. */
const momentForm = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/i;

/**
 * A moment as machines write it: ISO 8601 with an offset, or seconds or milliseconds since 1970 as a number or as text.
 * Undefined for anything else, and for what lies before 1970 or after this century.
 */
export function readMoment(value: unknown): Date | undefined {
  const milliseconds =
    typeof value === 'number' ? fromNumber(value) : typeof value === 'string' ? fromText(value) : NaN;
  return milliseconds >= earliest && milliseconds < latest ? new Date(milliseconds) : undefined;
}

function fromNumber(value: number): number {
  return Math.round(Math.abs(value) < firstMilliseconds ? value * 1000 : value);
}

function fromText(text: string): number {
  if (/^\d{1,16}(\.\d{1,9})?$/.test(text)) return fromNumber(Number(text));
  if (!momentForm.test(text)) return NaN;
  const written = text
    .replace(' ', 'T')
    .replace(/([+-]\d{2})(\d{2})$/, '$1:$2')
    .toUpperCase();
  return isRealDay(written.slice(0, 10)) ? Date.parse(written) : NaN;
}

/** The 30th of February would roll over into March. */
function isRealDay(day: string): boolean {
  const read = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day);
}
