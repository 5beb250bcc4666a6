import type { ColumnMapping } from '../column-settings.ts';
import { messages } from '../messages.ts';
import { placedOn } from '../synonyms/shared.ts';
import { nameOf, nearness } from './names.ts';
import type { Question } from './question.ts';
import type { Sample } from './sample.ts';

/**
 * A list of orders that says when each was shipped looks like one of deliveries. But its freight is as likely what the
 * customer is charged as what the carrier is paid: the one is income, the other cost. No row tells, so a person must.
 */
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
