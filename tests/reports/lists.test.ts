import { readFile } from 'node:fs/promises';
import { parseCsv } from 'hucre/csv';
import { readXlsx } from 'hucre/xlsx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Bindable, Database } from '../../src/engine/database.ts';
import type { Locale } from '../../src/language/locale.ts';
import { readReportData } from '../../src/reports/data.ts';
import { workLists } from '../../src/reports/lists/lists.ts';
import { viewOf } from '../../src/reports/view.ts';
import { fixtureContext, reportFixture } from '../support/report-fixture.ts';
import { fill } from '../support/warehouse.ts';
import { partsOf } from './workbook-parts.ts';

let database: Database;
beforeEach(async () => {
  database = await reportFixture({ receivables: false, customers: 60, months: 24 });
});
afterEach(() => database.close());

type Lists = Map<string, string | Uint8Array>;
async function made(locale: Locale = 'en'): Promise<Lists> {
  const view = viewOf(await readReportData(database), fixtureContext(locale));
  const { files } = await workLists(database, view);
  return new Map(files.map(({ name, content }) => [name, content]));
}

/** A list as a program reads it: records by heading. */
function list(lists: Lists, name: string): Record<string, string>[] {
  const [head, ...rows] = parseCsv(String(lists.get(`${name}.csv`)).replace(/\r\n$/, '')) as string[][];
  return rows.map((row) => Object.fromEntries(head!.map((label, index) => [label, row[index] ?? ''])));
}

async function add(table: string, rows: readonly Readonly<Record<string, Bindable>>[]): Promise<void> {
  await database.run('create schema if not exists canonical');
  await fill(database, table, rows);
}

/** The open items of the real model over these receivables, so that a change of the model shows here. */
async function receivables(rows: readonly Readonly<Record<string, Bindable>>[]): Promise<void> {
  await add('receivables', rows);
  await database.run(`create or replace table settings.run as
    select date '2026-06-30' as as_of, date '2024-07-01' as period_start, 'CNY' as currency`);
  const sql = await readFile(new URL('../../src/features/sql/receivable_state.sql', import.meta.url), 'utf8');
  await database.run(
    "create table features.fx_days (currency varchar, day date, rate decimal(24, 6)); insert into features.fx_days values ('USD', '2026-03-01', 7.2), ('USD', '2026-06-30', 7)",
  );
  await database.run('drop table features.receivable_state; drop table features.open_items');
  await database.run(`create view features.receivable_state as ${sql}`);
  const open = await readFile(new URL('../../src/features/sql/open_items.sql', import.meta.url), 'utf8');
  await database.run(`create view features.open_items as ${open}`);
}

const money = (rows: readonly Record<string, string>[], column: string): number =>
  rows.reduce((sum, row) => sum + Math.round(Number(row[column]) * 100), 0) / 100;

