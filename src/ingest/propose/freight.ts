import type { ColumnMapping } from '../column-settings.ts';
import { messages } from '../messages.ts';
import { placedOn } from '../synonyms/shared.ts';
import { nameOf, nearness } from './names.ts';
import type { Question } from './question.ts';
import type { Sample } from './sample.ts';
import { isNothing } from './shapes.ts';

/** Freight is what the carrier is paid (cost) or what the customer is charged (income). No row tells; some headers do. */
const saysPaid = /cost|kosten|paid|expense|carrier|承担|支付|付出|成本|费用/i;

/** Freight beside the lines of a sale, where there is any and its header does not say whose it is. */
export function freightOfLines(
  columns: Readonly<Record<string, ColumnMapping>>,
  sample: Sample,
): Question | undefined {
  const header = columns.freight_cost;
  if (typeof header !== 'string' || saysPaid.test(header)) return undefined;
  const cells = sample.columns.get(header) ?? [];
  if (cells.every((cell) => isNothing(cell) || !/[1-9]/.test(cell))) return undefined;
  const line = typeof columns.line_no === 'string' ? columns.line_no : undefined;
  return { column: 'freight_cost', open: true, finding: messages.freightOfLines.finding({ header, line }) };
}

/** A list of orders that says when each was shipped looks like one of deliveries, and may yet tell what was charged. */
export function ordersForDeliveries(
  columns: Readonly<Record<string, ColumnMapping>>,
  sample: Sample,
): Question | undefined {
  const { shipment_id, order_id, freight_cost } = columns;
  if (shipment_id === undefined || shipment_id !== order_id || typeof freight_cost !== 'string')
    return undefined;
  const names = placedOn.map(nameOf);
  const placed = sample.candidates.find(({ name }) =>
    names.some((one) => nearness(name, one, 'nothing') > 0.9),
  );
  if (placed === undefined) return undefined;
  return {
    column: 'freight_cost',
    open: true,
    finding: messages.freightOfOrders.finding({ header: freight_cost, placed: placed.header }),
  };
}
