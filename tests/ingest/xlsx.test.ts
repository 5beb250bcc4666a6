import { join } from 'node:path';
import fc from 'fast-check';
import { streamXlsxRows, writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { cellText, openWorkbook } from '../../src/ingest/read/workbook.ts';
import { openXlsx } from '../../src/ingest/read/xlsx/package.ts';
import { serialText, showsDays } from '../../src/ingest/read/xlsx/styles.ts';
import { fails, inFolder, invoices } from './kit.ts';
import { zip } from './zip-kit.ts';

/** A workbook by hand, so that it can be written in ways that the library does not write. */
const made = (sheet: string, over: Record<string, string> = {}): Buffer => {
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels':
      '<Relationships><Relationship Id="a" Type="http://x/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml':
      '<workbook xmlns:r="r"><sheets><sheet name="一 &amp; 二" sheetId="1" r:id="s1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="s1" Type="http://x/relationships/worksheet" Target="worksheets/a.xml"/><Relationship Id="t" Type="http://x/relationships/sharedStrings" Target="/xl/texts.xml"/><Relationship Id="y" Type="http://x/relationships/styles" Target="styles.xml"/></Relationships>',
    'xl/styles.xml':
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="&quot;day&quot; 0.00"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>',
    'xl/texts.xml':
      '<sst><si><t>plain</t></si><si/><si><r><t>ri</t></r><r><rPr/><t xml:space="preserve">ch </t></r><rPh><t>reading</t></rPh></si><si><t>a &lt; b_x000D_&#20803;</t></si></sst>',
    'xl/worksheets/a.xml': `<worksheet><cols><col min="1"/></cols><sheetData>${sheet}</sheetData></worksheet>`,
    ...over,
  };
  return zip(Object.entries(parts).map(([name, content]) => ({ name, content })));
};

async function rowsOf(bytes: Uint8Array, sheet?: string): Promise<(readonly [number, readonly string[]])[]> {
  return inFolder({ 'a.xlsx': bytes }, async (folder) => {
    const workbook = await openWorkbook(join(folder, 'a.xlsx'), 'a.xlsx');
    const rows: (readonly [number, readonly string[]])[] = [];
    for await (const some of workbook.rows(sheet, 'point'))
      for (const row of some) rows.push([row.index, row.cells]);
    return rows;
  });
}

