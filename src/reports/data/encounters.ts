import { grouped, type Reader } from './reader.ts';

/** A person at a customer who is there on the as-of date. */
export interface ContactPerson {
  readonly customer_id: string;
  readonly name: string;
  readonly title: string | null;
  readonly role: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

/** How the customer itself is reached. */
export interface Reach {
  readonly customer_id: string;
  readonly address: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

/** A visit, call, case or training; open cases come first, then the latest. */
export interface Encounter {
  readonly customer_id: string;
  readonly day: string;
  readonly kind: string;
  readonly minutes: number | null;
  readonly is_open: boolean;
  readonly satisfaction: number | null;
  readonly owner: string | null;
}

export interface EncounterData {
  /** Only where the pipeline allows personal data in the report. */
  readonly contactsOf: ReadonlyMap<string, readonly ContactPerson[]>;
  readonly reach: ReadonlyMap<string, Reach>;
  /** How many people are known at each customer, whether or not they may be named. */
  readonly peopleKnown: ReadonlyMap<string, number>;
  readonly encounters: ReadonlyMap<string, readonly Encounter[]>;
}

/** People and encounters that the card of a customer shows. */
const shown = { people: 5, open: 6, last: 4 } as const;

export async function readEncounters(
  { rows, embedded }: Reader,
  personalData: boolean,
): Promise<EncounterData> {
  const kept = `customer_id in (${embedded})`;
  const there = `select c.* from canonical.contacts as c cross join settings.run as run
     where ${kept} and coalesce(valid_from, as_of) <= as_of and coalesce(valid_to, as_of) >= as_of`;
  const known = await rows<{ customer_id: string; people: number }>(
    'canonical.contacts',
    `select customer_id, count(*) as people from (${there}) group by customer_id order by customer_id`,
  );
  const people =
    personalData && known.length > 0
      ? await rows<ContactPerson>(
          'canonical.contacts',
          `select customer_id, name, title, role, phone, email from (${there})
           qualify row_number() over (partition by customer_id order by ${byRole}, contact_id) <= ${shown.people}
           order by customer_id, ${byRole}, contact_id`,
        )
      : [];
  const reach = personalData
    ? await rows<Reach>(
        'canonical.customers',
        `select customer_id, any_value(address) as address, any_value(phone) as phone, any_value(email) as email
         from canonical.customers where ${kept} and coalesce(address, phone, email) is not null
         group by customer_id order by customer_id`,
      )
    : [];
  const encounters = await rows<Encounter>(
    'canonical.interactions',
    `with met as (
       select customer_id, coalesce(status = 'open' and kind in ('ticket', 'complaint'), false) as is_open,
              {'at': "at", 'kind': kind, 'minutes': minutes, 'satisfaction': satisfaction, 'owner': owner} as encounter
       from canonical.interactions cross join settings.run as run
       where ${kept} and cast("at" as date) <= run.as_of
     ), latest as (
       select customer_id, is_open, max(encounter, case when is_open then ${shown.open} else ${shown.last} end) as encounters
       from met group by customer_id, is_open
     )
     select customer_id, cast(encounter."at" as date) as day, encounter.kind, cast(encounter.minutes as double) as minutes,
            is_open, encounter.satisfaction, nullif(trim(encounter.owner), '') as owner
     from (select customer_id, is_open, unnest(encounters) as encounter from latest)
     order by customer_id, is_open desc, encounter desc`,
  );
  return {
    contactsOf: grouped(people, (row) => row.customer_id),
    reach: new Map(reach.map((row) => [row.customer_id, row])),
    peopleKnown: new Map(known.map((row) => [row.customer_id, row.people])),
    encounters: grouped(encounters, (row) => row.customer_id),
  };
}

/** Who decides first, then who buys. */
const byRole =
  "case role when 'decision_maker' then 1 when 'buyer' then 2 when 'user' then 3 when 'payer' then 4 else 5 end";
