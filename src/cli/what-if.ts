import { statementLines } from '../contracts/statement.ts';
import { formatFor } from '../language/format.ts';
import type { Locale } from '../language/locale.ts';
import { type ExitCode, exitCodes } from '../language/messages.ts';
import { loadPipeline, type Pipeline } from '../pipeline/load.ts';
import { rootCauses } from '../pipeline/reuse/roots.ts';
import { type Shift, type WhatIf, whatIf } from '../pipeline/what-if.ts';
import { withEffects } from './effects.ts';
import type { CommonOptions } from './options.ts';
import { paint, print, printJson, table } from './terminal.ts';
import { whatIfWords } from './what-if-words.ts';

interface WhatIfOptions extends CommonOptions {
  readonly set: readonly string[];
  readonly out?: string;
  readonly data?: string;
}

/** What other settings would change about the latest run; without `--set`, the pipeline file as it stands now. */
export async function whatIfCommand(file: string, options: WhatIfOptions): Promise<ExitCode> {
  const pipeline = await loadPipeline(file, options.set);
  const locale = options.locale ?? pipeline.settings.locale;
  const answer = await withEffects({ locale, quiet: options.json === true }, (effects) =>
    whatIf(pipeline, options, effects),
  );
  if (options.json === true) printJson(answer);
  else for (const line of told(answer, pipeline, locale)) print(line);
  return exitCodes.done;
}

/** The answer as lines of text. */
function told(answer: WhatIf, { settings }: Pipeline, locale: Locale): string[] {
  const say = whatIfWords[locale];
  const { number, money } = formatFor(locale, settings.currency);
  const head = [
    `${paint('bold', say.against(answer.run))}`,
    ...answer.changes.map(({ key, before, after }) => `  ${key}: ${valueText(before)} → ${valueText(after)}`),
  ];
  if (answer.changes.length === 0) return [...head, '', say.nothing];
  const row = (label: string, shift: Shift, text: (value: number) => string): string[] => [
    `  ${label}`,
    text(shift.before),
    text(shift.after),
    signed(shift.after - shift.before, text),
  ];
  const changed = answer.lines.filter(({ before, after }) => before !== after);
  const figures = [
    ['', say.now, say.whatIf, say.change],
    ...changed.map((shift) => row(labelOf(shift.line, locale), shift, (value) => money(value))),
    ...(answer.unusedCapacity.before === answer.unusedCapacity.after
      ? []
      : [row(say.unused, answer.unusedCapacity, (value) => money(value))]),
    ...(answer.customers.before === answer.customers.after
      ? []
      : [row(say.customers, answer.customers, (value) => number(value))]),
    row(say.unprofitable, answer.unprofitable, (value) => number(value)),
  ];
  const { toLoss, toProfit } = answer.signs;
  const tiers = answer.tiers.map((shift) =>
    row(
      settings.tiers?.find(({ tier }) => tier === shift.tier)?.label?.[locale] ?? shift.tier,
      shift,
      (value) => number(value),
    ),
  );
  const tierName = (tier: string | null): string =>
    tier === null ? '–' : (settings.tiers?.find((one) => one.tier === tier)?.label?.[locale] ?? tier);
  return [
    ...head,
    '',
    ...(changed.length === 0 ? [say.same] : []),
    ...(figures.length > 2 ? [table(figures, [1, 2, 3])] : []),
    ...(toLoss + toProfit > 0 ? [`  ${say.signs(number(toLoss), number(toProfit))}`] : []),
    ...(answer.moved > 0 ? ['', say.moved(answer.moved, number(answer.moved)), table(tiers, [1, 2, 3])] : []),
    ...(answer.largest.length > 0
      ? [
          '',
          paint('bold', say.largest),
          table(
            answer.largest.map((one) => [
              `  ${one.customer_id}`,
              one.name,
              money(one.profit_before),
              '→',
              money(one.profit_after),
              signed(one.profit_after - one.profit_before, (value) => money(value)),
              one.tier_before === one.tier_after
                ? ''
                : `${tierName(one.tier_before)} → ${tierName(one.tier_after)}`,
            ]),
            [2, 4, 5],
          ),
        ]
      : []),
    '',
    computedText(answer, locale),
    say.written,
  ];

  function valueText(value: unknown): string {
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
