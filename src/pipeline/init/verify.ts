import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../engine/database.ts';
import { quietEffects } from '../../engine/effects.ts';
import type { ColumnMapping } from '../../ingest/column-settings.ts';
import { type IngestResult, ingest, open, type Question } from '../../ingest/ingest.ts';
import { messages } from '../../ingest/messages.ts';
import { type Profile, withProfile } from '../../ingest/profile.ts';
import { namedSource, type SourceSettings, sourceSettings } from '../../ingest/settings.ts';
import { ProductError } from '../../language/messages.ts';
import type { ProposedSource } from './source.ts';

/**
 * A proposal is read on trial, whole, by the reader that a run has: what the rows prove needs no question, what they
 * leave open becomes one, and what is wrong with the proposal shows before a person meets it.
 */
export async function verify(
  folder: string,
  source: ProposedSource,
  profiles: readonly Profile[],
): Promise<ProposedSource> {
  const file: Record<string, string> = { ...source.file };
  // Whether there is tax in the amounts changes none of what the trial looks for.
  const trial: Record<string, string> = file.tax_included === open ? { tax_included: '0%' } : {};
  const questions: Question[] = [...source.questions];
  let { proposal } = source;
  for (let attempt = 0; attempt < 6; attempt++) {
    const settings = settingsOf({ ...source, proposal }, { ...known(file), ...trial }, profiles);
    if (settings === undefined) break;
    const outcome = await read(folder, [settings]);
    if ('error' in outcome) {
      const { code, params } = outcome.error.finding;
      if (code === 'ING111') {
        const readings = params.readings as { order: string; date: string }[];
        file.dates = open;
        trial.dates = readings[0]!.order;
        const { header, value } = params as { header: string; value: string };
        questions.push({ open: true, finding: messages.datesOpen.finding({ header, value, readings }) });
      } else if (code === 'ING110') {
        file.decimal = open;
        trial.decimal = 'point';
        const { header, value, asPoint, asComma } = params as Record<string, string>;
        questions.push({
          open: true,
          finding: messages.decimalOpen.finding({
            header: header!,
            value: value!,
            asPoint: asPoint!,
            asComma: asComma!,
          }),
        });
      } else {
        if (code === 'ING113') {
          file.layout = open;
          trial.layout = 'flat';
        }
        questions.push(toldBy(outcome.error));
        if (code !== 'ING113') break;
      }
      continue;
    }
    // Only a customer can be nobody in particular; a document without a day or a number is a fault.
    const gap = outcome.empty.find(({ column, rows, of }) => column === 'customer_id' && rows > 0.01 * of);
    const mapping =
      gap === undefined ? undefined : (proposal.columns[gap.column] ?? proposal.known[gap.column]);
    if (gap !== undefined && typeof mapping === 'string' && mapping !== open) {
      const asked = { from: mapping, empty: open } as ColumnMapping;
      proposal = { ...proposal, columns: { ...proposal.columns, [gap.column]: asked } };
      const header = mapping;
      questions.push({
        column: gap.column,
        open: true,
        finding: messages.emptyOpen.finding({ ...gap, header }),
      });
      continue;
    }
    for (const finding of outcome.result.findings)
      if (finding.severity === 'failure') questions.push({ open: true, finding });
      else if (/^ING16[2-9]$/.test(finding.code)) questions.push({ open: false, finding });
    break;
  }
  return { ...source, proposal, file, trial, questions };
}

/** Ids that lost their zeros are told by the other exports: where padded numbers are known, the source is padded. */
export async function padIds(
  folder: string,
  sources: readonly ProposedSource[],
  profiles: readonly Profile[],
  passes = 2,
): Promise<ProposedSource[]> {
  const settings = sources.flatMap((source) => {
    // What is open is no obstacle to comparing numbers; what cannot be read at all is.
    if (source.questions.some(({ finding }) => finding.code === 'ING183')) return [];
    const one = settingsOf(source, { ...known(source.file), ...source.trial }, profiles);
    return one === undefined ? [] : [one];
  });
  if (!settings.some(({ table }) => table === 'customers') || settings.length < 2) return [...sources];
  const outcome = await read(folder, settings);
  if ('error' in outcome) return [...sources];
  const pads = outcome.result.findings.flatMap(({ params }) =>
    params.pad == null ? [] : [params.pad as { length: number; column: string; sources: string[] }],
  );
  if (pads.length === 0) return [...sources];
  const padded = sources.map((source) => {
    let { columns } = source.proposal;
    const questions = [...source.questions];
    for (const { length, column, sources: names } of pads) {
      if (!names.includes(source.name)) continue;
      const mapping = columns[column] ?? source.proposal.known[column];
      if (mapping === undefined || mapping === open || (typeof mapping === 'object' && !('from' in mapping)))
        continue;
      if (typeof mapping === 'object' && mapping.pad !== undefined) continue;
      columns = {
        ...columns,
        [column]: { ...(typeof mapping === 'string' ? { from: mapping } : mapping), pad: length },
      };
      questions.push({ column, open: false, finding: messages.padded.finding({ column, length }) });
    }
    return { ...source, proposal: { ...source.proposal, columns }, questions };
  });
  // With its zeros back, the list shows which other exports of its system have lost theirs.
  return passes > 1 ? padIds(folder, padded, profiles, passes - 1) : padded;
}

