import { doubtful, type LifetimeFit, modelName } from '../../data/forecast.ts';
import { keepTogether } from '../../typeset.ts';
import type { Word } from '../../words.ts';
import { type Html, html } from '../html.ts';
import { amount, count, figure, type PageInputs, section, share, type TableCell, table } from './kit.ts';

/** Findings of the lifetime models: what they say for themselves, the refusals included. */
const ownFindings = /^MOD4(2\d|30)$/;

/** What customers are expected to bring, whose value is at risk, and how far the forecast can be trusted. */
export function forecastPage(inputs: PageInputs): Html {
  const { ui, view } = inputs;
  const { say } = ui;
  const { fit } = view.data.forecast;
  const said = view.context.findings.filter(({ code }) => ownFindings.test(code));
  const answers =
    said.length > 0 &&
    html`<div class="lead"><ul class="points">${said.map((finding) => html`<li class="${finding.severity === 'warning' ? 'warn' : ''}">${finding.text(view.locale)}</li>`)}</ul></div>`;
  if (fit === null || fit.verdict === 'too_few' || fit.horizon === null)
    return section('forecast', say('forecast'), html`<p>${say('noForecast')}</p>${answers}`);
  return section(
    'forecast',
    say('forecast'),
    html`${lead(inputs, fit)}${figure(inputs, 'lifetime-value')}
<h3 class="block">${say('alive')}</h3>${alive(inputs)}
<h3 class="block">${say('howSure')}</h3>${answers}
${figure(inputs, 'lifetime-holdout') ?? html`<p>${say('noHoldout')}</p>`}${errors(inputs, fit)}
<details class="months"><summary>${say('theFit')}</summary>${parameters(inputs, fit)}</details>`,
  );
}

function lead({ view, ui }: PageInputs, { horizon }: LifetimeFit): Html {
  const { say, format } = ui;
  const { tenths, bands, atRisk } = view.data.forecast;
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const gone = bands.find(({ band }) => band === 1)?.customers ?? 0;
  const inDoubt = sum(bands.filter(({ band }) => band === 2 || band === 3).map(({ customers }) => customers));
  const sentences = [
    say('forecastLead', {
      date: format.date(horizon!),
      value: format.moneyShort(sum(tenths.map(({ lifetime_value }) => lifetime_value))),
      sales: format.moneyShort(sum(tenths.map(({ expected_sales }) => expected_sales))),
    }),
    ...(bands.length === 0
      ? []
      : [
          say('forecastGone', {
            n: format.number(gone),
            share: format.percent(doubtful.from, 0),
            m: format.number(inDoubt),
            k: format.number(atRisk.length),
            money: format.moneyShort(sum(atRisk.map(({ at_risk }) => at_risk))),
          }),
        ]),
  ];
  return html`<div class="lead"><ul class="points">${sentences.map((text, index) => html`<li class="${index === 0 ? 'first' : ''}">${keepTogether(text)}</li>`)}</ul></div>`;
}

