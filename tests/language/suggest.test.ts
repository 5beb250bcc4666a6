import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suggest } from '../../src/language/suggest.ts';

describe('suggest', () => {
  it('finds the word that was meant', () => {
    expect(suggest('encodng', ['files', 'encoding', 'dates'])).toBe('encoding');
    expect(suggest('colunms', ['columns', 'table'])).toBe('columns');
    expect(suggest('Tabel', ['columns', 'table'])).toBe('table');
  });

  it('says nothing rather than something far away', () => {
    expect(suggest('weather', ['files', 'encoding', 'dates'])).toBeUndefined();
    expect(suggest('x', [])).toBeUndefined();
  });

  it('finds every known word itself, and any word with one letter dropped', () => {
    const known = ['customers', 'invoice_lines', 'receivables', 'relationships'];
    fc.assert(
      fc.property(fc.constantFrom(...known), fc.nat(), (word, at) => {
        const cut = at % word.length;
        expect(suggest(word, known)).toBe(word);
        expect(suggest(word.slice(0, cut) + word.slice(cut + 1), known)).toBe(word);
      }),
    );
  });
});
