/** Orders by each customer's own rhythm, and what is invoiced for them. */
import { AS_OF, DAYS, dayAtDemand, demandClock, firstDay, isOpen, monthOf, period } from './calendar.ts';
import { Rng } from './rng.ts';
import { byText, type Customer, divRound, FREIGHT, type Line, type Order, type Product } from './types.ts';

/** Interpurchase times are gamma on the demand clock, so the calendar's dips show up as longer waits. */
function orderDays(c: Customer, rng: Rng): number[] {
  const p = c.profile;
  if (p.orders <= 0) return [];
  const gap = DAYS / p.orders;
  const end = demandClock[Math.min(p.to, DAYS)] as number;
  const days: number[] = [];
  let t = (demandClock[p.from] as number) + (p.from > 0 ? 0.1 * gap : gap * rng.next());
  while (t < end) {
    days.push(dayAtDemand(t));
    // The rate runs from 2/(1+g) to 2g/(1+g) of its mean.
    const rate = (2 / (1 + p.growth)) * (1 + (p.growth - 1) * (t / DAYS));
    t += (gap / rate) * rng.gamma(Math.max(1, p.regularity));
  }
  return days;
}

/** Suppliers raise prices each January; the list follows. */
const listAt = (product: Product, day: number): number =>
  divRound(product.list4 * (day < 184 ? 1000 : day < 549 ? 1020 : 1045), 1000);
const costAt = (product: Product, day: number): number =>
  divRound(product.cost4 * (day < 184 ? 1000 : day < 549 ? 1022 : 1052), 1000);

function basketOf(c: Customer, products: Product[], rng: Rng): Product[] {
  const wanted = products.filter((p) => c.profile.categories.includes(p.code.slice(0, 3)));
  return rng.shuffle(wanted).slice(0, Math.max(8, Math.min(wanted.length, rng.int(8, 26))));
}

function fill(c: Customer, basket: Product[], day: number, rng: Rng): Order['lines'] {
  const p = c.profile;
  const value = rng.logNormal(p.orderValue, p.valueSigma);
  const count = Math.min(12, basket.length, 1 + rng.poisson(Math.max(0, p.lines - 1)));
  const weights = Array.from({ length: count }, () => 0.3 + rng.next());
  const total = weights.reduce((a, b) => a + b, 0);
  const chosen = new Set<Product>();
  return weights.map((w) => {
    const target = (value * w) / total;
    let product = rng.pick(basket);
    // A small order does not hold an expensive machine.
    for (let tries = 0; tries < 12 && (chosen.has(product) || product.list4 > target * 13_000); tries++)
      product = rng.pick(basket);
    chosen.add(product);
    const list4 = listAt(product, day);
    const cost4 = costAt(product, day);
    const off = Math.max(0, p.discount + (p.discount > 0.01 ? 0.02 * rng.normal() : 0));
    const price4 = p.costPlus ? Math.round(cost4 * p.costPlus) : Math.round(list4 * (1 - off));
    let quantity = Math.max(1, Math.round((target * 10_000) / price4));
    if (quantity > 500) quantity = Math.round(quantity / 50) * 50;
    else if (quantity > 40) quantity = Math.round(quantity / 10) * 10;
    return { product, quantity, list4, price4, cost4 };
  });
}

export function makeOrders(customers: Customer[], products: Product[]): Order[] {
  const orders: Order[] = [];
  for (const c of customers) {
    const rng = new Rng(`orders ${c.code}`);
    const basket = basketOf(c, products, rng);
    for (const invoiced of orderDays(c, rng)) {
      // Everything of an order happens inside one month, so that counting orders by any of its dates agrees.
      const start = firstDay(monthOf(invoiced));
      const back = (from: number, days: number): number => {
        let d = Math.max(start, from - days);
        while (d < from && !isOpen(d)) d++;
        return d;
      };
      const shipped = c.type === 'Walk-in' ? invoiced : back(invoiced, rng.int(0, 1));
      const created = c.type === 'Walk-in' ? invoiced : back(shipped, rng.int(0, 4));
      const lines = fill(c, basket, created, rng);
      const value = lines.reduce((s, l) => s + (l.quantity * l.price4) / 10_000, 0);
      const freight =
        value < 4000 && rng.chance(c.profile.billsFreight) ? rng.pick([60, 80, 100, 120]) * 100 : 0;
      orders.push({
        id: '',
        customer: c.code,
        created,
        shipped,
        invoiced,
        cancelled: c.type === 'Customer' && rng.chance(0.012),
        lines,
        freight,
      });
    }
  }
  orders.sort((a, b) => a.created - b.created || byText(a.customer, b.customer) || a.invoiced - b.invoiced);
  number(
    orders,
    (o) => o.created,
    'SO',
    (o, id) => (o.id = id),
  );
  return orders;
}

