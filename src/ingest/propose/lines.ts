import type { Finding } from '../../language/messages.ts';
import type { ColumnMapping } from '../column-settings.ts';
import { messages } from '../messages.ts';
import { foldHeader } from '../words.ts';
import { hasDecimalComma, isProduct, numberIn, proveAmounts, readingByRate } from './amounts.ts';
import { returnWords } from './meanings.ts';
import type { Question } from './question.ts';
import type { Sample } from './sample.ts';
import { isNothing } from './shapes.ts';

/** What must be known of invoice lines beyond their headers: tax in amounts, the sign of returns, profit for cost. */
export interface Lines {
  readonly columns: Record<string, ColumnMapping>;
  readonly questions: Question[];
}

/** Words in a header that say the amount is without tax. */
const saysNet =
  /无税|未税|不含税|\bnet\b|netto|netwr|imoney|inatmoney|famount|excl|untaxed|without tax|before tax|税前|ohne ust|ohne mwst|[nN]et[A-Z_]|netamount/i;
const saysGross = /含税|价税|\bgross\b|brutto|incl|with tax|税后/i;
const saysProfit = /^(profit|gross profit|margin amount|毛利|毛利额|利润|利润额|rohertrag|deckungsbeitrag)$/i;
const typeNames = /type|kind|类型|art$|红蓝|退货|credit|belegart|status|class/i;
const sampled = 600;
const shownRate = 0.13;

type Numbers = readonly (number | undefined)[];

export function completeLines(proposed: Record<string, ColumnMapping>, sample: Sample): Lines {
  const columns = { ...proposed };
  const questions: Question[] = [];
  const numbers = (header: string | undefined): Numbers | undefined => {
    const cells = header === undefined ? undefined : sample.columns.get(header)?.slice(0, sampled);
    if (cells === undefined) return undefined;
    const comma = hasDecimalComma(cells);
    return cells.map((cell) => numberIn(cell, comma));
  };
  const header = (column: string): string | undefined => {
    const mapping = columns[column];
    if (typeof mapping === 'string') return mapping;
    return mapping !== undefined && 'from' in mapping ? mapping.from : undefined;
  };
  profitForCost(columns, header, sample);
  taxOf(columns, questions, header, numbers, sample);
  signs(columns, questions, header, numbers, sample);
  return { columns, questions };
}

/** Cost is what is left of the sale after the profit, where an export tells the profit only. */
function profitForCost(
  columns: Record<string, ColumnMapping>,
  header: (column: string) => string | undefined,
  sample: Sample,
): void {
  const net = header('net_amount');
  if (net === undefined || 'cost_amount' in columns || 'unit_cost' in columns) return;
  const profit = sample.candidates.find(
    ({ header: one, shape }) => saysProfit.test(foldHeader(one)) && shape.numbers > 0.9,
  );
  if (profit !== undefined) columns.cost_amount = { from: net, minus: profit.header };
}

function taxOf(
  columns: Record<string, ColumnMapping>,
  questions: Question[],
  header: (column: string) => string | undefined,
  numbers: (header: string | undefined) => Numbers | undefined,
  sample: Sample,
): void {
  const net = header('net_amount');
  const priced = ['unit_price', 'list_price'] as const;
  if (net === undefined) {
    const price = header('unit_price');
    if (price !== undefined && !saysNet.test(price))
      askTax(columns, questions, ['unit_price', 'list_price'], header, sample);
    return;
  }
  const reading = readingOf(net, columns, questions, header, numbers, sample);
  const amount = numbers(header('net_amount'));
  const quantity = numbers(header('quantity'));
  // A price follows the amount that it makes with the quantity; one before a discount is the list price.
  const unit = header('unit_price');
  const discount = numbers(header('discount_rate'));
  if (unit !== undefined && !('list_price' in columns) && discount?.some((one) => (one ?? 0) > 0)) {
    const before = amount?.map((a, row) => {
      const d = discount[row] ?? 0;
      return a === undefined || d >= 1 ? undefined : a / (1 - d);
    });
    if (!isProduct(quantity, numbers(unit), amount) && isProduct(quantity, numbers(unit), before)) {
      columns.list_price = unit;
      delete columns.unit_price;
    }
  }
  if (reading === 'open') {
    askTax(columns, questions, ['net_amount', ...priced, 'cost_amount'], header, sample);
    return;
  }
  for (const column of priced) {
    const price = header(column);
    if (price === undefined || saysNet.test(price)) continue;
    // With net = gross − tax the prices still hold the tax, at a rate the row alone does not say.
    if (
      saysGross.test(price) ||
      reading === 'minus' ||
      (column === 'unit_price' &&
        !isProduct(quantity, numbers(price), amount) &&
        quantity !== undefined &&
        !discounted(discount))
    )
      delete columns[column];
  }
}

