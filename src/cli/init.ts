import { type ExitCode, exitCodes } from '../language/messages.ts';
import { filesOf, leftOutLine, othersThan } from '../pipeline/init/render.ts';
import { proposePipeline } from '../pipeline/init.ts';
import { findingRecord } from '../pipeline/record.ts';
import { withEffects } from './effects.ts';
import type { CommonOptions } from './options.ts';
import { paint, print, printJson, table } from './terminal.ts';
import { words } from './words.ts';

export async function initCommand(
  folder: string,
  options: CommonOptions & { pipeline: string },
): Promise<ExitCode> {
  const locale = options.locale ?? 'en';
  const outcome = await withEffects({ locale, quiet: options.json === true }, (effects) =>
    proposePipeline(folder, options.pipeline, locale, effects),
  );
  if (options.json === true) {
    const sources = outcome.sources.map(({ name, files, sheet, file, proposal, questions }) => {
      const { questions: _, ...rest } = proposal;
      return {
        name,
        files,
        sheet,
        ...file,
        ...rest,
        questions: questions.map(({ column, open, finding }) => ({
          column,
          open,
          ...findingRecord(finding, locale),
        })),
      };
    });
    printJson({ pipeline: outcome.pipeline, sources, leftOut: outcome.leftOut });
    return exitCodes.done;
  }
  const say = words[locale];
  print(
    table(
      outcome.sources.map((source) => {
        const { sheet, proposal, questions } = source;
        const files = filesOf(source.files, othersThan(source, outcome.sources, outcome.leftOut));
        const open = questions.filter((question) => question.open).length;
        return [
          `  ${files.join(', ')}${sheet === undefined ? '' : ` [${sheet}]`}`,
          `→ ${proposal.table}`,
          proposal.profile === undefined || proposal.profile === '???' ? '' : paint('dim', proposal.profile),
          proposal.score.toFixed(2),
          open === 0 ? '' : paint('yellow', `? ${open}`),
        ];
      }),
      [3],
    ),
  );
  for (const one of outcome.leftOut) print(paint('dim', `  – ${leftOutLine(one, locale)}`));
  const questions = outcome.sources.flatMap((source) =>
    source.questions.filter(({ open }) => open).map(({ finding }) => ({ source, finding })),
  );
  if (questions.length > 0) print(`\n${say.questions}`);
  for (const { source, finding } of questions)
    print(`  ${paint('yellow', '?')} ${paint('bold', source.name)}: ${finding.text(locale)}`);
  print(`\n${say.wrote} ${paint('cyan', outcome.pipeline)}`);
  print(`${say.next}: ${questions.length > 0 ? `${say.answer}, ` : ''}whalecurve check ${outcome.pipeline}`);
  return exitCodes.done;
}
