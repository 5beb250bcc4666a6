import type { WriteSheet } from 'hucre';
import { canonicalTables } from '../../contracts/canonical.ts';
import type { LeftOutReason } from '../../contracts/models/campaigns.ts';
import { leftOutReasons } from '../../contracts/models/campaigns.ts';
import type { RhythmState } from '../../contracts/models/retention.ts';
import type { LiftRow } from '../data/people.ts';
import { day } from '../workbook/grid.ts';
import { frameOf } from '../workbook/sheets/kit.ts';
import { type Table, type TableColumn, tableSheet } from '../workbook/table.ts';
import { workbookBytes } from '../workbook/write.ts';
import { contactOf } from './contacts.ts';
import { csvOf } from './csv.ts';
import { columnsOf, type ListInputs } from './kit.ts';
import { reasonOf } from './rhythm.ts';

interface Campaign {
  readonly campaign: string;
  readonly label_en: string;
  readonly label_zh: string;
  readonly channel: 'mail' | 'email' | 'phone';
  readonly sent_on: string;
  readonly treated: number;
  readonly control: number;
  readonly days: number;
  readonly mean_sales: number | null;
  readonly detectable: number | null;
  readonly detectable_share: number | null;
}

interface Target {
  readonly campaign: string;
  readonly customer_id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly left_out: LeftOutReason | null;
  readonly arm: 'treatment' | 'control' | null;
  readonly tier: string | null;
  readonly segment: string | null;
  readonly state: RhythmState | null;
  readonly quiet_days: number;
  readonly usual_days: number | null;
  readonly overdue_after: number | null;
  readonly change: number | null;
  readonly first_purchase: string;
  readonly purchases: number;
  readonly year_profit: number | null;
  readonly contact: string | null;
  readonly title: string | null;
  readonly address: string | null;
  readonly city: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/**
 * What a marketer needs of each campaign: the list that goes out, the control group apart (nobody should mail it by
 * mistake), who was left out and why, and in one workbook the way from everybody selected to everybody mailed and what
 * earlier mailings have brought. The two lists can be read back as `campaign_contacts`, as they are.
 */
export async function campaignLists(
  inputs: ListInputs,
): Promise<{ files: { name: string; content: string | Uint8Array }[]; rows: number }> {
  const { database, own } = inputs;
  if (!(await database.exists('settings.campaigns'))) return { files: [], rows: 0 };
  const campaigns = await database.rows<Campaign>(
    `select s.campaign, s.label_en, s.label_zh, s.channel, s.sent_on, p.treated, p.control, p.days, p.mean_sales,
            p.detectable, p.detectable_share
     from settings.campaigns as s join models.campaign_power as p using (campaign) order by s.position`,
  );
  const { lifts } = inputs.view.data.people;
  const targets = await readTargets(inputs);
  const files: { name: string; content: string | Uint8Array }[] = [];
  const sheets: { name: string; table: Table }[] = [];
  campaigns.forEach((campaign, index) => {
    const mine = targets.filter((target) => target.campaign === campaign.campaign);
    const list = targetTable(
      inputs,
      campaign,
      mine.filter(({ arm }) => arm === 'treatment'),
    );
    const held = heldTable(
      inputs,
      campaign,
      mine.filter(({ arm }) => arm === 'control'),
    );
    const out = leftOutTable(
      inputs,
      campaign,
      mine.filter(({ left_out }) => left_out !== null),
    );
    files.push(
      { name: `campaign-${campaign.campaign}.csv`, content: csvOf(list) },
      { name: `campaign-${campaign.campaign}-control.csv`, content: csvOf(held) },
      { name: `campaign-${campaign.campaign}-left-out.csv`, content: csvOf(out) },
    );
    // Excel allows 31 characters; the number keeps long names apart.
    const place = `${index + 1} `;
    for (const [word, table] of [
      ['toContact', list],
      ['heldBack', held],
      ['leftOut', out],
    ] as const)
      sheets.push({ name: `${place}${own(word)}`.slice(0, 31), table });
  });
  const overview = [
    ...(campaigns.length === 0
      ? []
      : [{ name: own('overview'), table: waterfall(inputs, campaigns, targets) }]),
    ...(lifts.length === 0 ? [] : [{ name: own('measured'), table: liftTable(inputs, lifts, campaigns) }]),
  ];
  files.push({ name: 'campaigns.xlsx', content: await workbook(inputs, [...overview, ...sheets]) });
  return { files, rows: targets.length };
}

async function workbook(
  { view, own }: ListInputs,
  tables: readonly { name: string; table: Table }[],
): Promise<Uint8Array> {
  const { context, locale } = view;
  const title = own('campaignsTitle', { title: context.title[locale] });
  const frame = frameOf(view, title);
  const sheets: WriteSheet[] = tables.map(({ name, table }) => tableSheet(name, table, frame));
  return workbookBytes(sheets, {
    locale,
    title,
    description: own('campaigns'),
    asOf: context.asOf,
    version: context.version,
  });
}

async function readTargets(inputs: ListInputs): Promise<Target[]> {
  const { database, view, from } = inputs;
  return database.rows<Target>(
    `with people as (${contactOf(inputs, ['decision_maker', 'buyer', 'user'], true)})
     select t.campaign, t.customer_id, c.name, nullif(trim(c.owner), '') as owner, t.left_out, t.arm, t.tier, t.segment,
            t.state, r.quiet_days, r.usual_days, r.overdue_after, r.change, r.first_purchase, r.purchases, r.year_profit,
            people.name as contact, people.title, nullif(trim(k.address), '') as address, coalesce(k.city, c.city) as city,
            coalesce(people.email, k.email) as email, coalesce(people.phone, k.phone) as phone
     from models.campaign_targets as t
     join features.customers as c using (customer_id)
     left join models.rhythm as r using (customer_id)
     left join ${from('canonical.customers', columnsOf(canonicalTables.customers))} as k using (customer_id)
     left join people using (customer_id)
     order by t.campaign, r.year_profit desc nulls last, t.customer_id`,
    { as_of: view.context.asOf },
  );
}

const labelOf = ({ view }: ListInputs, campaign: Campaign): string =>
  view.locale === 'zh-CN' ? campaign.label_zh : campaign.label_en;

/** The columns by which a list is read back after the mailing. */
function keyColumns({ own }: ListInputs): TableColumn[] {
  return [
    { key: 'campaign', label: own('campaign'), kind: 'text', width: 18 },
    { key: 'customer_id', label: own('number'), kind: 'text', width: 11 },
    { key: 'arm', label: own('arm'), kind: 'text', width: 10 },
    { key: 'sent', label: own('sentOn'), kind: 'date', width: 12 },
    { key: 'customer', label: own('customer'), kind: 'text', width: 38, bold: true },
  ];
}

const keyValues = (
  { own }: ListInputs,
  { campaign, sent_on }: Campaign,
  target: Target,
): (string | Date | null)[] => [
  campaign,
  target.customer_id,
  own(target.arm === 'control' ? 'armControl' : 'armTreatment'),
  day(sent_on),
  target.name,
];

function targetTable(inputs: ListInputs, campaign: Campaign, targets: readonly Target[]): Table {
  const { own } = inputs;
  const reach: Readonly<Record<Campaign['channel'], readonly (readonly [TableColumn, keyof Target])[]>> = {
    mail: [
      [{ key: 'address', label: own('address'), kind: 'text', width: 40 }, 'address'],
      [{ key: 'city', label: own('city'), kind: 'text', width: 14 }, 'city'],
    ],
    email: [[{ key: 'email', label: own('email'), kind: 'text', width: 34 }, 'email']],
    phone: [[{ key: 'phone', label: own('phone'), kind: 'text', width: 20 }, 'phone']],
  };
  const ways = reach[campaign.channel];
  return {
    title: labelOf(inputs, campaign),
    notes: [own('toContactNote')],
    columns: [
      ...keyColumns(inputs),
      { key: 'contact', label: own('contact'), kind: 'text', width: 16 },
      { key: 'title', label: own('contactTitle'), kind: 'text', width: 16 },
      ...ways.map(([column]) => column),
      { key: 'reason', label: own('reasonInternal'), kind: 'text', width: 60 },
      { key: 'owner', label: own('owner'), kind: 'text', width: 16 },
      { key: 'profit', label: own('profitInternal'), kind: 'money', width: 16 },
    ],
    rows: targets.map((target) => [
      ...keyValues(inputs, campaign, target),
      target.contact,
      target.title,
      ...ways.map(([, field]) => target[field]),
      why(inputs, target),
      target.owner ?? own('nobody'),
      target.year_profit,
    ]),
    empty: own('nothing'),
    frozen: 5,
  };
}

function heldTable(inputs: ListInputs, campaign: Campaign, targets: readonly Target[]): Table {
  const { own } = inputs;
  return {
    title: `${labelOf(inputs, campaign)}: ${own('heldBack')}`,
    notes: [own('heldBackNote')],
    columns: [...keyColumns(inputs), { key: 'owner', label: own('owner'), kind: 'text', width: 16 }],
    rows: targets.map((target) => [...keyValues(inputs, campaign, target), target.owner ?? own('nobody')]),
    empty: own('nothing'),
    frozen: 5,
  };
}

function leftOutTable(inputs: ListInputs, campaign: Campaign, targets: readonly Target[]): Table {
  const { own } = inputs;
  return {
    title: `${labelOf(inputs, campaign)}: ${own('leftOut')}`,
    notes: [own('leftOutNote')],
    columns: [
      { key: 'customer_id', label: own('number'), kind: 'text', width: 11 },
      { key: 'customer', label: own('customer'), kind: 'text', width: 38, bold: true },
      { key: 'reason', label: own('reason'), kind: 'text', width: 40 },
      { key: 'owner', label: own('owner'), kind: 'text', width: 16 },
    ],
    rows: targets.map((target) => [
      target.customer_id,
      target.name,
      own(target.left_out!),
      target.owner ?? own('nobody'),
    ]),
    empty: own('nothing'),
    frozen: 2,
  };
}

/** Why the customer is on the list: tier, segment, and what its own purchases say. */
function why(inputs: ListInputs, target: Target): string {
  const { view, own } = inputs;
  const parts = [
    ...(target.tier === null ? [] : [own('whyTier', { tier: view.tier(target.tier) })]),
    ...(target.segment === null ? [] : [own('whySegment', { segment: view.segment(target.segment) })]),
    ...(target.state === null || target.state === 'steady' || target.state === 'too_few'
      ? []
      : [reasonOf(inputs, { ...target, state: target.state })]),
  ];
  return parts.join(view.locale === 'zh-CN' ? '；' : '; ');
}

/** From everybody selected to everybody mailed: each step a reason, nobody lost on the way. */
function waterfall(inputs: ListInputs, campaigns: readonly Campaign[], targets: readonly Target[]): Table {
  const { own, view } = inputs;
  const used = leftOutReasons.filter((reason) => targets.some(({ left_out }) => left_out === reason));
  return {
    title: own('campaigns'),
    notes: [own('waterfallNote', { currency: view.context.currency }), own('powerNote')],
    columns: [
      { key: 'campaign', label: own('campaign'), kind: 'text', width: 26, bold: true },
      { key: 'selected', label: own('selected'), kind: 'count', width: 12 },
      ...used.map((reason): TableColumn => ({ key: reason, label: own(reason), kind: 'count', width: 16 })),
      { key: 'treated', label: own('toContact'), kind: 'count', width: 12, bold: true },
      { key: 'control', label: own('heldBack'), kind: 'count', width: 12 },
      { key: 'days', label: own('measuredDays'), kind: 'count', width: 12 },
      { key: 'mean', label: own('meanSales'), kind: 'money', width: 16 },
      { key: 'detectable', label: own('detectable'), kind: 'money', width: 16 },
      { key: 'share', label: own('detectableShare'), kind: 'percent', width: 14 },
    ],
    rows: campaigns.map((campaign) => {
      const mine = targets.filter((target) => target.campaign === campaign.campaign);
      return [
        labelOf(inputs, campaign),
        mine.length,
        ...used.map((reason) => mine.filter(({ left_out }) => left_out === reason).length),
        campaign.treated,
        campaign.control,
        campaign.days,
        campaign.mean_sales,
        campaign.detectable,
        campaign.detectable_share,
      ];
    }),
    frozen: 1,
  };
}

function liftTable(inputs: ListInputs, lifts: readonly LiftRow[], campaigns: readonly Campaign[]): Table {
  const { own, view } = inputs;
  const known = new Map(campaigns.map((campaign) => [campaign.campaign, labelOf(inputs, campaign)]));
  return {
    title: own('measured'),
    notes: [own('measuredNote', { currency: view.context.currency })],
    columns: [
      { key: 'campaign', label: own('campaign'), kind: 'text', width: 26, bold: true },
      { key: 'outcome', label: own('outcome'), kind: 'text', width: 22 },
      { key: 'sent', label: own('sentOn'), kind: 'date', width: 12 },
      { key: 'days', label: own('measuredDays'), kind: 'count', width: 10 },
      { key: 'treated', label: own('toContact'), kind: 'count', width: 10 },
      { key: 'control', label: own('heldBack'), kind: 'count', width: 10 },
      { key: 'meanTreated', label: own('meanTreated'), kind: 'money', width: 14 },
      { key: 'meanControl', label: own('meanControl'), kind: 'money', width: 14 },
      { key: 'difference', label: own('difference'), kind: 'money', width: 14, tone: true, bold: true },
      { key: 'low', label: own('low'), kind: 'money', width: 14 },
      { key: 'high', label: own('high'), kind: 'money', width: 14 },
      { key: 'verdict', label: own('verdict'), kind: 'text', width: 70 },
    ],
    rows: lifts.map((lift) => [
      known.get(lift.campaign) ?? lift.campaign,
      own(lift.outcome === 'net_sales' ? 'outcomeSales' : 'outcomeMargin'),
      day(lift.sent_on),
      lift.days,
      lift.treated,
      lift.control,
      lift.mean_treated,
      lift.mean_control,
      lift.difference,
      lift.low,
      lift.high,
      verdictOf(inputs, lift),
    ]),
    frozen: 1,
  };
}

/** The verdict on a mailing, in a sentence. */
export function verdictOf({ own, view }: Pick<ListInputs, 'own' | 'view'>, lift: LiftRow): string {
  const said = own(
    (
      {
        gain: 'verdictGain',
        loss: 'verdictLoss',
        not_shown: 'verdictNotShown',
        too_few: 'verdictTooFew',
        void: 'verdictVoid',
      } as const
    )[lift.verdict],
    { money: lift.detectable === null ? '–' : view.format.money(lift.detectable) },
  );
  return lift.is_complete ? said : `${said}${own('notOver')}`;
}