describe('payment reminders', () => {
  const invoice = (id: string, over: Record<string, Bindable> = {}): Record<string, Bindable> => ({
    invoice_id: id,
    customer_id: '001001',
    issued_on: '2026-03-01',
    due_on: '2026-04-01',
    amount: 1000.55,
    ...over,
  });

  it('name every invoice that was open after its due date, with days and money, and no other', async () => {
    await receivables([
      invoice('OPEN'),
      invoice('DISPUTED', { disputed: true, amount: 700 }),
      invoice('PART', { due_on: '2026-06-29', paid_amount: 400.05 }),
      invoice('PAID', { paid_on: '2026-05-01', paid_amount: 1000.55 }),
      invoice('PAID-LATER', { paid_on: '2026-07-03', paid_amount: 1000.55, amount: 50 }),
      invoice('DUE-TODAY', { due_on: '2026-06-30' }),
      invoice('NO-DUE-DATE', { due_on: null }),
      invoice('CREDIT', { amount: -90 }),
      invoice('FUTURE', { issued_on: '2026-07-01', due_on: '2026-07-02' }),
      invoice('OWN-COMPANY', { customer_id: String(1001 + 59 * 3).padStart(6, '0') }),
    ]);
    await add('customers', [
      { customer_id: '001001', name: 'x', phone: '+86 512', email: 'pay@example.com' },
    ]);
    await add('contacts', [
      { contact_id: 'A', customer_id: '001001', name: 'Buyer', role: 'buyer', phone: '1' },
      {
        contact_id: 'B',
        customer_id: '001001',
        name: 'Gone',
        role: 'payer',
        phone: '2',
        valid_to: '2026-01-01',
      },
      { contact_id: 'C', customer_id: '001001', name: 'Payer', role: 'payer', phone: '3' },
    ]);
    const rows = list(await made(), 'payment-reminders');
    expect(
      rows.map((row) => [row.Invoice, row['Days overdue'], row['Open amount'], row.Reason, row.Step]),
    ).toEqual([
      ['OPEN', '90', '1000.55', 'Overdue by 90 days', 'Final reminder; salesperson visits'],
      ['DISPUTED', '90', '700', 'Disputed; overdue by 90 days', 'Settle the dispute first'],
      ['PART', '1', '600.5', 'Overdue by 1 days', 'Friendly reminder'],
      ['PAID-LATER', '90', '50', 'Overdue by 90 days', 'Final reminder; salesperson visits'],
    ]);
    expect(rows[0]).toMatchObject({
      Contact: 'Payer',
      Telephone: '3',
      'E-mail': 'pay@example.com',
      'Due date': '2026-04-01',
    });
  });

  it('ask for what the invoice says, in its own currency', async () => {
    await receivables([invoice('DOLLARS', { currency: 'USD' }), invoice('YUAN', { amount: 9000 })]);
    const rows = list(await made(), 'payment-reminders');
    expect(
      rows.map((row) => [row.Invoice, row.Currency, row['Open, as invoiced'], row['Open, CNY']]),
    ).toEqual([
      ['YUAN', 'CNY', '9000', '9000'],
      ['DOLLARS', 'USD', '1000.55', '7003.85'],
    ]);
  });

  it('are empty, and say so, where the exports carry no open invoices', async () => {
    const lists = await made();
    expect(list(lists, 'payment-reminders')).toEqual([]);
    const book = await readXlsx(lists.get('work-lists.xlsx') as Uint8Array);
    const sheet = book.sheets.find(({ name }) => name === 'Payment reminders')!;
    expect(sheet.rows.flat()).toContain('The exports carry no open invoices.');
  });
});

