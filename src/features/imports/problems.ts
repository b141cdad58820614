import { csvLine } from '../../formats/csv.ts';
import { GeoJsonError } from '../../formats/geojson.ts';
import { TooMuchDataError } from '../../formats/gzip.ts';
import { WorkbookError } from '../../formats/xlsx.ts';
import { fill } from '../../i18n/format.ts';
import type { Locale } from '../../i18n/locale.ts';
import { messagesFor } from '../../i18n/messages.ts';
import { UnknownZoneError } from './imports.service.ts';
import { UnknownColumnError } from './mapping.ts';
import { UnknownSystemError } from './reading.ts';
import { type FileSource, openTable, TableError } from './table.ts';
import type { Reason } from './targets/target.ts';

/** What to tell a person about an error that their file or options caused; undefined when it is a bug of ours. */
export function problemOf(error: unknown, locale: Locale): string | undefined {
  const { imports } = messagesFor(locale);
  if (error instanceof UnknownColumnError) return fill(imports.problemColumn, { name: error.message });
  if (error instanceof UnknownSystemError) return fill(imports.problemSystem, { name: error.message });
  if (error instanceof UnknownZoneError) return fill(imports.problemZone, { name: error.message });
  if (error instanceof TooMuchDataError) return imports.problemTooLarge;
  if (error instanceof TableError)
    return error.message === 'too-large' ? imports.problemTooLarge : imports.problemEmpty;
  if (error instanceof WorkbookError || error instanceof GeoJsonError) return imports.problemBroken;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // zlib's codes for a broken gzip, csv-parse's for a table that is none, and a file that is not there.
  return /^(Z_|CSV_|ENOENT|EISDIR)/.test(code) ? imports.problemBroken : undefined;
}

/** The refused rows as CSV: line, reason, and the row as it was. Reads the file a second time. */
export async function rejectedCsv(
  source: FileSource,
  rejected: ReadonlyMap<number, Reason>,
  locale: Locale,
): Promise<string> {
  const { imports } = messagesFor(locale);
  const table = await openTable(source);
  const lines = [csvLine(['line', 'reason', ...table.header])];
  for await (const row of table.rows) {
    const reason = rejected.get(row.line);
    if (reason) lines.push(csvLine([String(row.line), imports[reason], ...row.cells]));
  }
  return `\ufeff${lines.join('\n')}\n`;
}
