import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { proposePipeline } from '../../src/pipeline/init.ts';
import { loadPipeline } from '../../src/pipeline/load.ts';

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
    expect(leftOut).toEqual([{ file: 'notes.csv' }]);
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
