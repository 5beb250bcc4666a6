import { describe, expect, it } from 'vitest';
import { formatFor } from '../../src/language/format.ts';

describe('formatFor', () => {
  const en = formatFor('en', 'CNY');
  const zh = formatFor('zh-CN', 'CNY');

  it('writes money as each reader does', () => {
    expect(en.money(1234567.8)).toBe('CNY 1,234,568');
    expect(zh.money(1234567.8)).toBe('¥1,234,568');
    expect(en.money(-1234.5, 2)).toBe('-CNY 1,234.50');
    expect(en.moneyShort(3_210_000)).toBe('CNY 3.2M');
    expect(zh.moneyShort(3_210_000)).toBe('¥321万');
  });

  it('never writes a negative zero', () => {
    expect(en.number(-0.2)).toBe('0');
    expect(en.number(-0.004, 2)).toBe('0.00');
    expect(en.money(-0.004, 2)).toBe('CNY 0.00');
    expect(zh.money(-0.4)).toBe('¥0');
    expect(en.percent(-0.0001)).toBe('0.0%');
    expect(en.money(-0.05, 2)).toBe('-CNY 0.05');
    expect(en.number(-10)).toBe('-10');
  });

  it('writes days and months', () => {
    expect(en.date('2026-06-30')).toBe('30 Jun 2026');
    expect(zh.date('2026-06-30')).toBe('2026年6月30日');
    expect(en.month('2026-06-01')).toBe('Jun 2026');
    expect(zh.month('2026-06-01')).toBe('2026年6月');
  });
});
