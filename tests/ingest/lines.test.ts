import { describe, expect, it } from 'vitest';
import { codes, fails, invoices, run } from './kit.ts';

const header = '发票号,行号,客户编码,开票日期,数量,无税金额,税额,类型,单价';
const kind = { from: '类型', values: { 销售: 'sale', 退货: 'return' } };
const lines = (n: number, line: (n: number) => string): string =>
  [header, ...Array.from({ length: n }, (_, i) => line(i + 1))].join('\n');

describe('the sign of returns', () => {
  const sold = (n: number): string => `R${n},1,A,2026-01-05,2,100.00,13.00,销售,50`;
  const back = (sign: string) => (n: number) =>
    `T${n},1,A,2026-01-06,${sign}1,${sign}50.00,${sign}6.50,退货,50`;

  it('is asked for where the returns of a system are positive, with both readings', async () => {
    const text = lines(6, (n) => (n > 4 ? back('')(n) : sold(n)));
    const { code, params } = await fails({ 'invoices.csv': text }, invoices({}, { kind }));
    expect(code).toBe('ING163');
    expect(params).toMatchObject({
      positive: 2,
      returns: 2,
      row: 5,
      kind: 'return',
      amount: '50.00',
      header: '类型',
    });
    const turned = (from: string) => ({ from, negate_when: { column: '类型', is: '退货' } });
    await run(
      { 'invoices.csv': text },
      invoices({}, { kind, quantity: turned('数量'), net_amount: turned('无税金额') }),
      async ({ rows }) =>
        expect(await rows('select cast(sum(net_amount) as double) s from canonical.invoice_lines')).toEqual([
          { s: 300 },
        ]),
    );
  });

  it('is taken as it is where they are negative, and a few odd ones are told', async () => {
    const right = lines(12, (n) => (n > 4 ? back('-')(n) : sold(n)));
    await run({ 'invoices.csv': right }, invoices({}, { kind }), async ({ result }) =>
      expect(codes(result).filter((code) => /ING16/.test(code))).toEqual([]),
    );
    const odd = right.replace('T12,1,A,2026-01-06,-1,-50.00', 'T12,1,A,2026-01-06,1,50.00');
    await run({ 'invoices.csv': odd }, invoices({}, { kind }), async ({ result }) => {
      const finding = result.findings.find(({ code }) => code === 'ING164');
      expect(finding?.params).toMatchObject({ positive: 1, returns: 8, row: 12 });
      expect(finding?.text('zh-CN')).toContain('12');
    });
  });
});

