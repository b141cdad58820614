import { parseDate, type WallTime } from '../../../formats/thai-dates.ts';
import { columns } from '../../../i18n/import-columns.ts';
import { isIncidentKind, readIncidentKind } from './incident-kinds.ts';
import type { ImportTarget, ReadField, ReadingContext, ReadResult, Reason } from './target.ts';

const longestSummary = 2000;
const dayMilliseconds = 86_400_000;

export const incidents: ImportTarget = {
  name: 'incidents',
  geometry: 'point',
  needsZone: true,
  fields: [
    {
      name: 'id',
      isRequired: false,
      synonyms: columns.incidents.id,
    },
    {
      name: 'kind',
      isRequired: true,
      synonyms: columns.incidents.kind,
    },
    {
      name: 'from',
      isRequired: true,
      synonyms: columns.incidents.from,
    },
    { name: 'to', isRequired: false, synonyms: columns.incidents.to },
    { name: 'time', isRequired: false, synonyms: columns.incidents.time },
    { name: 'longitude', isRequired: false, synonyms: columns.incidents.longitude },
    { name: 'latitude', isRequired: false, synonyms: columns.incidents.latitude },
    { name: 'summary', isRequired: false, synonyms: columns.incidents.summary },
  ],
  read(field, context) {
    const kind = readKind(field('kind'), context);
    if (!kind) return { ok: false, reason: 'reasonNoKind' };
    const span = readSpan(field, context);
    if (typeof span === 'string') return { ok: false, reason: span };
    const summary = field('summary').trim();
    if (summary.length > longestSummary) return { ok: false, reason: 'reasonTooLong' };
    const fields = { kind, from: span.from.toISOString(), to: span.to.toISOString(), summary };
    return { ok: true, key: field('id').trim(), fields } satisfies ReadResult;
  },
};

function readKind(written: string, context: ReadingContext): string | undefined {
  if (written.trim() === '') return undefined;
  const meaning = context.meanings.get(`kind:${written.trim()}`);
  if (meaning !== undefined) return isIncidentKind(meaning) ? meaning : undefined;
  return readIncidentKind(written);
}

/** The possible time. A day without an hour spans that whole day: the hour is not known, and not made up. */
function readSpan(field: ReadField, context: ReadingContext): { from: Date; to: Date } | Reason {
  if (field('from').trim() === '') return 'reasonNoDate';
  const start = parseDate(`${field('from')} ${field('time')}`.trim(), context.dayOrder);
  if (!start) return 'reasonBadDate';
  const from = context.toMoment(start);
  let to = lastMoment(start, from);
  if (field('to').trim() !== '') {
    const end = parseDate(field('to'), context.dayOrder);
    if (!end) return 'reasonBadDate';
    to = lastMoment(end, context.toMoment(end));
  }
  if (to < from) return 'reasonEndsBefore';
  return from.getTime() > context.now.getTime() + dayMilliseconds ? 'reasonFuture' : { from, to };
}

function lastMoment(wall: WallTime, moment: Date): Date {
  return wall.hour === undefined ? new Date(moment.getTime() + dayMilliseconds - 1000) : moment;
}
