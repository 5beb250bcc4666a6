import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locales } from '../../src/language/locale.ts';
import { readReports, writeReports } from '../../src/reports/reports.ts';
import { fixtureContext, reportFixture } from '../support/report-fixture.ts';
import { brokenRules } from '../support/xlsx-rules.ts';
import { ensureClient } from './client.ts';
import { partsOf } from './workbook-parts.ts';

/** That Excel opens the workbooks without offering to repair them, as far as that can be held without Excel. */

let folder: string;
const books = new Map<string, ReadonlyMap<string, string>>();
beforeAll(async () => {
  await ensureClient();
  folder = await mkdtemp(join(tmpdir(), 'whalecurve-books-'));
  for (const locale of locales) {
    const database = await reportFixture({ customers: 60 });
    await writeReports(database, folder, await readReports(database, fixtureContext(locale)));
    database.close();
    for (const file of ['report.xlsx', 'lists/work-lists.xlsx'])
      books.set(`${file} ${locale}`, partsOf(await readFile(join(folder, file))));
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the workbooks', () => {
  it.each(locales.flatMap((locale) => [`report.xlsx ${locale}`, `lists/work-lists.xlsx ${locale}`]))(
    '%s keep every rule that Excel insists on',
    (name) => {
      expect(books.get(name)!.size).toBeGreaterThan(10);
      expect(brokenRules(books.get(name)!)).toEqual([]);
    },
  );

  // Each rule must be able to fail: one part is spoilt, and the fault is named.
  const spoilt: readonly (readonly [string, string, RegExp | string, string, RegExp])[] = [
    [
      'a part is missing from the content types',
      '[Content_Types].xml',
      /<Override PartName="\/xl\/styles.xml"[^>]*>/,
      '',
      /styles/,
    ],
    [
      'a content type names no part',
      '[Content_Types].xml',
      '</Types>',
      '<Override PartName="/xl/x.xml" ContentType="y"/></Types>',
      /not there/,
    ],
    [
      'a relation leads nowhere',
      'xl/_rels/workbook.xml.rels',
      'worksheets/sheet2.xml',
      'worksheets/sheet99.xml',
      /no part/,
    ],
    [
      'a cell names no shared string',
      'xl/worksheets/sheet3.xml',
      /t="s"( s="\d+")?><v>\d+</,
      't="s"><v>999999<',
      /names no string/,
    ],
    [
      'a cell has a format that is not there',
      'xl/worksheets/sheet3.xml',
      / s="\d+"/,
      ' s="9999"',
      /format that is not there/,
    ],
    [
      'a number is a word',
      'xl/worksheets/sheet3.xml',
      /(<c r="[A-Z]+\d+" s="\d+"><v>)[^<]*/,
      '$1NaN',
      /is no number/,
    ],
    [
      'the filter stands before the cells',
      'xl/worksheets/sheet3.xml',
      /(<sheetData>[\s\S]*<\/sheetData>)(<autoFilter [^>]*>)/,
      '$2$1',
      /out of order/,
    ],
    [
      'the dimension is too small',
      'xl/worksheets/sheet3.xml',
      /<dimension ref="[^"]*"/,
      '<dimension ref="A1:B2"',
      /dimension/,
    ],
    [
      'a condition has a format that is not there',
      'xl/worksheets/sheet3.xml',
      'dxfId="0"',
      'dxfId="7"',
      /condition/,
    ],
    ['a defined name lacks its quotes', 'xl/workbook.xml', "'Whale curve'!", 'Whale curve!', /no such place/],
    ['two sheets share a name', 'xl/workbook.xml', 'name="Customers"', 'name="cover"', /one name/],
    [
      'a chart has its series out of order',
      'xl/charts/chart1.xml',
      /(<c:xVal>.*<\/c:xVal>)(<c:yVal>.*<\/c:yVal>)/,
      '$2$1',
      /out of order/,
    ],
    [
      'a chart asks a sheet that is not there',
      'xl/charts/chart1.xml',
      /'Whale curve'!/,
      "'Whale'!",
      /no such place/,
    ],
    ['a tag is left open', 'xl/worksheets/sheet1.xml', '</sheetData>', '', /closes another|left open/],
  ];
  it.each(spoilt)('would be refused when %s', (_, part, from, to, fault) => {
    const parts = new Map(books.get('report.xlsx en')!);
    const before = parts.get(part)!;
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    parts.set(part, after);
    expect(brokenRules(parts).join('\n')).toMatch(fault);
  });
});
