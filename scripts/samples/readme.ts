/** The README of the sample data, written from the figures so that it stays true. */

import { monthOf, periodOfMonth } from './calendar.ts';
import { dsoOf, type Finding, withoutServiceAndReturns } from './check.ts';
import type { acquisitionOf } from './leads.ts';
import { NO_SOURCE } from './leads.ts';
import { GROUP_MEMBERS } from './planted.ts';
import { groupNet, type Summary } from './summary.ts';
import { commaAmount } from './text.ts';
import { CREDIT_RATE, MINUTES, PEOPLE, PRACTICAL_MINUTES, type Statement, type Truth } from './truth.ts';
import type { Company } from './types.ts';
import { DIRTY_ROWS } from './write-crm.ts';
import { AGAIN, CORRECTIONS, FIRST, SECOND } from './write-erp.ts';
import { BELIEVED, DOUBTFUL_LINES } from './write-management.ts';

const yuan = (cents: number): string => commaAmount(Math.round(cents / 100) * 100).slice(0, -3);
const percent = (x: number, digits = 1): string => `${(x * 100).toFixed(digits)} %`;
const table = (head: string[], rows: (string | number)[][]): string =>
  [head, head.map(() => '---'), ...rows].map((r) => `| ${r.join(' | ')} |`).join('\n');

/** What the generator prints, and what the README repeats. */
export function figures(company: Company, truth: Truth, s: Summary, found: Map<string, Finding>): string {
  const name = new Map(company.customers.map((c) => [c.code, c.name]));
  const use = (u: number[]): string =>
    `${percent(Math.min(...u), 0)} – ${percent(Math.max(...u), 0)}, mean ${percent(u.reduce((a, b) => a + b, 0) / u.length)}`;
  const median = [...s.bySales].map((x) => x.discounts / x.gross).sort((a, b) => a - b)[
    s.bySales.length >> 1
  ] as number;
  const totals = table(
    ['figure (24 months, CNY)', 'value'],
    [
      ['net sales, all accounts', yuan(s.netSales)],
      ['net sales, ranked customers', yuan(s.rankedNetSales)],
      ['customers ranked', s.customersRanked],
      ['gross margin of ranked customers', percent(s.marginRate)],
      ['net profit of ranked customers', `${yuan(s.profit)} (${percent(s.profitRate)} of their net sales)`],
      [
        'peak of the whale curve',
        `${yuan(s.peak)} = ${percent(s.peakPercent)} at customer ${s.customersAtPeak} of ${s.customersRanked}`,
      ],
      [
        'customers with a net loss',
        `${s.negative} (${percent(s.negativeShare)}), together ${yuan(-s.lossTotal)}`,
      ],
      ['net profit of accounts not ranked (walk-in, intercompany, test, staff)', yuan(s.excludedProfit)],
      ['median discount', percent(median)],
      ['use of order handling by month', use(s.use.handling)],
      ['use of service by month', use(s.use.service)],
      [
        'unused capacity: order handling; service',
        `${yuan(truth.unused.handling)}; ${yuan(truth.unused.service)}`,
      ],
      ['company level (6701, 6711, 6721)', yuan(truth.companyLevel)],
    ],
  );
  const row = (key: string, story: string, must: string): (string | number)[] => {
    const f = found.get(key) as Finding;
    return [
      story,
      `\`${f.code}\``,
      name.get(f.code) as string,
      f.salesRank || '–',
      f.profitRank || '–',
      yuan(f.statement.net),
      yuan(f.statement.profit),
      must,
    ];
  };
  const of = (key: string): Finding => found.get(key) as Finding;
  const giant = of('erodingGiant').statement;
  const slow = of('slowPayer').statement;
  const chain = of('chain').statement;
  const grower = company.lines.filter((l) => l.customer === of('grower').code);
  const year = (second: boolean): number =>
    grower.reduce((n, l) => n + (monthOf(l.day) >= 12 === second ? l.net : 0), 0);
  const lastOrder = company.lines
    .filter((l) => l.customer === of('churned').code && l.kind === '销售')
    .at(-1);
  const planted = table(
    [
      'story',
      'code',
      'name',
      'rank by net sales',
      'rank by net profit',
      'net sales',
      'net profit',
      'what a right product finds',
    ],
    [
      row('leader', 'best customer', 'first by sales and by profit'),
      row('second', 'second best', 'second by profit'),
      row(
        'erodingGiant',
        'large and eroding',
        `second by sales and the largest loss; service ${yuan(giant.service)}, returns and allowances ${yuan(giant.returns)} (margin lost ${yuan(giant.returnMargin)}); without both it would earn ${yuan(withoutServiceAndReturns(giant))}, more than any other`,
      ),
      row('smallStar', 'small and excellent', 'third by profit from below rank 100 by sales'),
      row(
        'slowPayer',
        'slow payer',
        `pays after ${dsoOf(company, slow.code).toFixed(0)} days (weighted, open items to date); cost of credit ${yuan(slow.credit)} turns ${yuan(slow.contribution)} into a loss`,
      ),
      row(
        'chain',
        'deep-discount chain',
        `discount ${percent(chain.discounts / chain.gross)} of list; several drops per order, delivery ${yuan(chain.delivery)}`,
      ),
      row(
        'groupParent',
        "group (parent's own row)",
        `with ${GROUP_MEMBERS.slice(1).join(', ')} together net sales ${yuan(groupNet(truth))}: top 5, none alone in the top 10; 001204 reaches the parent through 001202`,
      ),
      row(
        'churned',
        'churned',
        `top 20 by sales, last purchase ${lastOrder ? periodOfMonth(monthOf(lastOrder.day)) : ''}`,
      ),
      row(
        'grower',
        'fast grower',
        `net invoiced ${yuan(year(false))} in the first year, ${yuan(year(true))} in the second`,
      ),
      row('walkIn', 'walk-in account', 'not ranked; still bears its costs'),
      row('intercompany', 'intercompany', 'not ranked; sold at cost + 2 %'),
    ],
  );
  return `${totals}\n\n${planted}`;
}

