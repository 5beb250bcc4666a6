import { statementLines } from '../contracts/statement.ts';
import { formatFor } from '../language/format.ts';
import type { Locale } from '../language/locale.ts';
import { type ExitCode, exitCodes } from '../language/messages.ts';
import { loadPipeline, type Pipeline } from '../pipeline/load.ts';
import { tiersOf } from '../pipeline/report-context.ts';
import { rootCauses } from '../pipeline/reuse/roots.ts';
import { type Shift, type WhatIf, whatIf } from '../pipeline/what-if.ts';
import { withEffects } from './effects.ts';
import type { CommonOptions } from './options.ts';
import { paint, print, printJson, table } from './terminal.ts';
import { whatIfWords } from './what-if-words.ts';

interface WhatIfOptions extends CommonOptions {
  readonly set?: readonly string[];
  readonly out?: string;
  readonly data?: string;
  readonly parquet?: string;
}

/** What other settings would change about the latest run; without `--set`, the pipeline file as it stands now. */
export async function whatIfCommand(file: string, options: WhatIfOptions): Promise<ExitCode> {
  const pipeline = await loadPipeline(file, options.set);
  const locale = options.locale ?? pipeline.settings.locale;
  const answer = await withEffects({ locale, quiet: options.json === true }, (effects) =>
    whatIf(pipeline, options, effects),
  );
  if (options.json === true) printJson(answer);
  else for (const line of told(answer, pipeline, locale, options.parquet)) print(line);
  return exitCodes.done;
}

/** The answer as lines of text. */
function told(answer: WhatIf, { settings }: Pipeline, locale: Locale, file?: string): string[] {
  const say = whatIfWords[locale];
  const { number, money } = formatFor(locale, settings.currency);
  const labels = new Map(tiersOf(settings).map(({ tier, label }) => [tier, label?.[locale] ?? tier]));
  const tierName = (tier: string | null): string => (tier === null ? '–' : (labels.get(tier) ?? tier));
  const row = (label: string, shift: Shift, text: (value: number) => string): string[] => [
    `  ${label}`,
    text(shift.before),
    text(shift.after),
    signed(shift.after - shift.before, text),
  ];
  const amount = (label: string, shift: Shift): string[] => row(label, shift, (value) => money(value));
  const count = (label: string, shift: Shift): string[] => row(label, shift, (value) => number(value));
  const isMoved = ({ before, after }: Shift): boolean => before !== after;

  const head = [
    paint('bold', say.against(answer.run)),
    ...answer.changes.map(({ key, before, after }) => `  ${key}: ${shown(before)} → ${shown(after)}`),
    '',
  ];
  if (answer.changes.length === 0) return [...head, say.nothing];
  const lines = answer.lines.filter(isMoved);
  const figures = [
    ...lines.map((shift) => amount(labelOf(shift.line, locale), shift)),
    ...[answer.unusedCapacity].filter(isMoved).map((shift) => amount(say.unused, shift)),
    ...[answer.customers].filter(isMoved).map((shift) => count(say.customers, shift)),
    ...(lines.length > 0 ? [count(say.unprofitable, answer.unprofitable)] : []),
  ];
  const { toLoss, toProfit } = answer.signs;
  const largest = answer.largest.map((one) => [
    `  ${one.customer_id}`,
    one.name,
    money(one.profit_before),
    '→',
    money(one.profit_after),
    signed(one.profit_after - one.profit_before, (value) => money(value)),
    one.tier_before === one.tier_after ? '' : `${tierName(one.tier_before)} → ${tierName(one.tier_after)}`,
  ]);
  return [
    ...head,
    ...(lines.length === 0 ? [say.same] : []),
    ...(figures.length > 0 ? [table([['', say.now, say.whatIf, say.change], ...figures], [1, 2, 3])] : []),
    ...(toLoss + toProfit > 0 ? [`  ${say.signs(number(toLoss), number(toProfit))}`] : []),
    ...(answer.moved > 0
      ? [
          '',
          say.moved(answer.moved, number(answer.moved)),
          table(
            answer.tiers.map((shift) => count(tierName(shift.tier), shift)),
            [1, 2, 3],
          ),
        ]
      : []),
    ...(largest.length > 0 ? ['', paint('bold', say.largest), table(largest, [2, 4, 5])] : []),
    '',
    computedText(answer, locale),
    file === undefined ? say.nothingWritten : say.wrote(file),
  ];

  function shown(value: unknown): string {
    if (value === undefined) return say.unset;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
  }
}

function computedText({ steps, computed }: WhatIf, locale: Locale): string {
  const of = new Set(computed);
  const causes = new Set(
    rootCauses(steps)
      .filter((cause) => cause.steps.some((step) => of.has(step)))
      .flatMap((cause) => cause.causes),
  );
  return whatIfWords[locale].computed(computed.length, steps.length, [...causes].sort().join(', '));
}

const labelOf = (line: string, locale: Locale): string =>
  statementLines.find(({ id }) => id === line)?.label[locale] ?? line;

const signed = (value: number, text: (value: number) => string): string =>
  value > 0 ? `+${text(value)}` : text(value);
