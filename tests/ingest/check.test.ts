import { expect, it } from 'vitest';
import { checkSources } from '../../src/ingest/ingest.ts';
import { settings } from './kit.ts';

const columns = { customer_id: 'Nr', name: 'Name' };
const issues = (source: Record<string, unknown>) =>
  checkSources(settings({ crm: { files: 'c.csv', table: 'customers', columns, ...source } })).map(
    ({ path, finding }) => {
      for (const locale of ['en', 'zh-CN'] as const) expect(finding.repair(locale)).toBeTruthy();
      return [path.join('.'), finding.code, finding.params.nearest ?? finding.params.column];
    },
  );

it('finds nothing wrong with a right mapping', () => {
  expect(issues({})).toEqual([]);
  expect(
    issues({
      columns: {
        ...columns,
        class: { from: 'T', values: { a: 'walk_in' }, otherwise: 'ordinary' },
        consent_mail: { from: 'M', values: { Opt: true } },
      },
    }),
  ).toEqual([]);
});

it('points to an unknown column, a required one without a header, a word without a meaning, an option out of place', () => {
  expect(issues({ columns: { custmer_id: 'Nr', name: 'Name' } })).toEqual([
    ['sources.crm.columns.custmer_id', 'ING130', 'customer_id'],
    ['sources.crm.columns', 'ING131', 'customer_id'],
  ]);
  expect(issues({ columns: { ...columns, class: { from: 'T', values: { a: 'walkin' } } } })).toEqual([
    ['sources.crm.columns.class.values.a', 'ING132', 'walk_in'],
  ]);
  expect(
    issues({ columns: { ...columns, class: { from: 'T', values: {}, otherwise: 'ordinari' } } }),
  ).toEqual([['sources.crm.columns.class.otherwise', 'ING132', 'ordinary']]);
  expect(issues({ columns: { ...columns, class: { value: 'nobody' } } })[0]!.slice(0, 2)).toEqual([
    'sources.crm.columns.class.value',
    'ING132',
  ]);
  expect(
    issues({ columns: { ...columns, name: { from: 'Name', pad: 3, negate: true } } }).map(([path, code]) => [
      path,
      code,
    ]),
  ).toEqual([
    ['sources.crm.columns.name.pad', 'ING133'],
    ['sources.crm.columns.name.negate', 'ING133'],
  ]);
  expect(
    issues({ where: [{ column: 'T', filled: true }, { column: 'T' }] }).map(([path, code]) => [path, code]),
  ).toEqual([['sources.crm.where.1', 'ING134']]);
  expect(
    issues({ columns: { ...columns, region: { from: 'R', otherwise: 'x' } } }).map(([path, code]) => [
      path,
      code,
    ]),
  ).toEqual([['sources.crm.columns.region.otherwise', 'ING135']]);
});

it('does not ask for line numbers, which can be counted', () => {
  const source = {
    i: {
      files: 'i.csv',
      table: 'invoice_lines',
      columns: { invoice_id: 'a', customer_id: 'b', invoiced_on: 'c', quantity: 'd' },
    },
  };
  expect(checkSources(settings(source))).toEqual([]);
});

it('asks for the name of a group, for documents where there are some, for a sign on amounts only', () => {
  const first = (source: Record<string, unknown>) => issues(source).map(([path, code]) => [path, code]);
  expect(first({ layout: 'grouped' })).toEqual([['sources.crm.layout', 'ING136']]);
  expect(first({ group: 'Nr' })).toEqual([['sources.crm.group', 'ING136']]);
  expect(first({ layout: 'grouped', group: 'Nr' })).toEqual([]);
  expect(first({ layout: 'document' })).toEqual([['sources.crm.layout', 'ING137']]);
  const sign = { from: 'Name', negate_when: { column: 'S/H', is: 'H' } };
  expect(first({ columns: { ...columns, name: sign } })).toEqual([
    ['sources.crm.columns.name.negate_when', 'ING133'],
  ]);
});

it('does not let two sources share a table or a file of rows set aside', () => {
  const source = { files: 'c.csv', table: 'customers', columns };
  const found = (...names: string[]) =>
    checkSources(settings(Object.fromEntries(names.map((name) => [name, source])))).map(
      ({ path, finding }) => [path.join('.'), finding.code, finding.params.other],
    );
  expect(found('crm', 'CRM', 'erp')).toEqual([['sources.CRM', 'ING138', 'crm']]);
  expect(found('a b', 'a_b')).toEqual([['sources.a_b', 'ING138', 'a b']]);
  expect(found('客户', '客户2')).toEqual([]);
});
