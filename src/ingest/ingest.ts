import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileRecord, TableRecord } from '../contracts/accounting.ts';
import type { Database } from '../engine/database.ts';
import type { Effects } from '../engine/effects.ts';
import { identifier } from '../engine/sql-text.ts';
import type { Finding } from '../language/messages.ts';
import { account, keepBooks, tableRecords } from './books/accounting.ts';
import { unknownCustomers } from './books/customers.ts';
import { keepMarks } from './books/marks.ts';
import { createQuarantine, setAside } from './books/quarantine.ts';
import { replacedByOthers } from './books/replaced.ts';
import { holdTotals, type OwnTotals } from './books/totals.ts';
import { loadFiles, outlineFiles, readFiles, unpackedForProfiles } from './load/files.ts';
import { inAdvance } from './load/in-advance.ts';
import { createRaw } from './load/raw.ts';
import { locate } from './locate.ts';
import { proveByLedger } from './map/books-tax.ts';
import { mapped } from './map/cells.ts';
import type { Converted } from './map/convert.ts';
import { leaveOutSums } from './map/ledger-rows.ts';
import { proveLines } from './map/lines.ts';
import { defineMacros } from './map/macros.ts';
import { followMerges } from './map/merges.ts';
import { settleOverlaps } from './map/overlaps.ts';
import { agree } from './map/plain.ts';
import { translate, translatePlain } from './map/translate.ts';
import { notTwice, standsTwice } from './map/twice.ts';
import { unite } from './map/unite.ts';
import { unitOfTitles } from './map/units.ts';
import { messages } from './messages.ts';
import type { LocatedFile, Outline, ReadFile } from './read/file.ts';
import { beyondDoubt, notOpen } from './read/settled.ts';
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
  type Nearest,
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
 * source feeds it; `raw` has the rows as text, of large plain exports only the odd ones (`stored` has their values);
 * `ingest` has the books (`files`, `tables`, `quarantine`).
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
    for await (const { result: proof } of inAdvance(sources, read)) {
      effects.signal.throwIfAborted();
      const source = sources[position]!;
      effects.progress.step(source.name, position, sources.length);
      const started = effects.elapsed();
      const { part, findings: told } = await readSource(database, source, located, proof, position, options);
      const { files } = part;
      findings.push(...told, ...(await proveLines(database, part)));
      position += 1;
      converted.push(part);
      totals.push(await holdTotals(database, part));
      findings.push(...(await leaveOutSums(database, part)));
      const rows = rowsOf(files);
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
    findings.push(...replacedByOthers(files));
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

const rowsOf = (files: readonly ReadFile[]): number => files.reduce((sum, { rows }) => sum + rows, 0);

/** Below this many rows a source is read the long way before the short way has found its feet. */
const worthIt = 100_000;

/**
 * The rows of one source, converted: the short way where they are many and plain, else the long one. What the first
 * lines of large files tell is enough to begin by, while `proof` is on its way.
 */
async function readSource(
  database: Database,
  source: SourceSettings,
  located: readonly LocatedFile[],
  proof: Promise<ReadFile[]>,
  position: number,
  { plainFrom = worthIt, timeZone, workFolder }: IngestOptions,
): Promise<{ part: Converted; findings: Finding[] }> {
  const work = `ingest_work_${position}`;
  const shortWay = async (outlines: readonly Outline[]): ReturnType<typeof translatePlain> => {
    if (standsTwice(source, outlines)) return undefined;
    const raw = await createRaw(database, source.name, outlines);
    const mapping = mapped(source, raw, titlesOf(source, outlines));
    const plain = await translatePlain(database, mapping, outlines, proof, work, timeZone);
    if (plain !== undefined) await beyondDoubt(plain.files);
    return plain;
  };
  const outlines = await outlineFiles(source, located, plainFrom);
  const begun = outlines && (await shortWay(outlines));
  if (begun !== undefined) return begun;
  const read = await proof;
  await beyondDoubt(read);
  // A file that was written anew may yet be plain.
  const isNews = outlines === undefined || !agree(outlines, read);
  const plain = isNews && rowsOf(read) >= plainFrom ? await shortWay(read) : undefined;
  if (plain !== undefined) return plain;
  const { files, raw } = await loadFiles(database, source, read, join(workFolder, 'ingest', `${position}`));
  await notTwice(database, source, files, raw);
  return translate(database, mapped(source, raw, titlesOf(source, files)), files, work, timeZone);
}

/** What stands above the table: the first file speaks for all, unless another one says otherwise. */
function titlesOf(source: SourceSettings, files: readonly Outline[]): readonly string[] {
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
