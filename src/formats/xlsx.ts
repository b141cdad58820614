import { XMLParser } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';
import { fromSpreadsheetDay } from './thai-dates.ts';

/** A workbook that is no workbook, or would unpack to more than we take. */
export class WorkbookError extends Error {
  override name = 'WorkbookError';
}

/** The first sheet: a header of one line, however many it had, and the rows below it with their line in the sheet. */
export interface Sheet {
  header: string[];
  rows: { line: number; cells: string[] }[];
}

const mostUnpackedBytes = 200 * 1024 * 1024;
const mostColumns = 500;

interface Merge {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: true,
  isArray: (name) => ['row', 'c', 'si', 'r', 'mergeCell', 'xf', 'numFmt', 'sheet', 'Relationship'].includes(name),
});

/**
 * Reads the first sheet of an .xlsx file. Merged cells count as filled in every cell that they cover; title lines over
 * the table are skipped; a header of two lines becomes one, "group name". Dates come out as `YYYY-MM-DD HH:MM:SS`.
 */
export function readXlsx(bytes: Uint8Array): Sheet {
  const parts = unpack(bytes);
  const dateStyles = readDateStyles(parts);
  const strings = readStrings(parts);
  const sheet = at(parseXml(parts, firstSheetPath(parts)), 'worksheet');
  if (!sheet) throw new WorkbookError('no worksheet');
  const merges = list(at(sheet, 'mergeCells', 'mergeCell')).map((merge) => readRange(String(at(merge, '@ref'))));
  const grid = new Map<number, string[]>();
  for (const row of list(at(sheet, 'sheetData', 'row'))) {
    const cells: string[] = [];
    let column = 0;
    for (const cell of list(at(row, 'c'))) {
      const reference = at(cell, '@r') ? readReference(String(at(cell, '@r'))) : { column };
      column = reference.column;
      if (column < mostColumns) cells[column] = readCell(cell, strings, dateStyles);
      column += 1;
    }
    grid.set(
      Number(at(row, '@r') ?? grid.size + 1),
      Array.from(cells, (cell) => cell ?? ''),
    );
  }
  fillMerges(grid, merges);
  return splitHeader(grid, merges);
}

/** A part of a parsed document: whatever the file has there. */
type Xml = unknown;

/** What lies at a path of names below a node; undefined where the file has nothing. */
function at(node: Xml, ...path: string[]): Xml {
  let value = node;
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
  }
  return value;
}

function list(value: Xml): Xml[] {
  return Array.isArray(value) ? value : value === undefined || value === '' ? [] : [value];
}

function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
  let total = 0;
  try {
    return unzipSync(bytes, {
      filter: (file) => {
        if (!file.name.endsWith('.xml') && !file.name.endsWith('.rels')) return false;
        total += file.originalSize;
        if (total > mostUnpackedBytes) throw new WorkbookError('too large');
        return true;
      },
    });
  } catch (error) {
    throw error instanceof WorkbookError ? error : new WorkbookError('not a workbook', { cause: error });
  }
}

function parseXml(parts: Record<string, Uint8Array>, path: string): Xml {
  const part = parts[path];
  if (!part) return {};
  const text = strFromU8(part);
  // A workbook has no document type; one that has wants to define entities.
  if (/<!doctype/i.test(text)) throw new WorkbookError('document type');
  try {
    return parser.parse(text);
  } catch (error) {
    throw new WorkbookError('broken XML', { cause: error });
  }
}

function firstSheetPath(parts: Record<string, Uint8Array>): string {
  const [first] = list(at(parseXml(parts, 'xl/workbook.xml'), 'workbook', 'sheets', 'sheet'));
  const relations = list(at(parseXml(parts, 'xl/_rels/workbook.xml.rels'), 'Relationships', 'Relationship'));
  const target = at(
    relations.find((relation) => at(relation, '@Id') === at(first, '@r:id')),
    '@Target',
  );
  if (!target) return 'xl/worksheets/sheet1.xml';
  return String(target).startsWith('/') ? String(target).slice(1) : `xl/${target}`;
}

function readStrings(parts: Record<string, Uint8Array>): string[] {
  return list(at(parseXml(parts, 'xl/sharedStrings.xml'), 'sst', 'si')).map(textOf);
}

/** The text of a string item: plain, or runs of differently formatted text. */
function textOf(item: Xml): string {
  const runs = list(at(item, 'r'));
  return runs.length > 0 ? runs.map((run) => plain(at(run, 't'))).join('') : plain(at(item, 't'));
}

