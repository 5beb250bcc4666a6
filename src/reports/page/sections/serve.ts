import type { PoolMonth } from '../../data/serve.ts';
import { type Word, words } from '../../words.ts';
import { type Html, html } from '../html.ts';
import { shareBar } from '../sparks.ts';
import { amount, count, type PageInputs, section, type TableCell, table } from './kit.ts';

/** Cost to serve: what each pool costs, what of it customers used, and what nobody used. */
export function servePage(inputs: PageInputs): Html {
  const { view, ui } = inputs;
  const { say, format } = ui;
  const { poolTotals, pools } = view.data;
  if (poolTotals.length === 0) return section('serve', say('serve'), html`<p>${say('noPools')}</p>`);
  const method = (key: string): string => (key in words ? say(key as Word) : key);
  return section(
    'serve',
    say('serve'),
    html`<p class="lead-small">${say('unusedNote')}</p>
<h3 class="block">${say('pools')}</h3>${table({
      caption: say('poolsCaption', { currency: view.context.currency }),
      head: [
        { label: say('pool') },
        { label: say('line') },
        { label: say('method') },
        { label: say('cost'), numeric: true },
        { label: say('charged'), numeric: true },
        { label: say('unused'), numeric: true },
        { label: say('unattributedCost'), numeric: true },
        { label: say('use') },
        { label: say('rate'), numeric: true },
      ],
      rows: poolTotals.map((pool) => [
        view.pool(pool.pool),
        view.line(pool.line),
        method(pool.method),
        amount(ui, pool.cost),
        amount(ui, pool.charged),
        amount(ui, pool.unused),
        amount(ui, pool.unattributed),
        use(inputs, pool.used_minutes, pool.practical_minutes),
        { text: pool.rate === null ? '–' : format.number(pool.rate, 3), numeric: true },
      ]),
    })}
${poolTotals.some((pool) => pool.used_fallback) && html`<p class="note-box">${say('fallback')}</p>`}
${poolTotals.map(
  (pool) =>
    html`<details class="months"><summary>${say('poolByMonth', { pool: view.pool(pool.pool) })}</summary>${byMonth(
      inputs,
      view.pool(pool.pool),
      pools.filter((row) => row.pool === pool.pool),
    )}</details>`,
)}`,
  );
}

function use({ ui }: PageInputs, used: number | null, practical: number | null): TableCell {
  if (used === null || practical === null || practical <= 0) return '–';
  const share = used / practical;
  return {
    text: html`<span class="nowrap">${shareBar(share, share > 1 ? 'erodes' : 'makes')} <span class="soft">${ui.format.percent(share, 0)}</span></span>`,
  };
}

function byMonth(inputs: PageInputs, name: string, rows: readonly PoolMonth[]): Html {
  const { ui } = inputs;
  const { say, format } = ui;
  return table({
    caption: say('poolByMonth', { pool: name }),
    hideCaption: true,
    head: [
      { label: say('month') },
      { label: say('cost'), numeric: true },
      { label: say('charged'), numeric: true },
      { label: say('unused'), numeric: true },
      { label: say('unattributedCost'), numeric: true },
      { label: say('capacity'), numeric: true },
      { label: say('used'), numeric: true },
      { label: say('use') },
      { label: say('overused'), numeric: true },
      { label: say('rate'), numeric: true },
    ],
    rows: rows.map((row) => [
      format.month(row.month),
      amount(ui, row.cost),
      amount(ui, row.charged),
      amount(ui, row.unused),
      amount(ui, row.unattributed),
      count(ui, row.practical_minutes),
      count(ui, row.used_minutes),
      use(inputs, row.used_minutes, row.practical_minutes),
      count(ui, row.overused_minutes),
      {
        text: row.capacity_cost_rate === null ? '–' : format.number(row.capacity_cost_rate, 3),
        numeric: true,
      },
    ]),
  });
}
