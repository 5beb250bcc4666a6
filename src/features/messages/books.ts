import { type TieReason, tieReasonLabels } from '../../contracts/features/statement.ts';
import { message } from '../../language/messages.ts';
import { count, few, money, month, plural } from './phrases.ts';

/** FEA330–339: the ledger. */

export const notReconciled = message<{
  rows: number;
  amount: number;
  account: string;
  month: string;
  largest: number;
  tolerance: number;
  currency: string;
}>({
  code: 'FEA330',
  severity: 'failure',
  text: {
    en: (p) =>
      `The figures do not tie to the books: ${plural(p.rows, 'account and month is', 'accounts and months are')} off by more than ${money('en', p.currency, p.tolerance)}, ${money('en', p.currency, p.amount)} in all; the largest is account ${p.account} in ${month('en', p.month)}: ${money('en', p.currency, p.largest)}.`,
    'zh-CN': (p) =>
      `数字与账簿不符：${count('zh-CN', p.rows)} 个科目月份的差额超过 ${money('zh-CN', p.currency, p.tolerance)}，合计 ${money('zh-CN', p.currency, p.amount)}；最大的是科目 ${p.account}，${month('zh-CN', p.month)}：${money('zh-CN', p.currency, p.largest)}。`,
  },
  repair: {
    en: () =>
      'see the tie-out by account and month: a whole month missing is an export that ends early; the same difference every month is a posting without a document',
    'zh-CN': () => '请查看按科目和月份的勾稽表：整月缺失多为导出不完整；每月相同的差额多为无单据的分录',
  },
});

export const tieSuspects = message<{
  suspects: readonly {
    document: string;
    reason: TieReason;
    account: string;
    month: string;
    amount: number;
  }[];
  found: number;
  currency: string;
}>({
  code: 'FEA336',
  severity: 'warning',
  text: {
    en: (p) =>
      `Single documents would explain what does not tie: ${p.suspects
        .map(
          (one) =>
            `${one.document} (${money('en', p.currency, one.amount)}) ${tieReasonLabels[one.reason].en}: account ${one.account}, ${month('en', one.month)}`,
        )
        .join('; ')}${p.found > p.suspects.length ? `; and ${p.found - p.suspects.length} more` : ''}.`,
    'zh-CN': (p) =>
      `以下单据可单独解释差额：${p.suspects
        .map(
          (one) =>
            `${one.document}（${money('zh-CN', p.currency, one.amount)}）${tieReasonLabels[one.reason]['zh-CN']}，科目 ${one.account}，${month('zh-CN', one.month)}`,
        )
        .join('；')}${p.found > p.suspects.length ? `；另有 ${p.found - p.suspects.length} 项` : ''}。`,
  },
  repair: {
    en: () => 'look these up in the ledger; all of them stand in `features.tie_suspects` of the warehouse',
    'zh-CN': () => '请在总账中核对这些单据；全部列于数据仓库的 `features.tie_suspects`',
  },
});

export const ledgerAccountsUnused = message<{
  accounts: readonly { account: string; amount: number }[];
  currency: string;
}>({
  code: 'FEA331',
  severity: 'info',
  text: {
    en: (p) =>
      `${plural(p.accounts.length, 'ledger account is', 'ledger accounts are')} not used by this pipeline: ${few(
        p.accounts.map((one) => `${one.account} (${money('en', p.currency, one.amount)})`),
        ', ',
      )}.`,
    'zh-CN': (p) =>
      `${count('zh-CN', p.accounts.length)} 个总账科目未被使用：${few(
        p.accounts.map((one) => `${one.account}（${money('zh-CN', p.currency, one.amount)}）`),
        '、',
      )}。`,
  },
  repair: {
    en: () => 'name cost accounts in `costs` or in `books.company_level`, so that the statement is complete',
    'zh-CN': () => '请在 `costs` 或 `books.company_level` 中列出成本科目，使利润表完整',
  },
});

export const accountNotInLedger = message<{
  account: string;
  where: string;
  suggestion?: string | undefined;
}>({
  code: 'FEA332',
  severity: 'warning',
  text: {
    en: (p) => `Account ${p.account} (${p.where}) has no posting in the period.`,
    'zh-CN': (p) => `科目 ${p.account}（${p.where}）在本期间没有任何分录。`,
  },
  repair: {
    en: (p) =>
      p.suggestion === undefined
        ? 'check the number against the export of the ledger'
        : `did you mean \`${p.suggestion}\`?`,
    'zh-CN': (p) =>
      p.suggestion === undefined ? '请对照总账导出文件检查科目编码' : `是不是 \`${p.suggestion}\`？`,
  },
});

export const ledgerMonthsMissing = message<{ account: string; months: readonly string[] }>({
  code: 'FEA335',
  severity: 'warning',
  text: {
    en: (p) =>
      `Account ${p.account} has no posting in ${few(
        p.months.map((one) => month('en', one)),
        ', ',
      )}, though there are documents: a gap of the ledger, not a difference of amounts.`,
    'zh-CN': (p) =>
      `科目 ${p.account} 在${few(
        p.months.map((one) => month('zh-CN', one)),
        '、',
      )}没有分录，但有单据：属于账簿缺月，而非金额差异。`,
  },
  repair: {
    en: () =>
      'export the ledger for these months too, or ask whether they were posted in a neighbouring month',
    'zh-CN': () => '请补充这些月份的总账导出，或确认是否已计入相邻月份',
  },
});

export const timingInferred = message<{
  rows: number;
  amount: number;
  currency: string;
  returnsWithSale: boolean;
}>({
  code: 'FEA333',
  severity: 'info',
  text: {
    en: (p) =>
      `${plural(p.rows, 'account and month differs', 'accounts and months differ')} from the ledger in one month and reversed in the next, ${money('en', p.currency, p.amount)} shifted in all. They are shown as timing; this is inferred from the amounts${p.returnsWithSale ? ', apart from returns that count with their sale' : ''}.`,
    'zh-CN': (p) =>
      `${count('zh-CN', p.rows)} 个科目月份与账簿的差额在次月冲回，共跨月 ${money('zh-CN', p.currency, p.amount)}，列为时间性差异；${p.returnsWithSale ? '除计入销售月份的退货外，' : ''}此为根据金额的推断。`,
  },
});

export const noLedger = message<object>({
  code: 'FEA334',
  severity: 'info',
  text: {
    en: () => 'There is no ledger for the period, so nothing can be tied to the books.',
    'zh-CN': () => '本期间没有总账数据，无法与账簿勾稽。',
  },
  repair: {
    en: () => 'map an export of the general ledger onto the table `ledger`',
    'zh-CN': () => '请将总账导出文件映射到表 `ledger`',
  },
});
