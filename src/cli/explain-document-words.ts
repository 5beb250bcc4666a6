import type { Locale } from '../language/locale.ts';

/** The words of an invoice line that is followed through the product, in each language. */
interface DocumentWords {
  readonly document: string;
  readonly line: string;
  readonly what: string;
  readonly product: string;
  readonly quantity: string;
  readonly net: string;
  readonly cost: string;
  readonly margin: string;
  readonly inExport: string;
  readonly total: string;
  openLine(document: string): string;
  readonly steps: {
    readonly export: string;
    readonly read: string;
    readonly statement: string;
    readonly books: string;
    readonly work: string;
    readonly paid: string;
    readonly next: string;
  };
  place(file: string, row: string): string;
  readonly noPlace: string;
  readonly header: string;
  readonly cell: string;
  readonly becomes: string;
  counted(month: string): string;
  readonly before: string;
  readonly leftOut: string;
  rate(currency: string, rate: string): string;
  readonly noRate: string;
  readonly how: string;
  readonly thisLine: string;
  readonly ofMonth: string;
  readonly grossMargin: string;
  readonly asGiven: string;
  readonly beforeDiscount: string;
  readonly standardCost: string;
  readonly negated: string;
  readonly account: string;
  readonly carries: string;
  readonly month: string;
  readonly ledger: string;
  readonly charged: string;
  readonly timing: string;
  readonly unexplained: string;
  readonly ties: string;
  readonly tiesNot: string;
  readonly noAccount: string;
  readonly ofLine: string;
  ofOrder(order: string): string;
  readonly minutes: string;
  readonly about: string;
  readonly freight: string;
  readonly noWork: string;
  receivable(parts: { amount: string; issued: string; due: string; settled: string }): string;
  credit(parts: { days: string; rate: string; amount: string; late: string }): string;
  readonly open: string;
  readonly noDue: string;
  readonly notAmongReceivables: string;
}

export const documentWords: Record<Locale, DocumentWords> = {
  en: {
    document: 'Document',
    line: 'line',
    what: 'what it is',
    product: 'product',
    quantity: 'quantity',
    net: 'net',
    cost: 'cost of goods',
    margin: 'margin',
    inExport: 'in the export',
    total: 'total',
    openLine: (document) => `Open one of them: whalecurve explain --document ${document}`,
    steps: {
      export: '1  In the export',
      read: '2  How it was read',
      statement: '3  On the statement of the customer',
      books: '4  In the books',
      work: '5  The work it caused',
      paid: '6  Waiting for the money',
      next: 'Further',
    },
    place: (file, row) => `${file}, row ${row} below the header`,
    noPlace: 'Its numbers are not in the export as they stand, so its row cannot be shown.',
    header: 'column of the export',
    cell: 'cell',
    becomes: 'becomes',
    counted: (month) => `counts in ${month}`,
    before: 'before the period: counts nothing',
    leftOut: 'a deposit or a tax is no income: it is on no line of the statement',
    rate: (currency, rate) => `${currency} at ${rate}`,
    noRate: 'no exchange rate: counts nothing',
    how: 'how',
    thisLine: 'this line',
    ofMonth: 'customer, month',
    grossMargin: 'Gross margin',
    asGiven: 'as on the line',
    beforeDiscount: 'net before the line discount',
    standardCost: 'standard cost',
    negated: 'net amount, turned',
    account: 'account',
    carries: 'carries',
    month: 'month',
    ledger: 'ledger',
    charged: 'documents',
    timing: 'timing',
    unexplained: 'unexplained',
    ties: 'ties',
    tiesNot: 'DOES NOT TIE',
    noAccount: 'The pipeline file names no account that this line must prove.',
    ofLine: 'this line',
    ofOrder: (order) => `its order ${order}`,
    minutes: 'min',
    about:
      'Units × factor × rate of the month. The customer is charged once a month for all it did, in whole cents; this is what the line and its order stand for in that.',
    freight: 'freight paid for delivery',
    noWork: 'No cost pool follows what this line or its order did.',
    receivable: (p) => `${p.amount} with tax, issued ${p.issued}, due ${p.due}, ${p.settled}`,
    credit: (p) => `open ${p.days} days (${p.late} late) at ${p.rate} a year: cost of credit ${p.amount}`,
    open: 'still open',
    noDue: 'not said',
    notAmongReceivables: 'The document is not among the receivables.',
  },
  'zh-CN': {
    document: '单据',
    line: '行',
    what: '类别',
    product: '存货',
    quantity: '数量',
    net: '无税金额',
    cost: '销售成本',
    margin: '毛利',
    inExport: '导出文件位置',
    total: '合计',
    openLine: (document) => `展开其中一行：whalecurve explain --document ${document}`,
    steps: {
      export: '1  导出文件中',
      read: '2  读取结果',
      statement: '3  客户利润表上',
      books: '4  账簿中',
      work: '5  引起的作业',
      paid: '6  等待回款',
      next: '继续查看',
    },
    place: (file, row) => `${file} 表头下第 ${row} 行`,
    noPlace: '导出文件中没有原样的单据号与行号，无法指出所在行。',
    header: '导出列',
    cell: '单元格',
    becomes: '读作',
    counted: (month) => `计入 ${month}`,
    before: '早于本期间：不计入',
    leftOut: '押金与税金不是收入：不计入利润表任何项目',
    rate: (currency, rate) => `${currency}，汇率 ${rate}`,
    noRate: '无汇率：不计入',
    how: '算法',
    thisLine: '本行',
    ofMonth: '该客户当月',
    grossMargin: '毛利',
    asGiven: '取自该行',
    beforeDiscount: '折扣前金额',
    standardCost: '标准成本',
    negated: '无税金额取反',
    account: '科目',
    carries: '用途',
    month: '月份',
    ledger: '账簿',
    charged: '单据',
    timing: '时间性',
    unexplained: '未解释',
    ties: '勾稽一致',
    tiesNot: '未勾稽一致',
    noAccount: '流程文件中没有与本行对应的科目。',
    ofLine: '本行',
    ofOrder: (order) => `所属订单 ${order}`,
    minutes: '分钟',
    about: '数量 × 系数 × 当月费率。客户每月按全部作业一次性分配，精确到分；此处为本行及其订单在其中的份额。',
    freight: '发货运费',
    noWork: '没有成本池与本行或其订单的作业相关。',
    receivable: (p) => `含税 ${p.amount}，开票 ${p.issued}，到期 ${p.due}，${p.settled}`,
    credit: (p) => `未清 ${p.days} 天（逾期 ${p.late} 天），年利率 ${p.rate}：资金占用成本 ${p.amount}`,
    open: '尚未结清',
    noDue: '未注明',
    notAmongReceivables: '该单据不在应收款中。',
  },
};
