/** erp/: GB18030 lists with title and total rows, and a workbook with three sheets. */
import { writeXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import { asDate, clock, iso, monthOf } from './calendar.ts';
import { SALES } from './people.ts';
import { Rng } from './rng.ts';
import { commaAmount, crlf, plainAmount, price, record } from './text.ts';
import { type Company, divRound, FREIGHT, type Line } from './types.ts';
import { repack } from './zip.ts';

const HEADER =
  '发票号,行号,开票日期,客户编码,客户名称,存货编码,数量,报价,无税单价,无税金额,税额,成本金额,单据类型,订单号,业务员';
const TITLE = '港桥工业品（太仓）有限公司';

function invoiceList(company: Company, lines: readonly Line[], span: string, exported: string): Buffer {
  const short = new Map(company.customers.map((c) => [c.code, c.short]));
  const total = (value: (l: Line) => number): number => lines.reduce((s, l) => s + value(l), 0);
  const rows: (string | number)[][] = lines.map((l) => [
    l.invoice,
    l.no,
    iso(l.day),
    l.customer,
    short.get(l.customer) as string,
    l.product,
    l.quantity,
    price(l.list4),
    price(l.price4),
    commaAmount(l.net),
    plainAmount(l.tax),
    commaAmount(l.cost),
    l.kind,
    l.order,
    (SALES[l.owner] as readonly [string, string])[0],
  ]);
  const footer = [
    '合计',
    '',
    '',
    '',
    '',
    '',
    total((l) => l.quantity),
    '',
    '',
    commaAmount(total((l) => l.net)),
    plainAmount(total((l) => l.tax)),
    commaAmount(total((l) => l.cost)),
    '',
    '',
    '',
  ];
  const text = crlf([
    TITLE,
    '销售发票明细表',
    `期间：${span},,导出时间：${exported}`,
    HEADER,
    ...rows.map((r) => record(r, ',')),
    record(footer, ','),
  ]);
  return iconv.encode(text, 'gb18030');
}

export const FIRST = '销售发票明细_2024-07至2025-06.csv';
export const SECOND = '销售发票明细_2025-07至2026-06.csv';
export const AGAIN = '销售发票明细_2026-03_重新导出.csv';
/** 2026-03, counted from 2024-07. */
const MARCH = 20;
export const CORRECTIONS = 12;

/** March as it stood before the correction: some lines carried a wrong quantity or a wrong price. */
export function beforeCorrection(lines: readonly Line[]): Map<Line, Line> {
  const rng = new Rng('corrections');
  const returned = new Set(lines.filter((l) => l.kind !== '销售').map((l) => l.order));
  const candidates = lines.filter(
    (l) =>
      monthOf(l.day) === MARCH &&
      l.kind === '销售' &&
      l.product !== FREIGHT &&
      l.quantity >= 4 &&
      l.net > 50_000 &&
      !returned.has(l.order),
  );
  const wrong = new Map<Line, Line>();
  rng
    .shuffle(candidates)
    .slice(0, CORRECTIONS)
    .forEach((l, i) => {
      // Every other one a quantity, the rest a price at list or above.
      const quantity =
        i % 2 === 0 ? l.quantity + Math.max(1, Math.round(l.quantity * rng.between(0.1, 0.5))) : l.quantity;
      const price4 = i % 2 === 0 ? l.price4 : Math.round(l.list4 * rng.between(1, 1.08));
      const net = divRound(quantity * price4, 100);
      wrong.set(l, {
        ...l,
        quantity,
        price4,
        net,
        tax: divRound(net * 13, 100),
        cost: Math.round((l.cost * quantity) / l.quantity),
      });
    });
  return wrong;
}

export function invoices(company: Company): [string, Buffer][] {
  const wrong = beforeCorrection(company.lines);
  const within = (from: number, to: number): Line[] =>
    company.lines.filter((l) => monthOf(l.day) >= from && monthOf(l.day) <= to);
  return [
    [FIRST, invoiceList(company, within(0, 11), '2024-07-01 至 2025-06-30', '2026-07-02 09:14')],
    [
      SECOND,
      invoiceList(
        company,
        within(12, 23).map((l) => wrong.get(l) ?? l),
        '2025-07-01 至 2026-06-30',
        '2026-07-02 09:21',
      ),
    ],
    [AGAIN, invoiceList(company, within(MARCH, MARCH), '2026-03-01 至 2026-03-31', '2026-07-09 16:40')],
  ];
}

export async function workbook(company: Company): Promise<Uint8Array> {
  const products: (string | number)[][] = [
    ...company.products.map((p) => [p.code, p.name, p.category, p.cost4 / 10_000]),
    [FREIGHT, '运费', '运费', 0],
  ];
  const file = await writeXlsx({
    // A fixed time instead of now: the same bytes each time.
    properties: {
      title: '仓储与订单',
      creator: '港桥ERP',
      created: new Date(Date.UTC(2026, 6, 2)),
      modified: new Date(Date.UTC(2026, 6, 2)),
    },
    sheets: [
      {
        name: '存货档案',
        rows: [['存货编码', '存货名称', '存货大类', '参考成本'], ...products],
        columns: [{ width: 12 }, { width: 26 }, { width: 18 }, { width: 12 }],
      },
      {
        name: '发货记录',
        columns: [
          { width: 12 },
          { width: 12 },
          { width: 12, numFmt: 'yyyy-mm-dd' },
          { width: 14 },
          { width: 10 },
          { width: 10 },
        ],
        rows: [
          ['发货记录　2024-07-01 至 2026-06-30'],
          ['发货单号', '客户编码', '发货日期', '订单号', '运费', '重量kg'],
          ...company.shipments.map((s) => [
            s.id,
            s.customer,
            asDate(s.day),
            s.order,
            s.freight / 100,
            Math.max(1, Math.round(s.grams / 100)) / 10,
          ]),
        ],
      },
      {
        name: '订单日志',
        columns: [{ width: 14 }, { width: 12 }, { width: 18 }, { width: 8 }, { width: 10 }],
        rows: [
          ['订单号', '客户编码', '时间', '操作', '操作员'],
          ...company.events.map((e) => [
            e.order,
            e.customer,
            `${iso(e.day)} ${clock(e.minute)}`,
            e.kind,
            e.actor,
          ]),
        ],
      },
    ],
  });
  return repack(file);
}
