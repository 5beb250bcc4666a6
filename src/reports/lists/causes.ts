import { adviceFor } from '../../contracts/levers.ts';
import { type Word, words } from '../words.ts';
import { byOwner, type ListInputs, longest, sumOf, type WorkList } from './kit.ts';

interface Cause {
  readonly customer_id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly net_sales: number | null;
  readonly net_profit: number | null;
  readonly line: string | null;
  readonly base: string | null;
  readonly share: number | null;
  readonly peer_median: number | null;
  readonly effect: number | null;
  readonly cash_gain: number | null;
  readonly rank: number | null;
  readonly profit_change: number | null;
  readonly worth_letting_go: boolean | null;
}

/** How many causes of a customer are worked on: the first is said in full, the others by name. */
const causesShown = 3;

/**
 * What to do about whom: every ranked customer with a loss, and every other whose main cause gives more than an
 * average profitable customer makes. The money is what the levers of the largest causes would give.
 */
export async function causesAndLevers(inputs: ListInputs): Promise<WorkList> {
  const { database, view, own } = inputs;
  const { concentration: c } = view.data;
  const { format } = view;
  const threshold = c.profitable > 0 ? c.sum_positive / c.profitable : 0;
  const rows = await database.rows<Cause>(
    `with chosen as (
         select c.* from models.customers as c
         where c.is_ranked and (c.net_profit < 0 or (c.cause_effect >= $threshold and c.cause_effect > 0))
         order by c.cause_effect desc nulls last, c.customer_id limit ${longest})
     select chosen.customer_id, chosen.name, nullif(trim(chosen.owner), '') as owner, chosen.net_sales,
            chosen.net_profit, x.line, x.base, x.share, x.peer_median, x.effect, x.rank, l.cash_gain,
            g.profit_change, g.worth_letting_go
     from chosen left join models.causes as x on x.customer_id = chosen.customer_id and x.rank <= ${causesShown}
     left join models.levers as l on l.customer_id = x.customer_id and l.line = x.line
     left join models.let_go as g on g.customer_id = chosen.customer_id
     order by chosen.customer_id, x.rank, x.line`,
    { threshold },
  );
  const byCustomer = new Map<string, Cause[]>();
  for (const row of rows) {
    const before = byCustomer.get(row.customer_id);
    if (before === undefined) byCustomer.set(row.customer_id, [row]);
    else before.push(row);
  }
  const entries = [...byCustomer.values()].map((causes) => entryOf(inputs, causes));
  const { currency } = view.context;
  return {
    name: 'causes-and-levers',
    word: 'causes',
    title: own('causes'),
    notes: [own('causesNote', { money: format.money(threshold), n: String(causesShown), currency })],
    columns: [
      { key: 'owner', label: own('owner'), kind: 'text', width: 16, bold: true },
      { key: 'customer_id', label: own('number'), kind: 'text', width: 11 },
      { key: 'customer', label: own('customer'), kind: 'text', width: 36, bold: true },
      { key: 'total', label: own('totalGain'), kind: 'money', width: 14, bold: true },
      { key: 'cash', label: own('cashGain'), kind: 'money', width: 14 },
      { key: 'reason', label: own('reason'), kind: 'text', width: 62 },
      { key: 'lever', label: own('lever'), kind: 'text', width: 52 },
      { key: 'gain', label: own('gain'), kind: 'money', width: 13 },
      { key: 'further', label: own('further'), kind: 'text', width: 44 },
      { key: 'sales', label: own('netSales'), kind: 'money', width: 14 },
      { key: 'profit', label: view.measureTitle, kind: 'money', width: 13, tone: true },
      { key: 'letGo', label: own('letGo'), kind: 'text', width: 50 },
    ],
    ...byOwner(entries, own('nobody')),
    totals: [{ label: own('total'), values: { total: sumOf(entries.map(({ money }) => money)) } }],
    empty: own('nothing'),
    frozen: 3,
  };
}

function entryOf({ view, own }: ListInputs, causes: readonly Cause[]): Parameters<typeof byOwner>[0][number] {
  const { format, locale } = view;
  const known = causes.filter((cause) => cause.line !== null);
  const [main, ...further] = known;
  const customer = causes[0]!;
  const total = sumOf(known.map(({ effect }) => effect ?? 0));
  const cash = known.some(({ cash_gain }) => cash_gain !== null)
    ? sumOf(known.map(({ cash_gain }) => cash_gain ?? 0))
    : null;
  const base = main?.base ?? 'net_sales';
  const reason =
    main === undefined
      ? own('noCause')
      : own('causeReason', {
          line: view.line(main.line!),
          share: format.percent(main.share ?? 0),
          base: base in words ? view.say(base as Word) : base,
          median: format.percent(main.peer_median ?? 0),
        });
  const others = further.map(({ line, effect }) =>
    own('furtherCause', { line: view.line(line!), money: format.money(effect ?? 0) }),
  );
  return {
    owner: customer.owner,
    money: total,
    id: customer.customer_id,
    values: [
      customer.customer_id,
      customer.name,
      total,
      cash,
      reason,
      main === undefined ? null : (adviceFor[main.line!]?.[locale] ?? null),
      main?.effect ?? null,
      others.length === 0 ? null : others.join(locale === 'zh-CN' ? '；' : '; '),
      customer.net_sales,
      customer.net_profit,
      letGoText(customer),
    ],
  };

  function letGoText({ worth_letting_go: worth, profit_change: change }: Cause): string | null {
    if (worth === null || change === null) return null;
    return own(worth ? 'letGoText' : 'keepText', { money: format.money(Math.abs(change)) });
  }
}
