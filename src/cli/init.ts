import { type ExitCode, exitCodes } from '../language/messages.ts';
import { proposePipeline } from '../pipeline/init.ts';
import type { CommonOptions } from './options.ts';
import { paint, print, printJson, table } from './terminal.ts';
import { words } from './words.ts';

export async function initCommand(
  folder: string,
  options: CommonOptions & { pipeline: string },
): Promise<ExitCode> {
  const outcome = await proposePipeline(folder, options.pipeline);
  if (options.json === true) {
    const sources = outcome.sources.map(({ name, files, sheet, proposal }) => ({
      name,
      files,
      sheet,
      ...proposal,
    }));
    printJson({ pipeline: outcome.pipeline, sources, unknown: outcome.unknown });
    return exitCodes.done;
  }
  const say = words[options.locale ?? 'en'];
  print(
    table(
      outcome.sources.map(({ files, sheet, proposal }) => [
        `  ${files.join(', ')}${sheet === undefined ? '' : ` [${sheet}]`}`,
        `→ ${proposal.table}`,
        proposal.score.toFixed(2),
        proposal.missing.length === 0 ? '' : paint('yellow', `? ${proposal.missing.join(', ')}`),
      ]),
      [2],
    ),
  );
  for (const file of outcome.unknown) print(`  ${file}  ${paint('yellow', '?')}`);
  print(`\n${say.wrote} ${paint('cyan', outcome.pipeline)}`);
  print(`${say.next}: whalecurve check ${outcome.pipeline}`);
  return exitCodes.done;
}
