import { riskBands } from '../../../../shared/contract/index.ts';
import type { ContractInputs, Money } from '../../../../shared/contract/index.ts';
import { minorDigits } from '../../../../shared/domain/money.ts';
import { oneOf, workspaceOptions } from '../command.ts';
import type { Command } from '../command.ts';
import { table } from '../output.ts';
import { withWorkspace } from '../with-workspace.ts';

type Scatter = NonNullable<ContractInputs['portfolio']['scatter']>;

export const portfolio: Command = {
  name: 'portfolio',
  usage:
    'portfolio --workspace DIR [--view groups|months|points] [--owner NAME] [--book-segment NAME] [--y risk|health]',
  summary: 'the book by owner and segment, by month of renewal, or account by account',
  options: {
    ...workspaceOptions,
    view: { help: 'groups (when not given), months or points' },
    owner: { many: true, help: 'only accounts of this owner' },
    'book-segment': { many: true, help: 'only accounts of this segment' },
    plan: { many: true, help: 'only accounts of this plan' },
    months: { help: 'how many months of renewals; 12 when not given' },
    x: { help: 'of points: revenue (when not given) or seats' },
    y: { help: 'of points: risk (when not given) or health' },
  },
  async run(given, output) {
    const view = oneOf(given.optional('view') ?? 'groups', ['groups', 'months', 'points'] as const, 'view');
    const filter = { owner: given.list('owner'), segment: given.list('book-segment'), plan: given.list('plan') };
    await withWorkspace(given, async ({ client }) => {
      if (view === 'months') {
        const answer = await client.portfolio.months({ filter, months: given.integer('months', 12) });
        output.answer(answer, () =>
          table(
            ['month', ...riskBands.flatMap((band) => [band, `${band} revenue`])],
            answer.months.map(({ month, bands }) => [
              month,
              ...bands.flatMap((band) => [band.accounts, money(band.revenue)]),
            ]),
          ),
        );
      } else if (view === 'points') {
        const x: Scatter['x'] = oneOf(given.optional('x') ?? 'revenue', ['revenue', 'seats'] as const, 'x');
        const y: Scatter['y'] = oneOf(given.optional('y') ?? 'risk', ['risk', 'health'] as const, 'y');
        const answer = await client.portfolio.scatter({ filter, x, y });
        output.answer(answer, () =>
          answer.bins.length > 0
            ? table(
                [`${x} from`, 'to', `${y} from`, 'to', 'accounts'],
                answer.bins.map((bin) => [
                  bin.x0.toFixed(0),
                  bin.x1.toFixed(0),
                  bin.y0.toFixed(3),
                  bin.y1.toFixed(3),
                  bin.accounts,
                ]),
              )
            : table(
                ['account', 'name', x, y],
                answer.points.map((point) => [point.id, point.name, point.x.toFixed(0), point.y.toFixed(3)]),
              ),
        );
      } else {
        const answer = await client.portfolio.tree({ filter });
        output.answer(answer, () =>
          table(
            ['owner', 'segment', 'accounts', 'revenue', 'at risk', 'risk'],
            answer.groups.map(({ owner, segment, accounts, revenue, atRisk, risk }) => [
              owner,
              segment,
              accounts,
              money(revenue),
              money(atRisk),
              risk === null ? null : `${(100 * risk).toFixed(1)} %`,
            ]),
          ),
        );
      }
    });
  },
};

const money = ({ minor, currency }: Money): string => `${Math.round(minor / 10 ** minorDigits(currency))} ${currency}`;
