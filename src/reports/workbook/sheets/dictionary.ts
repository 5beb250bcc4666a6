import type { TableContract } from '../../../contracts/contract.ts';
import { featureTables, modelTables } from '../../../contracts/results.ts';
import { statementLines } from '../../../contracts/statement.ts';
import { tableSheet } from '../table.ts';
import type { SheetMaker } from './kit.ts';

/** What every figure means: the lines of the statement, then every column of the results as in the warehouse. */
export const dictionary: SheetMaker = ({ view, own, frame }, name) => {
  const { say, locale } = view;
  const lines = statementLines.map((line) => [view.line(line.id), line.id, line.meaning[locale], null, null]);
  const tables = [
    ...Object.values(featureTables).map((contract) => ['features', contract as TableContract] as const),
    ...Object.values(modelTables).map((contract) => ['models', contract as TableContract] as const),
  ];
  const columns = tables.flatMap(([schema, contract]) =>
    Object.entries(contract.columns).map(([key, column]) => [
      `${schema}.${contract.name}`,
      key,
      column.meaning[locale],
      column.unit === undefined ? column.type : `${column.type}, ${column.unit}`,
      contract.grain[locale],
    ]),
  );
  return tableSheet(
    name,
    {
      title: own('dictionaryTitle'),
      notes: [say('dictionaryNote')],
      columns: [
        { key: 'table', label: own('table'), kind: 'text', width: 30, bold: true },
        { key: 'column', label: say('column'), kind: 'text', width: 28 },
        { key: 'meaning', label: say('meaning'), kind: 'text', width: 80, wrap: true },
        { key: 'unit', label: say('unit'), kind: 'text', width: 16 },
        { key: 'grain', label: own('grain'), kind: 'text', width: 44 },
      ],
      rows: [...lines, ...columns],
      frozen: 1,
    },
    frame,
  );
};
