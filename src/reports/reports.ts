import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database } from '../engine/database.ts';
import type { Effects, StepRecord } from '../engine/effects.ts';
import { keepGarbageLow } from '../engine/memory.ts';
import { allCharts } from './charts/charts.ts';
import { type Drawer, openDrawer } from './charts/drawer.ts';
import type { ReportContext } from './context.ts';
import { readReportData } from './data.ts';
import { workLists } from './lists/lists.ts';
import { messages } from './messages.ts';
import { page } from './page/page.ts';
import { payloadOf } from './page/write-payload.ts';
import { type Summary, summaryOf } from './summary.ts';
import { type View, viewOf } from './view.ts';
import { workbookOf } from './workbook/workbook.ts';

export type { ReportContext, TierPolicy } from './context.ts';
export { messages } from './messages.ts';
export type { Summary } from './summary.ts';

/** What the reports have read of the warehouse, and the step of it for the run's record. */
export interface Reading {
  readonly view: View;
  readonly step: StepRecord;
}

/**
 * Reads what the reports show: `features.*`, `models.*`, `ingest.*`, `settings.*`. Keeps the database busy with all its
 * threads, so that whatever else asks it for much had better wait for this.
 * @throws REP502 without a ranked customer
 */
export async function readReports(database: Database, context: ReportContext): Promise<Reading> {
  keepGarbageLow();
  const { result: view, step } = await timed(context.effects, 'read', 0, async () => {
    const data = await readReportData(database, context);
    if (data.customers.length === 0) throw messages.noCustomers.error({});
    return { result: viewOf(data, context), rows: data.customers.length };
  });
  return { view, step };
}

const stepsInAll = 5;

type Work<T> = () => Promise<{ result: T; rows: number }>;

async function timed<T>(
  effects: Effects,
  step: string,
  position: number,
  work: Work<T>,
): Promise<{ result: T; step: StepRecord }> {
  effects.signal.throwIfAborted();
  effects.progress.step(step, position, stepsInAll);
  const started = effects.elapsed();
  const { result, rows } = await work();
  const record = { stage: 'reports', step, rows, milliseconds: effects.elapsed() - started };
  effects.log({ level: 'debug', event: 'report step', ...record });
  return { result, step: record };
}

/**
 * What was read → what people open: `report.html`, the workbook `report.xlsx`, work lists as CSV and workbook in `lists/`,
 * and every chart as a Vega-Lite file and an SVG in `charts/`.
 * The charts are drawn beside the workbook and the lists, and what the lists ask for is looked up beside the workbook.
 * The same tables and context give the same bytes.
 * @returns paths relative to `folder` with forward slashes, and the steps for the run's record
 * @throws REP501 when the page's script was not built
 */
export async function writeReports(
  database: Database,
  folder: string,
  { view, step: read }: Reading,
  drawer: Drawer = openDrawer(),
): Promise<{ files: string[]; steps: StepRecord[]; summary: Summary }> {
  const { context } = view;
  const files: string[] = [];
  const steps: StepRecord[] = [read];
  const does = async <T>(name: string, work: Work<T>): Promise<T> => {
    const { result, step } = await timed(context.effects, name, steps.length, work);
    steps.push(step);
    return result;
  };
  const write = async (name: string, content: string | Uint8Array): Promise<void> => {
    await writeFile(join(folder, name), content);
    files.push(name);
  };

  const charts = allCharts(view);
  const summary = summaryOf(view);
  const source = { version: context.version, fingerprint: context.inputsFingerprint };
  const drawn = drawer.draw({ charts: [...charts.values()], source });
  drawn.catch(() => {});
  const beside = await database.beside();
  const listed = workLists(beside, view);
  listed.catch(() => {});
  try {
    await does('report.xlsx', async () => {
      const { bytes, rows } = await workbookOf(database, view);
      await write('report.xlsx', bytes);
      return { result: undefined, rows };
    });
    await mkdir(join(folder, 'charts'), { recursive: true });
    const drawings = await does('charts', async () => {
      const result = new Map((await drawn).map((drawing) => [drawing.name, drawing]));
      for (const { name, spec, svg } of result.values()) {
        await write(`charts/${name}.vl.json`, spec);
        await write(`charts/${name}.svg`, svg);
      }
      return { result, rows: result.size };
    });
    await does('report.html', async () => {
      const assets = {
        script: await clientBundle(),
        style: await readFile(new URL('./page/style.css', import.meta.url), 'utf8'),
      };
      const payload = payloadOf(view, charts.values(), drawings);
      await write('report.html', await page(view, summary, payload, charts, drawings, assets));
      return { result: undefined, rows: view.data.customers.length };
    });
    await mkdir(join(folder, 'lists'), { recursive: true });
    await does('lists', async () => {
      const lists = await listed;
      for (const { name, content } of lists.files) await write(`lists/${name}`, content);
      return { result: undefined, rows: lists.rows };
    });
  } finally {
    // Where the workbook has failed, the lists must not lose their connection on the way.
    await listed.catch(() => {});
    beside.close();
  }
  return { files, steps, summary };
}

/** The headline figures and sentences of a run, for the end of the command line and for the run's record. */
export async function summarise(database: Database, context: ReportContext): Promise<Summary> {
  return summaryOf(viewOf(await readReportData(database), context));
}

/**
 * The page's script as `npm run build` bundled it, beside the compiled sources; when this runs from the sources (tests,
 * development), the bundle of the last build.
 */
export async function clientBundle(): Promise<string> {
  const path = new URL('../../dist/reports/page/client.js', import.meta.url);
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw messages.clientMissing.error({ path: fileURLToPath(path) }, undefined, cause);
  }
}
