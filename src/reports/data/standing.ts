import type { Reader } from './reader.ts';

/** What the page of groups shows beside sizes: key customers, intuition, movements, phantoms, cut points. */

export interface KeyCustomer {
  readonly customer_id: string;
  readonly name: string;
  readonly rank: number;
  readonly score: number;
  readonly strength: string;
  readonly weakness: string;
  readonly trials_key: number;
  readonly trials: number;
  readonly net_profit: number;
  readonly profit_rank: number;
}

export interface KeyPart {
  readonly customer_id: string;
  readonly measure: string;
  readonly standing: number;
  readonly is_known: boolean;
  readonly points: number;
}

export interface KeyMeasure {
  readonly measure: string;
  readonly weight: number;
  readonly label_en: string;
  readonly label_zh: string;
}

export interface Intuition {
  readonly customer_id: string;
  readonly name: string;
  readonly verdict: 'confirmed' | 'eroding' | 'overrated' | 'unnoticed';
  readonly believed_place: number | null;
  readonly profit_rank: number;
  readonly sales_rank: number;
  readonly net_sales: number;
  readonly net_profit: number;
  readonly cause: string | null;
}

export interface IntuitionSummary {
  readonly listed: number;
  readonly recognised: number;
  readonly believed: number;
  readonly confirmed: number;
  readonly confirmed_by_chance: number | null;
  readonly eroding: number;
  readonly overrated: number;
  readonly unnoticed: number;
  readonly confirmed_profit: number;
  readonly eroding_profit: number;
  readonly overrated_profit: number;
  readonly unnoticed_profit: number;
  readonly spearman: number | null;
  readonly kendall: number | null;
}

export interface Span {
  readonly basis: 'spans' | 'run';
  readonly before_from: string;
  readonly before_to: string;
  readonly now_from: string;
  readonly now_to: string;
}

export interface Bridge {
  readonly net_profit_before: number;
  readonly net_profit_now: number;
  readonly change: number;
  readonly volume: number;
  readonly mix: number;
  readonly price: number;
  readonly goods_cost: number;
  readonly cost_to_serve: number;
  readonly credit: number;
}

export interface Movement extends Bridge {
  readonly basis: string;
  readonly kind: 'tier' | 'segment';
  readonly from_group: string;
  readonly to_group: string;
  readonly customers: number;
  readonly reason: string | null;
}

/** Customers who moved one way between tiers, and what their change of profit is made of. */
export interface Way extends Bridge {
  readonly basis: string;
  readonly way: 'up' | 'down' | 'same' | 'new' | 'gone' | 'all';
  readonly customers: number;
}

export interface Mover extends Bridge {
  readonly basis: string;
  readonly customer_id: string;
  readonly name: string;
  readonly tier_before: string;
  readonly tier_now: string;
  readonly reason: string | null;
}

export interface StandingData {
  readonly keyCustomers: readonly KeyCustomer[];
  readonly keyParts: readonly KeyPart[];
  readonly keyMeasures: readonly KeyMeasure[];
  /** Key customers who stay key in the trial in which the fewest do, and how many there are. */
  readonly keyStaying: { readonly staying: number | null; readonly change: number | null };
  readonly intuition: readonly Intuition[];
  readonly intuitionSummary: IntuitionSummary | undefined;
  readonly unrecognised: readonly {
    name: string;
    candidates: number;
    nearest: string | null;
    nearest_id: string | null;
  }[];
  readonly spans: readonly Span[];
  readonly movements: readonly Movement[];
  readonly ways: readonly Way[];
  readonly movers: readonly Mover[];
  readonly phantoms: readonly {
    customer_id: string;
    name: string;
    monetary_gross: number;
    monetary: number;
    m_score_gross: number;
    m_score: number;
  }[];
  readonly cuts: readonly {
    measure: string;
    score: number;
    lowest: number | null;
    highest: number | null;
    customers: number;
  }[];
}

const bridge = [
  'net_profit_before',
  'net_profit_now',
  'change',
  'volume',
  'mix',
  'price',
  'goods_cost',
  'cost_to_serve',
  'credit',
];
/** Customers named as the largest changes of profit, phantoms named, key customers named. */
const named = { movers: 10, phantoms: 20, key: 20 } as const;

export async function readStanding({ database, rows }: Reader): Promise<StandingData> {
  const position = (tier: string): string =>
    `(select position from models.tier_summary where tier = c.${tier})`;
  return {
    keyCustomers: await database.rows(
      `select k.customer_id, c.name, k.rank, k.score, k.strength, k.weakness, k.trials_key, k.trials, k.net_profit,
              k.profit_rank
       from models.key_customers as k join features.customers as c using (customer_id)
       where k.is_key and k.rank <= ${named.key} order by k.rank`,
    ),
    keyParts: await database.rows(
      `select p.customer_id, p.measure, p.standing, p.is_known, p.points
       from models.key_customer_parts as p join models.key_customers as k using (customer_id)
       where k.is_key and k.rank <= ${named.key} order by k.rank, p.measure`,
    ),
    keyMeasures: await rows(
      'settings.key_measures',
      `select w.measure, w.weight, m.label_en, m.label_zh
       from models.key_customer_weights as w join settings.key_measures as m using (measure)
       where w.is_used order by w.weight desc, w.position`,
    ),
    keyStaying: await database.row(
      'select min(staying) as staying, max(abs(change)) as change from models.key_customer_sensitivity',
    ),
    intuition: await database.rows(
      `select i.*, c.name from models.intuition as i join features.customers as c using (customer_id)
       order by i.net_profit desc, i.customer_id`,
    ),
    intuitionSummary: (await database.rows<IntuitionSummary>('select * from models.intuition_summary'))[0],
    unrecognised: await database.rows(
      `select b.name, b.candidates, b.nearest_id, c.name as nearest
       from features.believed_customers as b left join features.customers as c on c.customer_id = b.nearest_id
       where b.customer_id is null order by b.believed_rank nulls last, b.name`,
    ),
    spans: await database.rows('select * from models.compared_spans order by basis desc'),
    movements: await database.rows(
      'select * from models.movements order by basis, kind, from_group, to_group',
    ),
    ways: await database.rows(
      `with changes as (
         select *, case when tier_before = 'none' then 'new' when tier_now = 'none' then 'gone'
                        when is_now < was then 'up' when is_now > was then 'down' else 'same' end as way
         from (select c.*, ${position('tier_before')} as was, ${position('tier_now')} as is_now
               from models.customer_changes as c)
       )
       select basis,
              coalesce(way, 'all') as way,
              count(*) as customers, ${bridge.map((one) => `sum(${one}) as ${one}`).join(', ')}
       from changes group by grouping sets ((basis, way), (basis)) order by basis, way`,
    ),
    movers: await database.rows(
      `with first as (
         select basis, unnest(min({'smaller': -abs(change), 'customer_id': customer_id}, ${named.movers})) as place
         from models.customer_changes group by basis
       )
       select m.*, c.name
       from first
       join models.customer_changes as m on m.basis = first.basis and m.customer_id = first.place.customer_id
       join features.customers as c on c.customer_id = m.customer_id
       order by m.basis, first.place`,
    ),
    phantoms: await database.rows(
      `select r.customer_id, c.name, r.monetary_gross, r.monetary, r.m_score_gross, r.m_score
       from features.rfm as r join features.customers as c using (customer_id)
       where r.is_phantom order by r.monetary_gross desc, r.customer_id limit ${named.phantoms}`,
    ),
    cuts: await database.rows(
      'select measure, score, lowest, highest, customers from features.rfm_cuts order by measure desc, score desc',
    ),
  };
}
