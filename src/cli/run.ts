import { join, relative } from 'node:path';
import type { Locale } from '../language/locale.ts';
import type { ExitCode } from '../language/messages.ts';
import { loadPipeline } from '../pipeline/load.ts';
import { type RunOutcome, runPipeline } from '../pipeline/run.ts';
import { changesText } from './changes-text.ts';
import { withEffects } from './effects.ts';
import type { CommonOptions } from './options.ts';
import { reuseText } from './reuse-text.ts';
import { paint, print, printJson, renderFinding } from './terminal.ts';
import { words } from './words.ts';

interface RunCommandOptions extends CommonOptions {
  readonly out?: string;
  readonly data?: string;
  readonly asOf?: string;
  readonly compare?: string;
  readonly fresh?: true;
}

export async function runCommand(file: string, options: RunCommandOptions): Promise<ExitCode> {
  const pipeline = await loadPipeline(file);
  const locale = options.locale ?? pipeline.settings.locale;
  const outcome = await withEffects({ locale, quiet: options.json === true }, (effects) =>
    runPipeline(pipeline, { ...options, locale }, effects),
  );
  if (options.json === true) printJson({ folder: outcome.folder, ...outcome.record });
  else printOutcome(outcome, locale, pipeline.settings.tables.up_to_rows);
  return outcome.exit;
}

function printOutcome(
  { summary, findings, folder, record }: RunOutcome,
  locale: Locale,
  mostRows: number,
): void {
  const say = words[locale];
  for (const finding of findings)
    if (finding.severity === 'failure' || finding.severity === 'warning')
      process.stderr.write(`${renderFinding(finding, locale)}\n`);
  print();
  for (const [index, { text }] of summary.sentences.entries())
    print(index === 0 ? paint('bold', text) : text);
  if (summary.surprises.length > 0) {
    print();
    print(paint('bold', say.surprises));
    for (const [index, { name, text }] of summary.surprises.slice(0, 3).entries())
      print(`  ${index + 1}. ${paint('bold', name)}: ${text}`);
  }
  print();
  const steps = record.stages.flatMap((stage) => stage.steps);
  const reuse = record.run.reuse === undefined ? [] : reuseText(record.run.reuse, steps, locale);
  if (reuse.length > 0) {
    for (const line of reuse) print(line);
    print();
  }
  if (record.changes !== null) {
    print(changesText(record.changes, locale));
    print();
  }
  const path = relative(process.cwd(), folder);
  const shown = path.startsWith('..') ? folder : path;
  print(`${say.report}  ${paint('cyan', join(shown, 'report.html'))}`);
  const left = steps.flatMap((step) => step.left ?? []);
  if (left.length > 0) print(say.tablesLeft(left, mostRows));
}
