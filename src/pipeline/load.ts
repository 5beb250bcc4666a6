import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { checkAccounts } from '../features/accounts.ts';
import { checkSegments } from '../features/rfm-segments.ts';
import { checkSources } from '../ingest/check.ts';
import { withProfile } from '../ingest/profile.ts';
import { namedSource, type SourceSettings } from '../ingest/settings.ts';
import { exitCodes, type Finding, ProductError } from '../language/messages.ts';
import { suggest } from '../language/suggest.ts';
import { diagnose, type Path, placeOf, type SourceText } from './diagnose.ts';
import {
  openQuestion,
  pipelineNotFound,
  profileFeedsNothing,
  profileOfOtherTable,
  yamlSyntax,
} from './messages.ts';
import { applyOverrides } from './overrides.ts';
import { loadProfile } from './profiles.ts';
import { type PipelineSettings, pipelineJsonSchema, pipelineSchema } from './schema.ts';

/** A pipeline file that has been read and understood. */
export interface Pipeline {
  /** The file, as the user named it. */
  readonly file: string;
  /** Its folder, absolute: `data` and `out` are read from here. */
  readonly folder: string;
  readonly settings: PipelineSettings;
  /** The sources with their names, in the order of the file. */
  readonly sources: readonly SourceSettings[];
}

/**
 * Reads a pipeline file; with `sets` (`credit.annual_rate=8%`) as if these values stood in it. Throws a ProductError with
 * every problem in the file, each at its line and column, and in what is set.
 */
export async function loadPipeline(file: string, sets: readonly string[] = []): Promise<Pipeline> {
  const source = await readSource(file);
  const pipeline = await understood(source);
  if (sets.length === 0) return pipeline;
  applyOverrides(source.document, pipeline.settings, sets);
  try {
    return await understood(source);
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    // The file was right before: what is wrong is what was set, wherever the schema noticed it.
    const place = { file: sets.map((set) => `--set ${set}`).join(' ') };
    const [first, ...others] = [error.finding, ...error.others].map((finding) => ({ ...finding, place }));
    throw new ProductError(first!, error.exit, undefined, others);
  }
}

async function understood(source: SourceText): Promise<Pipeline> {
  const { file } = source;
  const open = openQuestions(source);
  if (open.length > 0) throw configurationError(open);
  const parsed = pipelineSchema.safeParse(source.document.toJS());
  if (!parsed.success)
    throw configurationError(
      diagnose(source, parsed.error.issues, pipelineJsonSchema() as Record<string, unknown>),
    );
  const settings = parsed.data;
  const folder = dirname(resolve(file));
  const sources = await withProfiles(source, settings, folder);
  const issues: readonly { path: Path; finding: Finding }[] = [
    ...checkSources(sources),
    ...checkSegments(settings.rfm),
    ...checkAccounts(settings),
  ];
  if (issues.length > 0)
    throw configurationError(
      issues.map(({ path, finding }) => ({ ...finding, place: placeOf(source, path, 'key') })),
    );
  const customer_classes = withUnnamed(settings.customer_classes, sources);
  return { file, folder, settings: { ...settings, customer_classes }, sources };
}

/**
 * The number that sources write where a row names no customer (`customer_id: { empty: WALK-IN }`) is many people at a
 * till, not one good customer: a walk-in account, unless the pipeline file gives it a class.
 */
function withUnnamed(
  classes: PipelineSettings['customer_classes'],
  sources: readonly SourceSettings[],
): PipelineSettings['customer_classes'] {
  const named = new Set(Object.values(classes).flatMap((entry) => entry?.ids ?? []));
  const unnamed = sources
    .flatMap(({ columns, applied }) => columns.customer_id ?? applied?.columns.customer_id ?? [])
    .flatMap((mapping) => (typeof mapping === 'object' && 'empty' in mapping ? [mapping.empty] : []))
    .filter((empty) => empty !== undefined)
    .map(String)
    .filter((id) => !named.has(id));
  if (unnamed.length === 0) return classes;
  const { walk_in } = classes;
  return { ...classes, walk_in: { ...walk_in, ids: [...(walk_in?.ids ?? []), ...new Set(unnamed)] } };
}

/** `whalecurve init` writes ??? where only a person knows the answer. */
function openQuestions({ file, text, document, lines }: SourceText): Finding[] {
  const findings: Finding[] = [];
  visit(document, {
    Scalar(key, node, path) {
      if (node.value !== '???' || !node.range) return;
      const { line, col } = lines.linePos(node.range[0]);
      const pair = path.at(-1);
      const name = key === 'value' && isPair(pair) && isScalar(pair.key) ? String(pair.key.value) : 'list';
      const excerpt = text.split(/\r?\n/)[line - 1] ?? '';
      findings.push(openQuestion.finding({ key: name }, { file, line, column: col, excerpt, length: 3 }));
    },
  });
  return findings;
}

/** The sources with what their profiles know; every problem with a profile is told at its place in the pipeline file. */
async function withProfiles(
  source: SourceText,
  settings: PipelineSettings,
  folder: string,
): Promise<SourceSettings[]> {
  const sources: SourceSettings[] = [];
  const problems: Finding[] = [];
  for (const [name, written] of Object.entries(settings.sources)) {
    if (written.profile === undefined) {
      sources.push(namedSource(name, written));
      continue;
    }
    const place = placeOf(source, ['sources', name, 'profile'], 'value');
    try {
      const profile = await loadProfile(written.profile, folder);
      const { table } = profile;
      if (table === undefined)
        problems.push(
          profileFeedsNothing.finding({ profile: profile.name, why: profile.feeds_nothing! }, place),
        );
      else if (written.table !== undefined && written.table !== table)
        problems.push(
          profileOfOtherTable.finding({ profile: profile.name, table, own: written.table }, place),
        );
      else sources.push(withProfile(name, written, { ...profile, table }));
    } catch (error) {
      if (!(error instanceof ProductError)) throw error;
      problems.push({ ...error.finding, place: error.finding.place ?? place }, ...error.others);
    }
  }
  if (problems.length > 0) throw configurationError(problems);
  return sources;
}

async function readSource(file: string): Promise<SourceText> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw pipelineNotFound.error({ path: file, suggestion: await similarFile(file) }, undefined, cause);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const source: SourceText = { file, text, document, lines };
  if (document.errors.length > 0)
    throw configurationError(
      document.errors.map((error) => {
        const { line, col } = lines.linePos(error.pos[0]);
        const excerpt = text.split(/\r?\n/)[line - 1] ?? '';
        return yamlSyntax.finding(
          { problem: error.message },
          { file, line, column: col, excerpt, length: 1 },
        );
      }),
    );
  return source;
}

function configurationError(findings: readonly Finding[]): ProductError {
  const [first, ...others] = findings;
  if (first === undefined) throw new Error('a configuration error without a finding');
  return new ProductError(first, exitCodes.configuration, undefined, others);
}

async function similarFile(file: string): Promise<string | undefined> {
  try {
    const names = (await readdir(dirname(resolve(file)))).filter((name) => /\.ya?ml$/.test(name));
    const near = suggest(basename(file), names);
    return near === undefined ? undefined : join(dirname(file), near);
  } catch {
    return undefined;
  }
}
