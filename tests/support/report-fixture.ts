import { featureTables, modelTables } from '../../src/contracts/results.ts';
import { Database } from '../../src/engine/database.ts';
import { quietEffects } from '../../src/engine/effects.ts';
import type { Locale } from '../../src/language/locale.ts';
import type { ReportContext } from '../../src/reports/context.ts';
import { booksOfTheCompany } from './report-company/books.ts';
import { groupUp } from './report-company/groups.ts';
import { purchases } from './report-company/purchases.ts';
import { drawCustomers } from './report-company/statements.ts';
import { createTable } from './report-company/tables.ts';

export { hostileNames } from './report-company/names.ts';

/**
 * A warehouse as features and models leave it, for tests of the reports: plausible, made from the contracts, the same
 * on every machine. Figures are drawn month by month and everything above them is summed in SQL, so that totals tie.
 */
export interface FixtureOptions {
  readonly customers?: number;
  readonly months?: number;
  /** Leave the ledger out: nothing to tie to. */
  readonly ledger?: boolean;
  /** Put an unexplained difference into one account. */
  readonly broken?: boolean;
  /** Leave open invoices out. */
  readonly receivables?: boolean;
}

export async function reportFixture(options: FixtureOptions = {}): Promise<Database> {
  const database = await Database.open({ path: ':memory:', threads: 2 });
  await database.run(
    'create schema features; create schema models; create schema ingest; create schema settings',
  );
  for (const contract of Object.values(featureTables)) await createTable(database, 'features', contract);
  for (const contract of Object.values(modelTables)) await createTable(database, 'models', contract);
  const months = await drawCustomers(database, options.customers ?? 120, options.months ?? 24);
  await groupUp(database);
  await settingsOfTheRun(database);
  await purchases(database);
  await booksOfTheCompany(database, months, options);
  return database;
}

async function settingsOfTheRun(database: Database): Promise<void> {
  await database.run(`create table settings.run as select date '2026-06-30' as as_of, 'CNY' as currency,
    (select min(month) from features.profit_statement) as period_start, cast(0.06 as decimal(9, 6)) as annual_rate`);
}

export function fixtureContext(locale: Locale = 'en', over: Partial<ReportContext> = {}): ReportContext {
  return {
    locale,
    title: { en: 'Harbourbridge – customer profit', 'zh-CN': '港桥工业品 – 客户利润' },
    currency: 'CNY',
    asOf: '2026-06-30',
    periodStart: '2024-07-01',
    goodCustomer: {
      en: 'A good customer leaves us money after everything we do for them: goods, freight, orders changed three times, visits, service and waiting for payment. Size alone is not a merit.',
      'zh-CN':
        '好客户，是把货款、运费、反复改单、拜访、售后和等待回款的成本全部扣除之后，仍然给我们留下利润的客户。规模大，本身不算优点。',
    },
    tierLabels: {
      core: {
        label: { en: 'Core', 'zh-CN': '核心' },
        policy: {
          marketing: {
            en: 'Personal visit twice a year, no mass mailing',
            'zh-CN': '每年两次登门拜访，不群发',
          },
          credit: { en: '60 days, limit on request', 'zh-CN': '账期 60 天，额度可申请' },
          price: { en: 'Annual price agreement', 'zh-CN': '年度价格协议' },
          service: { en: 'Named contact, answer within 4 hours', 'zh-CN': '专人对接，4 小时内响应' },
        },
      },
      growth: { label: { en: 'Growth', 'zh-CN': '成长' } },
      steady: { label: { en: 'Steady', 'zh-CN': '稳定' } },
      watch: { label: { en: 'Watch', 'zh-CN': '观察' } },
      repair: { label: { en: 'Repair', 'zh-CN': '整改' } },
    },
    poolLabels: {
      order_desk: { en: 'Order desk', 'zh-CN': '订单处理' },
      service: { en: 'Service', 'zh-CN': '售后服务' },
      sales: { en: 'Sales force', 'zh-CN': '销售与市场' },
      freight: { en: 'Outbound freight', 'zh-CN': '外发运费' },
      bad_debt: { en: 'Bad debt', 'zh-CN': '坏账' },
    },
    findings: [],
    inputsFingerprint: '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
    version: '0.1.0',
    effects: quietEffects(),
    ...over,
  };
}
