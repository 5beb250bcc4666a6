import type { Database } from '../../engine/database.ts';
import { identifier } from '../../engine/sql-text.ts';
import type { Finding } from '../../language/messages.ts';
import { messages } from '../messages.ts';
import { type Converted, markedIn } from './convert.ts';

const shown = 5;
/** What changes its sign with a document. */
const signed = ['quantity', 'net_amount', 'cost_amount', 'tax_amount', 'freight_cost'] as const;

interface Pair {
  readonly verdict: 'same_month' | 'other_month' | 'disagrees' | 'alone';
  readonly document: string;
  readonly original: string;
  readonly amount: string;
  readonly original_amount: string | null;
}

/**
 * Cancelled invoices: a document that names the one it cancels (`invoice_lines.cancels`) is its cancelling copy, whether
 * the system writes it positive (SAP, Business One) or negative. In one month the two are nothing and are both set aside.
 * In different months both stay, the copy negative, so that each month ties to the books. A copy of another amount and
 * the same sign is no cancellation that can be believed; a copy without its original must not become a sale: both are
 * told. Reads and marks the kept rows of the converted sources; one half of a pair never goes alone.
 */
export async function followCancellations(
  database: Database,
  converted: readonly Converted[],
): Promise<Finding[]> {
  const parts = converted.filter(({ mapped }) => mapped.source.table === 'invoice_lines');
  if (!parts.some(({ mapped }) => 'cancels' in mapped.source.columns)) return [];
  const lines = parts
    .map(({ mapped, work }) => {
      const has = (name: string): boolean => name in mapped.source.columns;
      return `select invoice_id, customer_id, invoiced_on, ${has('cancels') ? 'cancels' : 'null'} as cancels,
        coalesce(${has('net_amount') ? 'net_amount' : 'null'}, 0) as amount from ${identifier(work)} where _reason is null`;
    })
    .join(' union all ');
  await database.run(
    `create or replace temp table ingest_cancelled as
with lines as (${lines}),
documents as (
  select invoice_id, min(customer_id) as customer, max(customer_id) as other_customer, max(cancels) as cancels,
    min(date_trunc('month', invoiced_on)) as month, max(date_trunc('month', invoiced_on)) as other_month, sum(amount) as amount
  from lines group by invoice_id
),
copies as (
  select *, row_number() over (partition by cancels order by invoice_id) as turn
  from documents where cancels is not null and cancels <> invoice_id
)
select copy.invoice_id as document, copy.cancels as original, copy.amount, original.amount as original_amount,
  case
    when original.invoice_id is null then case when copy.amount > 0 then 'alone' end
    when abs(copy.amount) = abs(original.amount) and copy.turn = 1 and copy.customer = original.customer
      and copy.customer = copy.other_customer and original.customer = original.other_customer
      then case when copy.month = original.month and copy.month = copy.other_month and original.month = original.other_month
        then 'same_month' else 'other_month' end
    when sign(copy.amount) = sign(original.amount) then 'disagrees'
  end as verdict
from copies as copy left join documents as original on original.invoice_id = copy.cancels`,
  );
  for (const part of parts) {
    const { mapped } = part;
    const { table } = markedIn(part);
    await database.run(
      `update ${table} set _reason = 'cancelled' where _reason is null and invoice_id in (
         select document from ingest_cancelled where verdict in ('same_month', 'alone')
         union all select original from ingest_cancelled where verdict = 'same_month')`,
    );
    const turned = signed.filter((name) => name in mapped.source.columns);
    if (turned.length > 0)
      await database.run(
        `update ${table} set ${turned.map((name) => `${identifier(name)} = -${identifier(name)}`).join(', ')}
         where _reason is null and invoice_id in (
           select document from ingest_cancelled where verdict = 'other_month' and sign(amount) = sign(original_amount))`,
      );
  }
  const findings = await tell(database, parts);
  await database.run('drop table ingest_cancelled');
  return findings;
}

async function tell(database: Database, parts: readonly Converted[]): Promise<Finding[]> {
  const sources = parts.map(({ mapped }) => mapped.source.name);
  const pairs = await database.rows<Pair>(
    `select verdict, document, original, cast(cast(amount as decimal(18, 2)) as varchar) as amount,
       cast(cast(original_amount as decimal(18, 2)) as varchar) as original_amount
     from ingest_cancelled where verdict is not null order by document`,
  );
  const those = (verdict: Pair['verdict']): Pair[] => pairs.filter((pair) => pair.verdict === verdict);
  const findings: Finding[] = [];
  const same = those('same_month').length;
  const other = those('other_month').length;
  if (same + other > 0) findings.push(messages.cancelled.finding({ sources, same, other }));
  const told = (some: readonly Pair[]) =>
    some.slice(0, shown).map(({ document, original, amount, original_amount }) => ({
      document,
      original,
      amount,
      originalAmount: original_amount ?? '',
    }));
  const alone = those('alone');
  if (alone.length > 0)
    findings.push(messages.cancelledAlone.finding({ sources, count: alone.length, examples: told(alone) }));
  const odd = those('disagrees');
  if (odd.length > 0)
    findings.push(messages.cancelledOddly.finding({ sources, count: odd.length, examples: told(odd) }));
  return findings;
}