function alive({ view, ui }: PageInputs): Html {
  const { say, format } = ui;
  const { bands, atRisk } = view.data.forecast;
  if (bands.length === 0) return html`<p>${say('noAlive', { people: say('people') })}</p>`;
  const interval = (low: number | null, high: number | null): Html | false =>
    low !== null &&
    high !== null &&
    html` <span class="soft">(${format.percent(low, 0).replace('%', '')}–${format.percent(high, 0)})</span>`;
  return html`<p class="lead-small soft">${say('aliveNote')}</p>${table({
    caption: say('alive'),
    hideCaption: true,
    head: [
      { label: say('chance') },
      { label: say('customers'), numeric: true },
      { label: say('lateByRhythm'), numeric: true },
      { label: say('expectedSales'), numeric: true },
      { label: say('expectedProfit'), numeric: true },
    ],
    rows: bands.map((row) => [
      say(`band${row.band}` as Word),
      count(ui, row.customers),
      count(ui, row.late),
      amount(ui, row.expected_sales),
      amount(ui, row.lifetime_value),
    ]),
  })}<p class="lead-small soft">${say('lateNote')}</p>
<h3>${say('valueAtRisk')}</h3>${
    atRisk.length === 0
      ? html`<p>${say('noneAtRisk')}</p>`
      : html`<p class="lead-small soft">${say('valueAtRiskNote')}</p>${table({
          caption: say('valueAtRisk'),
          hideCaption: true,
          head: [
            { label: say('name') },
            { label: say('owner') },
            { label: say('chance'), numeric: true },
            { label: say('quietFor'), numeric: true },
            { label: say('expectedProfit'), numeric: true },
            { label: say('atRiskMoney'), numeric: true },
          ],
          rows: atRisk.map((row) => [
            html`<button type="button" class="name" data-open="${row.customer_id}">${row.name}</button>`,
            row.owner ?? '–',
            {
              text: html`${format.percent(row.p_alive, 0)}${interval(row.p_alive_low, row.p_alive_high)}`,
              numeric: true,
            },
            {
              text: html`${format.number(row.quiet_days)}${row.usual_days !== null && html` <span class="soft">(${format.number(Math.max(1, row.usual_days))})</span>`}`,
              numeric: true,
            },
            amount(ui, row.lifetime_value),
            amount(ui, row.at_risk),
          ]),
        })}`
  }`;
}

function errors({ ui }: PageInputs, fit: LifetimeFit): Html | null {
  const { say, format } = ui;
  if (fit.holdout_mae === null) return null;
  const cell = (value: number | null): TableCell => ({
    text: value === null ? '–' : format.number(value, 2),
    numeric: true,
  });
  return table({
    caption: say('error'),
    hideCaption: true,
    head: [
      { label: say('error') },
      { label: `${say('modelSaid')} (${modelName(fit.holdout_model)})`, numeric: true },
      { label: say('ruleSaid'), numeric: true },
    ],
    rows: [
      [say('meanAbsolute'), cell(fit.holdout_mae), cell(fit.naive_mae)],
      [say('rootMeanSquared'), cell(fit.holdout_rmse), cell(fit.naive_rmse)],
    ],
  });
}

function parameters({ ui }: PageInputs, fit: LifetimeFit): Html {
  const { say, format } = ui;
  const figureOf = (value: number | null, decimals = 4): TableCell => ({
    text: value === null ? '–' : format.number(value, decimals),
    numeric: true,
  });
  const rows: readonly (readonly [Word, number | null, number | null])[] = [
    ['shapeRate', fit.r, fit.r_error],
    ['scaleRate', fit.alpha, fit.alpha_error],
    ['firstDropout', fit.a_or_s, fit.a_or_s_error],
    ['secondDropout', fit.b_or_beta, fit.b_or_beta_error],
    ['gammaP', fit.p, fit.p_error],
    ['gammaQ', fit.q, fit.q_error],
    ['gammaV', fit.v, fit.v_error],
  ];
  return table({
    caption: say('fitOf', {
      name: modelName(fit.model),
      n: format.number(fit.customers),
      m: format.number(fit.repeaters),
    }),
    head: [
      { label: say('parameter') },
      { label: say('estimate'), numeric: true },
      { label: say('standardError'), numeric: true },
    ],
    rows: [
      ...rows
        .filter(([, estimate]) => estimate !== null)
        .map(([word, estimate, error]) => [say(word), figureOf(estimate), figureOf(error)]),
      [say('logLikelihood'), figureOf(fit.log_likelihood, 3), { text: '', numeric: true }],
      [say('logLikelihoodNbd'), figureOf(fit.nbd_log_likelihood, 3), { text: '', numeric: true }],
      [
        say('likelihoodRatio'),
        figureOf(fit.likelihood_ratio, 3),
        fit.p_value === null ? figureOf(null) : share(ui, fit.p_value),
      ],
    ],
  });
}
