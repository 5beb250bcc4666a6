/** The planted stories as conditions. The generator throws when one is not met, so it cannot drift from its README. */
import { AS_OF, monthOf } from './calendar.ts';
import { CODE, GROUP_MEMBERS } from './planted.ts';
import { groupNet, type Summary } from './summary.ts';
import type { Statement, Truth } from './truth.ts';
import { type Company, FREIGHT } from './types.ts';
import { BELIEVED } from './write-management.ts';

export interface Finding {
  code: string;
  story: string;
  salesRank: number;
  profitRank: number;
  statement: Statement;
}

export function dsoOf(company: Company, code: string): number {
  const items = company.receivables.filter((r) => r.customer === code && r.amount > 0);
  const amount = items.reduce((s, r) => s + r.amount, 0);
  return items.reduce((s, r) => s + r.amount * (Math.min(r.settled ?? AS_OF, AS_OF) - r.issued), 0) / amount;
}

/** What the account would earn if nothing came back and nobody called the service. */
export const withoutServiceAndReturns = (s: Statement): number => s.profit + s.service + s.returnMargin;

export function check(company: Company, truth: Truth, summary: Summary): Map<string, Finding> {
  const problems: string[] = [];
  const must = (holds: boolean, what: string): void => {
    if (!holds) problems.push(what);
  };
  const { bySales, byProfit } = summary;
  const find = (code: string, story: string): Finding => ({
    code,
    story,
    salesRank: bySales.findIndex((s) => s.code === code) + 1,
    profitRank: byProfit.findIndex((s) => s.code === code) + 1,
    statement: truth.statements.find((s) => s.code === code) as Statement,
  });
  const found = new Map<string, Finding>();
  const note = (key: string, code: string): Finding => {
    const f = find(code, key);
    found.set(key, f);
    return f;
  };
  const yuan = 100;
  const million = 1_000_000 * yuan;

  const leader = note('leader', CODE.leader);
  must(leader.salesRank === 1 && leader.profitRank === 1, 'the leader is first by sales and by profit');
  const giant = note('erodingGiant', CODE.erodingGiant);
  must(giant.salesRank === 2, 'the eroding giant is second by sales');
  must(
    giant.statement.profit < -0.3 * million && giant.statement.profit > -0.9 * million,
    'the eroding giant loses several hundred thousand',
  );
  must(
    bySales.every(
      (s) => s.code === giant.code || withoutServiceAndReturns(s) < withoutServiceAndReturns(giant.statement),
    ),
    'without service and returns the eroding giant is the best',
  );
  must(note('second', CODE.second).profitRank === 2, 'the second by profit');
  const star = note('smallStar', CODE.smallStar);
  must(
    star.salesRank > 100 && star.profitRank === 3,
    `the small star is third by profit and below rank 100 by sales (${star.salesRank}, ${star.profitRank})`,
  );
  const slow = note('slowPayer', CODE.slowPayer);
  must(dsoOf(company, CODE.slowPayer) > 120, 'the slow payer takes more than 120 days');
  must(
    slow.statement.contribution > 0 && slow.statement.profit < 0,
    `credit turns the slow payer into a loss (${slow.statement.contribution / yuan}, ${slow.statement.profit / yuan})`,
  );
  must(
    truth.statements.every((s) => s.code === slow.code || s.credit < 0.7 * slow.statement.credit),
    'the slow payer has by far the largest cost of credit',
  );
  const chain = note('chain', CODE.chain);
  const rates = bySales.map((s) => s.discounts / s.gross).sort((a, b) => a - b);
  const median = rates[rates.length >> 1] as number;
  must(
    chain.statement.discounts / chain.statement.gross > 0.28 && chain.statement.profit < -0.15 * million,
    'the chain has a deep discount and loses',
  );
  must(median > 0.07 && median < 0.09, `the median discount is about 8 % (${median})`);
  for (const code of GROUP_MEMBERS) {
    const rank = bySales.findIndex((s) => s.code === code) + 1;
    must(rank > 10, `group member ${code} is not in the top 10 (${rank})`);
  }
  note('groupParent', CODE.groupParent);
  must(
    bySales.filter((s) => !(GROUP_MEMBERS as readonly string[]).includes(s.code) && s.net > groupNet(truth))
      .length < 5,
    'the group is in the top 5',
  );
  const churned = note('churned', CODE.churned);
  const last = Math.max(
    ...company.lines.filter((l) => l.customer === CODE.churned && l.kind === '销售').map((l) => l.day),
  );
  must(
    churned.salesRank <= 20 && last < AS_OF - 273,
    `the churned customer was in the top 20 and is silent for 9 months (${churned.salesRank}, ${last})`,
  );
  const grower = note('grower', CODE.grower);
  const half = (from: number): number =>
    company.lines.reduce(
      (s, l) =>
        s + (l.customer === CODE.grower && monthOf(l.day) >= from && monthOf(l.day) < from + 12 ? l.net : 0),
      0,
    );
  must(half(12) > 1.8 * half(0), 'the grower nearly doubles at least');
  must(grower.salesRank <= 20, 'the grower is in the top 20');
  must(
    byProfit.at(-1)?.code === CODE.erodingGiant && byProfit.at(-2)?.code === CODE.chain,
    'the giant and the chain make the two largest losses',
  );
  must(
    BELIEVED.includes(CODE.erodingGiant) &&
      BELIEVED.includes(CODE.chain) &&
      !BELIEVED.includes(CODE.smallStar),
    'management believes in the two largest losses and not in the small star',
  );
  must(
    BELIEVED.every((code) => bySales.some((s) => s.code === code)),
    'everybody on the list of key customers is ranked',
  );
  note('walkIn', CODE.walkIn);
  note('intercompany', CODE.intercompany);

  must(summary.customersRanked > 580, 'about 600 customers');
  must(summary.netSales > 110 * million && summary.netSales < 140 * million, '55–70 million a year');
  must(
    summary.marginRate > 0.23 && summary.marginRate < 0.27,
    `gross margin about 25 % (${summary.marginRate})`,
  );
  must(summary.profitRate > 0.05 && summary.profitRate < 0.08, `profit 5–8 % (${summary.profitRate})`);
  must(summary.peakPercent > 1.5 && summary.peakPercent < 1.9, `peak 150–190 % (${summary.peakPercent})`);
  must(
    summary.negativeShare > 0.3 && summary.negativeShare < 0.4,
    `30–40 % negative (${summary.negativeShare})`,
  );
  must(
    summary.use.handling.filter((u) => u >= 0.8 && u <= 0.92).length >= 15,
    'order handling is used 80–92 % in most months',
  );
  must(Math.max(...summary.use.handling, ...summary.use.service) < 1, 'no pool is used above its capacity');
  must(
    summary.use.service.every((u) => u > 0.7 && u < 0.9),
    'service is used 75–90 %',
  );

  for (let month = 0; month < 24; month++) tie(company, month, must);
  if (problems.length > 0)
    throw new Error(`The sample company no longer tells its stories:\n- ${problems.join('\n- ')}`);
  return found;
}

/** Ledger against the records, to the cent. */
function tie(company: Company, month: number, must: (holds: boolean, what: string) => void): void {
  const booked = (account: string): number =>
    company.ledger.reduce(
      (s, r) => s + (r.month === month && r.account === account ? r.debit - r.credit : 0),
      0,
    );
  let sales = 0;
  let reductions = 0;
  let freightBilled = 0;
  let goods = 0;
  for (const l of company.lines) {
    if (monthOf(l.day) !== month) continue;
    goods += l.cost;
    if (l.product === FREIGHT) freightBilled += l.net;
    else if (l.kind === '销售') sales += l.net;
    else reductions -= l.net;
  }
  const freight = company.shipments.reduce((s, x) => s + (monthOf(x.day) === month ? x.freight : 0), 0);
  const ties: [string, number][] = [
    ['6001', -sales],
    ['6002', reductions],
    ['6051', -freightBilled],
    ['6401', goods],
    ['6631', freight],
  ];
  for (const [account, amount] of ties)
    must(booked(account) === amount, `account ${account} ties in month ${month}`);
}
