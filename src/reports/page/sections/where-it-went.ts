import type { TieRow } from '../../data/trust.ts';
import { command, shellWord } from '../behind.ts';
import { type Html, html } from '../html.ts';
import { customerLink, type PageInputs } from './kit.ts';

/** Where one ledger account went: its largest customers, the others, and what reached no customer. Adds up to it. */
export function whereItWent({ view, ui }: PageInputs, tie: TieRow): Html {
  const { say, format } = ui;
  const shown = view.data.accountCustomers.get(tie.account) ?? [];
  const sum = shown.reduce((total, row) => total + row.amount, 0);
  const others = (shown[0]?.customers ?? 0) - shown.length;
  const rows: (readonly [Html | string, number])[] = [
    ...shown.map((row) => [customerLink(row), row.amount] as const),
    ...(shown.length > 0 && others > 0
      ? [[say('andOthers', { n: format.number(others) }), tie.charged - sum] as const]
      : []),
    ...(shown.length === 0 && tie.charged !== 0 ? [[say('charged'), tie.charged] as const] : []),
    ...(
      [
        ['unused', tie.unused],
        ['atCompany', tie.company_level],
        ['timing', tie.timing],
        ['unexplained', tie.unexplained],
      ] as const
    )
      .filter(([, value]) => value !== 0)
      .map(([word, value]) => [say(word), value] as const),
  ];
  const all = Math.abs(tie.ledger);
  return html`<div class="went"><h4>${say('wentTo')}</h4><dl class="facts wide">${rows.map(
    ([name, value]) =>
      html`<div><dt>${name}</dt><dd>${format.number(value)} <span class="soft">${all > 0 ? format.percent(value / tie.ledger, 0) : ''}</span></dd></div>`,
  )}</dl>${command(ui, `explain --account ${shellWord(tie.account.split(' + ')[0]!)}`)}</div>`;
}
