import { setAsideReasons } from '../../../contracts/accounting.ts';
import { canonicalTables } from '../../../contracts/canonical.ts';
import type { TableContract } from '../../../contracts/contract.ts';
import { featureTables, modelTables } from '../../../contracts/results.ts';
import type { Text } from '../../../language/locale.ts';
import type { OwnTotal, TieRow } from '../../data/trust.ts';
import { type Html, html } from '../html.ts';
import { certainty } from './certainty.ts';
import { count, type PageInputs, section, type TableCell, table } from './kit.ts';
import { whereItWent } from './where-it-went.ts';

/** Why the figures may be believed: the books, the files, what was set aside, what is missing, what words mean. */
export function trustPage(inputs: PageInputs): Html {
  const { say } = inputs.ui;
  return section(
    'trust',
    say('trust'),
    html`<h3 class="block">${say('tieOut')}</h3>${tieOut(inputs)}
<h3 class="block">${say('certainty')}</h3>${certainty(inputs)}
<h3 class="block">${say('findings')}</h3>${findings(inputs)}
<h3 class="block">${say('missing')}</h3>${missing(inputs)}
<h3 class="block">${say('filesRead')}</h3>${files(inputs)}
<h3 class="block">${say('setAsideRows')}</h3>${setAside(inputs)}
<h3 class="block">${say('runSettings')}</h3>${settings(inputs)}
<div class="screen-only"><h3 class="block">${say('dictionary')}</h3><p class="soft">${say('dictionaryNote')}</p>${dictionary(inputs)}</div>`,
  );
}

function tieOut(inputs: PageInputs): Html {
  const { view, ui, summary } = inputs;
  const { say, format } = ui;
  const { ties, tieMonths } = view.data;
  if (ties.length === 0) return html`<p class="warn">${say('noLedgerText')}</p>`;
  const caption = say('tieCaption', { currency: view.context.currency });
  const cells = (tie: TieRow): Html =>
    html`${[tie.ledger, tie.charged, tie.unused, tie.company_level, tie.timing, tie.unexplained].map(
      (value, index) =>
        html`<td class="n${index === 5 && !tie.reconciled ? ' loss strong' : ''}">${format.number(value, 2)}</td>`,
    )}<td>${tie.reconciled ? html`<span class="chip good">✓ ${say('ties')}</span>` : html`<span class="chip bad">✗ ${say('off')}</span>`}</td>`;
  // A pool may be called `sales` as well as the component; the settings say which accounts are of pools.
  const ofPools = new Set(view.data.poolAccounts.map(({ pool, account }) => `${account} ${pool}`));
  const component = (id: string): string => {
    if (id === 'company_level') return say('company_level');
    return id === 'sales' ? say('salesOfBooks') : view.line(id);
  };
  const role = ({ account, role: carries }: TieRow): string => {
    if (carries === null) return '';
    if (ofPools.has(`${account} ${carries}`)) return view.pool(carries);
    return carries
      .split(' + ')
      .map(component)
      .join(view.locale === 'zh-CN' ? '、' : ', ');
  };
  return html`<p class="${summary.reconciled === true ? '' : 'warn'}">${summary.sentences.find(({ code }) => code === 'books')?.text}</p>
<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table class="ties"><caption>${caption}</caption>
<thead><tr><th scope="col">${say('account')}</th><th scope="col">${say('role')}</th>${(['ledger', 'charged', 'unused', 'atCompany', 'timing', 'unexplained'] as const).map((word) => html`<th scope="col" class="n">${say(word)}</th>`)}<td></td></tr></thead>
${ties.map((tie, index) => {
  const months = tieMonths.filter((row) => row.account === tie.account);
  return html`<tbody><tr><th scope="row" id="account-${tie.account.split(' + ')[0]}"><button type="button" class="link drill" aria-expanded="true" aria-controls="tie-${index}" data-accounts="${tie.account}">${tie.account}</button> <span class="soft">${tie.description}</span></th><td>${role(tie)}</td>${cells(tie)}</tr></tbody>
<tbody class="drilled" id="tie-${index}"><tr><td colspan="9">${whereItWent(inputs, tie)}</td></tr>${months.map((row) => html`<tr><th scope="row" class="soft">${format.month(row.month ?? '')}</th><td></td>${cells(row)}</tr>`)}</tbody>`;
})}</table></div>`;
}

function findings({ view, ui }: PageInputs): Html {
  const { say } = ui;
  const { findings } = view.context;
  if (findings.length === 0) return html`<p>${say('noFindings')}</p>`;
  const word = {
    info: 'severityInfo',
    warning: 'severityWarning',
    failure: 'severityFailure',
    fatal: 'severityFailure',
  } as const;
  const shown = findings.slice(0, 200);
  return html`<ul class="findings">${shown.map((finding) => {
    const repair = finding.repair(view.locale);
    const place = finding.place;
    const where =
      place === undefined
        ? ''
        : [place.file, place.line ?? place.row].filter((part) => part !== undefined).join(':');
    return html`<li class="${finding.severity}"><span class="chip ${finding.severity === 'info' ? '' : 'bad'}">${say(word[finding.severity])}</span> <code>${finding.code}</code> ${finding.text(view.locale)}${where !== '' && html` <span class="soft">${where}</span>`}${repair !== undefined && html`<br><span class="soft">${repair}</span>`}</li>`;
  })}</ul>`;
}