describe('tax in amounts', () => {
  // Prices of all sizes, so that no rate comes out whole by chance.
  const net = (n: number): number => 211.37 + 37.91 * n;
  const line = (n: number, amount: number, tax: number, price: number): string =>
    `R${n},1,A,2026-01-05,1,${amount.toFixed(2)},${tax.toFixed(2)},销售,${price.toFixed(4)}`;
  const mapped = (more: Record<string, unknown> = {}) => invoices({}, { tax_amount: '税额', ...more });

  it('is found by a column of tax that no mapping names', async () => {
    const text = lines(30, (n) => line(n, net(n) * 1.13, net(n) * 0.13, 0));
    const { code, params } = await fails({ 'invoices.csv': text }, invoices());
    expect([code, params.header, params.tax]).toEqual(['ING165', '无税金额', '税额']);
    await run(
      { 'invoices.csv': lines(30, (n) => line(n, net(n), net(n) * 0.13, 0)) },
      invoices(),
      async ({ rows }) =>
        expect(await rows('select count(*)::integer as n from canonical.invoice_lines')).toEqual([{ n: 30 }]),
    );
    const comma = text.replaceAll(',', ';').replaceAll('.', ',');
    expect((await fails({ 'invoices.csv': comma }, invoices())).code).toBe('ING165');
  });

  describe('where no column tells it, is held against the ledger', () => {
    const files = (factor: number) => ({
      'invoices.csv': [
        '发票号,行号,客户编码,开票日期,数量,无税金额',
        ...Array.from(
          { length: 40 },
          (_, n) => `R${n},1,A,2026-0${(n % 4) + 1}-05,1,${(net(n) * factor).toFixed(2)}`,
        ),
      ].join('\n'),
      'ledger.csv': [
        'Month,Account,Amount',
        ...[0, 1, 2, 3].flatMap((month) => {
          const sum = Array.from({ length: 40 }, (_, n) => (n % 4 === month ? net(n) : 0)).reduce(
            (a, b) => a + b,
            0,
          );
          return [
            `2026-0${month + 1},6001,${(-sum).toFixed(2)}`,
            `2026-0${month + 1},6401,${(sum * 0.6).toFixed(2)}`,
          ];
        }),
      ].join('\n'),
    });
    const books = {
      ledger: {
        files: 'ledger.csv',
        table: 'ledger',
        columns: { period: 'Month', account: 'Account', amount: 'Amount' },
      },
    };

    it('and refused with the rate that every month proves, or taken as it is', async () => {
      for (const rate of [0.13, 0.06, 0.19, 0.081]) {
        const { code, params } = await fails(files(1 + rate), { ...invoices(), ...books });
        expect([code, params]).toEqual([
          'ING188',
          expect.objectContaining({ account: '6001', months: 4, rate: `${rate * 100}%`, header: '无税金额' }),
        ]);
        const told = invoices({}, { net_amount: { from: '无税金额', tax_included: rate } });
        await run(files(1 + rate), { ...told, ...books }, async ({ result }) =>
          expect(codes(result)).not.toContain('ING188'),
        );
      }
      await run(files(1), { ...invoices(), ...books }, async ({ result }) =>
        expect(codes(result)).not.toContain('ING188'),
      );
      // A difference that is no rate of tax proves nothing.
      await run(files(1.0421), { ...invoices(), ...books }, async ({ result }) =>
        expect(codes(result)).not.toContain('ING188'),
      );
    });
  });

  it('is refused as net where only as gross the tax is a whole rate, and the repair reads it right', async () => {
    for (const rate of [0.13, 0.06, 0.19, 0.08]) {
      const text = lines(30, (n) => line(n, net(n) * (1 + rate), net(n) * rate, 0));
      const { code, params } = await fails({ 'invoices.csv': text }, mapped());
      expect([rate, code, params.header, params.tax]).toEqual([rate, 'ING165', '无税金额', '税额']);
      await run(
        { 'invoices.csv': text },
        mapped({ net_amount: { from: '无税金额', minus: '税额' } }),
        async ({ rows }) => {
          const [row] = await rows(
            "select cast(net_amount as double) n from canonical.invoice_lines where invoice_id = 'R1'",
          );
          const cents = (amount: number): number => Math.round(100 * Number(amount.toFixed(2)));
          expect(Math.round(100 * Number(row?.n))).toBe(cents(net(1) * (1 + rate)) - cents(net(1) * rate));
        },
      );
    }
  });

  it('is nothing where the amounts are net, whatever the rates are', async () => {
    const rates = [0.13, 0.06, 0.055, 0.09];
    const text = lines(40, (n) => line(n, net(n), net(n) * rates[n % 4]!, net(n)));
    await run({ 'invoices.csv': text }, mapped({ unit_price: '单价' }), async ({ result }) =>
      expect(codes(result).filter((code) => /ING16/.test(code))).toEqual([]),
    );
  });

  it('is told of prices where quantity × price is net + tax', async () => {
    const text = lines(40, (n) => line(n, net(n), net(n) * 0.13, net(n) * 1.13));
    await run({ 'invoices.csv': text }, mapped({ unit_price: '单价' }), async ({ result }) =>
      expect(codes(result)).toContain('ING166'),
    );
  });
});
