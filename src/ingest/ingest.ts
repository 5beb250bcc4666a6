import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileRecord, TableRecord } from '../contracts/accounting.ts';
import type { Database } from '../engine/database.ts';
import type { Effects } from '../engine/effects.ts';
import { identifier } from '../engine/sql-text.ts';
import { type Finding, ProductError } from '../language/messages.ts';
import { account, keepBooks, tableRecords } from './books/accounting.ts';
import { unknownCustomers } from './books/customers.ts';
import { keepMarks } from './books/marks.ts';
import { createQuarantine, setAside } from './books/quarantine.ts';
import { holdTotals, type OwnTotals } from './books/totals.ts';
import { damagedParquet, isDamage, readParquetFile } from './load/parquet.ts';
import { createRaw, loadFile, type RawTable } from './load/raw.ts';
import { type LocatedFile, locate } from './locate.ts';
import { proveByLedger } from './map/books-tax.ts';
import { mapped } from './map/cells.ts';
import type { Converted } from './map/convert.ts';
import { leaveOutSums } from './map/ledger-rows.ts';
import { proveLines } from './map/lines.ts';
import { defineMacros } from './map/macros.ts';
import { followMerges } from './map/merges.ts';
import { settleOverlaps } from './map/overlaps.ts';
import { translate, translatePlain } from './map/translate.ts';
import { notTwice, standsTwice } from './map/twice.ts';
import { unite } from './map/unite.ts';
import { unitOfTitles } from './map/units.ts';
import { messages } from './messages.ts';
import { bytesOf } from './read/bytes.ts';
import { type ReadFile, wantedHeaders } from './read/file.ts';
import { formatOf } from './read/format.ts';
import { readJson } from './read/json.ts';
import { readPages } from './read/pages.ts';
import { beyondDoubt, notOpen } from './read/settled.ts';
import { readText } from './read/text.ts';
import { readWorkbook } from './read/workbook.ts';
import { unpackEntry } from './read/zip.ts';
import type { QualitySettings, SourceSettings } from './settings.ts';
import { settleProfiles } from './settle.ts';

export { writeQuarantine } from './books/quarantine.ts';
export { checkSources, type SourceIssue } from './check.ts';
export { type Inspection, inspectHeaders } from './inspect.ts';
export { type LocatedFile, locate } from './locate.ts';
export { messageOf } from './messages.ts';
export {
  isCounted,
  leastScore,
  open,
  type Proposal,
  type Proposals,
  proposeMapping,
  type Question,
} from './propose.ts';

export interface IngestOptions {
  readonly dataFolder: string;
  /** For files written anew on the way; what is put there is removed again. */
  readonly workFolder: string;
  readonly effects: Effects;
  /** Sources with fewer rows are not worth the short way for plain rows. Tests set it low. */
  readonly plainFrom?: number;
  /** Zone of the company: `Asia/Shanghai`. Moments that name their own are brought to it. */
  readonly timeZone?: string | undefined;
}

export interface IngestResult {
  /** The sources with the columns that their profiles came to in the files. */
  readonly sources: readonly SourceSettings[];
  /** One for each file of each source, in their order. */
  readonly files: readonly FileRecord[];
  /** One for each canonical table, in the order of the contract. */
  readonly tables: readonly TableRecord[];
  readonly findings: readonly Finding[];
}

/**
 * Exports → canonical tables. Afterwards the schema `canonical` has every table of the contract, typed, empty where no
 * source feeds it; `raw` has the files as text; `ingest` has the books (`files`, `tables`, `quarantine`).
 * The sources must have passed `checkSources`.
 * @throws ProductError where a file cannot be read for certain: missing, empty, unknown encoding, no header row,
 *   ambiguous numbers or dates. What is wrong with single rows is a finding, not an error.
 */