const known = (file: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(file).filter(([, value]) => value !== open));

function toldBy(error: ProductError): Question {
  const { finding } = error;
  return {
    open: true,
    finding: {
      ...finding,
      code: 'ING183',
      text: (locale) =>
        messages.notReadYet
          .finding({ problem: finding.text(locale), repair: finding.repair(locale) ?? '' })
          .text(locale),
    },
  };
}

/** The source as it would be read, with what is open left out; nothing where a required column is open. */
function settingsOf(
  source: ProposedSource,
  file: Readonly<Record<string, string>>,
  profiles: readonly Profile[],
): SourceSettings | undefined {
  const { proposal, files, sheet, name } = source;
  if (proposal.profile === open) return undefined;
  if (Object.values(proposal.columns).some((mapping) => mapping === open)) return undefined;
  const columns = Object.fromEntries(
    Object.entries(proposal.columns).map(([column, mapping]) => [column, answered(mapping)]),
  );
  const written = {
    files: [...files],
    ...(sheet === undefined ? {} : { sheet }),
    ...(source.inspection.encodingProven ? {} : { encoding: source.inspection.encoding }),
    ...file,
    ...(proposal.profile === undefined ? { table: proposal.table } : { profile: proposal.profile }),
    ...(proposal.profile === undefined && proposal.where.length > 0 ? { where: proposal.where } : {}),
    ...(proposal.profile !== undefined && proposal.further !== undefined ? { where: proposal.further } : {}),
    ...(proposal.profile !== undefined && Object.keys(columns).length === 0 ? {} : { columns }),
  };
  const parsed = sourceSettings.parse(written);
  if (proposal.profile === undefined) return namedSource(name, parsed);
  const profile = profiles.find((one) => one.name === proposal.profile)!;
  return withProfile(name, parsed, { ...profile, table: proposal.table });
}

/** A mapping without the parts that are open. */
function answered(mapping: ColumnMapping): unknown {
  if (typeof mapping === 'string' || !('from' in mapping)) return mapping;
  const kept = Object.entries(mapping).filter(([, value]) => value !== open);
  const whole = Object.fromEntries(kept) as { values?: Record<string, unknown>; empty?: unknown };
  // A trial needs any meaning for the empty cell, not the right one.
  if ('empty' in mapping && mapping.empty === open) whole.empty = '0';
  if (whole.values !== undefined)
    whole.values = Object.fromEntries(Object.entries(whole.values).filter(([, value]) => value !== open));
  return whole;
}

type Outcome =
  | { readonly error: ProductError }
  | {
      readonly result: IngestResult;
      readonly empty: readonly { column: string; rows: number; of: number }[];
    };

async function read(folder: string, settings: readonly SourceSettings[]): Promise<Outcome> {
  const workFolder = await mkdtemp(join(tmpdir(), 'whalecurve-init-'));
  const database = await Database.open({ path: ':memory:', temporaryFolder: join(workFolder, 'spill') });
  try {
    const result = await ingest(
      database,
      settings,
      { max_set_aside: 0.01 },
      { dataFolder: folder, workFolder, effects: quietEffects() },
    );
    const of = result.files.reduce((sum, { rowsRead }) => sum + rowsRead, 0);
    const empty = await database.rows<{ column: string; rows: number }>(
      `select field as "column", count(*) as rows from ingest.quarantine
       where reason_code = 'missing_value' group by field order by rows desc, field`,
    );
    return { result, empty: empty.map((row) => ({ ...row, of })) };
  } catch (error) {
    if (error instanceof ProductError) return { error };
    throw error;
  } finally {
    database.close();
    await rm(workFolder, { recursive: true, force: true });
  }
}
