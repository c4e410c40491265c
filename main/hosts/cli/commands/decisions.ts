import { decisionKind, expectation } from '../../../../shared/contract/index.ts';
import type { Decision, Judgement, Money, Tally, TopAnswer } from '../../../../shared/contract/index.ts';
import { minorDigits } from '../../../../shared/domain/money.ts';
import { readScope } from '../analysis-options.ts';
import { oneOf, UsageError, workspaceOptions } from '../command.ts';
import type { Arguments, Command } from '../command.ts';
import { table } from '../output.ts';
import { saveFile } from '../saved-file.ts';
import { withWorkspace } from '../with-workspace.ts';

const percent = (value: number | null): string | null => (value === null ? null : `${(100 * value).toFixed(1)} %`);
const amount = (value: Money | null): string | null => {
  if (value === null) return null;
  const digits = minorDigits(value.currency);
  return `${(value.minor / 10 ** digits).toFixed(digits)}${value.currency === 'XXX' ? '' : ` ${value.currency}`}`;
};

const filterOptions = {
  account: { help: 'id of an account: only decisions on it' },
  kind: { help: `only ${decisionKind.options.join(', ')}` },
} as const;

function readFilter(given: Arguments) {
  const [account, kind] = [given.optional('account'), given.optional('kind')];
  return {
    ...(account === undefined ? {} : { accountId: account }),
    ...(kind === undefined ? {} : { kind: oneOf(kind, decisionKind.options, 'kind') }),
  };
}

function decisionsTable(rows: readonly Decision[]): string {
  return table(
    ['number', 'day', 'account', 'name', 'decision', 'why', 'risk then', 'person'],
    rows.map((row) => [
      row.id,
      row.decidedAt.slice(0, 10),
      row.accountId,
      row.accountName,
      row.watchUntil === null ? row.kind : `watch until ${row.watchUntil}`,
      [row.reason?.words.en, row.text].filter(Boolean).join(': ') || null,
      percent(row.score?.probability ?? null),
      row.person,
    ]),
  );
}

const list: Command = {
  name: 'decisions list',
  usage: 'decisions list --workspace DIR [--account ID] [--kind dismiss] [--limit 50] [--cursor NEXT]',
  summary: 'what people decided on accounts in the review, the newest first',
  options: {
    ...workspaceOptions,
    ...filterOptions,
    limit: { help: 'rows, at most 500; 50 when not given' },
    cursor: { help: '"next" of the page before' },
  },
  async run(given, output) {
    const filter = readFilter(given);
    await withWorkspace(given, async ({ client }) => {
      const page = await client.decisions.list({
        ...filter,
        cursor: given.optional('cursor') ?? null,
        limit: given.integer('limit', 50),
      });
      output.answer(page, () => `${decisionsTable(page.rows)}\n${page.rows.length} of ${page.total}`);
    });
  },
};

const record: Command = {
  name: 'decisions record',
  usage:
    'decisions record ACCOUNT act|watch|dismiss|wrong --workspace DIR [--reason KEY] [--text TEXT] [--until DAY] [--expects leaves|stays] [--task TITLE [--due DAY] [--assignee NAME]]',
  summary: 'records a decision on an account, to be judged later; it can be undone on the screen',
  options: {
    ...workspaceOptions,
    reason: { help: 'of a dismissal: seasonal, handled, data, accepted, strategic, other-reason' },
    text: { help: 'in your own words' },
    until: { help: 'of a watch: the day on which the account comes back, 2026-03-31' },
    expects: {
      help: 'what you expect within the model’s horizon: leaves or stays; follows from the decision when not given',
    },
    person: { help: 'who decided; the name in the settings when not given' },
    task: { help: 'of an act: the title of a task to make with it' },
    due: { help: 'of that task: a day' },
    assignee: { help: 'of that task: who does it' },
  },
  async run(given, output) {
    const [accountId, kind, ...rest] = given.positionals;
    if (accountId === undefined || kind === undefined || rest.length > 0)
      throw new UsageError('Name the account and the decision: decisions record ACCOUNT act|watch|dismiss|wrong.');
    const [title, expects, person] = [given.optional('task'), given.optional('expects'), given.optional('person')];
    if (title === undefined && (given.optional('due') ?? given.optional('assignee')) !== undefined)
      throw new UsageError('--due and --assignee belong to a task: give it a title with --task.');
    const input = {
      accountId,
      kind: oneOf(kind, decisionKind.options, 'kind'),
      reason: given.optional('reason') ?? null,
      text: given.optional('text') ?? null,
      watchUntil: given.optional('until') ?? null,
      ...(expects === undefined ? {} : { expects: oneOf(expects, expectation.options, 'expects') }),
      ...(person === undefined ? {} : { person }),
      task:
        title === undefined
          ? null
          : { title, due: given.optional('due') ?? null, assignee: given.optional('assignee') ?? null },
    };
    await withWorkspace(given, async ({ client }) => {
      const answer = await client.decisions.record(input);
      output.answer(answer, () => `${answer.change.title.en}.`);
    });
  },
};

