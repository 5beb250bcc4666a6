import { formatFor } from '../language/format.ts';
import { type ExitCode, exitCodes } from '../language/messages.ts';
import { loadPipeline } from '../pipeline/load.ts';
import { planRun } from '../pipeline/plan.ts';
import { changesText } from './changes-text.ts';
import type { CommonOptions } from './options.ts';
import { reuseText } from './reuse-text.ts';
import { paint, print, printJson, table } from './terminal.ts';
import { words } from './words.ts';

export async function planCommand(
  file: string,
  options: CommonOptions & { data?: string; out?: string },
): Promise<ExitCode> {
  const pipeline = await loadPipeline(file);
  const locale = options.locale ?? pipeline.settings.locale;
  const plan = await planRun(pipeline, { ...options, locale });
  if (options.json === true) {
    printJson(plan);
    return exitCodes.done;
  }
  const say = words[locale];
  const { number } = formatFor(locale, pipeline.settings.currency);
  print(`${paint('bold', say.willRead)} ${plan.dataFolder}`);
  print(
    table(
      plan.files.map((one) => [
        `  ${one.source}`,
        one.file,
        `${number(Math.ceil(one.bytes / 1024))} KB`,
        `→ ${one.table}`,
        one.state === null ? '' : say.fileState[one.state],
      ]),
      [2],
    ),
  );
  for (const { source, file: name } of plan.gone) print(`  ${source}  ${name}  ${say.fileGone}`);
  if (plan.since !== null) print(`  ${say.comparedWith(plan.since)}`);
  if (plan.lastChanges !== null) print(`  ${changesText(plan.lastChanges, locale)}`);
  print(`\n${paint('bold', say.willDo)}`);
  print(table(plan.steps.map((one) => [`  ${one.runs ? '✓' : '–'} ${one.step}`, one.why])));
  const reuse = reuseText(plan.reuse, plan.reuse.steps, locale, true);
  if (reuse.length > 0) print(`\n${reuse.join('\n')}`);
  print(`\n${say.nothingRun}`);
  return exitCodes.done;
}
