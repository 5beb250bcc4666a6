import { adviceFor } from '../contracts/levers.ts';
import type { Locale } from '../language/locale.ts';
import type { Surprise } from './data/profit.ts';
import type { ReportData } from './data.ts';
import { closeGaps } from './typeset.ts';
import { inSentence, type View } from './view.ts';

/** The headline figures of a run and the sentences made from them: said at the end of the run and on the first page. */
export interface Summary {
  /** `net_profit`, or the subtotal at which the data ends. */
  readonly measure: string;
  readonly customers: number;
  readonly netSales: number;
  readonly totalProfit: number;
  /** Height of the whale curve as a share of the total; null where the total is not positive. */
  readonly peakShare: number | null;
  readonly peakProfit: number;
  readonly erodingCustomers: number;
  /** Money given back by them, positive. */
  readonly erodedProfit: number;
  /** Whether every account ties to the books; null where there are none to tie to. */
  readonly reconciled: boolean | null;
  readonly sentences: readonly Sentence[];
  readonly surprises: readonly SurpriseText[];
}

export interface Sentence {
  readonly code: string;
  readonly text: string;
}

export interface SurpriseText {
  readonly customerId: string;
  readonly name: string;
  readonly kind: string;
  readonly text: string;
}

export function summaryOf(view: View): Summary {
  const { concentration: c } = view.data;
  return {
    measure: c.measure,
    customers: c.customers,
    netSales: c.net_sales,
    totalProfit: c.total_profit,
    peakShare: c.total_profit > 0 ? c.peak_share : null,
    peakProfit: c.sum_positive,
    erodingCustomers: c.unprofitable,
    erodedProfit: -c.sum_negative || 0,
    reconciled: isReconciled(view.data),
    sentences: sentences(view),
    surprises: view.data.surprises.map((surprise) => ({
      customerId: surprise.customer_id,
      name: surprise.name,
      kind: surprise.kind,
      text: surpriseText(view, surprise),
    })),
  };
}

export function isReconciled(data: ReportData): boolean | null {
  return data.ties.length === 0 ? null : data.ties.every((tie) => tie.reconciled);
}

function sentences(view: View): Sentence[] {
  const makers = {
    makes: whoMakes,
    peak,
    top: topTwenty,
    action,
    belief,
    company,
    books,
    measure: whereItEnds,
  };
  return Object.entries(makers).flatMap(([code, make]) => {
    const text = make(view)?.[view.locale];
    return text === undefined ? [] : [{ code, text: closeGaps(text, view.locale) }];
  });
}

type Said = Readonly<Record<Locale, string>> | undefined;

function whoMakes({ data, format }: View): Said {
  const c = data.concentration;
  const [all, some, others] = [c.customers, c.profitable, c.unprofitable].map((n) => format.number(n));
  const made = format.moneyShort(c.sum_positive);
  const lost = format.moneyShort(-c.sum_negative || 0);
  if (c.unprofitable === 0)
    return {
      en: `All ${all} customers together make ${made}; none of them loses money.`,
      'zh-CN': `${all} 家客户共创造利润 ${made}，没有一家亏损。`,
    };
  if (c.profitable === 0)
    return {
      en: `None of the ${all} customers makes a profit; together they lose ${lost}.`,
      'zh-CN': `${all} 家客户无一盈利，合计亏损 ${lost}。`,
    };
  return {
    en: `Of ${all} customers, ${some} ${c.profitable === 1 ? 'makes' : 'make'} ${made} and ${others} ${c.unprofitable === 1 ? 'gives' : 'give'} back ${lost}.`,
    'zh-CN': `${all} 家客户中，${some} 家赚了 ${made}，另外 ${others} 家又亏掉 ${lost}。`,
  };
}

function peak({ data, format }: View): Said {
  const c = data.concentration;
  if (c.total_profit <= 0 || c.peak_share === null || c.unprofitable === 0) return undefined;
  const share = format.percent(c.peak_share, 0);
  const at = format.percent(c.peak_customers_share ?? c.profitable / c.customers, 0);
  const left = format.moneyShort(c.total_profit);
  return {
    en: `The best ${at} of customers make ${share} of the profit; after them every further customer takes from it, until ${left} is left.`,
    'zh-CN': `前 ${at} 的客户贡献了最终利润的 ${share}；再往后，每多一家就少一分，最后剩下 ${left}。`,
  };
}

function topTwenty({ data, format }: View): Said {
  const c = data.concentration;
  if (c.total_profit <= 0 || c.top_20_share === null) return undefined;
  const fifth = Math.ceil(0.2 * c.customers);
  const n = format.number(fifth);
  const share = format.percent(c.top_20_share, 0);
  return {
    en: `The best fifth alone (${n} ${fifth === 1 ? 'customer' : 'customers'}) stands for ${share} of the profit.`,
    'zh-CN': `仅最好的五分之一（${n} 家）就占利润的 ${share}。`,
  };
}

