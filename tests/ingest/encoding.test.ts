import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { codes, fails, invoiceHeader, invoices, ledger, run } from './kit.ts';

const customers = (over: Record<string, unknown> = {}) => ({
  customers: {
    files: 'customers.csv',
    table: 'customers',
    columns: { customer_id: '客户编码', name: '客户名称' },
    ...over,
  },
});
const text = '客户编码,客户名称\r\n001,太仓沃衡自动化设备股份有限公司\r\n002,Müller & Söhne 𠮷\r\n';
const names = async (bytes: Uint8Array, over: Record<string, unknown> = {}) =>
  run({ 'customers.csv': bytes }, customers(over), async ({ result, rows }) => ({
    names: (await rows('select name from canonical.customers order by customer_id')).map((row) => row.name),
    file: result.files[0]!,
    codes: codes(result),
  }));
const right = ['太仓沃衡自动化设备股份有限公司', 'Müller & Söhne 𠮷'];

describe('the encoding is proven from the bytes', () => {
  it.each([
    ['utf-8', Buffer.from(text), 'utf-8', 'valid UTF-8'],
    ['utf-8 with mark', Buffer.from(`\ufeff${text}`), 'utf-8', 'byte order mark'],
    [
      'utf-16le with mark',
      Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode(text, 'utf-16le')]),
      'utf-16le',
      'byte order mark',
    ],
    [
      'utf-16be with mark',
      Buffer.concat([Buffer.from([0xfe, 0xff]), iconv.encode(text, 'utf-16be')]),
      'utf-16be',
      'byte order mark',
    ],
    ['utf-16le without', iconv.encode(text, 'utf-16le'), 'utf-16le', 'pattern of NUL bytes'],
    ['utf-16be without', iconv.encode(text, 'utf-16be'), 'utf-16be', 'pattern of NUL bytes'],
    ['gzip of utf-8', gzipSync(Buffer.from(text)), 'utf-8', 'valid UTF-8'],
  ])('%s', async (_, bytes, encoding, reason) => {
    const read = await names(bytes);
    expect(read.names).toEqual(right);
    expect(read.file).toMatchObject({ encoding, encodingReason: reason, bytes: bytes.length });
    expect(read.file.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('takes GB18030 for Chinese, four-byte characters too, also packed', async () => {
    const chinese = iconv.encode(`${text.replace('Müller & Söhne', '上海')}`, 'gb18030');
    for (const bytes of [chinese, gzipSync(chinese)]) {
      const read = await names(bytes);
      expect(read.names).toEqual([right[0], '上海 𠮷']);
      expect(read.file.encoding).toBe('gb18030');
    }
  });

  it('does not take German for Chinese, though its bytes are valid GB18030; it asks', async () => {
    // "ös" in Windows-1252 is the character 鰏 in GB18030.
    const bytes = iconv.encode('Konto;Erlöse;Month\n6001;1,5;2026-01\n', 'windows-1252');
    const source = ledger({ files: 'ledger.csv' }, { account: 'Konto', amount: 'Erlöse' });
    const { code, params } = await fails({ 'ledger.csv': bytes }, source);
    expect(code).toBe('ING104');
    expect(params.readings).toEqual([
      { encoding: 'windows-1252', text: 'ö' },
      { encoding: 'gb18030', text: '鰏' },
    ]);
    await run(
      { 'ledger.csv': bytes },
      ledger({ encoding: 'windows-1252' }, { account: 'Konto', amount: 'Erlöse' }),
      async ({ rows }) =>
        expect(await rows('select amount from canonical.ledger')).toEqual([{ amount: 1.5 }]),
    );
  });

  it('reads €, „ and – of Windows-1252, which TextDecoder of this Node does not', async () => {
    const bytes = iconv.encode(`${'客户编码'.replace(/./gu, 'x')};Name\n1;„A“ – 5 €\n`, 'windows-1252');
    const source = customers({ encoding: 'windows-1252', columns: { customer_id: 'xxxx', name: 'Name' } });
    await run({ 'customers.csv': bytes }, source, async ({ rows }) =>
      expect(await rows('select name from canonical.customers')).toEqual([{ name: '„A“ – 5 €' }]),
    );
  });

  it.each([
    ['utf-8 declared gb18030', Buffer.from(text), 'gb18030', 'utf-8'],
    [
      'gb18030 declared utf-8',
      iconv.encode(text.replace('Müller & Söhne', '上海'), 'gb18030'),
      'utf-8',
      'gb18030',
    ],
    ['utf-8 declared windows-1252', Buffer.from(text), 'windows-1252', 'utf-8'],
    ['a mark against the declaration', Buffer.from(`\ufeff${text}`), 'gb18030', 'utf-8'],
    ['utf-8 declared utf-16le', Buffer.from(text), 'utf-16le', 'utf-8'],
  ])('refuses a declaration that the bytes disprove: %s', async (_, bytes, encoding, found) => {
    const { code, params } = await fails({ 'customers.csv': bytes }, customers({ encoding }));
    expect(code).toBe('ING105');
    expect(params).toMatchObject({ declared: encoding, found });
  });

  it('notices a single wrong byte at the end of a large file', async () => {
    const rows = Array.from({ length: 60_000 }, (_, n) => `${n},太仓市第${n}号客户有限公司`).join('\n');
    const bytes = Buffer.concat([Buffer.from(`客户编码,客户名称\n${rows}\n9,`), Buffer.from([0xd6, 0x0a])]);
    expect(bytes.length).toBeGreaterThan(2 << 20);
    expect((await fails({ 'customers.csv': bytes }, customers())).code).toBe('ING104');
  });
});

describe('what is not delimited text', () => {
  it.each([
    ['HTML without a table', Buffer.from('<html><body>Please log in</body></html>')],
    ['a PDF', Buffer.from('%PDF-1.7')],
  ])('%s is refused by name', async (_, bytes) => {
    expect((await fails({ 'invoices.csv': bytes }, invoices())).code).toBe('ING103');
  });

  it('an empty file, a broken gzip, a broken workbook', async () => {
    expect((await fails({ 'invoices.csv': '' }, invoices())).code).toBe('ING102');
    expect(
      (await fails({ 'invoices.csv': gzipSync(invoiceHeader.repeat(2000)).subarray(0, 60) }, invoices()))
        .code,
    ).toBe('ING108');
    expect((await fails({ 'invoices.csv': Buffer.from('PK\x03\x04 nothing here') }, invoices())).code).toBe(
      'ING108',
    );
    expect((await fails({ 'invoices.csv': gzipSync('') }, invoices())).code).toBe('ING102');
  });
});
