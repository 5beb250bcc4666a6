import { type Column, column } from './contract.ts';
import { statementLines } from './statement.ts';

/** Columns that several result tables share, defined once. */

export const customerId = column('id', 'Customer number', '客户编码', {
  references: 'features.customers.customer_id',
});
export const customerNumber = column(
  'integer',
  'Number of the customer in this run; features.customer_numbers says whose',
  '客户在本次运行中的序号；对应关系见 features.customer_numbers',
  { references: 'features.customer_numbers.customer_number' },
);
export const month = column('month', 'Month', '月份', { references: 'features.months.month' });
/** What a column of the same meaning elsewhere refers to. */
export const toCustomer = { references: 'features.customers.customer_id' } as const;
export const toPool = { references: 'settings.pools.pool' } as const;
export const toLine = { references: 'settings.statement_lines.line' } as const;
export const netProfit = column('money', 'Net profit of the customer', '客户净利润');

/** The same columns, never empty: an amount that is missing would be lost from every sum. */
export function filled(columns: Readonly<Record<string, Column>>): Record<string, Column> {
  return Object.fromEntries(Object.entries(columns).map(([name, one]) => [name, { ...one, required: true }]));
}

export const statementColumns: Record<string, Column> = Object.fromEntries([
  ...statementLines.map((line) => [
    line.id,
    column(
      'money',
      `${line.label.en}: ${line.meaning.en}`,
      `${line.label['zh-CN']}：${line.meaning['zh-CN']}`,
    ),
  ]),
  [
    'allocated_cost',
    column(
      'money',
      'Part of the costs above that stays when the customer leaves (salaries, buildings)',
      '上述成本中客户离开后仍然存在的部分（工资、房租等）',
    ),
  ],
]);

export const scenarioColumns: Record<string, Column> = {
  scenario: column('text', 'Scenario', '情形'),
  pool: column('id', 'Cost pool', '成本池', toPool),
  driver: column(
    'text',
    'Driver whose factor moved; empty: the whole time equation',
    '变动的动因；为空表示整个时间方程',
  ),
  change: column('ratio', 'How far it moved', '变动幅度'),
  cost: column('money', 'Cost of the pool', '成本池成本'),
  charged: column('money', 'Charged to customers', '分配给客户'),
  unused: column('money', 'Unused capacity', '闲置产能'),
  unattributed: column('money', 'Not chargeable', '未归集'),
  overused_minutes: column('quantity', 'Minutes above practical capacity', '超出实际产能的分钟', {
    unit: 'min',
  }),
};