export async function ingest(
  database: Database,
  written: readonly SourceSettings[],
  quality: QualitySettings,
  options: IngestOptions,
): Promise<IngestResult> {
  const { effects } = options;
  const named = await locate(written, options.dataFolder);
  await notOpen(named);
  const temporary = join(options.workFolder, 'ingest');
  await mkdir(temporary, { recursive: true });
  const sources = await settleProfiles(written, await unpackedForProfiles(written, named, temporary));
  const settledOf = new Map(sources.map((source) => [source.name, source]));
  const located = named.map((file) => ({ ...file, settings: settledOf.get(file.source) ?? file.settings }));
  for (const schema of ['raw', 'canonical', 'ingest'])
    await database.run(`create schema if not exists ${identifier(schema)}`);
  await defineMacros(database);
  await createQuarantine(database);
  const findings: Finding[] = [];
  const converted: Converted[] = [];
  const totals: OwnTotals[] = [];
  // Files are decoded some sources ahead of the database, which converts the sources before meanwhile.
  const ahead = await database.beside();
  try {
    const read = (source: SourceSettings, position: number): Promise<ReadFile[]> =>
      readFiles(ahead, source, located, join(temporary, `${position}`));
    let position = 0;
    for await (const readAlready of inAdvance(sources, read)) {
      effects.signal.throwIfAborted();
      const source = sources[position]!;
      effects.progress.step(source.name, position, sources.length);
      const started = effects.elapsed();
      const { part, findings: told } = await readSource(database, source, readAlready, position, options);
      const { files } = part;
      findings.push(...told, ...(await proveLines(database, part)));
      position += 1;
      converted.push(part);
      totals.push(await holdTotals(database, part));
      findings.push(...(await leaveOutSums(database, part)));
      const rows = files.reduce((sum, file) => sum + file.rows, 0);
      effects.log({
        level: 'debug',
        event: 'source read',
        source: source.name,
        files: files.length,
        rows,
        milliseconds: effects.elapsed() - started,
      });
    }
    findings.push(...(await settleOverlaps(database, converted)));
    findings.push(...(await unite(database, converted)));
    findings.push(...(await followMerges(database, converted)));
    await proveByLedger(database, converted);
    const files: FileRecord[] = [];
    for (const [position, part] of converted.entries()) {
      const result = await account(database, part, totals[position]!, quality);
      files.push(...result.files);
      findings.push(...result.findings);
      await setAside(database, part);
    }
    const tables = await tableRecords(database, converted);
    await keepBooks(database, files, tables);
    await keepMarks(database, converted);
    findings.push(...(await unknownCustomers(database, converted)));
    return { sources, files, tables, findings };
  } finally {
    ahead.close();
    await rm(temporary, { recursive: true, force: true });
    for (const table of ['ingest_cells', 'ingest_groups', 'ingest_odd', 'ingest_odd_work', 'ingest_sample'])
      await database.run(`drop table if exists ${table}`);
    for (const { work, stored } of converted)
      await database.run(`drop ${stored === undefined ? 'table' : 'view'} if exists ${identifier(work)}`);
  }
}

/** Below this many rows a source is read the long way before the short way has found its feet. */
const worthIt = 100_000;

/** The rows of one source, converted: the short way where they are many and plain, else the long one. */
async function readSource(
  database: Database,
  source: SourceSettings,
  read: ReadFile[],
  position: number,
  { plainFrom = worthIt, timeZone, workFolder }: IngestOptions,
): Promise<{ part: Converted; findings: Finding[] }> {
  const work = `ingest_work_${position}`;
  const rows = read.reduce((sum, file) => sum + file.rows, 0);
  if (rows >= plainFrom && !standsTwice(source, read)) {
    const raw = await createRaw(database, source.name, read);
    const plain = await translatePlain(
      database,
      mapped(source, raw, titlesOf(source, read)),
      read,
      work,
      timeZone,
    );
    await beyondDoubt(read);
    if (plain !== undefined) return plain;
  }
  const { files, raw } = await loadFiles(database, source, read, join(workFolder, 'ingest', `${position}`));
  await notTwice(database, source, files, raw);
  return translate(database, mapped(source, raw, titlesOf(source, files)), files, work, timeZone);
}

/** What stands above the table: the first file speaks for all, unless another one says otherwise. */
function titlesOf(source: SourceSettings, files: readonly ReadFile[]): readonly string[] {
  const [first] = files;
  const unit = unitOfTitles(first?.titles ?? []);
  const other = files.find(({ titles }) => unitOfTitles(titles ?? [])?.exponent !== unit?.exponent);
  if (first !== undefined && other !== undefined)
    throw messages.unitsDiffer.error({
      source: source.name,
      files: [first, other].map(({ located, titles }) => ({
        file: located.name,
        unit: unitOfTitles(titles ?? [])?.word ?? '',
      })),
    });
  return first?.titles ?? [];
}

/** How far decoding runs ahead of the database: what is decoded waits in files, so this is little memory. */
const farAhead = 4;

/** Results of `work`, in order, one item after the other, and some items further than the one handed out. */
async function* inAdvance<T, R>(
  items: readonly T[],
  work: (item: T, position: number) => Promise<R>,
): AsyncGenerator<R> {
  const begun: Promise<R>[] = [];
  let stopped = false;
  const begin = (position: number): void => {
    const before = begun[position - 1];
    const item = items[position];
    if (item === undefined) return;
    const next = async (): Promise<R> => {
      await before?.catch(() => {});
      if (stopped) throw new Error('stopped');
      return work(item, position);
    };
    const result = next();
    // A fault is told when its turn comes, after those of the items before it.
    result.catch(() => {});
    begun.push(result);
  };
  try {
    for (let position = 0; position < items.length; position++) {
      while (begun.length < items.length && begun.length <= position + farAhead) begin(begun.length);
      yield await begun[position]!;
    }
  } finally {
    // Whoever stops early must not leave a reader behind that still writes.
    stopped = true;
    await Promise.allSettled(begun);
  }
}

