import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { tablesOf } from '../../src/ingest/read/markup.ts';
import { fails, invoices, run } from './kit.ts';
import { zip } from './zip-kit.ts';

/** What is called `.xls` and is none: pages that systems write because a spreadsheet opens them too. */

const header = ['发票号', '行号', '客户编码', '开票日期', '数量', '无税金额'];
const lines = [
  ['R1', '1', '001', '2026-01-05', '2', '1,234.50'],
  ['R2', '1', '002', '2026-01-06', '1', '12.00'],
];
const row = (cells: readonly string[], as = 'td'): string =>
  `<tr>${cells.map((cell) => `<${as} class=xl24>${cell}</${as}>`).join('')}</tr>`;
const page = (head = '<meta http-equiv=Content-Type content="text/html; charset=gb2312">'): string =>
  `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>${head}<style>td { color: red }</style></head><body>
   <!-- <table><tr><td>not this</td></tr></table> -->
   <table><tr><td>某公司</td><td>销售发票 &amp; 明细</td></tr></table>
   <table border=1><thead>${row(header, 'th')}</thead>${lines.map((cells) => row(cells)).join('\n')}
   <tr><td colspan=4>合计</td><td>3</td><td>1,246.50</td></tr></table></body></html>`;
const source = (file: string, over = {}) => invoices({ files: file, ...over });

async function sums(file: string, bytes: Uint8Array | string, over = {}): Promise<unknown> {
  return run(
    { [file]: bytes },
    source(file, over),
    async ({ result, rows }) => {
      const [one] = result.files;
      expect(one!.rowsRead).toBe(one!.rowsKept + one!.rowsSetAside);
      return {
        rows: await rows(
          'select invoice_id, customer_id, invoiced_on::varchar as d, quantity::double as q, net_amount::double as a from canonical.invoice_lines order by 1',
        ),
        encoding: one!.encoding,
        totals: one!.ownTotals.map(({ agrees }) => agrees),
      };
    },
    0,
  );
}
const right = [
  { invoice_id: 'R1', customer_id: '001', d: '2026-01-05', q: 2, a: 1234.5 },
  { invoice_id: 'R2', customer_id: '002', d: '2026-01-06', q: 1, a: 12 },
];

const xml = (
  extra = '',
): string => `<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
 <Worksheet ss:Name="说明"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table></Worksheet>
 <Worksheet ss:Name="明细 &amp; 合计"><Table>
  <Row ss:Index="3">${header.map((cell) => `<Cell><Data ss:Type="String">${cell}</Data></Cell>`).join('')}</Row>
  ${[
    ['R1', '1', '001', '2026-01-05T00:00:00.000', '2', '1234.5'],
    ['R2', '1', '002', '2026-01-06T00:00:00.000', '1', '12'],
  ]
    .map(
      (cells) =>
        `<Row>${cells.map((cell, at) => `<Cell><Data ss:Type="${at === 3 ? 'DateTime' : at > 3 ? 'Number' : 'String'}">${cell}</Data>${at === 1 ? '<Comment><Data>who?</Data></Comment>' : ''}</Cell>`).join('')}</Row>`,
    )
    .join('\n')}${extra}
 </Table></Worksheet></Workbook>`;

describe('HTML under the name of a workbook', () => {
  it('is read in the encoding it names, titles, totals and comments told apart', async () => {
    expect(await sums('list.xls', iconv.encode(page(), 'gb18030'))).toEqual({
      rows: right,
      encoding: 'gb18030',
      totals: [true, true],
    });
  });

  it('is UTF-8 where its bytes are, whatever it names; packed or in UTF-16 too', async () => {
    expect(await sums('list.xls', page())).toMatchObject({ rows: right, encoding: 'utf-8' });
    expect(await sums('list.xls.gz', gzipSync(page()))).toMatchObject({ rows: right });
    expect(await sums('list.xls', iconv.encode(`\ufeff${page('')}`, 'utf-16le'))).toMatchObject({
      rows: right,
    });
  });

  it('reads cells over several rows and columns as what they cover', () => {
    const { tables } = tablesOf(
      '<table><tr><td rowspan=3>A</td><td>1</td><td colspan="2">x</td></tr><tr><td>2</td><td rowspan=2>y</td></tr><tr><td>3<td>z</tr></table>',
    );
    expect(tables[0]?.rows).toEqual([
      ['A', '1', 'x', ''],
      ['A', '2', 'y'],
      ['A', '3', 'y', 'z'],
    ]);
  });

  it('takes the exact number behind a shown one, and the shown day', () => {
    const cells = [
      '<td x:num="1234.5678">1,234.57</td>',
      '<td x:num="1.234">1.23</td>',
      '<td x:num="45356">2024-03-05</td>',
      '<td x:num>12</td>',
      '<td x:str="007">007</td>',
      '<td>a<br>b &lt;c&gt; &#20803; &nbsp;</td>',
      '<td>1 < 2</td>',
    ];
    expect(tablesOf(`<table><tr>${cells.join('')}</tr></table>`).tables[0]?.rows).toEqual([
      ['1234.5678', '1.2340', '2024-03-05', '12', '007', 'a b <c> 元', '1 < 2'],
    ]);
  });

  it('does nothing that a cell says', () => {
    const rows = tablesOf(
      '<table><tr><td><script>alert("<td>1</td>")</script>x</td><td onclick="a>b">y</td></tr></table>',
    ).tables[0]?.rows;
    expect(rows).toEqual([['x', 'y']]);
  });

  it('is refused where it is cut off, and where it has no table', async () => {
    const cut = page().slice(0, page().indexOf('R2'));
    expect((await fails({ 'list.xls': cut }, source('list.xls'))).code).toBe('ING118');
    expect((await fails({ 'list.xls': '<html><body>Login</body></html>' }, source('list.xls'))).code).toBe(
      'ING103',
    );
    expect(
      (await fails({ 'a.xml': '<?xml version="1.0"?><Invoice><ID>1</ID></Invoice>' }, source('a.xml'))).code,
    ).toBe('ING103');
  });
});