describe('the rows of a sheet, as they are unpacked', () => {
  it('reads every kind of cell', async () => {
    const rows = await rowsOf(
      made(
        `<row r="2" spans="1:9"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>2</v></c><c r="D2" t="s"><v>3</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><t>in</t><t>line</t></is></c></row>
         <row r="4"/><row><c><v>1.234</v></c><c s="1"><v>45356</v></c><c s="2"><v>45356.5</v></c><c s="3"><v>45356</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="str"><f>A1&amp;"x"</f><v>x &amp; y</v></c><c/><c s='1'><v>1E2</v></c></row>
         <row r="7" ><c r="B7"><f>SUM(A1:A2)</f></c></row>`,
      ),
    );
    expect(rows).toEqual([
      [1, ['plain', '', 'rich ', 'a < b\r元', '', 'inline']],
      [
        4,
        ['1.2340', '2024-03-05', '2024-03-05 12:00:00', '45356', 'true', '#N/A', 'x & y', '', '1900-04-09'],
      ],
      [6, ['', '#VALUE!']],
    ]);
  });

  it('knows formats that show days, and days before March 1900', () => {
    for (const format of [
      'yyyy-mm-dd',
      'd.m.yy',
      '[$-804]yyyy"年"m"月"',
      'h:mm AM/PM',
      '[h]:mm',
      'mmm',
      '[Red]dd/mm/yyyy',
    ])
      expect(showsDays(format), format).toBe(true);
    for (const format of [
      'General',
      '0.00',
      '#,##0.00 "days"',
      '[Red]0',
      '@',
      '0\\d',
      '_-* #,##0',
      '#,##0.00\\ "€"',
      '"¥"#,##0',
    ])
      expect(showsDays(format), format).toBe(false);
    expect([1, 59, 61, 45356].map((n) => serialText(n, false))).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-03-01',
      '2024-03-05',
    ]);
    expect(serialText(43894, true)).toBe('2024-03-05');
  });

  it('a formula that nobody has reckoned is no empty cell', async () => {
    const head = ['发票号', '行号', '客户编码', '开票日期', '数量', '无税金额'];
    const row = (n: number, cells: string[]): string => `<row r="${n}">${cells.join('')}</row>`;
    const text = (cell: string): string => `<c t="inlineStr"><is><t>${cell}</t></is></c>`;
    const sheet =
      row(1, head.map(text)) +
      row(2, [...['R1', '1', '001', '2026-01-05', '1'].map(text), '<c><f>1+1</f></c>']);
    const { rows } = await inFolder({ 'a.xlsx': made(sheet) }, async () => ({
      rows: await rowsOf(made(sheet)),
    }));
    expect(rows[1]?.[1][5]).toBe('#VALUE!');
  });

  it('leaves to the library what is written with prefixes', async () => {
    const prefixed = made('', {
      'xl/worksheets/a.xml':
        '<x:worksheet xmlns:x="x"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    });
    await inFolder({ 'a.xlsx': prefixed }, async (folder) =>
      expect(await openXlsx(join(folder, 'a.xlsx'), 'a.xlsx')).toBeUndefined(),
    );
    expect(await rowsOf(prefixed)).toEqual([[0, ['5']]]);
  });

  it.each([
    [
      'a sheet without its end',
      made('', { 'xl/worksheets/a.xml': '<worksheet><sheetData><row><c><v>1</v></c></row>' }),
    ],
    ['a text that is not there', made('<row><c t="s"><v>9</v></c></row>')],
    ['a cell beyond the last column', made('<row><c r="ZZZZ1"><v>9</v></c></row>')],
    ['a cell without its end', made('<row><c r="A1"><v>9</v></row>')],
    [
      'a sheet that is missing',
      made('', {
        'xl/_rels/workbook.xml.rels':
          '<Relationships><Relationship Id="s1" Type="http://x/relationships/worksheet" Target="worksheets/none.xml"/></Relationships>',
      }),
    ],
  ])('refuses %s', async (_, bytes) => {
    expect((await fails({ 'a.xlsx': bytes }, invoices({ files: 'a.xlsx' }))).code).toBe('ING108');
  });

  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !/[\p{Cc}\ufffe\uffff]|_x/u.test(text)),
    fc.integer({ min: -1_000_000, max: 1_000_000 }),
    fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    fc.boolean(),
    fc.constant(null),
    fc.date({
      min: new Date('1990-01-01T00:00:00Z'),
      max: new Date('2099-01-01T00:00:00Z'),
      noInvalidDate: true,
    }),
  );

  it('reads what the library reads', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { maxLength: 5 }), { minLength: 1, maxLength: 8 }),
        async (rows) => {
          const bytes = await writeXlsx({ sheets: [{ name: 'L', rows }] });
          const expected: (readonly [number, readonly string[]])[] = [];
          for await (const row of streamXlsxRows(bytes)) {
            const cells = row.values.map((value) => cellText(value));
            while (cells.at(-1) === '') cells.pop();
            expected.push([row.index, cells]);
          }
          expect(await rowsOf(bytes)).toEqual(expected);
        },
      ),
      { numRuns: 60, seed: 20261123 },
    );
  });
});

it('takes rows apart that a chunk has cut in two', async () => {
  const rows = Array.from({ length: 30_000 }, (_, n) => [n, `客户 ${n} ${'x'.repeat(n % 50)}`, n / 8]);
  const bytes = await writeXlsx({ sheets: [{ name: 'L', rows }] });
  const read = await rowsOf(bytes, 'L');
  expect(read.length).toBe(rows.length);
  for (const n of [0, 1, 777, 14_999, 29_999])
    expect(read[n]).toEqual([n, [String(n), rows[n]![1], cellText(n / 8)]]);
  expect(await rowsOf(bytes, 'M')).toEqual([]);
});
