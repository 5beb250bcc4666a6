/** The four natural ways of buying. Every figure is a mean over 24 months; the individual customer varies around it. */
import { DAYS } from './calendar.ts';
import { CATEGORY_CODES } from './catalog.ts';
import type { Rng } from './rng.ts';
import type { Group, Profile } from './types.ts';

export const baseProfile: Profile = {
  group: 'steady-core',
  orders: 12,
  orderValue: 12_000,
  valueSigma: 0.45,
  regularity: 1.8,
  lines: 3,
  discount: 0.08,
  categories: CATEGORY_CODES.slice(0, 7),
  returnRate: 0.015,
  allowanceRate: 0.004,
  revisions: 0.42,
  visits: 2,
  calls: 1.2,
  emails: 0.8,
  tickets: 1,
  complaints: 0.3,
  trainings: 0.2,
  serviceMinutes: 110,
  terms: 30,
  payDays: 42,
  from: 0,
  to: DAYS,
  growth: 1,
  billsFreight: 0.2,
  drops: 1,
  rebateRate: 0,
  defaults: false,
};

/** Bigger buyers get bigger discounts: about 4 % at the bottom, 17 % for a million. */
function discountFor(sales: number, rng: Rng): number {
  const size = Math.log(Math.max(sales, 10_000) / 10_000) / Math.log(100);
  return Math.min(0.2, Math.max(0.01, 0.05 + 0.115 * size * size + 0.018 * rng.normal()));
}

/** Attention is not given by size: some are called on far too often, many hardly ever (mean 1). */
const attention = (rng: Rng): number => Math.min(6, -Math.log(1 - rng.next()) * 1.02);

const capped = (value: number, most: number): number =>
  value <= most ? value : most * (0.75 + 0.25 * (most / value));

export function naturalProfile(group: Group, rng: Rng): Profile {
  const p: Profile = { ...baseProfile, group };
  const spread = rng.logNormal(1, 0.45);
  if (group === 'frequent-small') {
    p.orders = 24 * spread;
    p.orderValue = capped(rng.logNormal(3000, 0.6), 9000);
    p.regularity = 2.5;
    p.lines = rng.between(1.6, 3.6);
    p.revisions = rng.between(0.35, 0.95);
    p.visits = rng.between(1, 7);
    p.calls = rng.between(0.5, 3.5);
    p.emails = rng.between(0.5, 2);
    p.tickets = rng.between(0, 3);
    p.billsFreight = 0.3;
  } else if (group === 'rare-large') {
    p.orders = Math.max(1.5, 5 * spread);
    p.orderValue = capped(rng.logNormal(34_000, 0.5), 90_000);
    p.regularity = 1.3;
    p.lines = rng.between(3.4, 6.2);
    p.visits = rng.between(0.5, 3);
    p.tickets = rng.between(0, 1.2);
    p.trainings = 0.1;
    p.terms = 60;
    p.payDays = 68;
  } else if (group === 'service-heavy') {
    p.orders = 12 * spread;
    p.orderValue = capped(rng.logNormal(14_000, 0.5), 34_000);
    p.visits = rng.between(1, 5);
    p.tickets = rng.between(8, 18);
    p.complaints = rng.between(1, 4);
    p.trainings = rng.between(0.5, 3);
    p.serviceMinutes = rng.between(165, 285);
    p.returnRate = 0.04;
    p.revisions = rng.between(0.4, 1.2);
  } else {
    p.orders = 12.5 * spread;
    p.orderValue = capped(rng.logNormal(13_500, 0.55), 36_000);
    p.regularity = 3;
    p.lines = rng.between(2, 4);
    p.visits = rng.between(1, 4);
  }
  const sales = capped(p.orders * p.orderValue, 850_000);
  p.orderValue = sales / p.orders;
  // Large accounts are looked after: an account manager's visits follow the sales.
  p.visits = p.visits * attention(rng) + sales / 120_000;
  p.tickets *= attention(rng);
  p.emails += sales / 250_000;
  p.discount = discountFor(sales, rng);
  p.categories = rng.shuffle([...CATEGORY_CODES.slice(0, 7)]).slice(0, rng.int(2, 4));
  p.payDays += rng.between(-8, 16);
  p.returnRate *= rng.between(0.3, 1.9);
  return lifeSpan(p, rng);
}

/** New customers, those who leave, those who grow; some of those who leave do not pay their last invoices. */
function lifeSpan(p: Profile, rng: Rng): Profile {
  if (rng.chance(0.13)) p.from = rng.int(60, DAYS - 90);
  if (rng.chance(0.17)) {
    p.to = p.from + Math.round(rng.between(0.25, 0.9) * (DAYS - p.from));
    p.defaults = rng.chance(0.3);
  }
  p.growth = Math.exp(0.3 * rng.normal());
  return p;
}
