import type { JsonObject } from '../../../db/types.ts';

/** Columns whose values are told; of the others only that they changed. */
const told = new Set(['code', 'nameTh', 'nameEn', 'condition']);

/** What an event says that it changed, by column, with the values where they are for everybody. */
export function changesIn({ changes }: JsonObject): { column: string; values?: { from: string; to: string } }[] {
  if (!isObject(changes)) return [];
  return Object.entries(changes).map(([column, change]) => {
    if (!told.has(column) || !isObject(change)) return { column };
    return { column, values: { from: String(change.from ?? ''), to: String(change.to ?? '') } };
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
