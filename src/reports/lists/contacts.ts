import { canonicalTables } from '../../contracts/canonical.ts';
import { literal } from '../../engine/sql-text.ts';
import { columnsOf, type ListInputs } from './kit.ts';

type Role = 'payer' | 'decision_maker' | 'buyer' | 'user';

/**
 * SQL of one contact a customer: valid on `$as_of`, of the first of these roles that it has; others are not asked.
 * A person without a role comes last and only where `anyone`.
 */
export function contactOf({ from }: ListInputs, roles: readonly Role[], anyone = false): string {
  const order = roles.map((role, index) => `when ${literal(role)} then ${index}`).join(' ');
  return `select * from (
      select customer_id, name, title, phone, email,
             row_number() over (
               partition by customer_id order by case role ${order} else ${roles.length} end, contact_id) as choice
      from ${from('canonical.contacts', columnsOf(canonicalTables.contacts))} as contacts
      where (role in (${roles.map(literal).join(', ')})${anyone ? ' or role is null' : ''})
        and coalesce(valid_from, cast($as_of as date)) <= cast($as_of as date)
        and coalesce(valid_to, cast($as_of as date)) >= cast($as_of as date))
    where choice = 1`;
}
