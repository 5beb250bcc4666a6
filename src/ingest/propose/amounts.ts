import { bare, isNothing } from './shapes.ts';

/**
 * What the amounts of invoice lines prove about one another: which of them is net of tax, which is with it, which is a
 * price times the quantity, and how returned goods are signed. Numbers here are for telling, never for books.
 */
export interface AmountProof {
  /** net + tax = gross on every row that has tax. */
  readonly sums?: { readonly net: string; readonly tax: string; readonly gross: string };
  /** net × (1 + rate) = gross, with the rate in a column. */
  readonly rates?: { readonly net: string; readonly rate: string; readonly gross: string };
}

/** What a cell says as a number, by the mark of its column; undefined where it is none. */
export function numberIn(cell: string | undefined, comma: boolean): number | undefined {
  let text = bare(cell).replace(/[¥$€£元%\u00a0\u202f' ]/g, '');
  // A unit behind a quantity: `2件`, `3 pcs`; 万 and 亿 are none.
  if (/^[-+]?\d[\d.,]*\p{L}[\p{L}\d]{0,8}\.?$/u.test(text) && !/[万亿]/.test(text))
    text = text.replace(/\p{L}.*$/u, '');
  if (text === '' || isNothing(text)) return undefined;
  const negative = /^\(.*\)$|-$|^-/.test(text);
  text = text.replace(/[()-]/g, '');
  text = comma ? text.replaceAll('.', '').replace(',', '.') : text.replaceAll(',', '');
  const value = Number(text);
  return Number.isFinite(value) ? (negative ? -value : value) : undefined;
}

/** Whether the decimals of a column stand behind a comma, where its values tell. */
export function hasDecimalComma(cells: readonly string[]): boolean {
  const comma = cells.filter((cell) => /,\d{1,2}$/.test(cell) || /\.\d{3},/.test(cell)).length;
  const point = cells.filter((cell) => /\.\d{1,2}$|\.\d{4,}$/.test(cell) || /,\d{3}\./.test(cell)).length;
  return comma > point;
}

const close = (a: number, b: number): boolean => Math.abs(a - b) <= 0.011 + 1e-9 * Math.abs(b);
/** Fewer rows than this that tell one reading from the other prove nothing. */
const enough = 3;
const mostRates = 6;

export function proveAmounts(
  columns: ReadonlyMap<string, readonly (number | undefined)[]>,
  taxRate: readonly string[],
): AmountProof {
  const names = [...columns.keys()];
  const value = (name: string, row: number): number | undefined => columns.get(name)![row];
  const rows = columns.get(names[0] ?? '')?.length ?? 0;
  for (const gross of names)
    for (const net of names)
      for (const tax of names) {
        if (net === gross || tax === gross || tax === net) continue;
        let told = 0;
        let taxed = 0;
        let broken = 0;
        // The law knows few rates; a profit is another share of the cost on every line.
        const rates = new Set<number>();
        for (let row = 0; row < rows; row++) {
          const [n, t, g] = [value(net, row), value(tax, row), value(gross, row)];
          if (n === undefined || t === undefined || g === undefined) continue;
          if (t !== 0) told++;
          if (t !== 0 && Math.abs(n) >= 1) rates.add(Math.round((100 * t) / n));
          // A tax is a smaller part of the whole: else any sum would be one.
          if (t !== 0 && Math.abs(t) < 0.35 * Math.abs(n)) taxed++;
          if (!close(n + t, g)) broken++;
        }
        if (told >= enough && taxed === told && rates.size <= mostRates && broken <= 0.005 * rows)
          return { sums: { net, tax, gross } };
      }
  for (const rate of taxRate)
    for (const net of names)
      for (const gross of names) {
        if (net === gross || rate === net || rate === gross || !columns.has(rate)) continue;
        let told = 0;
        let broken = 0;
        for (let row = 0; row < rows; row++) {
          const [n, r, g] = [value(net, row), value(rate, row), value(gross, row)];
          if (n === undefined || r === undefined || g === undefined || r === 0) continue;
          told++;
          if (!close(n * (1 + (r > 1 ? r / 100 : r)), g)) broken++;
        }
        if (told >= enough && broken <= 0.005 * told) return { rates: { net, rate, gross } };
      }
  return {};
}

/**
 * Whether an amount is net or gross of a tax that stands beside it: under the true reading the tax is a whole or half
 * percent of the net, under the other it is 11.504 % or 14.943 %. Rows with little tax say nothing, for tax is rounded.
 */
export function readingByRate(
  amount: readonly (number | undefined)[],
  tax: readonly (number | undefined)[],
): { reading: 'net' | 'gross'; rows: number } | undefined {
  let rows = 0;
  let net = 0;
  let gross = 0;
  amount.forEach((a, row) => {
    const t = tax[row];
    if (a === undefined || t === undefined || Math.abs(t) < 20 || Math.abs(a) <= Math.abs(t)) return;
    rows++;
    if (isRate(t / a, 0.006 / Math.abs(a))) net++;
    if (isRate(t / (a - t), 0.012 / Math.abs(a - t))) gross++;
  });
  if (rows < 10) return undefined;
  if (net >= 0.98 * rows && gross <= 0.5 * rows) return { reading: 'net', rows };
  if (gross >= 0.98 * rows && net <= 0.5 * rows) return { reading: 'gross', rows };
  return undefined;
}

const isRate = (rate: number, tolerance: number): boolean =>
  rate > 0 && rate < 0.35 && Math.abs(rate * 200 - Math.round(rate * 200)) <= 200 * tolerance + 1e-9;

/** Whether `quantity × price` is the amount, on nearly every row. */
export function isProduct(
  quantity: readonly (number | undefined)[] | undefined,
  price: readonly (number | undefined)[] | undefined,
  amount: readonly (number | undefined)[] | undefined,
): boolean {
  if (quantity === undefined || price === undefined || amount === undefined) return false;
  let told = 0;
  let held = 0;
  amount.forEach((a, row) => {
    const [q, p] = [quantity[row], price[row]];
    if (a === undefined || q === undefined || p === undefined) return;
    told++;
    // Prices are rounded: to half a unit of their last of four decimals, times the quantity.
    if (Math.abs(q * p - a) <= 0.011 + Math.abs(q) * 0.00501) held++;
  });
  return told >= enough && held >= 0.98 * told;
}
