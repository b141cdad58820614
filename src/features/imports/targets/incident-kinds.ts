import { kindWords } from '../../../i18n/import-kinds.ts';

const ours = new Set([
  'sos-press',
  'assault',
  'robbery',
  'snatching',
  'burglary',
  'vehicle-theft',
  'theft',
  'damage',
  'drugs',
  'sexual',
  'domestic',
  'child',
  'quarrel',
  'noise',
  'suspicious',
  'traffic',
  'fire',
  'medical',
  'animal',
  'lost',
  'other',
]);

/** Whether this is the code of a kind of ours. */
export const isIncidentKind = (code: string): boolean => ours.has(code);

/** The kind that a written one means; `other` when nobody can tell, which the preview shows before anything is saved. */
export function readIncidentKind(written: string): string {
  const code = written.trim().toLowerCase();
  if (ours.has(code)) return code;
  return kindWords.find(([pattern]) => pattern.test(written))?.[1] ?? 'other';
}
