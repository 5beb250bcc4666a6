import type { Group } from '../../data/groups.ts';
import { type Html, html } from '../html.ts';
import { shareBar } from '../sparks.ts';
import { intuition, keyCustomers } from './key-customers.ts';
import {
  amount,
  count,
  figure,
  filterLink,
  type Head,
  type PageInputs,
  section,
  share,
  type TableCell,
  table,
} from './kit.ts';
import { movements } from './movements.ts';
import { cutPoints, phantoms } from './rfm.ts';

/** The finding of the models that says so. */
const clustersUnclear = 'MOD402';

export function groupsPage(inputs: PageInputs): Html {
  const { ui, view } = inputs;
  const { say } = ui;
  const unclear = view.context.findings.some(({ code }) => code === clustersUnclear);
  return section(
    'groups',
    say('groups'),
    html`<h3 class="block">${say('tiersAndPolicies')}</h3>${figure(inputs, 'tiers')}${tiers(inputs)}
${movements(inputs)}
${intuition(inputs)}
${keyCustomers(inputs)}
<h3 class="block">${say('rfm')}</h3>${figure(inputs, 'rfm') ?? html`<p>${say('noRfm')}</p>`}
${view.data.segments.length > 0 && groupTable(inputs, say('segments'), 'segment', view.data.segments, view.segment)}
${cutPoints(inputs)}${phantoms(inputs)}
<h3 class="block">${say('clusters')}</h3>${figure(inputs, 'clusters') ?? html`<p>${say('noClusters')}</p>`}
${unclear && html`<p class="note-box">${say('noClearClusters')}</p>`}
${view.data.clusters.length > 0 && groupTable(inputs, say('clusters'), 'cluster', view.data.clusters, view.cluster, true)}
<h3 class="block">${say('companies')}</h3>${companies(inputs)}`,
  );
}

function tiers({ view, ui }: PageInputs): Html {
  const { say } = ui;
  const all = view.data.tiers.reduce((sum, tier) => sum + tier.customers, 0);
  const kinds = ['marketing', 'credit', 'price', 'service'] as const;
  const used = kinds.filter((kind) =>
    view.data.tiers.some((tier) => view.context.tierLabels[tier.key]?.policy?.[kind]),
  );
  const figuresOf = table({
    caption: say('tiersAndPolicies'),
    hideCaption: true,
    head: [{ label: say('tier') }, ...figuresHead(ui.payload.measureTitle, say)],
    rows: view.data.tiers.map((tier) => [
      filterLink('tier', tier.key, view.tier(tier.key)),
      ...figures(ui, tier, all),
    ]),
  });
  if (used.length === 0) return figuresOf;
  return html`${figuresOf}${table({
    caption: say('policies'),
    className: 'policies',
    head: [{ label: say('tier') }, ...used.map((kind) => ({ label: say(kind) }))],
    rows: view.data.tiers.map((tier) => [
      view.tier(tier.key),
      ...used.map((kind) => view.context.tierLabels[tier.key]?.policy?.[kind]?.[view.locale] ?? '–'),
    ]),
  })}`;
}

function groupTable(
  { view, ui }: PageInputs,
  caption: string,
  kind: 'segment' | 'cluster',
  groups: readonly (Group & { silhouette?: number | null })[],
  label: (key: string) => string,
  silhouette = false,
): Html {
  const { say, format } = ui;
  const all = view.data.concentration.customers;
  return table({
    caption,
    hideCaption: true,
    head: [
      { label: say(kind) },
      ...figuresHead(ui.payload.measureTitle, say),
      ...(silhouette ? [{ label: say('silhouette'), numeric: true }] : []),
    ],
    rows: groups.map((group) => [
      filterLink(kind, group.key, label(group.key)),
      ...figures(ui, group, all),
      ...(silhouette
        ? [
            {
              text:
                group.silhouette === null || group.silhouette === undefined
                  ? '–'
                  : format.number(group.silhouette, 2),
              numeric: true,
            },
          ]
        : []),
    ]),
  });
}

function figuresHead(measure: string, say: PageInputs['ui']['say']): Head[] {
  return [
    { label: say('customers'), numeric: true },
    { label: say('shareCustomers') },
    { label: say('netSales'), numeric: true },
    { label: measure, numeric: true },
    { label: say('margin'), numeric: true },
    { label: say('perCustomer'), numeric: true },
  ];
}

function figures(ui: PageInputs['ui'], group: Group, all: number): TableCell[] {
  return [
    count(ui, group.customers),
    {
      text: html`<span class="nowrap">${shareBar(group.customers / Math.max(1, all))} <span class="soft">${ui.format.percent(group.customers / Math.max(1, all), 0)}</span></span>`,
    },
    amount(ui, group.net_sales),
    amount(ui, group.net_profit),
    share(ui, group.net_sales > 0 ? group.net_profit / group.net_sales : null),
    amount(ui, group.customers > 0 ? group.net_profit / group.customers : null),
  ];
}

function companies({ view, ui }: PageInputs): Html {
  const { say } = ui;
  if (view.data.groups.length === 0) return html`<p>${say('noGroups')}</p>`;
  return table({
    caption: say('companies'),
    hideCaption: true,
    head: [
      { label: say('group') },
      { label: say('members'), numeric: true },
      { label: say('netSales'), numeric: true },
      { label: ui.payload.measureTitle, numeric: true },
      { label: say('salesRank'), numeric: true },
      { label: say('ifOne'), numeric: true },
    ],
    rows: view.data.groups
      .slice(0, 100)
      .map((group) => [
        html`${group.name} <span class="soft">${group.group_id}</span>`,
        count(ui, group.members),
        amount(ui, group.net_sales),
        amount(ui, group.net_profit),
        count(ui, group.sales_rank),
        count(ui, group.profit_rank),
      ]),
  });
}
