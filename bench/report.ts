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
      Math.round(lines / wall).toLocaleString('en'),
      Number.isNaN(bareWall) ? '–' : `${fixed(wall / bareWall)} ×`,
    ].join(' | ')} |`;
  });
  const own = outcomes.get('whalecurve');
  const stages = own === undefined || bare === undefined ? [] : byStage(own, bare);
  return [
    '| contender | wall s | CPU s | peak GiB | lines/s | against bare |',
    '|---|---|---|---|---|---|',
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
  return [
    '| stage | whalecurve s | bare s | ratio |',
    '|---|---|---|---|',
    ...['start', 'ingest', 'features', 'models', 'reports'].map((stage) => {
      const [mine, theirs] = [seconds(own, stage), seconds(bare, stage)];
      return `| ${stage} | ${fixed(mine)} | ${fixed(theirs)} | ${theirs > 0 ? `${fixed(mine / theirs)} ×` : '–'} |`;
    }),
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
