import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { guessDelimiter, readCsv } from './csv.ts';
import { gunzip, TooMuchDataError } from './gzip.ts';
import { readXlsx, WorkbookError } from './xlsx.ts';

async function* once(bytes: Uint8Array): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 7) yield Buffer.from(bytes.subarray(at, at + 7));
}
async function cellsOf(bytes: Uint8Array): Promise<string[][]> {
  return (await Array.fromAsync(readCsv(once(bytes)))).map((record) => record.cells);
}

describe('CSV', () => {
  test('of any delimiter, with and without a mark', async () => {
    for (const delimiter of [',', ';', '\t', '|']) {
      const text = `\ufeffวันที่${delimiter}ซอย\n1/1/2565${delimiter}"ซอย ${delimiter} ๔"\n`;
      expect(guessDelimiter(text)).toBe(delimiter);
      expect(await cellsOf(strToU8(text))).toEqual([
        ['วันที่', 'ซอย'],
        ['1/1/2565', `ซอย ${delimiter} ๔`],
      ]);
    }
  });

  test('in Windows-874', async () => {
    // ชนิด,ไฟ in TIS-620 bytes
    const bytes = Uint8Array.from([0xaa, 0xb9, 0xd4, 0xb4, 0x2c, 0xe4, 0xbf, 0x0a, 0x31, 0x2c, 0x32, 0x0a]);
    expect(await cellsOf(bytes)).toEqual([
      ['ชนิด', 'ไฟ'],
      ['1', '2'],
    ]);
  });

  test('keeps the cells of any table', async () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.replace(/[\r\ufeff]/g, ''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        async (table) => {
          const text = table.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join('\n');
          expect(await cellsOf(strToU8(`${text}\n`))).toEqual(table);
        },
      ),
      { numRuns: 60 },
    );
  });
});

test('a gzip that unpacks to too much is refused, a cut one is an error', async () => {
  const packed = gzipSync(Buffer.alloc(1_000_000));
  const unpack = (bytes: Buffer, most: number) => Array.fromAsync(gunzip(once(bytes), most));
  await expect(unpack(packed, 1000)).rejects.toThrow(TooMuchDataError);
  await expect(unpack(packed.subarray(0, 200), 1e9)).rejects.toThrow();
});

function workbook(sheet: string, extra: Record<string, string> = {}): Uint8Array {
  const files = { 'xl/worksheets/sheet1.xml': `<worksheet>${sheet}</worksheet>`, ...extra };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}
const text = (reference: string, value: string) => `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;

describe('xlsx', () => {
  test('with a title, merged cells and a header of two lines', () => {
    const sheet = `<sheetData>
      <row r="1">${text('A1', 'สถิติคดี สภ.บ้านสุขสันต์')}</row>
      <row r="2">${text('A2', 'ลำดับ')}${text('B2', 'พิกัด')}${text('D2', 'วันที่')}</row>
      <row r="3">${text('B3', 'ละติจูด')}${text('C3', 'ลองจิจูด')}</row>
      <row r="4"><c r="A4"><v>1</v></c><c r="B4"><v>14.02</v></c><c r="C4"><v>100.27</v></c><c r="D4" s="1"><v>44576</v></c></row>
    </sheetData><mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="A2:A3"/><mergeCell ref="B2:C2"/><mergeCell ref="D2:D3"/></mergeCells>`;
    const styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>';
    expect(readXlsx(workbook(sheet, { 'xl/styles.xml': styles }))).toEqual({
      header: ['ลำดับ', 'พิกัด ละติจูด', 'พิกัด ลองจิจูด', 'วันที่'],
      rows: [{ line: 4, cells: ['1', '14.02', '100.27', '2022-01-15'] }],
    });
  });

  test('that is none, or wants to define entities, is refused', () => {
    expect(() => readXlsx(strToU8('PK not a zip'))).toThrow(WorkbookError);
    expect(() => readXlsx(workbook('', { 'xl/workbook.xml': '<!DOCTYPE x [<!ENTITY a "b">]><workbook/>' }))).toThrow(
      WorkbookError,
    );
  });
});
