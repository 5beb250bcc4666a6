import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Table, tableToIPC, vectorFromArray } from 'apache-arrow';
import { writeOds } from 'hucre/ods';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quietEffects } from '../../src/engine/effects.ts';
import { checkExtracts } from '../../src/pipeline/check.ts';
import { proposePipeline } from '../../src/pipeline/init.ts';
import { loadPipeline } from '../../src/pipeline/load.ts';
import { zip } from '../ingest/zip-kit.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whalecurve-init-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const chinese = (rows: string): Buffer =>
  iconv.encode(
    `销售发票明细表\r\n期间：2026-01\r\n发票号,行号,开票日期,客户编码,数量,无税金额,备注\r\n${rows}`,
    'gb18030',
  );

describe('a proposed pipeline file', () => {
  it('takes like files for one source, in name order, and leaves out what it does not know', async () => {
    await mkdir(join(folder, 'erp'));
    await writeFile(join(folder, 'erp', '2026-02.csv'), chinese('F2,1,2026-02-03,000123,1,50.00,无\r\n'));
    await writeFile(
      join(folder, 'erp', '2026-01.csv'),
      chinese('F1,1,2026-01-03,000123,2,80.00,客户自提\r\n'),
    );
    await writeFile(join(folder, 'customers.csv'), 'Customer No.,Customer Name,City\nA,Alpha,Kunshan\n');
    await writeFile(join(folder, 'notes.csv'), 'to do,by whom\nbuy paper,Li\n');
    const { pipeline, sources, leftOut } = await proposePipeline(folder, 'pipeline.yaml');
    expect(sources.map(({ name, files }) => [name, files])).toEqual([
      ['customers', ['customers.csv']],
      ['invoice_lines', ['erp/2026-01.csv', 'erp/2026-02.csv']],
    ]);
    expect(leftOut.map(({ file }) => file)).toEqual(['notes.csv']);
    // With what a person needs to map it by hand, in each language.
    expect(leftOut[0]?.why?.en).toContain('hardly a header of it is known');
    expect(leftOut[0]?.why?.['zh-CN']).toContain('几乎没有已知列名');
    const text = await readFile(pipeline, 'utf8');
    expect(text).toContain('#   notes.csv');
    expect(text).toContain('# Not used: 备注');
    const loaded = await loadPipeline(pipeline);
    expect(loaded.sources.find(({ name }) => name === 'invoice_lines')?.columns).toMatchObject({
      invoice_id: '发票号',
      net_amount: '无税金额',
    });
  });

  it('says which required columns were not found, so that the file cannot run by accident', async () => {
    await writeFile(
      join(folder, 'lines.csv'),
      'Invoice No.,Line,Customer No.,Invoice Date,Net Amount\nF1,1,A,2026-01-03,5\n',
    );
    const { pipeline, sources } = await proposePipeline(folder, 'pipeline.yaml');
    expect(sources[0]?.proposal.missing).toEqual(['quantity']);
    expect(await readFile(pipeline, 'utf8')).toContain('quantity: ???');
    await expect(loadPipeline(pipeline)).rejects.toMatchObject({ exit: 2 });
  });

  it('says of the only file there is why it was not recognised', async () => {
    await writeFile(
      join(folder, 'a.csv'),
      'Invoice Date,Net Amount,Currency,b,c,d,e,f\n2026-01-03,5,EUR,b,c,d,e,f\n2026-01-04,6,EUR,c,d,e,f,g\n',
    );
    await expect(proposePipeline(folder, 'pipeline.yaml')).rejects.toMatchObject({
      finding: {
        code: 'CFG014',
        params: {
          leftOut: [{ file: 'a.csv', why: { en: expect.stringContaining('nearest is invoice_lines') } }],
        },
      },
    });
  });

  it('leaves out drafts and cancelled documents by a condition, and says so', async () => {
    const rows = ['Closed', 'Void', 'Draft', 'Closed', 'Overdue'].map(
      (status, n) => `F${n},A${n % 2},2026-01-0${n + 1},2,${status},10.00`,
    );
    await writeFile(
      join(folder, 'lines.csv'),
      ['Invoice No.,Customer No.,Invoice Date,Quantity,Invoice Status,Net Amount', ...rows].join('\n'),
    );
    const { pipeline, sources } = await proposePipeline(folder, 'pipeline.yaml');
    expect(sources[0]?.proposal.where).toEqual([{ column: 'Invoice Status', is_not: ['Draft', 'Void'] }]);
    expect(sources[0]?.questions.map(({ finding }) => finding.code)).toContain('ING199');
    const loaded = await loadPipeline(pipeline);
    expect(loaded.sources[0]?.where).toEqual({ column: 'Invoice Status', is_not: ['Draft', 'Void'] });
  });

  it('adds that condition to those of a profile, where the profile has none for the column', async () => {
    const rows = ['Open', 'Void', 'Open'].map((status, n) => `F${n},A${n},2026-02-0${n + 1},10.00,${status}`);
    await writeFile(
      join(folder, 'items.csv'),
      [
        'Invoice No.,Customer No.,Due Date,Amount,Invoice Date,Status',
        ...rows.map((row) => row.replace(/,(\w+)$/, ',2026-01-05,$1')),
      ].join('\n'),
    );
    const { pipeline, sources } = await proposePipeline(folder, 'pipeline.yaml');
    expect(sources[0]?.proposal.profile).toBe('generic/open-items');
    const loaded = await loadPipeline(pipeline);
    expect(loaded.sources[0]?.where).toEqual({ column: 'Status', is_not: ['Void'] });
  });

  it('asks for the amount of lines that have neither an amount nor a price', async () => {
    await writeFile(
      join(folder, 'lines.csv'),
      'Invoice No.,Customer No.,Invoice Date,Item No,Quantity\nF1,A,2026-01-03,P1,5\nF2,B,2026-01-04,P1,6\n',
    );
    const { sources } = await proposePipeline(folder, 'pipeline.yaml');
    expect(sources[0]?.proposal.columns.net_amount).toBe('???');
  });

  it('never writes over a file that is there, and says when there is nothing to read', async () => {
    await expect(proposePipeline(folder, 'pipeline.yaml')).rejects.toMatchObject({
      finding: { code: 'CFG014' },
    });
    await writeFile(join(folder, 'pipeline.yaml'), 'mine');
    await expect(proposePipeline(folder, 'pipeline.yaml')).rejects.toMatchObject({
      finding: { code: 'CFG013' },
    });
    expect(await readFile(join(folder, 'pipeline.yaml'), 'utf8')).toBe('mine');
  });
});

