import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/language/messages.ts';
import * as catalogue from '../../src/models/messages.ts';

/** Parameters that any message of the catalogue can be said with. */
const params = {
  clusters: 3,
  silhouette: 0.2,
  stability: 0.5,
  chance: 0.3,
  customers: 12,
  needed: 20,
  features: 2,
  feature: 'growth',
  total: -20,
  classes: { walk_in: 2, ordinary: 1 },
  groups: 1,
  members: 3,
  model: 'mbg_nbd',
  until: '2027-06-30',
  p: 0.4,
  repeaters: 5,
  neededCustomers: 30,
  neededRepeaters: 20,
  off: 1.2,
  naive: 1.1,
  days: 90,
  correlation: 0.4,
  q: 0.9,
  since: '2025-07-01',
  overdue: 7,
  dormant: 3,
  measures: ['growth', 'payment'],
  ids: ['001015'],
  believed: 12,
  before: 23,
  now: 24,
  confirmed: 7,
  eroding: 2,
  overrated: 3,
  unnoticed: 5,
  campaign: 'autumn',
  treated: 90,
  control: 10,
  leftOut: 5,
  effect: 0.1,
  part: 0.4,
  difference: 12.5,
  low: 1.5,
  high: 23.5,
  leads: 40,
  won: 7,
  sources: 3,
  paid: 1,
  known: 2,
  converted: 9,
  named: ['Fair'],
  amount: 250,
};

describe('messages of the models', () => {
  it('have codes of their own in the block MOD4xx', () => {
    const codes = Object.values(catalogue).map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^MOD4\d\d$/);
  });

  it.each(Object.entries(catalogue))('%s exists in both languages', (_, message) => {
    const finding = (message as Message<object>).finding(params);
    expect(finding.text('en')).toMatch(/^[A-Z0-9][^\u4e00-\u9fff]+\.$/);
    expect(finding.text('zh-CN')).toMatch(/[\u4e00-\u9fff].*。$/);
    expect(finding.text('en') + finding.text('zh-CN')).not.toContain('undefined');
    expect(finding.repair('en') === undefined).toBe(finding.repair('zh-CN') === undefined);
    if (finding.severity === 'warning' && message !== catalogue.totalNotPositive)
      expect(finding.repair('zh-CN')).toMatch(/[\u4e00-\u9fff]/);
  });
});
