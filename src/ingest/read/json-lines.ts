import type { JsonCells, JsonRecordCells } from './json-cells.ts';

/**
 * Records that carry their lines in a list: `{ "id": 7, "line_items": [ { "sku": "A" }, … ] }`. A line's cell is called
 * `line_items/sku`, and a line is a row with the cells of its record beside its own.
 */
export type Row = JsonCells;

/** What the lines of a document are called, without blanks and marks. */
const lineNames = new Set(
  [
    'line lines lineitem lineitems orderline orderlines orderitem orderitems orderdetail orderdetails orderdetaillist',
    'invoiceline invoicelines invoiceitem invoiceitems invoicelineids salesorderlines item items itemlist orderitemlist',
    'position positions positionen detail details detaillist entries products productlist goods goodslist goodsdetail',
    'sku skus skulist suborders suborderlist 明细 明细列表 商品 商品列表 商品明细 订单明细 订单商品',
  ].flatMap((names) => names.split(' ')),
);
const folded = (path: string): string =>
  path
    .slice(path.lastIndexOf('.') + 1)
    .replace(/[\s_-]/g, '')
    .toLowerCase();

/** The lists whose elements are the rows: those that the mapping names, or the one that is called what lines are called. */
export function linesIn(
  wanted: readonly string[] | undefined,
  records: readonly JsonRecordCells[] = [],
): string[] {
  if (wanted !== undefined)
    return [
      ...new Set(
        wanted.flatMap((header) => (header.includes('/') ? [header.slice(0, header.indexOf('/'))] : [])),
      ),
    ];
  const found = new Set<string>();
  for (const { lists } of records)
    for (const [path, lines] of lists) if (lines.length > 0 && lineNames.has(folded(path))) found.add(path);
  // Of two lists with such a name nothing says which one has the lines.
  return found.size === 1 ? [...found] : [];
}

/** The rows of a record: one for each of its lines, or the record alone where it has none. */
export function linesOf({ cells, lists }: JsonRecordCells, paths: readonly string[]): Row[] {
  const [path] = paths.filter((one) => (lists.get(one) ?? []).length > 0);
  if (path === undefined) return [cells];
  return lists.get(path)!.map((line) => {
    const row: Row = new Map(cells);
    row.delete(path);
    for (const [name, cell] of line) row.set(`${path}/${name}`, cell);
    return row;
  });
}
