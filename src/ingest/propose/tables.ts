import { type CanonicalTable, canonicalTables } from '../../contracts/canonical.ts';
import type { Column, TableContract } from '../../contracts/contract.ts';
import { countedColumn, numericTypes } from '../map/cells.ts';
import { synonyms } from '../synonyms.ts';
import { type Name, nameOf, nearness } from './names.ts';
import { fitness, type Shape } from './shapes.ts';

/** How sure a column is: what its header says, times what its values look like. */
export interface ColumnScore {
  readonly header: string;
  readonly score: number;
  readonly byName: number;
  readonly byValues: number;
}

/** What an export would be as one canonical table. */
export interface TableScore {
  readonly table: CanonicalTable;
  readonly columns: Readonly<Record<string, ColumnScore>>;
  /** Required columns for which no header was found. */
  readonly missing: readonly string[];
  readonly score: number;
}

export interface Candidate {
  readonly header: string;
  readonly name: Name;
  readonly shape: Shape;
}

/** A header that is less sure than this is not proposed. */
export const leastColumn = 0.4;

const named = new Map<CanonicalTable, Map<string, readonly Name[]>>();

function namesOf(table: CanonicalTable): Map<string, readonly Name[]> {
  const known = named.get(table);
  if (known !== undefined) return known;
  const made = new Map(
    Object.entries(synonyms[table]).map(([column, texts]) => [column, texts.map(nameOf)] as const),
  );
  named.set(table, made);
  return made;
}

/** Lists of one thing each: where their key repeats, the export is something else that mentions them. */
const lists: ReadonlySet<string> = new Set([
  'customers',
  'products',
  'contacts',
  'shipments',
  'interactions',
  'leads',
]);
/** Without these an export is not invoice lines, a ledger …, however many other headers fit. */
const essential: Readonly<Partial<Record<CanonicalTable, readonly (readonly string[])[]>>> = {
  customers: [['customer_id'], ['name']],
  contacts: [['contact_id', 'customer_id'], ['name'], ['email', 'phone', 'title', 'role']],
  relationships: [['from_id'], ['to_id']],
  interactions: [['interaction_id'], ['at'], ['customer_id']],
  products: [['product_id'], ['name', 'category', 'standard_cost']],
  invoice_lines: [
    ['quantity', 'net_amount'],
    ['invoice_id', 'invoiced_on'],
    ['product_id', 'net_amount'],
    ['customer_id', 'product_id', 'line_no'],
  ],
  order_events: [['order_id'], ['at'], ['kind']],
  shipments: [['shipped_on'], ['freight_cost', 'weight'], ['customer_id']],
  receivables: [['invoice_id'], ['amount'], ['due_on', 'paid_on', 'paid_amount', 'written_off']],
  ledger: [['account'], ['amount'], ['period']],
  rebates: [['customer_id'], ['amount'], ['period']],
  fx_rates: [['on'], ['currency'], ['rate']],
  leads: [['lead_id'], ['created_on'], ['source', 'campaign', 'converted_on']],
  acquisition_costs: [['source'], ['amount'], ['period']],
};

export function scoreTable(
  table: CanonicalTable,
  candidates: readonly Candidate[],
  rows: ReadonlyMap<string, readonly string[]>,
): TableScore {
  const contract: TableContract = canonicalTables[table];
  const required = (column: string): boolean =>
    contract.columns[column]?.required === true && column !== countedColumn;
  const pairs = [...namesOf(table)].flatMap(([column, names]) =>
    candidates.flatMap((candidate) => pair(column, contract.columns[column]!, names, candidate)),
  );
  // The surest pair first, so that `Account Number` is the customer and not the account.
  pairs.sort(
    (a, b) =>
      b.score - a.score ||
      Number(required(b.column)) - Number(required(a.column)) ||
      (a.column < b.column ? -1 : a.column > b.column ? 1 : 0) ||
      (a.header < b.header ? -1 : 1),
  );
  const columns: Record<string, ColumnScore> = {};
  const used = new Set<string>();
  for (const { column, header, score, byName, byValues } of pairs) {
    if (column in columns || used.has(header)) continue;
    columns[column] = { header, score, byName, byValues };
    used.add(header);
  }
  standIn(table, columns, candidates);
  const inOrder = Object.fromEntries(
    Object.keys(contract.columns)
      .filter((column) => column in columns)
      .map((column) => [column, columns[column]!]),
  );
  const needed = Object.keys(contract.columns).filter(required);
  const missing = needed.filter((column) => !(column in columns));
  return { table, columns: inOrder, missing, score: tableScore(contract, inOrder, needed, candidates, rows) };
}

function pair(
  column: string,
  contract: Column,
  names: readonly Name[],
  { header, name, shape }: Candidate,
): { column: string; header: string; score: number; byName: number; byValues: number }[] {
  const within = contract.type === 'id' ? 'nothing' : numericTypes.has(contract.type) ? 'end' : 'words';
  let byName = 0;
  names.forEach((one, rank) => {
    // Names are listed the more telling first.
    byName = Math.max(byName, nearness(name, one, within) * (1 - 0.1 * (rank / names.length)));
  });
  if (byName === 0) return [];
  const byValues = fitness(shape, column, contract);
  const score = byName * (0.3 + 0.7 * byValues) * (byValues < 0.5 ? 0.5 : 1);
  return score < leastColumn ? [] : [{ column, header, score, byName, byValues }];
}

/** A header that is called what the column is called, but whose values are something else. */
export function namedAlike(
  table: CanonicalTable,
  column: string,
  candidates: readonly Candidate[],
): string | undefined {
  const names = namesOf(table).get(column) ?? [];
  return candidates.find(
    ({ name, shape }) => shape.filled > 0 && names.some((one) => nearness(name, one, 'nothing') >= 0.95),
  )?.header;
}

