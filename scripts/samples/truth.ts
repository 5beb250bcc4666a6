/**
 * The right answer, worked out a second time straight from the generated records: a statement for every customer,
 * the pools, and a check of every planted story. It shares no code with the product.
 */
import { AS_OF, MONTHS, monthOf } from './calendar.ts';
import { type Company, FREIGHT } from './types.ts';

/** People per time-driven pool, and the minutes that one of them really has in a month. */
export const PEOPLE = { handling: 4, service: 4 } as const;
export const PRACTICAL_MINUTES = 160 * 60 * 0.8;
export const CREDIT_RATE = 0.06;
export const MINUTES = { order: 24, line: 6, revision: 36, returnLine: 60 } as const;

/** One customer's statement in cents; costs are positive. */
export interface Statement {
  code: string;
  ranked: boolean;
  gross: number;
  discounts: number;
  returns: number;
  rebates: number;
  net: number;
  goods: number;
  margin: number;
  delivery: number;
  handling: number;
  service: number;
  selling: number;
  contribution: number;
  credit: number;
  badDebt: number;
  profit: number;
  /** Margin given back with returns and allowances. */
  returnMargin: number;
  lines: number;
  orders: number;
  minutes: { handling: number; service: number; selling: number };
}

export interface Truth {
  statements: Statement[];
  /** Used share of practical capacity by month. */
  use: { handling: number[]; service: number[] };
  unused: { handling: number; service: number };
  companyLevel: number;
}

export function work(company: Company): Truth {
  const blank = (code: string, ranked: boolean): Statement => ({
    code,
    ranked,
    gross: 0,
    discounts: 0,
    returns: 0,
    rebates: 0,
    net: 0,
    goods: 0,
    margin: 0,
    delivery: 0,
    handling: 0,
    service: 0,
    selling: 0,
    contribution: 0,
    credit: 0,
    badDebt: 0,
    profit: 0,
    returnMargin: 0,
    lines: 0,
    orders: 0,
    minutes: { handling: 0, service: 0, selling: 0 },
  });
  const byCode = new Map(company.customers.map((c) => [c.code, blank(c.code, c.type === 'Customer')]));
  const at = (code: string): Statement => byCode.get(code) as Statement;
  const ledger = (month: number, ...accounts: string[]): number =>
    company.ledger.reduce(
      (s, r) => s + (r.month === month && accounts.includes(r.account) ? r.debit - r.credit : 0),
      0,
    );

  // What each customer did in each month: minutes and counts.
  type Use = Map<string, number>;
  const months = Array.from({ length: MONTHS }, () => ({
    handling: new Map() as Use,
    service: new Map() as Use,
    selling: new Map() as Use,
    lines: new Map() as Use,
  }));
  const add = (use: Use, code: string, x: number): void => {
    use.set(code, (use.get(code) ?? 0) + x);
  };
  const of = (day: number) => months[monthOf(day)] as (typeof months)[0];

  for (const l of company.lines) {
    const s = at(l.customer);
    add(of(l.day).handling, l.customer, MINUTES.line + (l.kind === '销售' ? 0 : MINUTES.returnLine));
    add(of(l.day).lines, l.customer, 1);
    s.lines++;
    s.goods += l.cost;
    if (l.product === FREIGHT) s.delivery -= l.net;
    else if (l.kind === '销售') {
      // Quantity × list, in cents.
      const list = Math.round((l.quantity * l.list4) / 100);
      s.gross += list;
      s.discounts += list - l.net;
    } else {
      s.returns -= l.net;
      s.returnMargin += l.cost - l.net;
    }
  }
  for (const e of company.events) {
    if (e.kind === '创建') {
      add(of(e.day).handling, e.customer, MINUTES.order);
      at(e.customer).orders++;
    } else if (e.kind === '变更') add(of(e.day).handling, e.customer, MINUTES.revision);
  }
  for (const a of company.activities) {
    const service = a.kind === 'Ticket' || a.kind === 'Complaint' || a.kind === 'Training';
    add(service ? of(a.day).service : of(a.day).selling, a.customer, a.duration);
  }
  for (const s of company.shipments) at(s.customer).delivery += s.freight;
  for (const r of company.rebates) at(r.customer).rebates += r.amount;
  for (const r of company.receivables) {
    at(r.customer).badDebt += r.writtenOff;
    const days = Math.min(r.settled ?? AS_OF, AS_OF) - r.issued;
    at(r.customer).credit += (r.amount * days * CREDIT_RATE) / 365;
  }

  const truth: Truth = {
    statements: [...byCode.values()],
    use: { handling: [], service: [] },
    unused: { handling: 0, service: 0 },
    companyLevel: 0,
  };
  months.forEach((m, month) => {
    const total = (use: Use): number => [...use.values()].reduce((a, b) => a + b, 0);
    for (const [pool, accounts] of [
      ['handling', ['6601', '6602']],
      ['service', ['6611', '6612']],
    ] as const) {
      const cost = ledger(month, ...accounts);
      const capacity = PEOPLE[pool] * PRACTICAL_MINUTES;
      for (const [code, minutes] of m[pool]) {
        at(code)[pool] += (cost * minutes) / capacity;
        at(code).minutes[pool] += minutes;
      }
      truth.use[pool].push(total(m[pool]) / capacity);
      truth.unused[pool] += cost * (1 - total(m[pool]) / capacity);
    }
    const selling = ledger(month, '6621', '6622');
    for (const [code, minutes] of m.selling) {
      at(code).selling += (selling * minutes) / total(m.selling);
      at(code).minutes.selling += minutes;
    }
    const warehouse = ledger(month, '6632');
    for (const [code, lines] of m.lines) at(code).delivery += (warehouse * lines) / total(m.lines);
    truth.companyLevel += ledger(month, '6701', '6711', '6721');
  });
  for (const s of truth.statements) {
    s.net = s.gross - s.discounts - s.returns - s.rebates;
    s.margin = s.net - s.goods;
    s.contribution = s.margin - s.delivery - s.handling - s.service - s.selling;
    s.profit = s.contribution - s.credit - s.badDebt;
  }
  return truth;
}