const discounted = (discount: Numbers | undefined): boolean =>
  discount?.some((one) => (one ?? 0) > 0) === true;

/** `net`: as it stands. `minus`: the tax was taken out here. `open`: must be asked. */
function readingOf(
  net: string,
  columns: Record<string, ColumnMapping>,
  questions: Question[],
  header: (column: string) => string | undefined,
  numbers: (header: string | undefined) => Numbers | undefined,
  sample: Sample,
): 'net' | 'minus' | 'open' {
  const money = sample.candidates
    .filter(({ shape, name }) => shape.numbers > 0.9 && shape.dates < 0.5 && !name.words.includes('id'))
    .map(({ header: one }) => one)
    .slice(0, 14);
  const rates = money.filter((one) => /税率|tax rate|vat rate|steuersatz|mwst.?satz/i.test(one));
  const proof = proveAmounts(new Map(money.map((one) => [one, numbers(one)!])), rates);
  const told = (other: string, reading: 'net' | 'gross', how: 'sum' | 'rate', rows = 0): void => {
    questions.push({
      column: 'net_amount',
      open: false,
      finding: messages.taxProven.finding({ header: net, other, rows, reading, how }),
    });
  };
  const tax = header('tax_amount');
  if (proof.sums !== undefined && [proof.sums.net, proof.sums.gross].includes(net)) {
    if (proof.sums.net === net) {
      told(proof.sums.gross, 'net', 'sum');
      columns.tax_amount ??= proof.sums.tax;
      return 'net';
    }
    told(proof.sums.net, 'gross', 'sum');
    columns.net_amount = proof.sums.net;
    columns.tax_amount ??= proof.sums.tax;
    return 'net';
  }
  if (proof.rates !== undefined && [proof.rates.net, proof.rates.gross].includes(net)) {
    told(proof.rates.rate, proof.rates.net === net ? 'net' : 'gross', 'sum');
    columns.net_amount = proof.rates.net;
    return 'net';
  }
  if (tax !== undefined) {
    const by = readingByRate(numbers(net) ?? [], numbers(tax) ?? []);
    if (by !== undefined) {
      told(tax, by.reading, 'rate', by.rows);
      if (by.reading === 'net') return 'net';
      columns.net_amount = { from: net, minus: tax };
      return 'minus';
    }
    if (saysGross.test(net) && !saysNet.test(net)) {
      columns.net_amount = { from: net, minus: tax };
      return 'minus';
    }
  }
  return saysNet.test(net) ? 'net' : 'open';
}

/** Puts the question to every amount that it is about; one answer serves all of them. */
function askTax(
  columns: Record<string, ColumnMapping>,
  questions: Question[],
  about: readonly string[],
  header: (column: string) => string | undefined,
  sample: Sample,
): void {
  const asked = about.filter((column) => header(column) !== undefined);
  const first = header(asked[0]!)!;
  const cells = sample.columns.get(first) ?? [];
  const comma = hasDecimalComma(cells);
  const value = cells.map((cell) => numberIn(cell, comma)).find((one) => one !== undefined && one > 1) ?? 113;
  for (const column of asked) {
    // A cost has no tax of ours in it; only what is counted from the sale has.
    if (column === 'cost_amount') continue;
    const mapping = columns[column]!;
    columns[column] = {
      ...(typeof mapping === 'string' ? { from: mapping } : mapping),
      tax_included: open as unknown as number,
    } as ColumnMapping;
  }
  questions.push({
    column: asked[0]!,
    open: true,
    finding: taxQuestion(first, value),
  });
}

/** Both readings of an amount, with and without tax in it. */
export const taxQuestion = (header: string, value: number): Finding =>
  messages.taxOpen.finding({
    header,
    value: value.toFixed(2),
    net: (value / (1 + shownRate)).toFixed(2),
    rate: `${shownRate * 100}%`,
  });

/** What stands where a person must answer. */
export const open = '???';

