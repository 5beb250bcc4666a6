import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { locate } from '../../src/ingest/locate.ts';
import { entriesOf, unpackEntry } from '../../src/ingest/read/zip.ts';
import { fails, inFolder, ledger, ledgerFile, run, settings } from './kit.ts';
import { zip } from './zip-kit.ts';

const sum = 'select sum(amount) as total, count(*) as rows from canonical.ledger';
const january = ledgerFile(['1.5', '2.5']);
const february = ledgerFile(['4']).replace('2026-01', '2026-02');

describe('zip archives', () => {
  it('stand for the files in them, whatever these are', async () => {
    const workbook = await writeXlsx({
      sheets: [
        {
          name: 'L',
          rows: [
            ['Month', 'Account', 'Amount'],
            ['2026-03', '6001', 8],
          ],
        },
      ],
    });
    const archive = zip([
      { name: 'export/', content: '', store: true },
      { name: 'export/2.csv', content: iconv.encode(`Übersicht\n${february}`, 'utf-16le') },
      { name: 'export/1.csv', content: january, store: true },
      { name: 'export/3.xlsx', content: workbook },
      { name: 'export/4.csv.gz', content: gzipSync(ledgerFile(['16']).replace('2026-01', '2026-04')) },
      { name: '__MACOSX/export/._1.csv', content: 'x' },
      { name: 'export/.DS_Store', content: 'x' },
    ]);
    await run({ 'e.zip': archive }, ledger({ files: 'e.zip' }), async ({ result, rows }) => {
      expect(await rows(sum)).toEqual([{ total: 32, rows: 5 }]);
      expect(result.files.map(({ file, rowsRead, rowsKept }) => [file, rowsRead, rowsKept])).toEqual([
        ['e.zip/export/1.csv', 2, 2],
        ['e.zip/export/2.csv', 1, 1],
        ['e.zip/export/3.xlsx', 1, 1],
        ['e.zip/export/4.csv.gz', 1, 1],
      ]);
    });
  });

  it('give single files by name and by glob; a name that is not in it gets its nearest', async () => {
    const archive = zip([
      { name: 'Account.csv', content: january },
      { name: 'b/x.csv', content: february },
      { name: 'Empty.csv', content: '' },
    ]);
    await inFolder({ 'w/a.zip': archive }, async (folder) => {
      const found = async (files: string) =>
        (await locate(settings({ l: { files, table: 'ledger', columns: {} } }), folder)).map(
          ({ name }) => name,
        );
      expect(await found('w/a.zip/Account.csv')).toEqual(['w/a.zip/Account.csv']);
      expect(await found('w/*.zip/*.csv')).toEqual(['w/a.zip/Account.csv', 'w/a.zip/Empty.csv']);
      expect(await found('w/a.zip/b/*')).toEqual(['w/a.zip/b/x.csv']);
      await expect(found('w/a.zip/Acount.csv')).rejects.toMatchObject({
        finding: { code: 'ING101', params: { nearest: 'w/a.zip/Account.csv' } },
      });
    });
    await run(
      { 'a.zip': archive },
      ledger({ files: ['a.zip/Account.csv', 'a.zip/b/x.csv'] }),
      async ({ rows }) => expect(await rows(sum)).toEqual([{ total: 8, rows: 3 }]),
    );
    expect((await fails({ 'a.zip': archive }, ledger({ files: 'a.zip' }))).code).toBe('ING102');
  });

  it('may have names as Chinese Windows writes them, and be larger than 4 GB', async () => {
    const name = iconv.encode('总账/一月.csv', 'gb18030');
    await inFolder({ 'a.zip': zip([{ name, content: january }], true) }, async (folder) => {
      const [entry] = await entriesOf(join(folder, 'a.zip'), 'a.zip');
      expect(entry).toMatchObject({ name: '总账/一月.csv', size: january.length });
      await unpackEntry(join(folder, 'a.zip'), entry!, 'a', join(folder, 'out'));
      expect(await readFile(join(folder, 'out'), 'utf8')).toBe(january);
    });
  });

  it('are refused behind a password, packed strangely, damaged, cut off, within one another, and as bombs', async () => {
    const refused = async (archive: Buffer) =>
      (await fails({ 'a.zip': archive }, ledger({ files: 'a.zip' }))).code;
    const content = january;
    const good = zip([{ name: 'a.csv', content }]);
    expect(await refused(zip([{ name: 'a.csv', content, claim: { flags: 1 } }]))).toBe('ING109');
    expect(await refused(zip([{ name: 'a.csv', content, claim: { method: 9 } }]))).toBe('ING116');
    expect(await refused(zip([{ name: 'a.csv', content, claim: { crc: 7 } }]))).toBe('ING108');
    expect(await refused(zip([{ name: 'a.csv', content, claim: { size: 5 } }]))).toBe('ING108');
    expect(await refused(good.subarray(0, good.length - 30))).toBe('ING108');
    expect(await refused(zip([{ name: 'b.zip', content: good }]))).toBe('ING103');
    expect(await refused(zip([]))).toBe('ING101');
    expect(await refused(zip([{ name: 'a.csv', content, claim: { size: 2 ** 31 } }]))).toBe('ING117');
  });

  it('never write where the name of a file in them points to', async () => {
    const archive = zip([{ name: '../../../evil.csv', content: january }]);
    await run({ 'a.zip': archive }, ledger({ files: 'a.zip' }), async ({ rows, folder }) => {
      expect(await rows(sum)).toEqual([{ total: 4, rows: 2 }]);
      await expect(readFile(join(folder, '../../../evil.csv'))).rejects.toThrow();
    });
  });
});

it('a packed text that unpacks without end is a bomb', async () => {
  const bomb = gzipSync(
    Buffer.concat([Buffer.from('Month;Account;Amount\n'), Buffer.alloc(300 * 2 ** 20, 10)]),
    { level: 1 },
  );
  expect(bomb.length).toBeLessThan(3 * 2 ** 20);
  expect((await fails({ 'b.csv.gz': bomb }, ledger({ files: 'b.csv.gz' }))).code).toBe('ING117');
});
