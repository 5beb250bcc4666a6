/** The finance department's side: open items, quarterly rebates and the general ledger, all derived from the records. */
import { AS_OF, DAYS, MONTHS, monthOf } from './calendar.ts';
import { Rng } from './rng.ts';
import {
  type Company,
  type Customer,
  FREIGHT,
  type LedgerRow,
  type Line,
  type Rebate,
  type Receivable,
} from './types.ts';

export function makeReceivables(customers: Customer[], lines: Line[]): Receivable[] {
  const byCode = new Map(customers.map((c) => [c.code, c]));
  const rng = new Rng('payments');
  const items = new Map<string, Receivable>();
  for (const l of lines) {
    const terms = (byCode.get(l.customer) as Customer).profile.terms;
    const item = items.get(l.invoice) ?? {
      invoice: l.invoice,
      customer: l.customer,
      issued: l.day,
      due: l.kind === '销售' ? l.day + terms : l.day,
      amount: 0,
      settled: null,
      paid: 0,
      writtenOff: 0,
    };
    item.amount += l.net + l.tax;
    items.set(l.invoice, item);
  }
  for (const item of items.values()) {
    const p = (byCode.get(item.customer) as Customer).profile;
    if (item.amount <= 0) {
      // Credit notes are offset at once.
      item.settled = item.issued;
      item.paid = item.amount;
      continue;
    }
    const days = Math.max(p.terms === 0 ? 0 : 3, Math.round(p.payDays * (0.6 + 0.4 * rng.gamma(4))));
    if (p.defaults && p.to < DAYS && item.issued > p.to - 100) {
      // Never paid: written off 180 days after it was due, open until then.
      if (item.due + 180 <= AS_OF) {
        item.settled = item.due + 180;
        item.writtenOff = item.amount;
      }
      continue;
    }
    if (item.issued + days <= AS_OF) {
      item.settled = item.issued + days;
      item.paid = item.amount;
    }
  }
  return [...items.values()];
}

/** A percentage of the quarter's net sales of goods, in whole yuan, booked in the quarter's last month. */
export function makeRebates(customers: Customer[], lines: Line[]): Rebate[] {
  const rebates: Rebate[] = [];
  // Besides the planted accounts, the largest natural ones have an agreement: twelve in all.
  const sales = new Map<string, number>();
  for (const l of lines)
    if (l.product !== FREIGHT) sales.set(l.customer, (sales.get(l.customer) ?? 0) + l.net);
  const rates = new Map(
    customers.filter((c) => c.profile.rebateRate > 0).map((c) => [c.code, c.profile.rebateRate]),
  );
  const natural = customers.filter((c) => c.profile.group !== 'planted' && c.profile.group !== 'excluded');
  natural.sort((a, b) => (sales.get(b.code) ?? 0) - (sales.get(a.code) ?? 0));
  for (const c of natural) if (rates.size < 12) rates.set(c.code, 0.01);
  for (let quarter = 0; quarter < MONTHS / 3; quarter++) {
    for (const [customer, rate] of rates) {
      const net = lines.reduce(
        (s, l) =>
          s +
          (l.customer === customer && l.product !== FREIGHT && Math.floor(monthOf(l.day) / 3) === quarter
            ? l.net
            : 0),
        0,
      );
      const amount = Math.round((net * rate) / 100) * 100;
      if (amount > 0) rebates.push({ customer, month: quarter * 3 + 2, amount });
    }
  }
  return rebates;
}

/** Monthly costs in yuan: [account, name, cost centre, amount, monthly noise]. */
const COSTS: readonly (readonly [string, string, string, number, number])[] = [
  ['6601', 'Löhne Auftragsabwicklung', '210', 43_000, 0.004],
  ['6602', 'IT Auftragsabwicklung', '210', 34_000, 0.03],
  ['6611', 'Löhne Kundendienst', '220', 118_000, 0.006],
  ['6612', 'Reisekosten Kundendienst', '220', 80_000, 0.09],
  ['6621', 'Löhne Vertrieb', '310', 152_000, 0.005],
  ['6621', 'Löhne Vertrieb', '320', 82_000, 0.005],
  ['6622', 'Marketing', '330', 48_000, 0.15],
  ['6632', 'Lagerlöhne', '410', 124_000, 0.012],
  ['6701', 'Geschäftsführung', '100', 118_000, 0.004],
  ['6711', 'Miete Verwaltung', '100', 46_000, 0],
  ['6721', 'Beratung', '100', 17_500, 0.3],
];

export function makeLedger(company: Omit<Company, 'ledger'>): LedgerRow[] {
  const rng = new Rng('ledger');
  const rows: LedgerRow[] = [];
  for (let month = 0; month < MONTHS; month++) {
    const sum = <T>(items: T[], inMonth: (x: T) => boolean, value: (x: T) => number): number =>
      items.reduce((s, x) => s + (inMonth(x) ? value(x) : 0), 0);
    const ofLines = (keep: (l: Line) => boolean, value: (l: Line) => number): number =>
      sum(company.lines, (l) => monthOf(l.day) === month && keep(l), value);
    const put = (account: string, name: string, costCentre: string, debit: number, credit: number): void => {
      rows.push({ month, account, name, costCentre, debit, credit });
    };
    put(
      '6001',
      'Umsatzerlöse',
      '',
      0,
      ofLines(
        (l) => l.kind === '销售' && l.product !== FREIGHT,
        (l) => l.net,
      ),
    );
    put(
      '6002',
      'Erlösschmälerungen',
      '',
      -ofLines(
        (l) => l.kind !== '销售',
        (l) => l.net,
      ),
      0,
    );
    const rebates = sum(
      company.rebates,
      (r) => r.month === month,
      (r) => r.amount,
    );
    if (rebates > 0) put('6003', 'Kundenboni', '', rebates, 0);
    put(
      '6051',
      'Frachterlöse',
      '',
      0,
      ofLines(
        (l) => l.product === FREIGHT,
        (l) => l.net,
      ),
    );
    put(
      '6401',
      'Wareneinsatz',
      '',
      ofLines(
        () => true,
        (l) => l.cost,
      ),
      0,
    );
    const others: LedgerRow[] = [];
    for (const [account, name, costCentre, amount, noise] of COSTS) {
      // Pay rises in January; the rest wobbles around its mean.
      const rise = month < 6 ? 1 : month < 18 ? 1.035 : 1.07;
      const wages = account === '6711' ? 1 : rise;
      others.push({
        month,
        account,
        name,
        costCentre,
        debit: Math.round(amount * wages * (1 + noise * (rng.next() * 2 - 1)) * 100),
        credit: 0,
      });
    }
    others.push({
      month,
      account: '6631',
      name: 'Ausgangsfrachten',
      costCentre: '410',
      credit: 0,
      debit: sum(
        company.shipments,
        (s) => monthOf(s.day) === month,
        (s) => s.freight,
      ),
    });
    const bad = sum(
      company.receivables,
      (r) => r.settled !== null && monthOf(r.settled) === month,
      (r) => r.writtenOff,
    );
    if (bad > 0)
      others.push({
        month,
        account: '6641',
        name: 'Forderungsverluste',
        costCentre: '',
        debit: bad,
        credit: 0,
      });
    rows.push(
      ...others.sort(
        (a, b) => Number(a.account) - Number(b.account) || Number(a.costCentre) - Number(b.costCentre),
      ),
    );
  }
  return rows;
}
