import { newsKinds } from '../../../../shared/contract/index.ts';
import type { ContractOutputs, HomeSince, Money } from '../../../../shared/contract/index.ts';
import { minorDigits } from '../../../../shared/domain/money.ts';
import { oneOf, UsageError, workspaceOptions } from '../command.ts';
import type { Arguments, Command } from '../command.ts';
import { table } from '../output.ts';
import { withWorkspace } from '../with-workspace.ts';

type Answer = ContractOutputs['home']['changed'];

export const home: Command = {
  name: 'home',
  usage:
    'home --workspace DIR [--since visit|DAYS|DAY] [--kind ticket,cliff] [--owner NAME] [--mine] [--limit 50] [--close]',
  summary: 'what changed since the last visit, the most revenue × change of risk first',
  options: {
    ...workspaceOptions,
    since: { help: 'visit (when not given), a number of days, or a day such as 2026-03-31' },
    kind: { many: true, help: newsKinds.join(', ') },
    owner: { many: true, help: 'only accounts of this owner' },
    mine: { flag: true, help: 'only accounts and tasks of the person of the settings' },
    all: { flag: true, help: 'also what was seen or decided on' },
    limit: { help: 'rows, at most 500; 50 when not given' },
    cursor: { help: '"next" of the page before' },
    close: { flag: true, help: 'afterwards take all of it as seen' },
  },
  async run(given, output) {
    await withWorkspace(given, async (engine) => {
      const answer = await engine.client.home.changed({
        since: sinceOf(given),
        kinds: given.list('kind').map((kind) => oneOf(kind, newsKinds, 'kind')),
        owner: given.list('owner'),
        mine: given.flag('mine'),
        showHidden: given.flag('all'),
        limit: given.integer('limit', 50),
        cursor: given.optional('cursor') ?? null,
      });
      output.answer(answer, () => told(answer));
      if (given.flag('close')) await engine.client.home.close();
    });
  },
};

function sinceOf(given: Arguments): HomeSince {
  const text = given.optional('since') ?? 'visit';
  if (text === 'visit') return { of: 'visit' };
  if (/^\d{1,3}$/.test(text)) return { of: 'days', days: Number(text) };
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return { of: 'day', day: text };
  throw new UsageError(`--since takes visit, a number of days or a day such as 2026-03-31, not "${text}".`);
}

const money = (value: Money | null): string | null =>
  value === null ? null : `${Math.round(value.minor / 10 ** minorDigits(value.currency))} ${value.currency}`;
const list = (sums: readonly Money[]): string => sums.map(money).join(', ') || '–';
const percent = (value: number | null): string | null => (value === null ? null : `${(100 * value).toFixed(1)} %`);

function told({ since, asOf, totals, rows, total, hidden, notices }: Answer): string {
  const { compared, renewals, tasks } = totals;
  return [
    `What changed after ${since.from}${since.at === null ? '' : ` (last visit ${since.at})`}; data until ${asOf}.`,
    `Revenue at risk ${list(totals.atRisk)}${compared === null ? '' : `; of ${compared.accounts} accounts scored then and now ${money(compared.then)} → ${money(compared.now)}`}.`,
    `${totals.rose} accounts rose, ${totals.fell} fell; ${renewals.accounts} renew within 90 days (${list(renewals.amounts)}); ${tasks.overdue} tasks overdue, ${tasks.today} due today.`,
    ...notices.filter(({ isSeen }) => !isSeen).map(({ text }) => `! ${text.en}`),
    '',
    table(
      ['account', 'name', 'owner', 'revenue', 'risk', 'points', 'rank', 'news'],
      rows.map((row) => [
        row.id,
        row.name,
        row.owner,
        money(row.annualRevenue),
        percent(row.probability),
        row.change === null ? null : (100 * row.change).toFixed(1),
        money(row.rank.amount),
        row.news.map(({ text }) => text.en).join('; '),
      ]),
    ),
    `${total} accounts with news${hidden === 0 ? '' : `, ${hidden} more were seen or decided on`}.`,
  ].join('\n');
}
