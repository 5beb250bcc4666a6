import type { Outcome } from './contend.ts';

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};
const fixed = (value: number, digits = 2): string => value.toFixed(digits);

/** Two Markdown tables: the contenders, and the product against the bare script stage by stage. Medians of the rounds. */
export function report(outcomes: ReadonlyMap<string, readonly Outcome[]>, lines: number): string {
  const bare = outcomes.get('bare DuckDB');
  const bareWall = bare === undefined ? Number.NaN : median(bare.map(({ wall }) => wall));
  const whole = [...outcomes].map(([name, all]) => {
    const wall = median(all.map((one) => one.wall));
    return `| ${[
      name,
      fixed(wall),
      fixed(median(all.map(({ cpu }) => cpu))),
      fixed(median(all.map(({ peak }) => peak)) / 2 ** 30),
      all[0]!.own === undefined ? '–' : Math.round(median(all.map(({ own }) => own ?? 0)) / 2 ** 20),
      Math.round(lines / wall).toLocaleString('en'),
      Number.isNaN(bareWall) ? '–' : `${fixed(wall / bareWall)} ×`,
    ].join(' | ')} |`;
  });
  const own = outcomes.get('whalecurve');
  const stages = own === undefined || bare === undefined ? [] : byStage(own, bare);
  return [
    '| contender | wall s | CPU s | peak GiB | JavaScript MiB | lines/s | against bare |',
    '|---|---|---|---|---|---|---|',
    ...whole,
    '',
    ...stages,
    '',
    ...agreement(outcomes),
  ].join('\n');
}

function byStage(own: readonly Outcome[], bare: readonly Outcome[]): string[] {
  const seconds = (all: readonly Outcome[], stage: string): number =>
    median(all.map(({ stages }) => stages.get(stage) ?? 0));
  const row = (stage: string, mine: number, shared: number, theirs: number): string =>
    `| ${stage} | ${fixed(mine)} | ${fixed(shared)} | ${fixed(theirs)} | ${theirs > 0 ? `${fixed(shared / theirs)} ×` : '–'} |`;
  const stages = ['start', 'ingest', 'features', 'models', 'reports'].map((stage) => {
    const all = seconds(own, stage);
    const isWhole = stage === 'start' || stage === 'ingest';
    const shared = isWhole ? all : median(own.map((one) => one.shared?.get(stage) ?? 0));
    return { stage, all, shared, bare: seconds(bare, stage) };
  });
  const sum = (of: (one: (typeof stages)[number]) => number): number =>
    stages.reduce((total, one) => total + of(one), 0);
  return [
    '| stage | whalecurve s | of it for what the bare script makes too | bare s | ratio of these two |',
    '|---|---|---|---|---|',
    ...stages.map((one) => row(one.stage, one.all, one.shared, one.bare)),
    row(
      'together',
      sum(({ all }) => all),
      sum(({ shared }) => shared),
      sum(({ bare }) => bare),
    ),
  ];
}

/** The totals of every contender beside the first that tells any: the work must be the same work. */
function agreement(outcomes: ReadonlyMap<string, readonly Outcome[]>): string[] {
  const told = [...outcomes].map(([name, all]) => ({ name, totals: all[0]!.totals }));
  const names = [...new Set(told.flatMap(({ totals }) => Object.keys(totals)))].sort();
  return names.map((total) => {
    const values = told
      .filter(({ totals }) => total in totals)
      .map(({ name, totals }) => `${name} ${totals[total]}`);
    return `${total}: ${values.join(' · ')}`;
  });
}

/** A cent, in 1/10,000 and in cents: what a float may be off by before the work is called another. */
const cent = (total: string): number => (total.endsWith('_e4') ? 100 : 1);

/**
 * Where those who do the same work as the bare script come to other totals than it. The product is not among them: it
 * allocates in whole cents by month, which the bare script does not.
 */
export function disagreements(outcomes: ReadonlyMap<string, readonly Outcome[]>, bare: string): string[] {
  const expected = outcomes.get(bare)?.[0]?.totals ?? {};
  return [...outcomes]
    .filter(([name]) => name !== bare && name !== 'whalecurve')
    .flatMap(([name, [outcome]]) =>
      Object.entries(expected)
        .filter(
          ([total, value]) => !(Math.abs((outcome!.totals[total] ?? Number.NaN) - value) <= cent(total)),
        )
        .map(([total, value]) => `${total} of ${name} is ${outcome!.totals[total]}, not ${value}`),
    );
}
