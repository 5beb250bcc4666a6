import { inSentence, type View } from '../view.ts';
import { bars } from './bars.ts';
import { type Chart, shortAmount } from './chart.ts';

/** Profit by tier, cluster and cause, and of the customers at both ends: all horizontal bars. */

export function tierBars(view: View): Chart | undefined {
  const { data, format, say } = view;
  const best = data.tiers.toSorted((a, b) => b.net_profit - a.net_profit)[0];
  if (best === undefined) return undefined;
  const rows = data.tiers.map((tier) => ({
    key: tier.key,
    label: withCount(view, view.tier(tier.key), tier.customers),
    value: tier.net_profit,
    text: shortAmount(format, tier.net_profit),
    cells: [format.number(tier.customers), format.money(tier.net_sales), format.money(tier.net_profit)],
  }));
  return bars(
    view,
    {
      name: 'tiers',
      title: say('tiersTitle', {
        tier: view.tier(best.key),
        n: format.number(best.customers),
        money: format.moneyShort(best.net_profit),
      }),
      subtitle: say('tiersSubtitle', { measure: view.measureTitle, currency: view.context.currency }),
      alt: say('barsAlt', { label: view.tier(best.key), money: format.money(best.net_profit) }),
      filters: 'tier',
      columns: [say('tier'), say('customers'), say('netSales'), view.measureTitle],
    },
    rows,
  );
}

export function clusterBars(view: View): Chart | undefined {
  const { data, format, say } = view;
  const best = data.clusters.toSorted((a, b) => b.net_profit - a.net_profit)[0];
  if (best === undefined) return undefined;
  const rows = data.clusters.map((cluster) => ({
    key: cluster.key,
    label: withCount(view, view.cluster(cluster.key), cluster.customers),
    value: cluster.net_profit,
    text: shortAmount(format, cluster.net_profit),
    cells: [
      format.number(cluster.customers),
      format.money(cluster.net_sales),
      format.money(cluster.net_profit),
    ],
  }));
  return bars(
    view,
    {
      name: 'clusters',
      title: say('clustersTitle', {
        label: view.cluster(best.key),
        money: format.moneyShort(best.net_profit),
      }),
      subtitle: say('clustersSubtitle', { measure: view.measureTitle, currency: view.context.currency }),
      alt: say('barsAlt', { label: view.cluster(best.key), money: format.money(best.net_profit) }),
      filters: 'cluster',
      labelWidth: 300,
      columns: [say('cluster'), say('customers'), say('netSales'), view.measureTitle],
    },
    rows,
  );
}

export function causeBars(view: View): Chart | undefined {
  const { data, format, say } = view;
  const [worst] = data.causesByLine;
  const cash = new Map(data.leverLines.map((row) => [row.line, row.cash_gain]));
  if (worst === undefined) return undefined;
  return bars(
    view,
    {
      name: 'causes',
      title: say('causesTitle', {
        line: inSentence(view.locale, view.line(worst.line)),
        money: format.moneyShort(worst.effect),
      }),
      subtitle: `${say('causesSubtitle', { currency: view.context.currency })}${cash.size > 0 ? `${view.locale === 'zh-CN' ? '。' : '. '}${say('causesCash')}` : ''}`,
      alt: say('barsAlt', { label: view.line(worst.line), money: format.money(worst.effect) }),
      filters: 'cause',
      tone: 'neutral',
      columns: [say('line'), say('customers'), say('effect'), ...(cash.size > 0 ? [say('cash')] : [])],
    },
    data.causesByLine.map((cause) => ({
      key: cause.line,
      label: withCount(view, view.line(cause.line), cause.customers),
      value: cause.effect,
      text: withCash(view, cause.effect, cash.get(cause.line)),
      cells: [
        format.number(cause.customers),
        format.money(cause.effect),
        ...(cash.size > 0 ? [format.money(cash.get(cause.line) ?? 0)] : []),
      ],
      ...(cash.size > 0 ? { part: cash.get(cause.line) ?? 0 } : {}),
    })),
  );
}

export function extremeBars(view: View): Chart | undefined {
  const { data, format, say } = view;
  const top = data.customers.filter((customer) => customer.net_profit > 0).slice(0, 10);
  const bottom = data.customers.filter((customer) => customer.net_profit < 0).slice(-10);
  if (top.length + bottom.length === 0) return undefined;
  const sum = (rows: typeof top): number => rows.reduce((total, row) => total + row.net_profit, 0);
  const [first] = [...top, ...bottom];
  return bars(
    view,
    {
      name: 'top-and-bottom',
      title: say('extremesTitle', {
        n: format.number(top.length),
        made: format.moneyShort(sum(top)),
        m: format.number(bottom.length),
        lost: format.moneyShort(-sum(bottom)),
      }),
      subtitle: say('extremesSubtitle', { measure: view.measureTitle, currency: view.context.currency }),
      alt: say('barsAlt', { label: first!.name, money: format.money(first!.net_profit) }),
      columns: [say('name'), say('netSales'), view.measureTitle],
    },
    [...top, ...bottom].map((customer) => ({
      key: customer.customer_id,
      label: customer.name,
      value: customer.net_profit,
      text: shortAmount(format, customer.net_profit),
      cells: [format.money(customer.net_sales), format.money(customer.net_profit)],
      customer: true,
    })),
  );
}

/** `3.1M, cash 0.4M`; where all of it is cash or nothing is known, the amount says it. */
function withCash({ format, say, locale }: View, effect: number, cash: number | undefined): string {
  const all = shortAmount(format, effect);
  if (cash === undefined || Math.abs(effect - cash) < effect / 1000) return all;
  return `${all}${locale === 'zh-CN' ? '，' : ', '}${say('cashShort', { money: cash < 1 ? '0' : shortAmount(format, cash) })}`;
}

function withCount(view: View, label: string, customers: number): string {
  const count = view.format.number(customers);
  return view.locale === 'zh-CN' ? `${label}（${count}）` : `${label} (${count})`;
}
