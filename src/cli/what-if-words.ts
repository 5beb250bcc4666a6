import type { Locale } from '../language/locale.ts';

interface Words {
  against(run: string): string;
  readonly nothing: string;
  readonly unset: string;
  readonly now: string;
  readonly whatIf: string;
  readonly change: string;
  readonly customers: string;
  readonly unused: string;
  readonly unprofitable: string;
  signs(toLoss: string, toProfit: string): string;
  moved(n: number, shown: string): string;
  readonly largest: string;
  computed(n: number, all: number, causes: string): string;
  readonly same: string;
  readonly nothingWritten: string;
  wrote(file: string): string;
}

/** The words of `whalecurve what-if`. */
export const whatIfWords: Readonly<Record<Locale, Words>> = {
  en: {
    against: (run) => `Against run ${run}`,
    nothing: 'The settings are those of the run: nothing would change.',
    unset: 'not set',
    now: 'run',
    whatIf: 'what if',
    change: 'change',
    customers: 'Ranked customers',
    unused: 'Unused capacity, with no customer',
    unprofitable: 'Customers with a loss',
    signs: (toLoss, toProfit) => `${toLoss} would turn from profit to loss, ${toProfit} from loss to profit.`,
    moved: (n, shown) =>
      `${shown} ${n === 1 ? 'customer would change its' : 'customers would change their'} tier:`,
    largest: 'The largest changes',
    computed: (n, all, causes) =>
      `Computed for this answer: ${n} of ${all} models${causes === '' ? '' : `, because of ${causes}`}.`,
    same: 'What these settings reach does not change the profit of any customer.',
    wrote: (file) => `Every customer before and after: ${file}`,
    nothingWritten: 'Nothing was written. `whalecurve run` makes report, workbook and lists of it.',
  },
  'zh-CN': {
    against: (run) => `与运行 ${run} 相比`,
    nothing: '设置与该次运行相同，不会有任何变化。',
    unset: '未设置',
    now: '运行结果',
    whatIf: '假设',
    change: '变化',
    customers: '参与排名的客户',
    unused: '闲置产能（不计入客户）',
    unprofitable: '亏损客户',
    signs: (toLoss, toProfit) => `${toLoss} 家客户将由盈转亏，${toProfit} 家将扭亏为盈。`,
    moved: (_, shown) => `${shown} 家客户的等级将变化：`,
    largest: '变化最大的客户',
    computed: (n, all, causes) =>
      `为此计算了 ${all} 个模型中的 ${n} 个${causes === '' ? '' : `，原因：${causes}`}。`,
    same: '这些设置不影响任何客户的利润。',
    wrote: (file) => `全部客户的前后对比：${file}`,
    nothingWritten: '未写入任何文件。用 `whalecurve run` 生成相应的报告、工作簿与名单。',
  },
};