function plain(value: Xml): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? String(at(value, '#text') ?? '') : String(value);
}

/** Which cell styles show a number as a date: built-in formats 14–22, 45–47 and own ones with day, month or year. */
function readDateStyles(parts: Record<string, Uint8Array>): boolean[] {
  const styles = at(parseXml(parts, 'xl/styles.xml'), 'styleSheet');
  const own = new Map<number, string>(
    list(at(styles, 'numFmts', 'numFmt')).map((format) => [
      Number(at(format, '@numFmtId')),
      String(at(format, '@formatCode')),
    ]),
  );
  return list(at(styles, 'cellXfs', 'xf')).map((style) => {
    const id = Number(at(style, '@numFmtId'));
    if ((id >= 14 && id <= 22) || (id >= 45 && id <= 47)) return true;
    const code = own.get(id)?.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '') ?? '';
    return /[dy]/i.test(code) || /m.*[hs]|[hs].*m/i.test(code);
  });
}

function readCell(cell: Xml, strings: string[], dateStyles: boolean[]): string {
  const type = at(cell, '@t');
  if (type === 'inlineStr') return textOf(at(cell, 'is')).trim();
  const value = plain(at(cell, 'v'));
  if (type === 's') return (strings[Number(value)] ?? '').trim();
  if (type === 'b') return value === '1' ? 'true' : 'false';
  if (type === 'e') return '';
  if (type !== 'str' && value !== '' && dateStyles[Number(at(cell, '@s') ?? -1)])
    return dateText(Number(value)) ?? value;
  return value.trim();
}

function dateText(days: number): string | undefined {
  const wall = fromSpreadsheetDay(days);
  if (!wall) return undefined;
  const two = (part: number): string => String(part).padStart(2, '0');
  const date = `${wall.year}-${two(wall.month)}-${two(wall.day)}`;
  if (wall.hour === undefined) return date;
  return `${date} ${two(wall.hour)}:${two(wall.minute ?? 0)}:${two(wall.second ?? 0)}`;
}

function readReference(reference: string): { column: number; row: number } {
  const match = /^([A-Z]{1,3})(\d{1,7})$/.exec(reference);
  if (!match) throw new WorkbookError(`cell ${reference}`);
  const column = [...(match[1] ?? '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { column, row: Number(match[2]) };
}

function readRange(range: string): Merge {
  const [from = '', to = from] = range.split(':');
  const [start, end] = [readReference(from), readReference(to)];
  return { top: start.row, left: start.column, bottom: end.row, right: end.column };
}

function fillMerges(grid: Map<number, string[]>, merges: readonly Merge[]): void {
  for (const { top, left, bottom, right } of merges) {
    const value = grid.get(top)?.[left] ?? '';
    for (let line = top; line <= Math.min(bottom, top + 10_000); line += 1) {
      const cells = grid.get(line);
      if (!cells) continue;
      for (let column = left; column <= Math.min(right, mostColumns); column += 1) cells[column] = value;
    }
  }
}

function splitHeader(grid: Map<number, string[]>, merges: readonly Merge[]): Sheet {
  const lines = [...grid.keys()].sort((a, b) => a - b);
  const distinct = (cells: readonly string[]): number => new Set(cells.filter((cell) => cell !== '')).size;
  const first = lines.findIndex((line) => distinct(grid.get(line) ?? []) > 1);
  const headerLine = lines[first];
  if (headerLine === undefined) return { header: [], rows: [] };
  const isGrouped = merges.some(
    ({ top, bottom, left, right }) =>
      top === headerLine && (bottom > headerLine || (right > left && bottom === headerLine)),
  );
  const height = isGrouped ? 2 : 1;
  const upper = grid.get(headerLine) ?? [];
  const lower = isGrouped ? (grid.get(lines[first + 1] ?? -1) ?? []) : [];
  const width = Math.max(upper.length, lower.length);
  const header = Array.from({ length: width }, (_, column) => {
    const names = [upper[column] ?? '', lower[column] ?? ''].map((name) => name.replace(/\s+/g, ' ').trim());
    return [...new Set(names.filter((name) => name !== ''))].join(' ');
  });
  const rows = lines
    .slice(first + height)
    .map((line) => ({ line, cells: grid.get(line) ?? [] }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  return { header, rows };
}
