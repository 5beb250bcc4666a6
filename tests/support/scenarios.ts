import fc from 'fast-check';

/** A small company and the settings that an analyst may try on it: for what must never be stale. */

/** Settings that a scenario may change; each is a piece of the pipeline file. */
export interface Scenario {
  readonly asOf: string;
  readonly from: string;
  readonly rate: number;
  readonly badDebt: string;
  readonly returns: string;
  readonly tolerance: number;
  readonly minutes: number;
  readonly weight: number;
  readonly tier: string;
  readonly bins: number;
  readonly window: number;
  readonly monetary: string;
  readonly seed: number;
  readonly horizon: number;
  readonly dormant: number;
  readonly campaign: boolean;
}
export const usual: Scenario = {
  asOf: '2026-06-30',
  from: '2025-07-01',
  rate: 6,
  badDebt: 'written_off',
  returns: 'posted',
  tolerance: 0.01,
  minutes: 5,
  weight: 1,
  tier: '60%',
  bins: 5,
  window: 12,
  monetary: 'net_sales',
  seed: 7,
  horizon: 12,
  dormant: 9,
  campaign: false,
};

/** The pipeline file of a scenario. */
export const yaml = (s: Scenario): string => `
whalecurve: 1
title: Scenarios
currency: EUR
as_of: ${s.asOf}
period: { from: ${s.from} }
data: data
returns: ${s.returns}
tiers:
  - { tier: best, share_of_profit: ${s.tier} }
  - { tier: middle, profit: rest }
  - { tier: last, loss: rest }
rfm: { bins: ${s.bins}, window_months: ${s.window}, monetary: ${s.monetary} }
clusters: { seed: ${s.seed} }
lifetime: { horizon_months: ${s.horizon} }
retention: { dormant_months: ${s.dormant} }
books:
  tolerance: ${s.tolerance}
  accounts: [{ accounts: "4000", carries: sales }]
costs:
  desk:
    line: order_handling
    accounts: "6000"
    method: time_driven
    capacity: { people: 1, hours_per_month: 100, practical: 80% }
    minutes: { invoices: ${s.minutes}, invoice_lines: 2 }
  sales:
    line: sales_and_marketing
    accounts: "6100"
    method: driver_share
    drivers: { visit_minutes: ${s.weight}, invoice_lines: 1 }
credit: { annual_rate: ${s.rate}%, bad_debt: ${s.badDebt}${s.badDebt === 'expected' ? ', loss_rates: { not_due: 1%, overdue_1_30: 5%, overdue_31_60: 10%, overdue_61_90: 20%, overdue_over_90: 50% }' : ''} }
${s.campaign ? 'campaigns:\n  spring: { channel: mail, on: 2026-06-01, cost: 1 }\n' : ''}
sources:
  lines:
    files: lines.csv
    table: invoice_lines
    columns: { invoice_id: no, line_no: pos, customer_id: client, invoiced_on: day, quantity: qty, net_amount: net, cost_amount: cost }
  open:
    files: open.csv
    table: receivables
    columns: { invoice_id: no, customer_id: client, issued_on: day, due_on: due, amount: amount, paid_on: paid }
  visits:
    files: visits.csv
    table: interactions
    columns: { interaction_id: id, customer_id: client, at: day, kind: kind, minutes: minutes }
  ledger:
    files: ledger.csv
    table: ledger
    columns: { period: month, account: account, amount: amount }
`;

const months = Array.from({ length: 18 }, (_, n) =>
  new Date(Date.UTC(2025, n, 12)).toISOString().slice(0, 10),
);
const clients = Array.from({ length: 24 }, (_, n) => `C${n + 1}`);
/** Its exports, file → text: 24 customers over 18 months. */
export function exports(): Record<string, string> {
  const lines: string[] = ['no,pos,client,day,qty,net,cost'];
  const open: string[] = ['no,client,day,due,amount,paid'];
  const visits: string[] = ['id,client,day,kind,minutes'];
  for (const [m, day] of months.entries())
    for (const [c, client] of clients.entries()) {
      if ((m + c) % (1 + (c % 4)) !== 0) continue;
      const net = 50 + ((c * 37 + m * 11) % 400);
      lines.push(`I${m}-${c},1,${client},${day},${1 + (c % 3)},${net}.00,${(net * 0.6).toFixed(2)}`);
      if (c % 5 === 0) lines.push(`I${m}-${c},2,${client},${day},-1,-10.00,-6.00`);
      const paid = (m + c) % 3 === 0 ? '' : `${day.slice(0, 8)}28`;
      open.push(`I${m}-${c},${client},${day},${day.slice(0, 8)}20,${net}.00,${paid}`);
      if (c % 2 === 0) visits.push(`V${m}-${c},${client},${day},visit,${10 + c}`);
    }
  const ledger = months.flatMap((day) =>
    ['4000,-5000', '6000,900', '6100,700'].map((row) => `${day.slice(0, 7)},${row}`),
  );
  const text = (rows: readonly string[]): string => `${rows.join('\n')}\n`;
  return {
    'lines.csv': text(lines),
    'open.csv': text(open),
    'visits.csv': text(visits),
    'ledger.csv': text(['month,account,amount', ...ledger]),
  };
}

/** One thing that an analyst may change. */
export const change: fc.Arbitrary<Partial<Scenario>> = fc.oneof(
  fc.record({ asOf: fc.constantFrom('2026-06-30', '2026-05-31', '2026-03-15') }),
  fc.record({ from: fc.constantFrom('2025-01-01', '2025-07-01', '2025-10-01') }),
  fc.record({ rate: fc.constantFrom(0, 5, 6, 12) }),
  fc.record({ badDebt: fc.constantFrom('written_off', 'expected') }),
  fc.record({ returns: fc.constantFrom('posted', 'sale') }),
  fc.record({ tolerance: fc.constantFrom(0.01, 1_000_000) }),
  fc.record({ minutes: fc.constantFrom(1, 5, 40) }),
  fc.record({ weight: fc.constantFrom(0.5, 1, 3) }),
  fc.record({ tier: fc.constantFrom('50%', '60%', '90%') }),
  fc.record({ bins: fc.constantFrom(3, 5) }),
  fc.record({ window: fc.constantFrom(6, 12) }),
  fc.record({ monetary: fc.constantFrom('net_sales', 'net_profit') }),
  fc.record({ seed: fc.constantFrom(7, 8) }),
  fc.record({ horizon: fc.constantFrom(6, 12) }),
  fc.record({ dormant: fc.constantFrom(3, 9) }),
  fc.record({ campaign: fc.boolean() }),
);
