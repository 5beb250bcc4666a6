import { describe, expect, it } from 'vitest';
import { adviceFor } from '../../src/contracts/levers.ts';
import { statementLines } from '../../src/contracts/statement.ts';
import { locales } from '../../src/language/locale.ts';
import { fill } from '../../src/reports/fill.ts';
import { escaped, html } from '../../src/reports/page/html.ts';
import { customersOf, type Payload, packed } from '../../src/reports/page/payload.ts';
import { rooms, words } from '../../src/reports/words.ts';

const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();

describe('the words of the reports', () => {
  it('exist in every language, with the same places for values', () => {
    for (const [key, text] of Object.entries({ ...words, ...adviceFor }))
      for (const locale of locales) {
        expect({ key, locale, said: text[locale].trim() !== '' }).toEqual({ key, locale, said: true });
        expect({ key, places: places(text[locale]) }).toEqual({ key, places: places(text.en) });
      }
  });

  it('stand in one room each', () => {
    const keys = rooms.flatMap((room) => Object.keys(room));
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
    expect(keys).toHaveLength(Object.keys(words).length);
  });

  it('are Chinese in Chinese', () => {
    const same = new Set(['none', 'checksum', 'madeBy']);
    for (const [key, text] of Object.entries(words))
      if (!same.has(key))
        expect({ key, zh: /[\u4e00-\u9fff]/.test(text['zh-CN']) }).toEqual({ key, zh: true });
  });

  it('have a lever for every line that can be a cause', () => {
    // What adds to profit is no cause of a loss: gross sales, freight and fees billed.
    const costs = statementLines.filter((line) => line.kind === 'component' && line.sign < 0);
    expect(costs.filter((line) => adviceFor[line.id] === undefined)).toEqual([]);
  });

  it('leave an unknown place standing', () => {
    expect(fill('{a} and {b}', { a: '1' })).toBe('1 and {b}');
  });
});

describe('markup', () => {
  it('escapes what it is given and nothing twice', () => {
    const name = `"><img src=x onerror='alert(1)'>&`;
    const inner = html`<b title="${name}">${name}</b>`;
    expect(html`${inner}${[inner, null, false, 0]}`.text).toBe(`${inner.text}${inner.text}0`);
    expect(inner.text).not.toMatch(/<img|'/);
    expect(escaped('a&lt;')).toBe('a&amp;lt;');
  });
});

describe('columns of the payload', () => {
  it('come back the same, packed or not', () => {
    const few = Array.from({ length: 40 }, (_, index) => (index % 3 === 0 ? null : `v${index % 2}`));
    const many = few.map((_, index) => index);
    expect(Array.isArray(packed(few))).toBe(false);
    expect(packed(many)).toBe(many);
    const customers = customersOf({
      customers: { customer_id: packed(many), few: packed(few) },
    } as unknown as Payload);
    expect(customers.map((customer) => customer.text('few'))).toEqual(few.map((value) => value ?? ''));
    expect(customers.map((customer) => customer.number('customer_id'))).toEqual(many);
  });
});