describe('the lists by rhythm', () => {
  const names = ['quiet-customers', 'dormant-customers', 'shrinking-customers', 'customers-to-develop'];

  it('hold each customer of a state that asks for something once, with the money of its last year', async () => {
    const lists = await made();
    const listed = names.flatMap((name) => list(lists, name).map((row) => row.Number!));
    expect(new Set(listed).size).toBe(listed.length);
    const wanted = await database.rows<{ id: string }>(
      `select r.customer_id as id from models.rhythm as r join models.customers as c using (customer_id)
       where (r.state not in ('steady', 'too_few') or c.segment in ('at_risk', 'cannot_lose')) and r.year_profit > 0
       order by 1`,
    );
    expect(listed.toSorted()).toEqual(wanted.map(({ id }) => id));
    expect(wanted.length).toBeGreaterThan(3);
    for (const name of names) {
      const rows = list(lists, name);
      const { n } = await database.row<{ n: number | null }>(
        `select sum(year_profit) as n from models.rhythm
         where list_contains(string_split($ids, ','), customer_id)`,
        { ids: rows.map((row) => row.Number).join(',') },
      );
      expect(money(rows, 'Net profit of the last year of buying')).toBeCloseTo(n ?? 0, 2);
    }
  });

  it('say why in terms of the customer’s own purchases', async () => {
    const ranked = await database.rows<{ id: string }>(
      'select customer_id as id from models.customers where is_ranked order by profit_rank limit 5',
    );
    const [late, gone, up, down, risky] = ranked.map(({ id }) => id) as [
      string,
      string,
      string,
      string,
      string,
    ];
    await database.run("update models.customers set segment = 'loyal'");
    await database.run("update models.customers set segment = 'cannot_lose' where customer_id = $risky", {
      risky,
    });
    await database.run(`update models.rhythm set state = 'steady', year_profit = 5, quiet_days = 91, usual_days = 30.0,
      overdue_after = 60, change = 0.5`);
    for (const [id, state] of [
      [late, 'overdue'],
      [gone, 'dormant'],
      [up, 'growing'],
      [down, 'shrinking'],
    ] as const)
      await database.run('update models.rhythm set state = $state where customer_id = $id', { id, state });
    await database.run('update models.rhythm set change = -0.25 where customer_id = $down', { down });
    const lists = await made();
    const reasons = Object.fromEntries(
      names.map((name) => [name, list(lists, name).map((row) => [row.Number, row.Reason])]),
    );
    expect(reasons).toEqual({
      'quiet-customers': [
        [late, 'No purchase for 91 days, usually every 30; overdue after 60'],
        [risky, '“Cannot lose” by RFM; no purchase for 91 days'],
      ].toSorted(([a], [b]) => (a! < b! ? -1 : 1)),
      'dormant-customers': [[gone, 'No purchase for 91 days, once every 30: hand over']],
      'shrinking-customers': [[down, 'Net sales down 25% on the year before']],
      'customers-to-develop': [[up, 'Net sales up 50% on the year before']],
    });
  });

  it('leave out who gave no profit, and give no telephone of who wants no calls', async () => {
    const { id } = await database.row<{ id: string }>(
      "select customer_id as id from models.rhythm where state = 'dormant' and year_profit > 0 order by 1 limit 1",
    );
    await add('customers', [{ customer_id: id, name: 'x', phone: '+86 9', consent_phone: false }]);
    await add('contacts', [{ contact_id: 'A', customer_id: id, name: 'Buyer', role: 'buyer', phone: '7' }]);
    const row = list(await made(), 'dormant-customers').find(({ Number: number }) => number === id)!;
    expect(row).toMatchObject({ Contact: 'Buyer', Telephone: '' });
    await database.run('update models.rhythm set year_profit = -1 where customer_id = $id', { id });
    expect(list(await made(), 'dormant-customers').map(({ Number: number }) => number)).not.toContain(id);
  });
});

describe('causes and levers', () => {
  it('cover every customer with a loss, by salesperson, most money first', async () => {
    const rows = list(await made(), 'causes-and-levers');
    const losing = await database.rows<{ id: string }>(
      'select customer_id as id from models.customers where is_ranked and net_profit < 0 order by 1',
    );
    expect(losing.length).toBeGreaterThan(0);
    const listed = new Set(rows.map((row) => row.Number));
    expect(losing.filter(({ id }) => !listed.has(id))).toEqual([]);
    const c = await database.row<{ average: number }>(
      'select cast(sum_positive / profitable as double) as average from models.concentration',
    );
    for (const row of rows)
      expect(Number(row['Net profit']) < 0 || Number(row['To gain']) >= c.average - 0.01).toBe(true);
    const { n } = await database.row<{ n: number }>(
      `select sum(effect) as n from models.causes
       where rank <= 3 and list_contains(string_split($ids, ','), customer_id)`,
      { ids: [...listed].join(',') },
    );
    expect(money(rows, 'To gain in all')).toBeCloseTo(n, 2);

    const owners = [...new Set(rows.map((row) => row.Salesperson))];
    const stakes = owners.map((owner) =>
      money(
        rows.filter((row) => row.Salesperson === owner),
        'To gain in all',
      ),
    );
    expect(stakes).toEqual(stakes.toSorted((a, b) => b - a));
    for (const owner of owners) {
      const gains = rows
        .filter((row) => row.Salesperson === owner)
        .map((row) => Number(row['To gain in all']));
      expect(gains).toEqual(gains.toSorted((a, b) => b - a));
    }
    expect(new Set(rows.map((row) => row.Salesperson)).size).toBe(owners.length);
  });
});