/** Management's list against the truth: who is on it, and who should be. */
function believed(s: Summary): string {
  const place = new Map(s.byProfit.map((one, index) => [one.code, index + 1]));
  const own = BELIEVED.map((code) => s.byProfit[(place.get(code) as number) - 1] as Statement);
  const eroding = own.filter(({ profit }) => profit < 0);
  const best = s.byProfit.slice(0, BELIEVED.length);
  const unnoticed = best.filter(({ code }) => !BELIEVED.includes(code));
  const codes = (of: readonly Statement[]): string => of.map(({ code }) => `\`${code}\``).join(', ');
  return `Key customers that management believes in (\`management/重点客户名单.csv\`): ${BELIEVED.length} of ${BELIEVED.length + DOUBTFUL_LINES} lines can be told for sure; 诺海文集团
is a group of five accounts and 华东精工装备集团 nobody. ${best.length - unnoticed.length} of the ${BELIEVED.length} are among the ${BELIEVED.length} most profitable. Believed key but eroding:
${codes(eroding)}, together ${yuan(eroding.reduce((n, one) => n + one.profit, 0))}. Unnoticed: ${codes(unnoticed)}, together ${yuan(unnoticed.reduce((n, one) => n + one.profit, 0))}.`;
}

/** Where new customers came from. */
function acquired(sources: ReturnType<typeof acquisitionOf>): string {
  return table(
    [
      'acquisition source',
      'leads',
      'customers won',
      'cost',
      'their net profit',
      'what a right product finds',
    ],
    sources.map(({ source, leads, won, cost, profit }) => [
      source,
      leads,
      won,
      cost === null ? 'not known' : yuan(cost),
      yuan(profit),
      cost === null ? 'cannot be judged' : profit >= cost ? 'has paid back' : 'has not paid back',
    ]),
  );
}