/**
 * What may stand in for a required number: the order's for the invoice's where an export knows orders only, the order's
 * for the delivery's, and the customer's name where customers have no number.
 */
function standIn(
  table: CanonicalTable,
  columns: Record<string, ColumnScore>,
  candidates: readonly Candidate[],
): void {
  const order = columns.order_id;
  if (order !== undefined && table === 'invoice_lines' && columns.invoice_id === undefined) {
    columns.invoice_id = order;
    delete columns.order_id;
  }
  if (order !== undefined && table === 'shipments' && columns.shipment_id === undefined)
    columns.shipment_id = order;
  const stand = (column: string, names: readonly string[], fits: (shape: Shape) => boolean): void => {
    if (columns[column] !== undefined) return;
    const used = new Set(Object.values(columns).map(({ header }) => header));
    const one = candidates.find(
      ({ header, name, shape }) => !used.has(header) && names.includes(name.words.join(' ')) && fits(shape),
    );
    if (one !== undefined) columns[column] = { header: one.header, score: 0.6, byName: 0.6, byValues: 1 };
  };
  if (documents.has(table)) stand('customer_id', customerName, () => true);
  if (table !== 'invoice_lines' || columns.quantity === undefined) return;
  // Of an order the day on which it was made is the day there is; of a record with lines its number is the document's.
  stand('invoiced_on', madeOn, (shape) => shape.dates > 0.9);
  if (candidates.filter(({ header }) => header.includes('/')).length >= 2)
    stand('invoice_id', ownNumber, (shape) => shape.filled > 0.9);
}

const madeOn = [
  'created at',
  'created date',
  'date created',
  'creation date',
  'created time',
  '创建时间',
  '创建日期',
];
const ownNumber = ['id', 'name'];

const documents: ReadonlySet<string> = new Set(['invoice_lines', 'receivables', 'shipments']);
const customerName = [
  'client name',
  'contact',
  'bill to',
  'bill to name',
  'sold to name',
  'customer full name',
  'party name',
  'party',
  'particulars',
  'buyer',
  'kunde',
  'kundenname',
  'kontakt',
  'klant',
  'relatienaam',
  'kundnamn',
  'client nom',
  'nom du client',
  'cliente',
  'kontrahent',
  '客户',
  '单位名称',
  '往来单位',
  '买家昵称',
  '会员名',
  '得意先名',
  'customer name',
  '客户名称',
  '客户简称',
  '购货单位',
  'customer',
  'contact name',
  'client',
];
/** Names that a customer and an account of the ledger share. */
const accountWords = /account|科目|konto/i;
const peopleColumns = ['industry', 'region', 'city', 'tax_id', 'phone', 'email', 'address', 'owner'];

function tableScore(
  contract: TableContract,
  columns: Readonly<Record<string, ColumnScore>>,
  needed: readonly string[],
  candidates: readonly Candidate[],
  rows: ReadonlyMap<string, readonly string[]>,
): number {
  const table = contract.name as CanonicalTable;
  const found = Object.values(columns);
  if (found.length === 0) return 0;
  const covered = needed.reduce((sum, column) => sum + (columns[column]?.score ?? 0), 0) / needed.length;
  const filled = candidates.filter(({ shape }) => shape.rows === 0 || shape.filled > 0).length;
  // Of a wide export no table takes all; more than a dozen headers put to use are no further proof.
  const usable = Math.max(1, Math.min(filled, 12, Object.keys(contract.columns).length));
  const used = new Set(found.map(({ header }) => header)).size;
  const share = Math.min(1, found.reduce((sum, { score }) => sum + score, 0) / usable);
  let score = 0.65 * covered + 0.35 * share;
  // A table of three columns is not what an export of thirty is about.
  score *= 0.7 + 0.3 * Math.min(1, used / (0.3 * filled));
  const lacking = (essential[table] ?? []).filter((any) => !any.some((column) => column in columns)).length;
  score *= 0.6 ** lacking;
  if (keyRepeats(contract, columns, rows)) score *= lists.has(table) ? 0.35 : 0.7;
  if (
    table === 'customers' &&
    accountWords.test(columns.customer_id?.header ?? '') &&
    !peopleColumns.some((column) => column in columns)
  )
    score *= 0.5;
  if (
    table === 'rebates' &&
    !/rebate|bonus|boni|返利|rabatt/i.test(found.map(({ header }) => header).join(' '))
  )
    score *= 0.4;
  if (
    table === 'acquisition_costs' &&
    !/source|来源|quelle|投放|推广|获客|platform/i.test(columns.source?.header ?? '')
  )
    score *= 0.4;
  // Who belongs to whom is told by a list of customers; what has a parent of its own may be a list of accounts.
  if (table === 'relationships' && columns.kind === undefined) score *= 0.4;
  return Math.round(score * 1000) / 1000;
}

/** Of a list, each thing stands once: where the key repeats, the export is something else that mentions them. */
function keyRepeats(
  contract: TableContract,
  columns: Readonly<Record<string, ColumnScore>>,
  rows: ReadonlyMap<string, readonly string[]>,
): boolean {
  const key = contract.key.map((column) => rows.get(columns[column]?.header ?? ''));
  if (key.length === 0 || key.some((cells) => cells === undefined)) return false;
  const keys = key[0]!.map((_, row) => key.map((cells) => cells![row]).join('\u001f'));
  const kept = keys.filter((one) => one.replaceAll('\u001f', '') !== '');
  const share = new Set(kept).size / kept.length;
  // Of few rows a slip or two says nothing; that a third of them repeat does.
  return (kept.length >= 20 && share < 0.98) || (kept.length >= 5 && share < 0.7);
}