describe('XML Spreadsheet 2003', () => {
  it('reads a worksheet by its name, days and numbers by their type', async () => {
    expect(await sums('list.xls', xml(), { sheet: '明细 & 合计' })).toMatchObject({ rows: right });
    expect((await fails({ 'list.xls': xml() }, source('list.xls', { sheet: '明细' }))).params).toMatchObject({
      sheets: ['说明', '明细 & 合计'],
    });
  });

  it('keeps the place of cells that are left out', () => {
    const gap =
      '<Row><Cell ss:Index="3"><Data ss:Type="Number">5</Data></Cell><Cell ss:MergeAcross="1"/></Row>';
    expect(tablesOf(xml(gap)).tables[1]?.rows.at(-1)).toEqual(['', '', '5', '', '']);
  });
});

describe('a page in one file (MHTML)', () => {
  const mhtml = (encoding: string, body: string, type = 'text/html; charset="utf-8"'): string =>
    [
      'From: <Saved by SAP>',
      'MIME-Version: 1.0',
      'Content-Type: multipart/related;',
      '\tboundary="----=_Next"; type="text/html"',
      '',
      'This is a multi-part message.',
      '------=_Next',
      `Content-Type: ${type}`,
      `Content-Transfer-Encoding: ${encoding}`,
      '',
      body,
      '------=_Next',
      'Content-Type: image/png',
      'Content-Transfer-Encoding: base64',
      '',
      'AAAA',
      '------=_Next--',
      '',
    ].join('\r\n');
  const quotedPrintable = (text: string): string =>
    [...Buffer.from(text)]
      .map((byte) =>
        byte === 61 || byte > 126 || byte < 32
          ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
          : String.fromCharCode(byte),
      )
      .join('')
      .replace(/(.{70}[^=]{3})/g, '$1=\r\n');

  it.each([
    ['quoted-printable', mhtml('quoted-printable', quotedPrintable(page('')))],
    [
      'base64',
      mhtml(
        'base64',
        Buffer.from(page(''))
          .toString('base64')
          .replace(/(.{76})/g, '$1\r\n'),
      ),
    ],
    ['8bit', mhtml('8bit', page(''))],
  ])('is read: %s', async (_, text) => {
    expect(await sums('list.mhtml', text)).toMatchObject({ rows: right });
    expect((await fails({ 'list.mhtml': text.slice(0, -20) }, source('list.mhtml'))).code).toBe('ING118');
  });
});

describe('what is no export is called by its name', () => {
  const random = Buffer.from(Array.from({ length: 3000 }, (_, n) => (n * n * 31 + n * 17 + (n >> 3)) % 256));
  const office = (inside: string) =>
    zip([
      { name: '[Content_Types].xml', content: '<Types/>' },
      { name: inside, content: 'x' },
    ]);
  it.each<[string, Uint8Array, string]>([
    ['random bytes', random, 'no text'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'a PDF'],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'a picture'],
    ['a program', Buffer.concat([Buffer.from('MZ'), random]), 'a program'],
    ['a Word document', office('word/document.xml'), 'a Word document'],
    ['a presentation', office('ppt/presentation.xml'), 'a presentation'],
    ['a binary workbook', office('xl/workbook.bin'), 'a binary workbook'],
    ['a Numbers document', zip([{ name: 'Index/Document.iwa', content: 'x' }]), 'a Numbers document'],
    [
      'a text of OpenOffice',
      zip([
        { name: 'mimetype', content: 'application/vnd.oasis.opendocument.text', store: true },
        { name: 'content.xml', content: 'x' },
      ]),
      'a document',
    ],
    ['a RAR archive', Buffer.from('Rar!\x1a\x07\x00', 'latin1'), 'a RAR archive'],
  ])('%s', async (_, bytes, kind) => {
    expect(await fails({ 'a.csv': bytes }, source('a.csv'))).toMatchObject({
      code: 'ING103',
      params: { kind },
    });
  });

  it('and a header that begins like one is a header', async () => {
    const text = `MZ,${header.join(',')}\nx,R1,1,001,2026-01-05,2,1\n`;
    expect(await sums('a.csv', text)).toMatchObject({ rows: [{ invoice_id: 'R1' }] });
  });
});