function missing({ view, ui }: PageInputs): Html {
  const { say } = ui;
  const { locale, data } = view;
  const items: string[] = data.coverage
    .filter((line) => !line.measured)
    .map((line) => say('missingLine', { line: view.line(line.line), missing: line.missing ?? '–' }));
  const tables = canonicalTables as Readonly<Record<string, TableContract>>;
  for (const { table_name: name, present } of data.tables) {
    const gives = tables[name]?.gives;
    if (!present && gives !== undefined)
      items.push(say('missingTable', { table: name, gives: gives[locale] }));
  }
  for (const { table_name: name, present, missing_columns } of data.tables)
    if (present && missing_columns.length > 0)
      items.push(
        say('missingColumns', {
          table: name,
          columns: missing_columns
            .map((column) => `${column} (${tables[name]?.columns[column]?.meaning[locale] ?? ''})`)
            .join(', '),
        }),
      );
  if (items.length === 0) return html`<p>${say('nothingMissing')}</p>`;
  return html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

function files(inputs: PageInputs): Html {
  const { view, ui } = inputs;
  const { say } = ui;
  return table({
    caption: say('filesCaption'),
    head: [
      { label: say('file') },
      { label: say('feeds') },
      { label: say('encoding') },
      { label: say('rowsRead'), numeric: true },
      { label: say('rowsKept'), numeric: true },
      { label: say('rowsAside'), numeric: true },
      { label: say('reasons') },
      { label: say('ownTotals') },
      { label: say('checksum') },
    ],
    rows: view.data.files.map((file) => [
      file.file,
      file.table_name,
      file.encoding,
      count(ui, file.rows_read),
      count(ui, file.rows_kept),
      count(ui, file.rows_set_aside),
      reasons(file.reasons, inputs),
      ownTotals(file.own_totals, inputs),
      html`<code title="${file.sha256}">${file.sha256.slice(0, 12)}</code>`,
    ]),
  });
}

/** The file's own totals against the rows kept: how many agree, and each that does not. */
function ownTotals(totals: readonly OwnTotal[], { ui }: PageInputs): TableCell {
  const { say, format } = ui;
  if (totals.length === 0) return '–';
  const off = totals.filter(({ agrees }) => !agrees);
  if (off.length === 0)
    return html`<span class="chip good">✓ ${say('ownTotalsAgree', { n: format.number(totals.length) })}</span>`;
  return html`<span class="chip bad">✗</span> ${off.map(({ column, stated, kept }) => say('ownTotalsOff', { column, stated, kept })).join('; ')}`;
}

function setAside({ view, ui }: PageInputs): Html {
  const { say, format } = ui;
  const rows = view.data.setAside;
  if (rows.length === 0) return html`<p>${say('nothingSetAside')}</p>`;
  const labels = setAsideReasons as Readonly<Record<string, { readonly label: Text }>>;
  return html`<p class="soft">${say('setAsideNote')}</p>${table({
    caption: say('setAsideRows'),
    hideCaption: true,
    head: [
      { label: say('file') },
      { label: say('rowNumber'), numeric: true },
      { label: say('fieldName') },
      { label: say('valueFound') },
      { label: say('reasons') },
      { label: say('rowsInAll'), numeric: true },
    ],
    rows: rows.map((row) => [
      row.file,
      { text: format.number(row.row_number), numeric: true },
      row.field === null ? '–' : html`<code>${row.field}</code>`,
      row.value === null ? '–' : html`<code>${row.value}</code>`,
      labels[row.reason_code]?.label[view.locale] ?? row.reason_code,
      count(ui, row.found),
    ]),
  })}`;
}

function reasons(counts: Readonly<Record<string, number>>, { ui, view }: PageInputs): string {
  const labels = setAsideReasons as Readonly<Record<string, { readonly label: Text }>>;
  const list = Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
  return list.length === 0
    ? '–'
    : list
        .map(([code, n]) => `${labels[code]?.label[view.locale] ?? code} × ${ui.format.number(n)}`)
        .join(view.locale === 'zh-CN' ? '，' : ', ');
}

function settings({ view, ui }: PageInputs): Html {
  const { say } = ui;
  const { settings } = view.data;
  return html`<p class="soft">${say('fingerprint')}: <code>${view.context.inputsFingerprint}</code></p>${
    settings.length === 0
      ? html`<p>${say('noSettings')}</p>`
      : settings.map(({ table: name, rows }) => {
          const columns = Object.keys(rows[0]!);
          return html`<details><summary><code>${name}</code></summary>${table({
            caption: name,
            hideCaption: true,
            head: columns.map((label) => ({ label })),
            rows: rows.map((row) =>
              columns.map((column) => (row[column] === null ? '–' : String(row[column]))),
            ),
          })}</details>`;
        })
  }`;
}

function dictionary({ view, ui }: PageInputs): Html {
  const { say } = ui;
  const { locale } = view;
  const all = [
    ...Object.values(featureTables).map((contract) => ({
      schema: 'features',
      contract: contract as TableContract,
    })),
    ...Object.values(modelTables).map((contract) => ({
      schema: 'models',
      contract: contract as TableContract,
    })),
  ];
  return html`${all.map(
    ({ schema, contract }) =>
      html`<details><summary><code>${schema}.${contract.name}</code> <span class="soft">${contract.grain[locale]}</span></summary>${table(
        {
          caption: `${schema}.${contract.name}`,
          hideCaption: true,
          head: [{ label: say('column') }, { label: say('meaning') }, { label: say('unit') }],
          rows: Object.entries(contract.columns).map(([name, column]) => [
            html`<code>${name}</code>`,
            column.meaning[locale],
            column.unit === undefined ? column.type : `${column.type}, ${column.unit}`,
          ]),
        },
      )}</details>`,
  )}`;
}