function signs(
  columns: Record<string, ColumnMapping>,
  questions: Question[],
  header: (column: string) => string | undefined,
  numbers: (header: string | undefined) => Numbers | undefined,
  sample: Sample,
): void {
  const measure = ['net_amount', 'quantity']
    .map((column) => numbers(header(column)))
    .filter((one) => one !== undefined);
  const cells = (one: string): readonly string[] => sample.columns.get(one)!.slice(0, sampled);
  for (const { header: one, shape } of sample.candidates) {
    if (!typeNames.test(one) || shape.values.size > 30) continue;
    const words = [...shape.values].filter((word) => returnWords.has(word.toLowerCase()));
    if (words.length === 0 || words.length === shape.values.size) continue;
    const rows = cells(one).flatMap((cell, row) => (words.includes(cell) ? [row] : []));
    const positive = rows.filter((row) => measure.every((values) => (values[row] ?? 0) > 0)).length;
    if (rows.length === 0 || positive < 0.95 * rows.length) continue;
    for (const column of ['quantity', 'net_amount', 'cost_amount', 'tax_amount']) {
      const mapping = columns[column];
      if (mapping === undefined || (typeof mapping === 'object' && !('from' in mapping))) continue;
      columns[column] = {
        ...(typeof mapping === 'string' ? { from: mapping } : mapping),
        negate_when: { column: one, is: words.sort() },
      };
    }
    questions.push({
      column: 'quantity',
      open: false,
      finding: messages.returnsTurned.finding({ header: one, words, rows: rows.length }),
    });
    return;
  }
  const negative = measure.some((values) => values.some((value) => (value ?? 0) < 0));
  const total = sample.candidates[0]?.shape.rows ?? 0;
  if (!negative && total >= 20 && measure.length > 0)
    questions.push({
      column: 'quantity',
      open: false,
      finding: messages.returnsUnseen.finding({ rows: total }),
    });
}

/** Amounts of the document that stand on its first line only, or on each of its lines: never to be summed over lines. */
export function documentAmounts(sample: Sample, document: string | undefined): Set<string> {
  const found = outsideLines(sample);
  const ids = document === undefined ? undefined : sample.columns.get(document);
  if (ids === undefined) return found;
  const further = ids.flatMap((id, row) => (isNothing(id) ? [row] : []));
  const numeric = sample.candidates.filter(({ shape }) => shape.numbers > 0.8 && shape.dates < 0.5);
  if (further.length > 0)
    for (const { header } of numeric)
      if (further.every((row) => isNothing(sample.columns.get(header)![row]!))) found.add(header);
  for (const { header } of numeric)
    if (
      isRepeatedTotal(
        header,
        ids,
        sample,
        numeric.map((one) => one.header),
      )
    )
      found.add(header);
  return found;
}

/** Where headers say which cells are the line's (`line_items/price`, `Order Lines/Quantity`), the others are the document's. */
function outsideLines(sample: Sample): Set<string> {
  const lists = new Map<string, number>();
  const listOf = (header: string): string =>
    header.includes('/') ? header.slice(0, header.indexOf('/')) : '';
  for (const { header } of sample.candidates) lists.set(listOf(header), (lists.get(listOf(header)) ?? 0) + 1);
  lists.delete('');
  const line = [...lists].find(([, count]) => count >= 2)?.[0];
  if (line === undefined) return new Set();
  const outside = sample.candidates.filter(
    ({ header, shape }) => listOf(header) !== line && shape.numbers > 0.8 && shape.dates < 0.5,
  );
  return new Set(outside.filter(({ name }) => !name.words.includes('id')).map(({ header }) => header));
}

/** The same on each line of a document, and the sum of another column over its lines. */
function isRepeatedTotal(
  header: string,
  ids: readonly string[],
  sample: Sample,
  numeric: readonly string[],
): boolean {
  const lines = new Map<string, number[]>();
  ids.forEach((id, row) => {
    if (!isNothing(id)) lines.set(id, [...(lines.get(id) ?? []), row]);
  });
  const several = [...lines.values()].filter((rows) => rows.length > 1);
  if (several.length < 3) return false;
  const cells = sample.columns.get(header)!;
  const comma = hasDecimalComma(cells);
  const same = several.filter((rows) => new Set(rows.map((row) => cells[row])).size === 1);
  if (same.length < 0.98 * several.length) return false;
  return numeric.some((other) => {
    if (other === header) return false;
    const parts = sample.columns.get(other)!;
    const sums = several.filter((rows) => {
      const total = numberIn(cells[rows[0]!], comma);
      const sum = rows.reduce((all, row) => all + (numberIn(parts[row], comma) ?? 0), 0);
      return total !== undefined && total !== 0 && Math.abs(total - sum) <= 0.02 * rows.length;
    });
    return sums.length >= 0.8 * several.length;
  });
}