/** Management's own list of key customers, where it is wrong about anybody. */
function belief({ data, format }: View): Said {
  const list = data.standing.intuitionSummary;
  if (list === undefined || list.believed === 0 || list.eroding + list.unnoticed === 0) return undefined;
  const { believed, confirmed, eroding, unnoticed } = list;
  const lost = format.moneyShort(-list.eroding_profit || 0);
  const made = format.moneyShort(list.unnoticed_profit);
  const [all, right] = [format.number(believed), format.number(confirmed)];
  return {
    en: [
      `Of ${all} customers believed key, ${right} ${confirmed === 1 ? 'is' : 'are'} among the ${all} most profitable`,
      eroding > 0 && `, ${format.number(eroding)} ${eroding === 1 ? 'loses' : 'lose'} ${lost}`,
      unnoticed > 0 &&
        `; ${format.number(unnoticed)} more ${unnoticed === 1 ? 'belongs' : 'belong'} there, ${unnoticed === 1 ? 'makes' : 'make'} ${made} and ${unnoticed === 1 ? 'is' : 'are'} on nobody’s list`,
      '.',
    ]
      .filter(Boolean)
      .join(''),
    'zh-CN': [
      `管理层认定的 ${all} 个重点客户中，${right} 个确属利润前 ${all} 名`,
      eroding > 0 && `，${format.number(eroding)} 个合计亏损 ${lost}`,
      unnoticed > 0 && `；另有 ${format.number(unnoticed)} 个利润居前却未列入名单，共赚 ${made}`,
      '。',
    ]
      .filter(Boolean)
      .join(''),
  };
}

/** The cause that comes first: where the customers that erode could gain most, as their main cause. */
export function firstCause(data: ReportData): ReportData['causesByLine'][number] | undefined {
  return data.causesByLine
    .filter((cause) => cause.eroding_effect > 0)
    .toSorted((a, b) => b.eroding_effect - a.eroding_effect || (a.line < b.line ? -1 : 1))[0];
}

/** What to do first: the main cause of most eroded money, with its lever. */
function action(view: View): Said {
  const { data, format } = view;
  const first = firstCause(data);
  if (first === undefined) return undefined;
  const line = inSentence(view.locale, view.line(first.line));
  const gain = format.moneyShort(first.eroding_effect);
  const n = format.number(first.eroding);
  const lever = adviceFor[first.line]?.[view.locale];
  // Salaries do not leave with the work: what is only freed capacity must not be read as money.
  const cash = first.eroding_cash ?? first.eroding_effect;
  const ofIt = format.moneyShort(cash);
  const [en, zh] =
    cash >= first.eroding_effect - 0.005
      ? [`give ${gain} more`, `可增利 ${gain}`]
      : cash < 0.005
        ? [`free ${gain} of capacity (work, not cash)`, `可释放相当于 ${gain} 的产能（是工作量，不是现金）`]
        : [
            `give ${gain} more, ${ofIt} of it in cash and the rest as freed capacity`,
            `可增利 ${gain}（其中现金 ${ofIt}，其余为释放的产能）`,
          ];
  return {
    en: `First thing to do: ${line}. It is the main cause at ${n} of the customers that erode; brought to the median of their peers they ${en}.${lever === undefined ? '' : ` ${lever}.`}`,
    'zh-CN': `首要着手点：${line}。它是 ${n} 家亏损客户的主因，若降到同类中位数，${zh}。${lever === undefined ? '' : `对策：${lever}。`}`,
  };
}

function company(view: View): Said {
  const { data, format } = view;
  const amount = (section: string): number =>
    Number(data.company.find((row) => row.section === section)?.net_profit ?? 0);
  const kept = -(amount('unused_capacity') + amount('unattributed') + amount('company_level'));
  const exchange = amount('exchange');
  if (kept === 0 && exchange === 0) return undefined;
  const all = data.company.reduce((total, row) => total + Number(row.net_profit ?? 0), 0);
  const [unused, rest, left] = [-amount('unused_capacity') || 0, kept, all].map((value) =>
    format.moneyShort(value),
  );
  const rates = format.moneyShort(Math.abs(exchange));
  const en = [
    ...(kept === 0
      ? []
      : [`another ${rest} belongs to no customer, ${unused} of it capacity that nobody used`]),
    ...(exchange === 0 ? [] : [`exchange rates ${exchange < 0 ? 'took' : 'gave'} ${rates}`]),
    `the company is left with ${left}.`,
  ].join('; ');
  const zh = [
    ...(kept === 0 ? [] : [`另有 ${rest} 不归属任何客户，其中 ${unused} 是无人使用的产能`]),
    ...(exchange === 0 ? [] : [`汇兑${exchange < 0 ? '损失' : '收益'} ${rates}`]),
    `公司最终利润为 ${left}。`,
  ].join('；');
  return { en: en.charAt(0).toUpperCase() + en.slice(1), 'zh-CN': zh };
}