const judge: Command = {
  name: 'decisions judge',
  usage: 'decisions judge --workspace DIR [--threshold 0.2]',
  summary: 'who was right, the person or the model, as far as the outcome is known',
  options: {
    ...workspaceOptions,
    threshold: {
      help: 'from this probability on the model says that an account leaves; the top tenth of each score when not given',
    },
  },
  async run(given, output) {
    const text = given.optional('threshold');
    const threshold = text === undefined ? undefined : Number(text);
    if (threshold !== undefined && !(threshold > 0 && threshold < 1))
      throw new UsageError(`--threshold is a probability between 0 and 1, not "${text}".`);
    await withWorkspace(given, async ({ client }) => {
      const answer = await client.decisions.judge(threshold === undefined ? {} : { threshold });
      output.answer(answer, () => judgeText(answer));
    });
  },
};

function judgeText(answer: Judgement): string {
  const { decisions, judged, open, firstSettles, left } = answer;
  const tally = (name: string, found: Tally | null): string[] =>
    found === null
      ? []
      : [
          `${name}: right in ${found.right} of ${found.of} (${percent(found.share.low)} to ${percent(found.share.high)})`,
        ];
  return [
    `${decisions} decisions: ${judged} judged, ${open} open, ${left.late} made when the outcome was known or could be, ${left.unscored} without a score, ${left.repeated} repeated, ${left.gone} on accounts that are gone.`,
    ...(open > 0 && firstSettles !== null
      ? [`The first of the open ones is settled when the data reach ${firstSettles}.`]
      : []),
    ...(judged === 0 ? ['Nothing can be judged yet.'] : []),
    ...(answer.table.length === 0
      ? []
      : [
          table(
            ['person says', 'model says', 'acted on', 'decisions', 'left', 'share', 'from', 'to'],
            answer.table.map((row) => [
              row.person ?? '(nothing)',
              row.model === 'above' ? 'leaves' : 'stays',
              row.acted ? 'yes' : 'no',
              row.decisions,
              row.left,
              percent(row.share.value),
              percent(row.share.low),
              percent(row.share.high),
            ]),
          ),
        ]),
    ...tally('The person', answer.person),
    ...tally('The model', answer.model),
    ...tally('Where they differed, the person', answer.disagreed),
    answer.words.en,
  ].join('\n');
}

const exportAll: Command = {
  name: 'decisions export',
  usage: 'decisions export --workspace DIR --out FILE.csv|FILE.xlsx|FOLDER [--account ID] [--kind dismiss]',
  summary: 'writes the decisions with what the model said then to a file',
  options: { ...workspaceOptions, ...filterOptions, out: { help: 'the file to write, or a folder to write it into' } },
  async run(given, output) {
    const out = given.text('out');
    const filter = readFilter(given);
    await withWorkspace(given, async (engine) => {
      const grant = await engine.client.decisions.export({ ...filter, format: out.endsWith('.xlsx') ? 'xlsx' : 'csv' });
      const { total } = await engine.client.decisions.list({ ...filter, limit: 1 });
      const file = saveFile(engine, grant, out);
      output.answer({ file, rows: total }, () => `${total} decisions are in ${file}.`);
    });
  },
};

