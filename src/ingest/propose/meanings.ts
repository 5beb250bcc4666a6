/**
 * What the words of exports mean, where a canonical column takes only words of our own. Only words whose meaning does
 * not depend on the company; any other is asked for.
 */
export const knownWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'invoice_lines.kind': {
    sale: 'sale',
    sales: 'sale',
    invoice: 'sale',
    rechnung: 'sale',
    销售: 'sale',
    蓝字: 'sale',
    销售发票: 'sale',
    销售出库: 'sale',
    'sales receipt': 'sale',
    'cash sale': 'sale',
    return: 'return',
    returns: 'return',
    retoure: 'return',
    退货: 'return',
    销售退货: 'return',
    红字: 'return',
    红字发票: 'return',
    退货单: 'return',
    销售退货单: 'return',
    'credit note': 'credit_note',
    'credit memo': 'credit_note',
    gutschrift: 'credit_note',
    折让: 'credit_note',
    销售折让: 'credit_note',
  },
  'customers.class': {
    ordinary: 'ordinary',
    customer: 'ordinary',
    'walk-in': 'walk_in',
    'cash customer': 'walk_in',
    散客: 'walk_in',
    零售客户: 'walk_in',
    一次性客户: 'walk_in',
    intercompany: 'internal',
    internal: 'internal',
    内部客户: 'internal',
    关联方: 'internal',
    staff: 'staff',
    employee: 'staff',
    员工: 'staff',
    test: 'test',
    测试: 'test',
  },
  'customers.kind': {
    company: 'company',
    business: 'company',
    企业: 'company',
    单位: 'company',
    person: 'person',
    individual: 'person',
    个人: 'person',
  },
  'interactions.kind': {
    visit: 'visit',
    拜访: 'visit',
    meeting: 'visit',
    besuch: 'visit',
    call: 'call',
    phone: 'call',
    电话: 'call',
    anruf: 'call',
    email: 'email',
    'e-mail': 'email',
    邮件: 'email',
    ticket: 'ticket',
    case: 'ticket',
    工单: 'ticket',
    complaint: 'complaint',
    投诉: 'complaint',
    reklamation: 'complaint',
    training: 'training',
    培训: 'training',
    schulung: 'training',
  },
  'interactions.status': {
    open: 'open',
    new: 'open',
    未关闭: 'open',
    处理中: 'open',
    offen: 'open',
    closed: 'closed',
    done: 'closed',
    completed: 'closed',
    已关闭: 'closed',
    已完成: 'closed',
    erledigt: 'closed',
  },
  'order_events.kind': {
    created: 'created',
    创建: 'created',
    新建: 'created',
    revised: 'revised',
    changed: 'revised',
    变更: 'revised',
    修改: 'revised',
    approved: 'approved',
    审核: 'approved',
    shipped: 'shipped',
    发货: 'shipped',
    cancelled: 'cancelled',
    canceled: 'cancelled',
    取消: 'cancelled',
    作废: 'cancelled',
  },
  'relationships.kind': {
    'parent of': 'parent_of',
    母公司: 'parent_of',
    referred: 'referred',
    介绍: 'referred',
    'pays for': 'pays_for',
    'buys for': 'buys_for',
    affiliate: 'affiliate',
    关联: 'affiliate',
  },
  'contacts.role': {
    'decision maker': 'decision_maker',
    决策者: 'decision_maker',
    决策人: 'decision_maker',
    buyer: 'buyer',
    采购: 'buyer',
    user: 'user',
    使用人: 'user',
    payer: 'payer',
    付款人: 'payer',
  },
  'invoice_lines.class': {
    goods: 'goods',
    service: 'service',
    freight: 'freight_billed',
    fee: 'fee',
    rounding: 'rounding',
    deposit: 'deposit',
  },
};

/** Words of a returned document, in a column that tells its type. */
export const returnWords: ReadonlySet<string> = new Set(
  Object.entries(knownWords['invoice_lines.kind']!)
    .filter(([, meaning]) => meaning !== 'sale')
    .map(([word]) => word)
    .concat(['refund', 'sales credit note', 'accreccredit', 'out_refund', 'credit']),
);

export interface Meaning {
  /** Words of the export that are not canonical as they stand, with their meaning. */
  readonly values: Readonly<Record<string, string>>;
  readonly unknown: readonly string[];
}

/** How the words of a column translate; `canonical` are the words the column takes as they stand. */
export function meaningOf(column: string, words: Iterable<string>, canonical: readonly string[]): Meaning {
  const known = knownWords[column] ?? {};
  const values: Record<string, string> = {};
  const unknown: string[] = [];
  for (const word of [...words].sort()) {
    const folded = word.toLowerCase().trim();
    if (canonical.includes(folded.replace(/[ -]/g, '_'))) continue;
    const meaning = known[folded];
    if (meaning === undefined) unknown.push(word);
    else values[word] = meaning;
  }
  return { values, unknown };
}
