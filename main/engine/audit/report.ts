import type { Money, RetentionGrid } from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { gainChart, reliabilityChart } from './charts.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { style } from './style.ts';
import type { AuditSummary } from './summary.ts';

const whole = new Intl.NumberFormat('en');
const percent = (value: number | null | undefined, digits = 1): string =>
  value === null || value === undefined ? '–' : `${(value * 100).toFixed(digits)} %`;
const figure = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : value.toFixed(3);

function money({ minor, currency }: Money): string {
  const units = minor / 10 ** minorDigits(currency);
  if (currency === 'XXX') return whole.format(Math.round(units));
  return new Intl.NumberFormat('en', { style: 'currency', currency, maximumFractionDigits: 0 }).format(units);
}
const amounts = (all: readonly Money[]): string => (all.length === 0 ? 'not known' : all.map(money).join(' + '));

/** The audit as one page that needs nothing else: no network, no scripts, charts drawn inside. */
export function renderReport(summary: AuditSummary, grid: RetentionGrid | null): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>Churn audit</title>
        <style>
          ${{ html: style }}
        </style>
      </head>
      <body>
        <main>
          <header>
            <h1>Churn audit</h1>
            <p class="lead">${summary.headline}</p>
            <p class="muted">
              Made by Holdfast on ${summary.createdAt.slice(0, 10)}, without a network. Data until
              ${summary.dataUntil?.slice(0, 10) ?? 'an unknown day'}.
            </p>
          </header>
          ${book(summary)}${data(summary)}${model(summary)}${accounts(summary)}${grid ? retention(grid) : null}
          <footer class="muted">
            <p>
              Revenue at risk is probability × twelve months of running recurring revenue. Probabilities are for the
              model's horizon. A figure that could not be computed is shown as a dash, never as zero.
            </p>
          </footer>
        </main>
      </body>
    </html>`;
  return page.html;
}

function book({ book: figures, model: used }: AuditSummary): Html {
  const tile = (label: string, value: string): Html =>
    html`<div class="tile">
      <dt>${label}</dt>
      <dd>${value}</dd>
    </div>`;
  return html`<section>
    <h2>The book</h2>
    <dl class="tiles">
      ${tile('Accounts', whole.format(figures.accounts))}${tile('Monthly recurring revenue', amounts(figures.monthlyRevenue))}
      ${tile('Revenue at risk, a year', used.used === 'none' ? 'not scored' : amounts(figures.revenueAtRisk))}
      ${tile('Churned in the last 12 months', whole.format(figures.churnedLastYear))}
    </dl>
  </section>`;
}

function data(summary: AuditSummary): Html {
  const columns = ['read', 'new', 'changed', 'unchanged', 'duplicate', 'rejected', 'filtered'] as const;
  const rows = Object.entries(summary.imports.totals).map(
    ([table, totals]) =>
      html`<tr>
        <th scope="row">${table}</th>
        ${columns.map((column) => html`<td class="number">${whole.format(totals[column])}</td>`)}
      </tr>`,
  );
  const findings = summary.findings.map(
    (finding) =>
      html`<li class="${finding.severity}">
        ${finding.text}${finding.examples.length > 0 ? html` <span class="muted">For example ${finding.examples.slice(0, 3).join('; ')}</span>` : null}
      </li>`,
  );
  const missing = summary.tablesMissing.filter((table) => table !== 'accounts');
  return html`<section>
    <h2>The data</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Table</th>
            ${columns.map((column) => html`<th scope="col" class="number">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
    <p class="muted">From ${summary.imports.files.map((file) => `${file.name} (${file.table})`).join(', ')}.</p>
    ${summary.imports.skipped.length > 0 ? html`<p>Left out: ${summary.imports.skipped.map(({ name, reason }) => `${name}: ${reason}`).join(' ')}</p>` : null}
    <h3>What to look into</h3>
    ${
      findings.length > 0
        ? html`<ul class="findings">
            ${findings}
          </ul>`
        : html`<p>No contradictions were found.</p>`
    }
    ${missing.length > 0 ? html`<p>No file held: ${missing.join(', ')}. The model could not look at them.</p>` : null}
  </section>`;
}

function model({ model: used }: AuditSummary): Html {
  const { card } = used;
  if (!card)
    return html`<section>
      <h2>The model</h2>
      <p>No model could be used. ${used.why}</p>
    </section>`;
  const { test } = card;
  const row = (
    label: string,
    metric: { value: number | null; low: number | null; high: number | null },
    note: string,
  ): Html =>
    html`<tr>
      <th scope="row">${label}</th>
      <td class="number">${figure(metric.value)}</td>
      <td class="number">${figure(metric.low)} to ${figure(metric.high)}</td>
      <td>${note}</td>
    </tr>`;
  const isBaseline = used.used === 'baseline';
  const learnedFrom = isBaseline
    ? 'it learned from generated data, so all of this book is new to it.'
    : `trained on ${whole.format(card.trainingRows)} from before, with a gap of ${card.gapDays} days.`;
  const figures = test
    ? html`<div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">${isBaseline ? 'On this book' : 'On later time'}</th>
                <th scope="col" class="number">value</th>
                <th scope="col" class="number">95 % interval</th>
                <th scope="col">reads</th>
              </tr>
            </thead>
            <tbody>
              ${row('AUC', test.auc, '0.5 is chance, 1 is perfect')}${row('PR-AUC', test.prAuc, `chance is ${percent(test.baseRate)}`)}
              ${row('Brier', test.brier, `lower is better; skill over the base rate ${figure(test.brierSkill)}`)}${row('Lift, top tenth', test.liftTop10, 'times more churns than in a random tenth')}
            </tbody>
          </table>
        </div>
        <p class="muted">
          ${whole.format(test.rows)} account-months, ${whole.format(test.churned)} churns, of
          ${card.testSnapshots.join(', ')}; ${learnedFrom}
        </p>
        <div class="charts">${reliabilityChart(test)}${gainChart(test)}</div>`
    : html`<p>
        The baseline was not tested on this book: it learned from generated data (churns known here:
        ${whole.format(used.churnsKnown)}).
      </p>`;
  const features = card.features
    .filter((feature) => feature.importance > 0)
    .sort((a, b) => b.importance - a.importance)
    .slice(0, 10);
  return html`<section>
    <h2>The model</h2>
    <p>
      <strong>${card.name}</strong> (${card.kind}, ${isBaseline ? 'shipped with Holdfast' : 'trained on this book'}),
      horizon ${card.horizonDays} days. ${used.why}
    </p>
    ${figures}
    <h3>What it looks at most</h3>
    <ol>
      ${features.map((feature) => html`<li>${feature.description.en}</li>`)}
    </ol>
    ${
      card.limits.length > 0
        ? html`<h3>Limits</h3>
            <ul>
              ${card.limits.map((limit) => html`<li>${limit.en}</li>`)}
            </ul>`
        : null
    }
  </section>`;
}

function accounts({ accounts: rows }: AuditSummary): Html {
  if (rows.every((row) => row.probability === null))
    return html`<section>
      <h2>Accounts most worth saving</h2>
      <p>No account was scored.</p>
    </section>`;
  const body = rows.map(
    (row) =>
      html`<tr>
        <th scope="row">${row.name}<br /><span class="muted">${row.id}</span></th>
        <td class="number">${percent(row.probability)}</td>
        <td class="number">${row.monthlyRevenue ? money(row.monthlyRevenue) : '–'}</td>
        <td class="number">${row.revenueAtRisk ? money(row.revenueAtRisk) : '–'}</td>
        <td class="date">${row.renewalDay ?? '–'}</td>
        <td>${row.reasons.map((reason) => html`<div>${reason.contribution >= 0 ? '▲' : '▽'} ${reason.text}</div>`)}</td>
      </tr>`,
  );
  return html`<section>
    <h2>Accounts most worth saving</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col" class="number">Churn probability</th>
            <th scope="col" class="number">Revenue a month</th>
            <th scope="col" class="number">At risk a year</th>
            <th scope="col">Renewal</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          ${body}
        </tbody>
      </table>
    </div>
    <p class="muted">▲ raises the probability, ▽ lowers it. All accounts are in accounts.csv.</p>
  </section>`;
}

function retention(grid: RetentionGrid): Html {
  const numbers = grid.columns.map((_, index) => index);
  const cells = (cohort: RetentionGrid['cohorts'][number]): Html[] =>
    numbers.map((index) => {
      const value = cohort.values[index];
      if (value === undefined || value === null) return html`<td></td>`;
      const share = cohort.share[index] ?? null;
      const shade = share === null ? 0 : Math.round(Math.min(1, share) * 10);
      return html`<td
        class="number heat heat-${shade}"
        title="${whole.format(value)} of ${whole.format(cohort.of[index] ?? 0)}"
      >
        ${percent(share, 0)}${cohort.complete[index] ? '' : '*'}
      </td>`;
    });
  return html`<section>
    <h2>Retention</h2>
    <div class="scroll">
      <table class="grid">
        <thead>
          <tr>
            <th scope="col">First month</th>
            <th scope="col" class="number">Accounts</th>
            ${numbers.map((index) => html`<th scope="col" class="number">${index}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${grid.cohorts.map(
            (cohort) =>
              html`<tr>
                <th scope="row">${cohort.cohort}</th>
                <td class="number">${whole.format(cohort.size ?? 0)}</td>
                ${cells(cohort)}
              </tr>`,
          )}
          <tr>
            <th scope="row">Average</th>
            <td></td>
            ${numbers.map((index) => html`<td class="number">${percent(grid.average[index], 0)}</td>`)}
          </tr>
        </tbody>
      </table>
    </div>
    <p class="muted">${grid.definition.words.en}</p>
  </section>`;
}