const top: Command = {
  name: 'top',
  usage:
    'top --workspace DIR [--capacity 50] [--per month|week] [--cost 120] [--save-rate 0.1] [--segment NAME] [--out FILE.csv|FILE.xlsx]',
  summary: 'the accounts most worth an action, what it costs and what it would have to save',
  options: {
    ...workspaceOptions,
    capacity: { help: 'accounts that can be worked, at most 500; 50 when not given' },
    per: { help: 'in a month (when not given) or a week' },
    cost: { help: 'what the action costs for one account, in units of the book’s currency' },
    'save-rate': {
      help: 'an assumption: the share kept of the accounts that would leave; without it only the break-even is told',
    },
    segment: { help: 'name of a saved segment: only its accounts' },
    out: { help: 'also writes the list to this file' },
  },
  async run(given, output) {
    const number = (name: string): number | null => {
      const text = given.optional(name);
      if (text !== undefined && (text.trim() === '' || !(Number(text) >= 0)))
        throw new UsageError(`--${name} takes a number from 0, not "${text}".`);
      return text === undefined ? null : Number(text);
    };
    const input = {
      capacity: given.integer('capacity', 50),
      per: oneOf(given.text('per', 'month'), ['month', 'week'], 'per'),
      cost: number('cost'),
      saveRate: number('save-rate'),
    };
    if ((input.saveRate ?? 0) > 1) throw new UsageError('--save-rate is a share between 0 and 1: 0.1 is one in ten.');
    await withWorkspace(given, async (engine) => {
      const { segment } = await readScope(given, engine);
      const question = { ...input, filter: segment === undefined ? {} : { inSegment: segment } };
      const answer = await engine.client.decisions.top(question);
      const out = given.optional('out');
      if (out !== undefined) {
        const format = out.endsWith('.xlsx') ? 'xlsx' : 'csv';
        const file = saveFile(engine, await engine.client.decisions.exportTop({ ...question, format }), out);
        output.note(`The list is in ${file}.`);
      }
      output.answer(answer, () => topText(answer));
    });
  },
};

function topText(answer: TopAnswer): string {
  const { covered, coveredRange, cost, breakEven, saved, validation } = answer;
  const sums = (list: readonly Money[]): string => list.map(amount).join(' + ') || '–';
  const month = validation?.month ?? null;
  return [
    table(
      ['', 'account', 'name', 'risk', 'at risk a year', 'break-even', 'pays'],
      answer.rows.map((row) => [
        row.rank,
        row.id,
        row.name,
        percent(row.probability),
        amount(row.revenueAtRisk),
        percent(row.breakEven),
        row.pays === null ? null : row.pays ? 'yes' : 'no',
      ]),
    ),
    `${answer.rows.length} of ${answer.scored} scored accounts; ${answer.expectedLeavers.toFixed(1)} of them are expected to leave within ${answer.horizonDays ?? '–'} days.`,
    `Expected revenue at risk: ${sums(covered)} of ${sums(answer.atRisk)} a year${answer.coveredShare === null ? '' : ` (${percent(answer.coveredShare)})`}.`,
    ...(coveredRange === null
      ? []
      : [
          `By the shares that really left in the validation: ${amount(coveredRange.seen)}; between ${amount(coveredRange.low)} and ${amount(coveredRange.high)} if every group were at an end of its interval.`,
        ]),
    ...(cost === null ? [] : [`Cost: ${amount(cost.total)}, ${amount(cost.each)} each.`]),
    ...(breakEven === null
      ? []
      : [
          breakEven > 1
            ? 'It cannot pay: the cost is higher than all that is expected to be lost.'
            : `It pays from ${percent(breakEven)} saved of those that would leave (1 in ${Math.max(1, Math.floor(1 / breakEven))}).`,
        ]),
    ...(saved === null
      ? []
      : [
          `If ${percent(saved.rate)} are saved (an assumption): ${amount(saved.revenue)} kept, ${amount(saved.net)} after costs; the action pays for ${saved.paying} of the accounts.`,
        ]),
    ...(month === null
      ? []
      : [
          `In the validation, of the top ${month.top} of each of ${month.months} months ${percent(month.precision.value)} really left (${percent(month.precision.low)} to ${percent(month.precision.high)}).`,
        ]),
    ...(validation === null || validation.groups.length === 0
      ? []
      : [
          table(
            ['scored about', 'in this list', 'in the validation', 'left', 'share', 'from', 'to'],
            validation.groups.map((group) => [
              percent(group.predicted),
              group.accounts,
              group.count,
              group.churned,
              percent(group.observed),
              percent(group.low),
              percent(group.high),
            ]),
          ),
        ]),
    answer.words.en,
  ].join('\n');
}

export const decisionsCommands: readonly Command[] = [list, record, judge, exportAll, top];
