/** What happens to an order on its way: the log of the order desk, and the shipments with their freight bills. */
import { isOpen } from './calendar.ts';
import { APPROVER, CLERKS, WAREHOUSE } from './people.ts';
import { Rng } from './rng.ts';
import { byText, type Customer, type Order, type OrderEvent, type Shipment } from './types.ts';

export function makeEvents(customers: Customer[], orders: Order[]): OrderEvent[] {
  const byCode = new Map(customers.map((c) => [c.code, c]));
  const rng = new Rng('events');
  const events: OrderEvent[] = [];
  for (const o of orders) {
    const c = byCode.get(o.customer) as Customer;
    const add = (day: number, minute: number, kind: OrderEvent['kind'], actor: string): void => {
      events.push({ order: o.id, customer: o.customer, day, minute, kind, actor });
    };
    const start = rng.int(510, 900);
    const clerk = rng.pick(CLERKS);
    add(o.created, start, '创建', clerk);
    // Revisions come between creation and shipping; on a same-day order within the hours left.
    const revisions = rng.poisson(c.profile.revisions);
    const taken = new Set<string>();
    for (let i = 0; i < revisions; i++) {
      let day = rng.int(o.created, o.shipped);
      while (day > o.created && !isOpen(day)) day--;
      let minute = day === o.created ? start + rng.int(5, 45) : rng.int(510, 955);
      // A clerk saves an order once a minute at most; the log tells two changes apart by their times.
      while (taken.has(`${day} ${minute}`)) minute++;
      taken.add(`${day} ${minute}`);
      add(day, minute, '变更', clerk);
    }
    const value = o.lines.reduce((s, l) => s + (l.quantity * l.price4) / 10_000, 0);
    if (value > 20_000) add(o.created, start + rng.int(46, 60), '审核', APPROVER);
    if (o.cancelled) add(o.shipped, 1015, '取消', clerk);
    else add(o.shipped, rng.int(965, 1045), '发货', rng.pick(WAREHOUSE));
  }
  return events.sort((a, b) => a.day - b.day || a.minute - b.minute || byText(a.order, b.order));
}

export function makeShipments(customers: Customer[], orders: Order[]): Shipment[] {
  const byCode = new Map(customers.map((c) => [c.code, c]));
  const rng = new Rng('shipments');
  const shipments: Shipment[] = [];
  for (const o of orders) {
    const c = byCode.get(o.customer) as Customer;
    // Walk-in customers and staff carry their goods home.
    if (o.cancelled || c.type === 'Walk-in' || c.type === 'Staff') continue;
    const kg = o.lines.reduce((s, l) => s + l.quantity * l.product.kg, 0);
    // A chain's order is split over its stores.
    const drops =
      c.profile.drops === 1 ? (rng.chance(0.03) ? 2 : 1) : rng.int(c.profile.drops - 1, c.profile.drops + 2);
    for (let i = 0; i < drops; i++) {
      const grams = Math.max(100, Math.round((kg * 1000) / drops));
      // A parcel up to 30 kg, a pallet above.
      const base = grams < 30_000 ? rng.between(18, 45) : rng.between(70, 130);
      const freight = Math.round(
        (base * (0.7 + 0.4 * c.zoneRate) + (grams / 1000) * c.zoneRate * rng.between(0.75, 1.1)) * 100,
      );
      shipments.push({ id: '', customer: o.customer, day: o.shipped, order: o.id, freight, grams });
    }
  }
  shipments.sort((a, b) => a.day - b.day || byText(a.order, b.order));
  shipments.forEach((s, i) => {
    s.id = `DN${String(i + 1).padStart(6, '0')}`;
  });
  return shipments;
}