describe('what init looks into', () => {
  const columns = ['Invoice No.', 'Line', 'Customer No.', 'Invoice Date', 'Quantity', 'Net Amount'];
  const rows = Array.from({ length: 9 }, (_, n) => [
    `F${n}`,
    '1',
    `A${n % 3}`,
    `2026-01-${10 + n}`,
    `${n + 1}`,
    `${n + 1}0.50`,
  ]);
  const csv = [columns, ...rows].map((cells) => cells.join(',')).join('\n');
  const json = rows
    .map((cells) => JSON.stringify(Object.fromEntries(columns.map((name, at) => [name, cells[at]]))))
    .join('\n');
  const arrow = () =>
    tableToIPC(
      new Table(
        Object.fromEntries(
          columns.map((name, at) => [name, vectorFromArray(rows.map((cells) => cells[at]!))]),
        ),
      ),
      'file',
    );

  it.each<[string, string, () => Uint8Array | Promise<Uint8Array>]>([
    ['erp.zip', 'erp.zip/sales/lines.csv', () => zip([{ name: 'sales/lines.csv', content: csv }])],
    ['lines.jsonl', 'lines.jsonl', () => Buffer.from(json)],
    ['lines.arrow', 'lines.arrow', arrow],
    ['lines.arrow.gz', 'lines.arrow.gz', () => gzipSync(arrow())],
    ['lines.ods', 'lines.ods', () => writeOds({ sheets: [{ name: 'L', rows: [columns, ...rows] }] })],
  ])('%s', async (name, shown, made) => {
    await writeFile(join(folder, name), await made());
    const { pipeline, sources } = await proposePipeline(folder, 'pipeline.yaml');
    expect(sources.map(({ proposal, files }) => [proposal.table, files])).toEqual([
      ['invoice_lines', [shown]],
    ]);
    const text = await readFile(pipeline, 'utf8');
    expect(text).not.toContain('???');
    // Each column says how sure it is.
    for (const column of ['invoice_id', 'customer_id', 'quantity', 'net_amount'])
      expect(text).toMatch(new RegExp(`\n {6}${column}: .* # [01]\\.\\d\\d\n`));
    const { exit, files } = await checkExtracts(await loadPipeline(pipeline), {}, quietEffects());
    expect([exit, files.map(({ rowsKept }) => rowsKept)]).toEqual([0, [9]]);
  });

  it('says of a damaged archive, and of a locked file in one, why it is left out', async () => {
    const bytes = zip([{ name: 'a.csv', content: csv, claim: { flags: 1 } }]);
    await writeFile(join(folder, 'locked.zip'), bytes);
    await writeFile(join(folder, 'cut.zip'), bytes.subarray(0, 60));
    await writeFile(join(folder, 'lines.csv'), csv);
    const { leftOut } = await proposePipeline(folder, 'pipeline.yaml');
    expect(leftOut.map(({ file, why }) => [file, why !== undefined])).toEqual([
      ['cut.zip', true],
      ['locked.zip/a.csv', true],
    ]);
  });

  it('writes many like files as a pattern only where the pattern takes in no other file', async () => {
    for (let n = 1; n <= 6; n++) await writeFile(join(folder, `sales-2026-0${n}.csv`), csv);
    const first = await proposePipeline(folder, 'a.yaml');
    expect(await readFile(first.pipeline, 'utf8')).toContain('files: "*.csv"');
    await writeFile(join(folder, 'customers.csv'), 'Customer No.,Customer Name,City\nA0,Alpha,Kunshan\n');
    const second = await proposePipeline(folder, 'b.yaml');
    expect(await readFile(second.pipeline, 'utf8')).toContain('files: sales-2026-0*.csv');
    const { exit } = await checkExtracts(await loadPipeline(second.pipeline), {}, quietEffects());
    expect(exit).toBe(0);
  });

  it('tells how far it has come', async () => {
    await writeFile(join(folder, 'lines.csv'), csv);
    const told: string[] = [];
    await proposePipeline(
      folder,
      'pipeline.yaml',
      'en',
      quietEffects({
        progress: {
          stage: (name) => told.push(name),
          step: (name, done, total) => told.push(`${name} ${done}/${total}`),
          finished: (name) => told.push(`${name} done`),
        },
      }),
    );
    expect(told).toEqual(['look', 'lines.csv 0/1', 'look done', 'trial', 'invoice_lines 0/1', 'trial done']);
  });
});
