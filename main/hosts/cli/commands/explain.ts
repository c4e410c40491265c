import type { AccountExplanation, Bilingual } from '../../../../shared/contract/index.ts';
import { UsageError } from '../command.ts';
import type { Arguments, Command } from '../command.ts';
import { table } from '../output.ts';
import { withWorkspace } from '../with-workspace.ts';
import { modelOf, ofModel, points } from './model-option.ts';

const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
const came = { churn: 'left', expansion: 'expanded', engagement: 'stayed engaged' } as const;
const foretold = { churn: 'Churn', expansion: 'Expansion', engagement: 'Staying engaged' } as const;

function accountOf(given: Arguments): string {
  const id = given.positionals[0];
  if (id === undefined) throw new UsageError('Which account? Give its id.');
  return id;
}

export const explain: Command = {
  name: 'explain',
  usage: 'explain ACCOUNT --workspace DIR [--feature NAME] [--hints] [--similar]',
  summary: 'why an account has its score, what moved since the last one, and the rows behind',
  options: {
    ...ofModel,
    feature: { help: 'the rows that made this feature’s value' },
    cursor: { help: '"next" of the page before, with --feature' },
    limit: { help: 'rows a page with --feature, 50 when not given; accounts with --similar, 5 when not given' },
    hints: { flag: true, help: 'changes after which the model would say less (of expansion and engagement: more)' },
    target: { help: 'with --hints: the probability to reach, such as 0.2' },
    similar: { flag: true, help: 'accounts that the model saw alike in the past, and what became of them' },
  },
  async run(given, output) {
    const id = accountOf(given);
    const feature = given.optional('feature');
    const target = targetOf(given);
    await withWorkspace(given, async ({ client: { explanations } }) => {
      if (feature !== undefined) {
        const evidence = await explanations.evidence({
          id,
          feature,
          ...modelOf(given),
          cursor: given.optional('cursor') ?? null,
          limit: given.integer('limit', 50),
        });
        output.answer(evidence, () =>
          [
            `${evidence.text.en} (as of ${evidence.asOf})`,
            ...evidence.spans.map(
              (span) =>
                `${span.key}: ${span.rows} rows of ${evidence.table}, ${span.from ?? 'the beginning'} to ${span.until}${span.days === null ? '' : `, on ${span.days} days`}`,
            ),
            evidence.recomputed === null ? '' : `Counted again from these rows: ${evidence.recomputed}`,
            table(
              ['at', 'span', 'what', 'from'],
              evidence.rows.map((row) => [
                row.at,
                row.span,
                row.title,
                row.source === null
                  ? null
                  : `import ${row.source.importId}${row.source.file === null ? '' : `, ${row.source.file}`}${row.source.row === null ? '' : `, row ${row.source.row}`}`,
              ]),
            ),
          ]
            .filter((line) => line !== '')
            .join('\n'),
        );
        return;
      }
      if (given.flag('hints')) {
        const answer = await explanations.hints({ id, ...modelOf(given), ...(target === undefined ? {} : { target }) });
        output.answer(answer, () =>
          [
            `Now ${percent(answer.probability)}; to reach ${percent(answer.target.probability)} (${answer.target.of}).`,
            ...(answer.hints.length === 0
              ? ['Nothing that a person can change within what similar accounts have would help.']
              : answer.hints.map((hint) => `${hint.crosses ? '*' : '-'} ${hint.text.en}`)),
            answer.caution.en,
          ].join('\n'),
        );
        return;
      }
      if (given.flag('similar')) {
        const answer = await explanations.similar({ id, ...modelOf(given), limit: given.integer('limit', 5) });
        output.answer(answer, () =>
          [
            answer.outcome === null
              ? 'There is nothing to compare with.'
              : `Of the ${answer.outcome.accounts} accounts most alike, ${answer.outcome.cameTrue} ${came[answer.model.target]} within ${answer.horizonDays} days: ${percent(answer.outcome.share)} (${percent(answer.outcome.low)} to ${percent(answer.outcome.high)}); of all, ${percent(answer.outcome.usual)}.`,
            table(
              ['account', 'name', 'as of', 'probability', came[answer.model.target]],
              answer.accounts.map((row) => [
                row.id,
                row.name,
                row.asOf,
                percent(row.probability),
                row.cameTrue ? `${came[answer.model.target]} ${row.day}` : 'not',
              ]),
            ),
            answer.note.en,
          ].join('\n'),
        );
        return;
      }
      const answer = await explanations.account({ id, ...modelOf(given) });
      output.answer(answer, () => explanationText(answer));
    });
  },
};

function targetOf(given: Arguments): number | undefined {
  const text = given.optional('target');
  if (text === undefined) return undefined;
  const target = Number(text);
  if (target > 0 && target < 1) return target;
  throw new UsageError(`--target takes a probability between 0 and 1 such as 0.2, not "${text}".`);
}

function explanationText(answer: AccountExplanation): string {
  const lines = [
    `${answer.name} (${answer.id}), as of ${answer.asOf}, by ${answer.model.name}${answer.model.exact ? '' : ' (parts are estimates)'}`,
    `${foretold[answer.model.target]} within ${answer.horizonDays} days: ${percent(answer.probability)}; the walk starts at ${percent(answer.base)}.`,
    ...(answer.stale ? ['The data has changed since; score again to see it.'] : []),
    table(
      ['points', 'log-odds', 'theme', 'reason'],
      answer.themes.flatMap((theme) => [
        [points(theme.contribution), theme.logOdds.toFixed(3), theme.theme, ''],
        ...theme.parts.map((part) => [points(part.contribution), part.logOdds.toFixed(3), '', part.text.en]),
      ]),
    ),
  ];
  const { since } = answer;
  if (since === null) return lines.join('\n');
  const was = ({ en }: Bilingual): string => en;
  return [
    ...lines,
    '',
    `Since ${since.asOf}: ${percent(since.probability)} → ${percent(answer.probability)} (${points(since.change)})`,
    table(
      ['points', 'then', 'now'],
      since.parts.slice(0, 12).map((part) => [points(part.change), was(part.before.text), was(part.now.text)]),
    ),
  ].join('\n');
}
