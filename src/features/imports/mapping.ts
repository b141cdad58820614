import type { ImportField } from './targets/target.ts';

/** Which column each field is read from, by the column's place in the header. */
export type Mapping = ReadonlyMap<string, number>;

/** A column as it is compared: lower case, without punctuation, Thai marks kept. */
function fold(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_:.@/()-]+/g, '');
}

/**
 * Guesses the columns from their names: first those that are a field's name or synonym, then those that contain one.
 * A column is used once.
 */
export function guessMapping(header: readonly string[], fields: readonly ImportField[]): Map<string, number> {
  const folded = header.map(fold);
  const mapping = new Map<string, number>();
  const taken = new Set<number>();
  const tryEach = (fits: (column: string, synonym: string) => boolean): void => {
    for (const field of fields) {
      if (mapping.has(field.name)) continue;
      for (const synonym of [field.name, ...field.synonyms].map(fold)) {
        const column = folded.findIndex((name, index) => !taken.has(index) && name !== '' && fits(name, synonym));
        if (column < 0) continue;
        mapping.set(field.name, column);
        taken.add(column);
        break;
      }
    }
  };
  tryEach((column, synonym) => column === synonym);
  tryEach((column, synonym) => synonym.length >= 6 && column.includes(synonym));
  return mapping;
}

/** A column that a mapping names is not in the file. */
export class UnknownColumnError extends Error {
  override name = 'UnknownColumnError';
}

/** The guess with what somebody said on top: `field → column name`; an empty column name takes the field away. */
export function applyMapping(
  header: readonly string[],
  guess: ReadonlyMap<string, number>,
  said: Readonly<Record<string, string>>,
): Map<string, number> {
  const mapping = new Map(guess);
  for (const [field, column] of Object.entries(said)) {
    if (column === '') {
      mapping.delete(field);
      continue;
    }
    const index = header.findIndex((name) => name === column || fold(name) === fold(column));
    if (index < 0) throw new UnknownColumnError(column);
    mapping.set(field, index);
  }
  return mapping;
}