/** Numbers run through each month: SO24070001. */
function number<T>(
  items: T[],
  day: (item: T) => number,
  prefix: string,
  set: (item: T, id: string) => void,
): void {
  const next = new Map<string, number>();
  for (const item of items) {
    const month = period(day(item)).replace('-', '').slice(2);
    const n = (next.get(month) ?? 0) + 1;
    next.set(month, n);
    set(item, `${prefix}${month}${String(n).padStart(4, '0')}`);
  }
}

const taxOf = (net: number): number => divRound(net * 13, 100);

export function makeLines(customers: Customer[], orders: Order[]): Line[] {
  const owner = new Map(customers.map((c) => [c.code, c.owner]));
  const profile = new Map(customers.map((c) => [c.code, c.profile]));
  const rng = new Rng('returns');
  const documents: { day: number; order: Order; lines: Line[]; prefix: 'SI' | 'CN' }[] = [];
  for (const o of orders) {
    if (o.cancelled) continue;
    const base = { invoice: '', customer: o.customer, order: o.id, owner: owner.get(o.customer) as number };
    const sold = o.lines.map((l, i): Line => {
      const net = divRound(l.quantity * l.price4, 100);
      return {
        ...base,
        no: i + 1,
        day: o.invoiced,
        product: l.product.code,
        quantity: l.quantity,
        list4: l.list4,
        price4: l.price4,
        net,
        tax: taxOf(net),
        cost: divRound(l.quantity * l.cost4, 100),
        kind: '销售',
      };
    });
    const lines = [...sold];
    if (o.freight > 0) {
      lines.push({
        ...base,
        no: lines.length + 1,
        day: o.invoiced,
        product: FREIGHT,
        quantity: 1,
        list4: o.freight * 100,
        price4: o.freight * 100,
        net: o.freight,
        tax: taxOf(o.freight),
        cost: 0,
        kind: '销售',
      });
    }
    documents.push({ day: o.invoiced, order: o, lines, prefix: 'SI' });

    // Goods come back after some days; a whole line or a part of it.
    const p = profile.get(o.customer) as Customer['profile'];
    const back: Line[] = [];
    const day = o.invoiced + rng.int(6, 45);
    o.lines.forEach((l, i) => {
      if (!rng.chance(p.returnRate)) return;
      const quantity = -(rng.chance(0.5)
        ? l.quantity
        : Math.max(1, Math.round(l.quantity * rng.between(0.3, 0.9))));
      const net = divRound(quantity * l.price4, 100);
      back.push({
        ...(sold[i] as Line),
        no: back.length + 1,
        day,
        quantity,
        net,
        tax: taxOf(net),
        cost: divRound(quantity * l.cost4, 100),
        kind: '退货',
      });
    });
    sold.forEach((s) => {
      if (!rng.chance(p.allowanceRate)) return;
      const net = -divRound(s.net * rng.int(4, 20), 100);
      if (net < 0)
        back.push({
          ...s,
          no: back.length + 1,
          day,
          quantity: 0,
          net,
          tax: taxOf(net),
          cost: 0,
          kind: '折让',
        });
    });
    // The credit note is posted on the next open day; those after the extract's end are not in it.
    let posted = day;
    while (posted <= AS_OF && !isOpen(posted)) posted++;
    if (back.length > 0 && posted <= AS_OF)
      documents.push({
        day: posted,
        order: o,
        lines: back.map((l) => ({ ...l, day: posted })),
        prefix: 'CN',
      });
  }
  documents.sort((a, b) => a.day - b.day || byText(b.prefix, a.prefix) || byText(a.order.id, b.order.id));
  for (const prefix of ['SI', 'CN'] as const) {
    number(
      documents.filter((d) => d.prefix === prefix),
      (d) => d.day,
      prefix,
      (d, id) => {
        for (const l of d.lines) l.invoice = id;
      },
    );
  }
  return documents.flatMap((d) => d.lines);
}
