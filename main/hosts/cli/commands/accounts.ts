import type { Money } from '../../../../shared/contract/index.ts';
import { queueSort } from '../../../../shared/contract/index.ts';
import { minorDigits } from '../../../../shared/domain/money.ts';
import { readScope } from '../analysis-options.ts';
import { oneOf, UsageError, workspaceOptions } from '../command.ts';
import type { Command } from '../command.ts';
import { table } from '../output.ts';
import { withWorkspace } from '../with-workspace.ts';

const percent = (value: number | null): string | null => (value === null ? null : `${(value * 100).toFixed(1)} %`);
const inUnits = ({ minor, currency }: Money): number => minor / 10 ** minorDigits(currency);
const amount = (value: Money | null): string | null =>
  value === null
    ? null
    : `${inUnits(value).toFixed(minorDigits(value.currency))}${value.currency === 'XXX' ? '' : ` ${value.currency}`}`;

export const accounts: Command = {
  name: 'accounts',
  usage:
    'accounts --workspace DIR [--sort revenue-at-risk] [--limit N] [--search TEXT] [--segment NAME] [--cursor NEXT]',
  summary: 'the at-risk queue',
  options: {
    ...workspaceOptions,
    sort: { help: queueSort.options.join(', ') },
    ascending: { flag: true, help: 'the smallest first' },
    limit: { help: 'rows, at most 500; 50 when not given' },
    search: { help: 'words in name, id, owner, segment, plan or country' },
    segment: { help: 'name of a saved segment: only its accounts' },
    cursor: { help: '"next" of the page before' },
    'include-churned': { flag: true, help: 'also those that are gone' },
  },
  async run(given, output) {
    const sort = oneOf(given.text('sort', 'revenue-at-risk'), queueSort.options, 'sort');
    await withWorkspace(given, async (engine) => {
      const { segment } = await readScope(given, engine);
      const page = await engine.client.accounts.queue({
        sort,
        descending: !given.flag('ascending'),
        filter: {
          search: given.text('search', ''),
          includeChurned: given.flag('include-churned'),
          ...(segment === undefined ? {} : { inSegment: segment }),
        },
        cursor: given.optional('cursor') ?? null,
        limit: given.integer('limit', 50),
      });
      const rows = page.rows.map((row) => ({
        ...row,
        revenueAtRisk: row.revenueAtRisk === null ? null : inUnits(row.revenueAtRisk),
        currency: row.monthlyRevenue?.currency ?? null,
      }));
      output.answer({ ...page, rows }, () =>
        table(
          ['account', 'name', 'probability', 'at risk a year', 'renewal', 'first reason'],
          page.rows.map((row) => [
            row.id,
            row.name,
            percent(row.probability),
            amount(row.revenueAtRisk),
            row.renewalDay,
            row.reasons[0]?.text ?? null,
          ]),
        ),
      );
    });
  },
};

export const account: Command = {
  name: 'account',
  usage: 'account ID --workspace DIR',
  summary: 'one account: score, reasons, subscriptions, contacts',
  options: workspaceOptions,
  async run(given, output) {
    const id = given.positionals[0];
    if (id === undefined) throw new UsageError('Which account? Give its id.');
    await withWorkspace(given, async (engine) => {
      const page = await engine.client.accounts.get({ id });
      output.answer(page, () => {
        const { score } = page;
        const facts = [
          `${page.name} (${page.id})`,
          [page.segment, page.plan, page.industry, page.country, page.owner].filter(Boolean).join(' · '),
        ];
        if (!score) return [...facts, 'Not scored yet.'].join('\n');
        const reasons = score.reasons
          .slice(0, 12)
          .map((reason) => [
            `${reason.contribution >= 0 ? '+' : ''}${(reason.contribution * 100).toFixed(2)}`,
            reason.text,
          ]);
        return [
          ...facts,
          `Churn within ${score.horizonDays} days: ${percent(score.probability)} (book average ${percent(score.base)}), as of ${score.asOf}`,
          table(['points', 'reason'], reasons),
        ].join('\n');
      });
    });
  },
};