describe('thank-you letters', () => {
  it('go to the best tier, by hand to the first ten, and never to who declined letters', async () => {
    const core = await database.rows<{ id: string }>(
      `select customer_id as id from models.tiers join models.customers using (customer_id)
       where position = 1 order by profit_rank`,
    );
    const [first, second] = core.map(({ id }) => id) as [string, string];
    await add('customers', [
      {
        customer_id: first,
        name: 'x',
        address: '1 Harbour Road',
        consent_mail: true,
        phone: '+86 1',
        email: 'a@b.c',
      },
      { customer_id: second, name: 'y', address: '2 Harbour Road', consent_mail: false },
    ]);
    await add('contacts', [
      { contact_id: 'A', customer_id: first, name: '王磊', title: '总经理', role: 'decision_maker' },
    ]);
    const lists = await made('zh-CN');
    const letters = list(lists, 'thank-you-letters');
    expect(letters.map((row) => row.编码).sort()).toEqual(
      core
        .map(({ id }) => id)
        .filter((id) => id !== second)
        .sort(),
    );
    expect(list(lists, 'thanks-in-person').map((row) => row.编码)).toEqual([second]);
    const best = letters.find((row) => row.编码 === first)!;
    expect(best).toMatchObject({
      称呼: '尊敬的王磊总经理：',
      地址: '1 Harbour Road',
      方式: '手写信',
      同意邮寄: '是',
    });
    expect(letters.filter((row) => row.方式!.startsWith('手写信')).length).toBe(Math.min(9, core.length - 1));
    expect(String(lists.get('thank-you-letters.csv'))).not.toMatch(/\+86 1|a@b\.c/);
    expect(best.感谢事由).not.toMatch(/利润|¥/);
  });
});

describe('the files', () => {
  it('begin with a byte order mark and hold no formula', async () => {
    const names = ["=cmd|' /C calc'!A0", '@SUM(1)', '+1+1', '-1+1', '\t=1', ' =1', '＝1', 'a\n=1', 'a,"b'];
    await database.run('create table hostile (place integer, name varchar)');
    await database.append(
      'hostile',
      ['place', 'name'],
      names.map((name, index) => [index + 1, name]),
    );
    await database.run(`update models.customers set name = h.name, owner = h.name, net_profit = -1
      from hostile as h where h.place = models.customers.profit_rank`);
    const lists = await made();
    const listed = list(lists, 'causes-and-levers').map((row) => row.Customer);
    for (const name of ["'=cmd|' /C calc'!A0", "'＝1", "' =1", 'a =1', 'a,"b'])
      expect(listed).toContain(name);
    for (const [name, content] of lists) {
      if (typeof content !== 'string') continue;
      expect(content.startsWith('\ufeff')).toBe(true);
      const cells = parseCsv(content).flat().map(String);
      const running = cells.filter((cell) => /^\s*[=+@|＝＋－＠]|^\s*-(?![\d.]+$)/.test(cell));
      expect({ name, running }).toEqual({ name, running: [] });
    }
    for (const xml of partsOf(lists.get('work-lists.xlsx') as Uint8Array).values())
      expect(xml).not.toMatch(/<f[ >/]/);
  });

  it('are the same bytes twice, and the workbook holds the same rows as the CSV files', async () => {
    const [one, two] = [await made(), await made()];
    for (const [name, content] of one)
      expect(Buffer.from(content).equals(Buffer.from(two.get(name)!))).toBe(true);
    const book = await readXlsx(one.get('work-lists.xlsx') as Uint8Array);
    expect(book.sheets.map(({ name }) => name)).toEqual([
      'Overview',
      'Payment reminders',
      'Quiet customers',
      'Dormant customers',
      'Shrinking customers',
      'Customers to develop',
      'Causes and levers',
      'Thank-you letters',
      'Thanks in person',
    ]);
    const sheet = book.sheets[6]!;
    const head = sheet.rows.findIndex((row) => row[1] === 'Number');
    const rows = list(one, 'causes-and-levers');
    expect(sheet.rows.slice(head + 1).map((row) => row[1])).toEqual(rows.map((row) => row.Number));
    const totals = book.sheets[0]!.rows.find((row) => row[0] === 'Total')!;
    expect(totals[11]).toBe(rows.length);
    expect(Number(totals[12])).toBeCloseTo(money(rows, 'To gain in all'), 2);
  });
});