function books({ data, format }: View): Said {
  const reconciled = isReconciled(data);
  const off = data.ties.filter((tie) => !tie.reconciled);
  const n = format.number(data.ties.length);
  if (reconciled === null)
    return {
      en: 'There is no general ledger among the exports: these figures were not held against the books.',
      'zh-CN': '导出文件中没有总账，以上数字未与账簿核对。',
    };
  if (reconciled)
    return {
      en: `The figures tie to the books: all ${n} accounts agree month by month.`,
      'zh-CN': `数字与账簿一致：${n} 个科目逐月勾稽无误。`,
    };
  const worst = off.toSorted(
    (a, b) => Math.abs(b.unexplained) - Math.abs(a.unexplained) || (a.account < b.account ? -1 : 1),
  )[0]!;
  const difference = format.money(worst.unexplained, 2);
  return {
    en: `NOT reconciled: ${format.number(off.length)} of ${n} accounts do not tie to the books; the largest difference is ${difference} in account ${worst.account}.`,
    'zh-CN': `未勾稽一致：${n} 个科目中有 ${format.number(off.length)} 个对不上账，最大差额 ${difference}，在科目 ${worst.account}。`,
  };
}

function whereItEnds(view: View): Said {
  if (view.data.concentration.measure === 'net_profit') return undefined;
  return {
    en: `The exports carry no cost below that line, so “profit” here means ${view.measure}.`,
    'zh-CN': `导出数据中没有更下层的成本，因此本报告的“利润”指${view.measure}。`,
  };
}

export function surpriseText(view: View, surprise: Surprise): string {
  const { format, locale } = view;
  const [sales, profit, expected, gap] = [
    surprise.net_sales,
    surprise.net_profit,
    surprise.expected_profit,
    Math.abs(surprise.gap),
  ].map((value) => format.moneyShort(value));
  const [salesRank, profitRank] = [surprise.sales_rank, surprise.profit_rank].map((rank) =>
    format.number(rank),
  );
  const loss = format.moneyShort(Math.abs(surprise.net_profit));
  const [line, eater] = [surprise.cause, surprise.eaten_by].map((id) =>
    id === null ? undefined : inSentence(locale, view.line(id)),
  );
  // What eats a customer up need not be what sets it most apart from its peers: then both are said.
  const eaten = eater === undefined || eater === line ? undefined : eater;
  const mainCause: Record<Locale, (cause: string) => string> = {
    en: (cause) =>
      eaten === undefined
        ? ` Main cause: ${cause}.`
        : ` ${eaten[0]!.toUpperCase()}${eaten.slice(1)} eats it up; the main cause against its peers is ${cause}.`,
    'zh-CN': (cause) =>
      eaten === undefined ? `主因：${cause}。` : `利润被${eaten}吃掉；与同类相比，主因是${cause}。`,
  };
  const why = line === undefined ? '' : mainCause[locale](line);
  const texts: Record<string, Readonly<Record<Locale, string>>> = {
    whale_that_loses: {
      en: `No. ${salesRank} by sales with ${sales}, and it loses ${loss}. At the average margin it would make ${expected}.${why}`,
      'zh-CN': `销售额 ${sales}，排第 ${salesRank}，却亏损 ${loss}；按平均利润率本应赚 ${expected}。${why}`,
    },
    hidden_gem: {
      en: `No. ${salesRank} by sales, no. ${profitRank} by profit: ${profit}, which is ${gap} more than its size suggests.`,
      'zh-CN': `销售额排第 ${salesRank}，利润排第 ${profitRank}：赚 ${profit}，比同等规模应有的多 ${gap}。`,
    },
    costly_to_carry:
      surprise.net_profit < 0
        ? {
            en: `No. ${salesRank} by sales, but no. ${profitRank} by profit: it loses ${loss} where ${expected} would be usual.${why}`,
            'zh-CN': `销售额排第 ${salesRank}，利润却排第 ${profitRank}：亏损 ${loss}，本应赚 ${expected}。${why}`,
          }
        : {
            en: `No. ${salesRank} by sales, but only no. ${profitRank} by profit: ${profit} instead of ${expected}.${why}`,
            'zh-CN': `销售额排第 ${salesRank}，利润只排第 ${profitRank}：仅赚 ${profit}，本应有 ${expected}。${why}`,
          },
  };
  return closeGaps(texts[surprise.kind]?.[locale] ?? `${sales} → ${profit}`, locale);
}