/** The files a profile is held against: of those that lie in an archive, a copy. */
async function unpackedForProfiles(
  sources: readonly SourceSettings[],
  named: readonly LocatedFile[],
  temporary: string,
): Promise<LocatedFile[]> {
  const files: LocatedFile[] = [];
  for (const [position, { name, applied }] of sources.entries()) {
    const file = named.find((one) => one.source === name);
    if (file === undefined) continue;
    if (applied === undefined || file.entry === undefined) files.push(file);
    else {
      const copy = join(temporary, `profile-${position}`);
      await unpackEntry(file.path, file.entry, file.name, copy);
      files.push({ ...file, path: copy });
    }
  }
  return files;
}

/** Decodes and checks the files of a source; nothing is loaded yet. */
async function readFiles(
  database: Database,
  source: SourceSettings,
  located: readonly LocatedFile[],
  temporary: string,
): Promise<ReadFile[]> {
  const wanted = wantedHeaders(source);
  const files: ReadFile[] = [];
  for (const [index, file] of located.filter((one) => one.source === source.name).entries())
    files.push(await readOne(database, file, wanted, `${temporary}-${index}.csv`, false));
  await beyondDoubt(files);
  return files;
}

/** Loads the files of a source. Where DuckDB and our own count differ, the file is written anew and loaded again. */
async function loadFiles(
  database: Database,
  source: SourceSettings,
  files: ReadFile[],
  temporary: string,
): Promise<{ files: ReadFile[]; raw: RawTable }> {
  const wanted = wantedHeaders(source);
  const raw = await createRaw(database, source.name, files);
  for (const [index, file] of files.entries()) {
    const loaded = await tryLoad(database, source.name, raw, file, index);
    if (loaded === file.rows || file.take.kind !== 'direct') continue;
    await database.run(`delete from raw.${identifier(source.name)} where _file = ${index}`);
    const again = await readOne(database, file.located, wanted, `${temporary}-${index}.csv`, true);
    files[index] = again;
    await loadFile(database, source.name, raw, again, index);
  }
  await beyondDoubt(files);
  return { files, raw };
}

/** A file that looked regular and yet is refused counts as not loaded. */
async function tryLoad(
  database: Database,
  source: string,
  raw: RawTable,
  file: ReadFile,
  index: number,
): Promise<number> {
  try {
    return await loadFile(database, source, raw, file, index);
  } catch (cause) {
    if (file.take.kind === 'direct') return -1;
    if (file.take.kind === 'parquet' && isDamage(cause)) throw damagedParquet(file.located.name, cause);
    throw cause;
  }
}

async function readOne(
  database: Database,
  file: LocatedFile,
  wanted: readonly string[],
  temporary: string,
  rewrite: boolean,
): Promise<ReadFile> {
  if (file.entry !== undefined) {
    // What lies in an archive is read as the file it is, from a copy.
    const copy = `${temporary}.entry`;
    await unpackEntry(file.path, file.entry, file.name, copy);
    const { entry: _, ...outside } = file;
    const read = await readOne(database, { ...outside, path: copy }, wanted, temporary, rewrite);
    return { ...read, located: { ...file, name: read.located.name } };
  }
  const { format, gzip } = await formatOf(file.path, file.name);
  if (format === 'text') return readText(file, gzip, wanted, temporary, rewrite);
  if (format === 'json') return readJson(file, gzip, wanted, temporary);
  if (format === 'pages') return readPages(file, gzip, wanted, temporary);
  if (gzip) return readUnpacked(database, file, wanted, temporary);
  if (format === 'workbook') return readWorkbook(file, wanted, temporary);
  if (format === 'parquet') return readParquetFile(database, file, wanted);
  // A large library, and hardly anyone's export: it loads when it is needed.
  const { readArrow } = await import('./read/arrow.ts');
  return readArrow(file, format === 'arrow_stream', wanted, temporary);
}

/** Workbooks, Parquet and Arrow are read by jumping about in them, so a packed one is unpacked to a copy; its hash is as stored. */
async function readUnpacked(
  database: Database,
  file: LocatedFile,
  wanted: readonly string[],
  temporary: string,
): Promise<ReadFile> {
  const copy = `${temporary}.unpacked`;
  const hash = createHash('sha256');
  try {
    await writeFile(copy, bytesOf(file.path, true, hash));
  } catch (cause) {
    if (cause instanceof ProductError) throw cause;
    throw messages.unreadable.error({ file: file.name, why: (cause as Error).message }, undefined, cause);
  }
  const read = await readOne(database, { ...file, path: copy }, wanted, temporary, false);
  return {
    ...read,
    located: { ...file, name: read.located.name },
    sha256: hash.digest('hex'),
    bytes: file.bytes,
  };
}
