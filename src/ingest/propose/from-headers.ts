import { type CanonicalTable, canonicalTables } from '../../contracts/canonical.ts';
import type { TableContract } from '../../contracts/contract.ts';
import type { ColumnMapping, RowCondition } from '../column-settings.ts';
import { messages } from '../messages.ts';
import { deadDocuments } from './dead.ts';
import { freightOfLines, ordersForDeliveries } from './freight.ts';
import { completeLines, documentAmounts, open } from './lines.ts';
import { meaningOf } from './meanings.ts';
import { headersIn, type Proposal, spareOf } from './proposal.ts';
import type { Question } from './question.ts';
import type { Sample } from './sample.ts';
import { isNothing } from './shapes.ts';
import { namedAlike, scoreTable, type TableScore } from './tables.ts';

interface Base {
  /** Columns that are settled already. */
  readonly base: Readonly<Record<string, ColumnMapping>>;
  readonly document?: string;
}

/** A proposal from what the headers are called and what stands below them. */
export function fromHeaders(scored: TableScore, sample: Sample, base: Base = { base: {} }): Proposal {
  const { table } = scored;
  const contract: TableContract = canonicalTables[table];
  const questions: Question[] = [];
  let columns: Record<string, ColumnMapping> = {};
  let chosen = scored;
  if (table === 'invoice_lines') {
    const totals = documentAmounts(sample, base.document ?? scored.columns.invoice_id?.header);
    if (totals.size > 0) chosen = withoutTotals(scored, sample, totals, base);
  }
  for (const [column, { header }] of Object.entries(chosen.columns)) {
    const { values } = contract.columns[column]!;
    if (values === undefined) columns[column] = header;
    else meant(table, column, header, values, sample, columns, questions);
  }
  const missing = [...chosen.missing];
  if (table === 'invoice_lines') {
    const lines = completeLines({ ...base.base, ...columns }, sample);
    columns = Object.fromEntries(
      Object.entries(lines.columns).filter(([column, mapping]) => base.base[column] !== mapping),
    );
    questions.push(...lines.questions);
  }
  let where: RowCondition[] = [];
  if ((table === 'invoice_lines' || table === 'receivables') && Object.keys(base.base).length === 0) {
    const left = deadDocuments(sample, headersIn(columns, []));
    where = left.where;
    questions.push(...left.questions);
  }
  const customer = chosen.columns.customer_id;
  if (customer !== undefined && customer.score === 0.6)
    questions.push({
      column: 'customer_id',
      open: false,
      finding: messages.customerByName.finding({ header: customer.header }),
    });
  const freight =
    table === 'shipments'
      ? ordersForDeliveries(columns, sample)
      : table === 'invoice_lines'
        ? freightOfLines(columns, sample)
        : undefined;
  if (freight !== undefined) {
    columns.freight_cost = open;
    questions.push(freight);
  }
  const taken = headersIn({ ...base.base, ...columns }, []);
  const unfit = (column: string): string => {
    const header = namedAlike(table, column, sample.candidates);
    return header === undefined || taken.has(header) ? '' : header;
  };
  const all = { ...base.base, ...columns };
  if (
    table === 'invoice_lines' &&
    !('net_amount' in all) &&
    !('unit_price' in all) &&
    !('list_price' in all)
  ) {
    columns.net_amount = open;
    questions.push({
      column: 'net_amount',
      open: true,
      finding: messages.amountOpen.finding({ unfit: unfit('net_amount') }),
    });
  }
  for (const column of missing) {
    columns[column] = open;
    const { meaning } = contract.columns[column]!;
    const amount = chosen.columns.net_amount?.header;
    if (column === 'quantity' && amount !== undefined) {
      questions.push({ column, open: true, finding: messages.quantityOpen.finding({ amount }) });
      continue;
    }
    questions.push({
      column,
      open: true,
      finding: messages.columnOpen.finding({
        column,
        meaning: { en: meaning.en, 'zh-CN': meaning['zh-CN'] },
        unfit: unfit(column),
      }),
    });
  }
  const inOrder = Object.fromEntries(
    Object.keys(contract.columns)
      .filter((column) => column in columns)
      .map((column) => [column, columns[column]!]),
  );
  return {
    table,
    columns: inOrder,
    known: {},
    where,
    scores: Object.fromEntries(
      Object.keys(inOrder).map((column) => [
        column,
        Math.round((chosen.columns[column]?.score ?? (missing.includes(column) ? 0 : 0.8)) * 100) / 100,
      ]),
    ),
    missing,
    score: scored.score,
    questions,
    spare: spareOf(sample, inOrder, where),
  };
}

/** Amounts of the whole document are none of its lines. */
function withoutTotals(
  scored: TableScore,
  sample: Sample,
  totals: ReadonlySet<string>,
  base: Base,
): TableScore {
  const left = sample.candidates.filter(({ header }) => !totals.has(header));
  const again = scoreTable('invoice_lines', left, sample.columns);
  const taken = headersIn(base.base, []);
  const columns = Object.fromEntries(
    Object.entries(again.columns).filter(
      ([column, { header }]) => column in scored.columns || (!(column in base.base) && !taken.has(header)),
    ),
  );
  const kept = Object.fromEntries(
    Object.entries(columns).filter(
      ([column]) => Object.keys(base.base).length === 0 || !(column in base.base),
    ),
  );
  return { ...again, columns: kept, missing: Object.keys(base.base).length === 0 ? again.missing : [] };
}

/** A column that takes only words of ours: translated where every word is known. */
function meant(
  table: CanonicalTable,
  column: string,
  header: string,
  canonical: readonly string[],
  sample: Sample,
  columns: Record<string, ColumnMapping>,
  questions: Question[],
): void {
  const words = [...new Set((sample.columns.get(header) ?? []).filter((cell) => !isNothing(cell)))];
  const { values, unknown } = meaningOf(`${table}.${column}`, words, canonical);
  const required = (canonicalTables[table] as TableContract).columns[column]?.required === true;
  if (unknown.length === 0) {
    columns[column] = Object.keys(values).length === 0 ? header : { from: header, values };
    return;
  }
  if (unknown.length < words.length && column === 'class' && table === 'customers') {
    columns[column] = { from: header, values, otherwise: 'ordinary' };
    return;
  }
  if (required) {
    const asked = Object.fromEntries(unknown.map((word) => [word, open]));
    columns[column] = { from: header, values: { ...values, ...asked } };
    questions.push({
      column,
      open: true,
      finding: messages.wordsOpen.finding({ column, header, words: unknown, known: canonical }),
    });
    return;
  }
  const few = unknown.length <= 12 ? unknown : [...unknown.slice(0, 12), '…'];
  questions.push({
    column,
    open: false,
    finding: messages.wordsLeftOut.finding({ column, header, words: few }),
  });
}
