import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canonicalTables } from '../../src/contracts/canonical.ts';
import { sqlTypes } from '../../src/contracts/contract.ts';
import type { Database } from '../../src/engine/database.ts';
import type { Locale } from '../../src/language/locale.ts';
import { readReportData } from '../../src/reports/data.ts';
import { customerCard } from '../../src/reports/page/card.ts';
import { customersOf, type Payload } from '../../src/reports/page/payload.ts';
import { uiOf } from '../../src/reports/page/ui.ts';
import { payloadOf } from '../../src/reports/page/write-payload.ts';
import { viewOf } from '../../src/reports/view.ts';
import { fixtureContext, hostileNames, reportFixture } from '../support/report-fixture.ts';

let database: Database;
let id: string;

beforeEach(async () => {
  database = await reportFixture();
  ({ id } = await database.row<{ id: string }>(
    'select customer_id as id from models.customers where is_ranked order by profit_rank limit 1',
  ));
  await database.run('create schema if not exists canonical');
  for (const name of ['customers', 'contacts', 'interactions'] as const) {
    const columns = Object.entries(canonicalTables[name].columns).map(
      ([column, { type }]) => `"${column}" ${sqlTypes[type]}`,
    );
    await database.run(`create table canonical.${name} (${columns.join(', ')})`);
  }
  await database.run(
    `insert into canonical.customers (customer_id, name, address, phone) values ($id, 'x', '1 Harbour Road', '+86 512 1')`,
    { id },
  );
  await database.run(
    `insert into canonical.contacts (contact_id, customer_id, name, title, role, phone, email, valid_to) values
       ('2', $id, 'Zoe Payer', null, 'payer', null, 'zoe@example.com', null),
       ('1', $id, '${hostileNames[0]}', 'Managing director', 'decision_maker', '+86 512 2', null, null),
       ('0', $id, 'Gone Person', null, 'buyer', null, null, date '2025-01-01')`,
    { id },
  );
  await database.run(
    `insert into canonical.interactions (interaction_id, customer_id, "at", kind, minutes, status, satisfaction, owner)
     select 'A' || n, $id, timestamp '2026-06-01 10:00' - to_days(n::integer), 'visit', 30, 'closed', null, 'Wang Lei'
     from range(20) as t(n)
     union all select 'O1', $id, timestamp '2025-12-24 10:00', 'complaint', 45, 'open', 2, '${hostileNames[1]}'
     union all select 'F1', $id, timestamp '2026-07-24 10:00', 'complaint', 45, 'open', 2, 'after the as-of date'`,
    { id },
  );
});
afterEach(() => database.close());

async function card(
  personalData: boolean,
  locale: Locale = 'en',
): Promise<{ markup: string; payload: Payload }> {
  const context = fixtureContext(locale, { personalData });
  const view = viewOf(await readReportData(database, context), context);
  const payload = payloadOf(view, [], new Map());
  const customer = customersOf(payload).find((one) => one.text('customer_id') === id)!;
  return { markup: customerCard(uiOf(payload), customer).text, payload };
}

describe('the customer card', () => {
  it('names contact persons, who decides first, where the pipeline allows it', async () => {
    const { markup } = await card(true);
    expect(markup).toContain(
      '&lt;script&gt;alert(1)&lt;/script&gt;</strong> <span class="soft">Managing director · decides',
    );
    expect(markup.indexOf('alert(1)')).toBeLessThan(markup.indexOf('Zoe Payer'));
    expect(markup).toContain('zoe@example.com');
    expect(markup).toContain('1 Harbour Road · +86 512 1');
    expect(markup).not.toContain('Gone Person');
  });

  it('carries no personal data of theirs by default, and says how many people are known', async () => {
    const { markup, payload } = await card(false);
    expect(markup).toContain('2 people are known');
    expect(markup).toContain('report.personal_data');
    const carried = JSON.stringify(payload);
    for (const secret of ['Zoe', 'zoe@example.com', 'Harbour Road', 'Managing director'])
      expect(carried).not.toContain(secret);
  });

  it('shows open cases first, then the latest dealings, none after the as-of date', async () => {
    const { markup } = await card(false);
    const open = markup.slice(markup.indexOf('Open cases <span'), markup.indexOf('Latest dealings'));
    expect(open).toContain('24 Dec 2025');
    expect(open).toContain('Complaint');
    expect(open).toContain('&lt;img src=x onerror=alert(1)&gt;');
    const last = markup.slice(markup.indexOf('<h3>Latest dealings'));
    expect(last.match(/<td>Visit<\/td>/g)).toHaveLength(4);
    expect(last).toContain('1 Jun 2026');
    expect(markup).not.toContain('after the as-of date');
  });

  it('says what is expected of the customer and where it stands, as the models have it', async () => {
    await database.run('delete from models.key_customers where customer_id = $id', { id });
    await database.run('insert into models.key_customers (customer_id, rank, score) values ($id, 3, 81.25)', {
      id,
    });
    await database.run('delete from models.customer_changes where customer_id = $id', { id });
    await database.run(
      `insert into models.customer_changes (basis, customer_id, tier_before, tier_now, change, reason)
       values ('spans', $id, 'steady', 'core', 1234, 'price')`,
      { id },
    );
    const { value } = await database.row<{ value: number }>(
      'select lifetime_value as value from models.lifetime where customer_id = $id',
      { id },
    );
    const { markup } = await card(false);
    expect(markup).toContain('Steady → Core');
    expect(markup).toContain('+1,234 · Price');
    expect(markup).toContain('What Core gets');
    expect(markup).toContain('Annual price agreement');
    expect(markup).toContain(Math.round(value).toLocaleString('en-US'));
    expect(markup).toContain('No. 3, 81.3 points');
    // It has a place in the index without being one of the key customers.
    expect(markup).not.toContain('strongest by');
    const chinese = (await card(false, 'zh-CN')).markup;
    expect(chinese).toContain('“核心”等级的政策');
    expect(chinese.replace(/<[^>]*>/g, '')).not.toMatch(/\{[a-z]+\}|undefined|NaN/);
  });
});