export function readme(
  company: Company,
  truth: Truth,
  s: Summary,
  found: Map<string, Finding>,
  files: Map<string, Uint8Array>,
  sources: ReturnType<typeof acquisitionOf>,
): string {
  const size = (file: string): string => `${Math.round((files.get(file) as Uint8Array).length / 1024)} KB`;
  const inMonths = (from: number, to: number): number =>
    company.lines.filter((l) => monthOf(l.day) >= from && monthOf(l.day) <= to).length;
  const dirt = DIRTY_ROWS.impossibleDates + DIRTY_ROWS.textDurations + DIRTY_ROWS.duplicates;
  const list = table(
    ['file', 'size', 'data rows', 'as the system writes it'],
    [
      [
        '`crm/accounts.csv`',
        size('crm/accounts.csv'),
        company.customers.length,
        'UTF-8 with BOM, comma, CRLF. Account Number went through Excel: `001042` became `1042`, in Parent Account Number too',
      ],
      [
        '`crm/activities.csv`',
        size('crm/activities.csv'),
        company.activities.length + dirt,
        `same; ${DIRTY_ROWS.impossibleDates} rows with an impossible date, ${DIRTY_ROWS.textDurations} with a text for a duration, ${DIRTY_ROWS.duplicates} rows exported twice: ${dirt} rows to set aside`,
      ],
      [
        '`crm/leads.csv`',
        size('crm/leads.csv'),
        sources.reduce((n, { leads }) => n + leads, 0) + NO_SOURCE,
        `same; ${NO_SOURCE} without a source, 6 of customers that had bought before, a few customers with two leads`,
      ],
      [
        '`crm/lead-costs.csv`',
        size('crm/lead-costs.csv'),
        'by month',
        'same; part of account 6622; “Trade Fair” here is “Trade fair” in the leads; cold calls have no cost',
      ],
      [
        '`crm/contacts.csv`',
        size('crm/contacts.csv'),
        new TextDecoder().decode(files.get('crm/contacts.csv')).trim().split('\r\n').length - 1,
        'same; one row per person at a customer, some of whom have left',
      ],
      [
        `\`erp/${FIRST}\``,
        size(`erp/${FIRST}`),
        inMonths(0, 11),
        'GB18030, comma, CRLF; three title rows, Chinese header, 合计 row; thousands separators in 无税金额 and 成本金额; returns (退货) negative; allowances (折让) with quantity 0; freight billed as item `FRT001`',
      ],
      [
        `\`erp/${SECOND}\``,
        size(`erp/${SECOND}`),
        inMonths(12, 23),
        `same; ${CORRECTIONS} lines of March 2026 are wrong`,
      ],
      [
        `\`erp/${AGAIN}\``,
        size(`erp/${AGAIN}`),
        inMonths(20, 20),
        'same; March 2026 exported again, complete and right: it replaces that month',
      ],
      [
        '`erp/仓储与订单.xlsx`',
        size('erp/仓储与订单.xlsx'),
        `${company.products.length + 1} + ${company.shipments.length} + ${company.events.length}`,
        'sheets 存货档案, 发货记录 (title row above the header, Excel dates), 订单日志 (times as text)',
      ],
      [
        '`finance/hauptbuch.csv`',
        size('finance/hauptbuch.csv'),
        company.ledger.length,
        'Windows-1252, `;`, `1.234,56`, CRLF; one row per month, account and cost centre; Soll = debit, Haben = credit',
      ],
      [
        '`finance/offene_posten.csv`',
        size('finance/offene_posten.csv'),
        company.receivables.length,
        'same; one row per invoice, tax included; credit notes negative and offset at once; Zahldatum empty while open on 30.06.2026; a write-off has its date in Zahldatum, Bezahlt 0 and the amount in Ausgebucht',
      ],
      [
        '`finance/boni.csv`',
        size('finance/boni.csv'),
        company.rebates.length,
        'same; quarterly rebates of twelve customers',
      ],
      [
        '`management/重点客户名单.csv`',
        size('management/重点客户名单.csv'),
        BELIEVED.length + DOUBTFUL_LINES,
        'the customers that management believes are key, as a meeting wrote them down: short names, other width, case and spelling, one number; UTF-8 with BOM',
      ],
    ],
  );
  return `# Sample company

**Harbourbridge Industrial Supply / 港桥工业品（太仓）有限公司**, an invented distributor of industrial supplies.
Reporting currency CNY, 24 months from 2024-07-01 to 2026-06-30, exported as three systems really export.
Every name, number and address is made up; mail addresses end in \`example.com\`. Tax numbers have right check characters and belong to nobody.

Written by \`npm run samples\` (\`scripts/samples/make.ts\`), the same bytes every time. This file is written too: change the generator, not the data.
The generator works out the right answer by itself (\`scripts/samples/truth.ts\`) and stops when a planted story no longer shows.

## Files

${list}

## Right answer

${figures(company, truth, s, found)}

${believed(s)}

${acquired(sources)}

Also planted: the corrected month (\`${AGAIN}\`), lost leading zeros, rows to set aside, a test account \`009999\` without sales, a staff account \`980001\`,
new customers, customers who leave without paying their last invoices, a dip at Chinese New Year, and four natural ways of buying
(frequent and small, rare and large, service-heavy, steady core).

## How the figures are reckoned

- Net sales = quantity × 报价 − discounts − returns and allowances − rebates; \`FRT001\` is not in it. Cost of goods = 成本金额, returns take theirs back.
- Delivery = 运费 of the customer's shipments + its share of 6632 by invoice lines − freight billed.
- Order handling (6601 + 6602), time-driven by month: ${MINUTES.order} minutes per order (创建 in 订单日志), ${MINUTES.line} per row of the invoice lists (of every kind), ${MINUTES.revision} per revision (变更), ${MINUTES.returnLine} more per 退货 or 折让 row. Practical capacity: ${PEOPLE.handling} people × 160 h × 60 × 0.8 = ${PEOPLE.handling * PRACTICAL_MINUTES} minutes a month.
- Service (6611 + 6612), time-driven by month from the minutes of Ticket, Complaint and Training: ${PEOPLE.service} people = ${PEOPLE.service * PRACTICAL_MINUTES} minutes a month.
- Sales and marketing (6621 + 6622): share of the month's minutes of Visit, Call and Email.
- Cost of credit = amount × days from Belegdatum to Zahldatum (or 2026-06-30) × ${CREDIT_RATE * 100} % / 365. Bad debt = Ausgebucht. 6701, 6711, 6721 and unused capacity stay with the company.
- Accounts of type Walk-in, Intercompany, Test and Staff bear costs but are not ranked.

Each month, to the cent: 6001 = 销售 lines without freight, 6002 = 退货 and 折让, 6003 = rebates, 6051 = \`FRT001\`, 6401 = 成本金额, 6631 = 运费, 6641 = Ausgebucht.

## Licence

Invented data, MIT like the rest of the repository.
`;
}
