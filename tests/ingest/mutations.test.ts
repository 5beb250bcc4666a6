import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Table, tableToIPC, vectorFromArray } from 'apache-arrow';
import fc from 'fast-check';
import { writeOds } from 'hucre/ods';
import { writeXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import { beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../src/engine/database.ts';
import { ProductError } from '../../src/language/messages.ts';
import { inFolder, run } from './kit.ts';
import { oldWorkbook } from './old-workbook.ts';
import { zip } from './zip-kit.ts';

/**
 * Files that accidents have happened to. Whatever the bytes, a reader either says in words why it does not read them, or
 * reads them with its books closed: every row kept or set aside with a reason.
 * `MUTATIONS=500 npx vitest run tests/ingest/mutations.test.ts` tries harder than a test run has time for.
 */
const tries = Number(process.env.MUTATIONS ?? 6);
/** A test that runs out of time does not stop its tries: they would go on beside those of the next, and fill the memory. */
const patience = 60_000 + tries * 3000;

const header = ['发票号', '行号', '客户编码', '开票日期', '数量', '无税金额', '说明'];
const rows = Array.from({ length: 12 }, (_, n) => [
  `R${n}`,
  '1',
  `00${n % 4}`,
  `2026-01-${10 + n}`,
  String(n - 3),
  `${n}1.50`,
  n % 5 === 0 ? '含 "引号", 与逗号' : 'Größe 5½',
]);
const csv = (delimiter: string, from = rows): string =>
  [
    '某公司 销售明细',
    ...[header, ...from, ['合计', '', '', '', String(12 * 2.5), '810.00', '']].map((cells) =>
      cells.map((cell) => (/[",;\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter),
    ),
  ].join('\r\n');
const plain = (text: string): string => text.replaceAll('Größe 5½', '规格');
const objects = rows.map((cells) =>
  JSON.stringify(Object.fromEntries(header.map((name, at) => [name, cells[at]]))),
);
const list = [
  '销售明细',
  '--------',
  `|${header
    .slice(0, 6)
    .map((name) => name.padEnd(10))
    .join('|')}|`,
  `|${'-'.repeat(65)}|`,
  ...rows.map(
    (cells) =>
      `|${cells
        .slice(0, 6)
        .map((cell) => cell.padEnd(10))
        .join('|')}|`,
  ),
].join('\n');

const made: Record<string, Uint8Array> = {
  'utf8.csv': Buffer.from(csv(',')),
  'bom.csv': Buffer.from(`\ufeff${csv(';')}`),
  'gb18030.csv': iconv.encode(plain(csv(',')), 'gb18030'),
  'utf16.csv': iconv.encode(`\ufeff${csv('\t')}`, 'utf-16le'),
  'packed.csv.gz': gzipSync(csv(',')),
  'archive.zip': zip([
    { name: 'a.csv', content: csv(',', rows.slice(0, 6)) },
    { name: 'b.csv', content: csv(',', rows.slice(6)), store: true },
  ]),
  'list.txt': Buffer.from(list),
  'page.xls': Buffer.from(
    `<html><body><table>${[header, ...rows].map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')}</table></body></html>`,
  ),
  'lines.jsonl': Buffer.from(objects.join('\n')),
  'list.json': Buffer.from(`[${objects.join(',\n')}]`),
  'old.xls': oldWorkbook({ L: [header, ...rows] }),
  'file.arrow': tableToIPC(
    new Table(
      Object.fromEntries(header.map((name, at) => [name, vectorFromArray(rows.map((cells) => cells[at]!))])),
    ),
    'file',
  ),
  'stream.arrow': tableToIPC(
    new Table(
      Object.fromEntries(header.map((name, at) => [name, vectorFromArray(rows.map((cells) => cells[at]!))])),
    ),
    'stream',
  ),
};

beforeAll(async () => {
  const sheets = [{ name: 'L', rows: [header, ...rows] }];
  made['new.xlsx'] = await writeXlsx({ sheets });
  made['open.ods'] = await writeOds({ sheets });
  made['file.parquet'] = await inFolder({ 'l.jsonl': objects.join('\n') }, async (folder) => {
    const database = await Database.open({ path: ':memory:' });
    const values = rows.map((cells) => `(${cells.map((cell) => `'${cell}'`).join(', ')})`).join(', ');
    await database.run(
      `copy (select * from (values ${values}) as t(${header.map((name) => `"${name}"`).join(', ')})) to '${join(folder, 'l.parquet')}' (format parquet)`,
    );
    database.close();
    return readFile(join(folder, 'l.parquet'));
  });
});

type Mutation = (bytes: Buffer) => Buffer;
const at = (bytes: Buffer, share: number): number => Math.floor(share * (bytes.length + 1));
const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const accident = (bytes: Buffer, from: number, drop: number, put: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + drop)]);

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  // cut off, at the end or at the beginning
  share.map(
    (place): Mutation =>
      (bytes) =>
        bytes.subarray(0, at(bytes, place)),
  ),
  share.map(
    (place): Mutation =>
      (bytes) =>
        bytes.subarray(at(bytes, place * 0.2)),
  ),
  // bytes changed, lost, put in, shifted
  fc.tuple(share, fc.uint8Array({ minLength: 1, maxLength: 4 })).map(
    ([place, put]): Mutation =>
      (bytes) =>
        accident(bytes, at(bytes, place), put.length, put),
  ),
  fc.tuple(share, fc.nat(40)).map(
    ([place, drop]): Mutation =>
      (bytes) =>
        accident(bytes, at(bytes, place), drop, Buffer.alloc(0)),
  ),
  fc
    .tuple(
      share,
      fc.constantFrom(
        '\0',
        '\0\0\0\0',
        '"',
        '""',
        '\r',
        '\n',
        ',',
        ';',
        '|',
        '\ufeff',
        '{',
        ']',
        '\ud7ff',
        '=cmd|x',
      ),
    )
    .map(
      ([place, put]): Mutation =>
        (bytes) =>
          accident(bytes, at(bytes, place), 0, Buffer.from(put)),
    ),
  // a stretch twice, as when files are glued together
  fc.tuple(share, share).map(
    ([a, b]): Mutation =>
      (bytes) =>
        Buffer.concat([bytes.subarray(0, at(bytes, a)), bytes.subarray(at(bytes, b))]),
  ),
  // read in one encoding, written in another
  fc
    .constantFrom(
      ['utf8', 'gb18030'],
      ['latin1', 'utf8'],
      ['utf8', 'utf-16le'],
      ['utf8', 'utf-16be'],
      ['gb18030', 'utf8'],
      ['utf8', 'latin1'],
    )
    .map(
      ([from, to]): Mutation =>
        (bytes) =>
          iconv.encode(iconv.decode(bytes, from!), to!),
    ),
  // lines in another order, cells moved by one
  share.map(
    (place): Mutation =>
      (bytes) => {
        const lines = bytes.toString('latin1').split('\n');
        const from = Math.floor(place * lines.length);
        return Buffer.from([...lines.slice(from), ...lines.slice(0, from)].join('\n'), 'latin1');
      },
  ),
  share.map(
    (place): Mutation =>
      (bytes) => {
        const lines = bytes.toString('latin1').split('\n');
        const row = Math.floor(place * lines.length);
        return Buffer.from(
          lines.map((line, index) => (index === row ? `,${line}` : line)).join('\n'),
          'latin1',
        );
      },
  ),
);

async function survives(file: string, bytes: Buffer): Promise<void> {
  const [invoice_id, line_no, customer_id, invoiced_on, quantity, net_amount] = header;
  const source = {
    l: {
      files: file,
      table: 'invoice_lines',
      columns: { invoice_id, line_no, customer_id, invoiced_on, quantity, net_amount },
    },
  };
  try {
    await run({ [file]: bytes }, source, async ({ result, rows: ask }) => {
      for (const one of result.files) expect(one.rowsRead, one.file).toBe(one.rowsKept + one.rowsSetAside);
      expect(result.findings.map(({ code }) => code)).not.toContain('ING120');
      const [{ n }] = (await ask('select count(*) as n from raw.l')) as [{ n: number }];
      expect(n).toBe(result.files.reduce((sum, one) => sum + one.rowsRead, 0));
    });
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    for (const locale of ['en', 'zh-CN'] as const) {
      expect(error.finding.text(locale)).toMatch(/\S/);
      expect(error.finding.text(locale)).not.toMatch(/undefined|\[object|NaN/);
      // A reason that comes from a library must not carry the machine's paths.
      expect(error.finding.text(locale)).not.toMatch(/ingest-\w{6}/);
    }
  }
}

describe('a file that an accident has happened to is refused in words, or read with its books closed', () => {
  it.each(Object.keys({ ...made, 'new.xlsx': 0, 'open.ods': 0, 'file.parquet': 0 }))(
    '%s',
    async (file) => {
      await survives(file, Buffer.from(made[file]!));
      await fc.assert(
        fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
          await survives(
            file,
            mutations.reduce<Buffer>((bytes, change) => change(bytes), Buffer.from(made[file]!)),
          );
        }),
        // The same accidents for everybody; who tries harder gets new ones.
        {
          numRuns: tries,
          endOnFailure: true,
          ...(process.env.MUTATIONS === undefined ? { seed: 20261122 } : {}),
        },
      );
    },
    patience,
  );
});
