import { copyFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type {
  ContractClient,
  ContractOutputs,
  HealthBreakdown,
  HealthVersion,
} from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import type { Engine } from '../../../engine/index.ts';
import { UsageError, workspaceOptions } from '../command.ts';
import type { Arguments, Command } from '../command.ts';
import { table } from '../output.ts';
import { finish, withWorkspace } from '../with-workspace.ts';

type Backtest = NonNullable<ContractOutputs['healthScores']['backtestOf']>;

const points = (value: number | null): string | null => (value === null ? null : value.toFixed(1));
const share = (value: number | null, digits = 0): string =>
  value === null ? '–' : `${(100 * value).toFixed(digits)} %`;
const versionOption = { version: { help: 'number of a version; the one in force when not given' } };

function first(given: Arguments, what: string): string {
  const value = given.positionals[0];
  if (value === undefined) throw new UsageError(what);
  return value;
}

/** The version of `--version`, or the one in force. */
async function versionOf({ healthScores }: ContractClient, given: Arguments): Promise<HealthVersion> {
  const { versions } = await healthScores.versions();
  const number = given.optional('version') === undefined ? null : given.integer('version', 0);
  const found = versions.find((version) =>
    number === null ? version.state === 'in-force' : version.number === number,
  );
  if (found !== undefined) return found;
  throw new HoldfastError(
    'not_found',
    number === null
      ? 'No health score is in force. "health propose" makes a draft, and "health publish" puts it in force.'
      : `There is no version ${number}. "health history" shows those that there are.`,
  );
}

const show: Command = {
  name: 'health show',
  usage: 'health show --workspace DIR [--version N]',
  summary: 'what the health score is made of, and how the book stands by it',
  options: { ...workspaceOptions, ...versionOption },
  async run(given, output) {
    await withWorkspace(given, async ({ client }) => {
      const { id } = await versionOf(client, given);
      const { version, definition } = await client.healthScores.get({ id });
      const { preview, problems } = await client.healthScores.preview({ definition });
      output.answer({ version, definition, preview, problems }, () =>
        [
          `Version ${version.number} “${version.name}”, ${version.state}`,
          table(
            ['pillar', 'weight', 'measure', 'weight in it', 'points'],
            definition.pillars.flatMap((pillar) =>
              pillar.measures.map((measure, index) => [
                index === 0 ? pillar.name : '',
                index === 0 ? pillar.weight : null,
                measure.measure,
                measure.weight,
                measure.scale.kind === 'linear'
                  ? `0 at ${measure.scale.zero}, 100 at ${measure.scale.hundred}`
                  : measure.scale.bands
                      .map((band) => `${band.from ?? ''}..${band.to ?? ''}: ${band.points}`)
                      .join(', '),
              ]),
            ),
          ),
          ...problems.map(({ words }) => words.en),
          preview === null
            ? 'The measures were not computed yet: "health compute".'
            : `${preview.counts.customers} customers as of ${preview.snapshot.asOf}: ${preview.counts.red} red, ${preview.counts.amber} amber, ${preview.counts.green} green, ${preview.counts.none} without a score.${preview.snapshot.outdated ? ' Data has changed since.' : ''}`,
        ].join('\n'),
      );
    });
  },
};

const compute: Command = {
  name: 'health compute',
  usage: 'health compute --workspace DIR',
  summary: 'compute the measures of the book as it is, and score it by the version in force',
  options: workspaceOptions,
  async run(given, output) {
    await withWorkspace(given, async (engine) => {
      await finish(engine, (await engine.client.healthScores.compute()).jobId, output);
      const state = await engine.client.healthScores.state();
      output.answer(state, () =>
        state.snapshot === null
          ? 'Nothing was computed.'
          : `${state.snapshot.customers} customers as of ${state.snapshot.asOf}${
              state.counts === null
                ? '. No health score is in force yet.'
                : `: ${state.counts.red} red, ${state.counts.amber} amber, ${state.counts.green} green, ${state.counts.none} without a score.`
            }`,
      );
    });
  },
};

const propose: Command = {
  name: 'health propose',
  usage: 'health propose --workspace DIR [--language en|es]',
  summary: 'save a draft from the measures that this book really has',
  options: { ...workspaceOptions, language: { help: 'of the names in it: en or es' } },
  async run(given, output) {
    await withWorkspace(given, async (engine) => {
      const { healthScores } = engine.client;
      const language = given.optional('language') === 'es' ? 'es' : 'en';
      if ((await healthScores.state()).snapshot === null)
        await finish(engine, (await healthScores.compute()).jobId, output);
      const { definition, left } = await healthScores.proposal({ language });
      const name = { en: 'Proposal', es: 'Propuesta' }[language];
      const { version } = await healthScores.save({ name, definition });
      output.answer({ version, definition, left }, () =>
        [
          `Version ${version.number} “${version.name}” is a draft: "health show --version ${version.number}", "health publish --version ${version.number}".`,
          ...(left.length > 0 ? [`Left out, for this book lacks them: ${left.map(({ en }) => en).join('; ')}.`] : []),
        ].join('\n'),
      );
    });
  },
};

const publish: Command = {
  name: 'health publish',
  usage: 'health publish --version N --workspace DIR [--note TEXT] [--from DAY] [--roll-back]',
  summary: 'put a version in force, and score the book and its last twelve months by it',
  options: {
    ...workspaceOptions,
    version: { help: 'number of the version' },
    note: { help: 'why' },
    from: { help: 'the day from which it is in force; today when not given' },
    'roll-back': { flag: true, help: 'back to a version that was in force before' },
  },
  async run(given, output) {
    given.text('version');
    await withWorkspace(given, async (engine) => {
      const { healthScores } = engine.client;
      const { id } = await versionOf(engine.client, given);
      const note = given.text('note', '');
      const from = given.optional('from');
      const done = given.flag('roll-back')
        ? await healthScores.rollBack({ id, note })
        : await healthScores.publish({ id, note, ...(from === undefined ? {} : { effectiveDay: from }) });
      if (done.jobId !== null) await finish(engine, done.jobId, output);
      const { version } = await healthScores.get({ id });
      output.answer({ version }, () => `Version ${version.number} “${version.name}” is ${version.state}.`);
    });
  },
};

const history: Command = {
  name: 'health history',
  usage: 'health history --workspace DIR [--from N --to N]',
  summary: 'the versions and what was published when; with two numbers what changed between them',
  options: {
    ...workspaceOptions,
    from: { help: 'number of the earlier version' },
    to: { help: 'number of the later version' },
  },
  async run(given, output) {
    await withWorkspace(given, async ({ client }) => {
      const answer = await client.healthScores.versions();
      if (given.optional('from') !== undefined || given.optional('to') !== undefined) {
        const idOf = (name: string): { id: number } => {
          const number = Number(given.text(name));
          const found = answer.versions.find((version) => version.number === number);
          if (!found) throw new HoldfastError('not_found', `There is no version ${given.text(name)}.`);
          return { id: found.id };
        };
        const rows = await client.healthScores.compare({ from: idOf('from'), to: idOf('to') });
        output.answer({ rows }, () => rows.map(({ words }) => words.en).join('\n') || 'They do the same.');
        return;
      }
      output.answer(answer, () =>
        [
          table(
            ['version', 'name', 'state', 'since', 'saved', 'note'],
            answer.versions.map((version) => [
              version.number,
              version.name,
              version.state,
              version.effectiveDay,
              version.updatedAt,
              version.note,
            ]),
          ),
          ...answer.publications.map(
            (one) =>
              `${one.publishedAt}: version ${one.number} ${one.what} from ${one.effectiveDay}${one.by === null ? '' : ` by ${one.by}`}${one.note === '' ? '' : `: ${one.note}`}`,
          ),
        ].join('\n'),
      );
    });
  },
};

const interval = ({ value, low, high }: Backtest['lines'][number]['auc'], as: (value: number) => string): string =>
  value === null ? '–' : low === null || high === null ? as(value) : `${as(value)} (${as(low)} to ${as(high)})`;

const backtest: Command = {
  name: 'health backtest',
  usage: 'health backtest --workspace DIR [--version N]',
  summary: 'hold a version against the past renewals of the book',
  options: { ...workspaceOptions, ...versionOption },
  async run(given, output) {
    await withWorkspace(given, async (engine) => {
      const { healthScores } = engine.client;
      const { definition } = await healthScores.get({ id: (await versionOf(engine.client, given)).id });
      await finish(engine, (await healthScores.backtest({ definition })).jobId, output);
      const answer = await healthScores.backtestOf({ definition });
      output.answer(answer, () => (answer === null ? 'There is no answer.' : backtestText(answer)));
    });
  },
};

function backtestText(answer: Backtest): string {
  const percent = (value: number): string => share(value, 1);
  return [
    answer.verdict.en,
    table(
      [`${answer.daysBefore} days before`, 'renewals', 'lost', 'share lost (95 %)'],
      answer.bands.map(({ id, renewals, lost, rate }) => [id, renewals, lost, interval(rate, percent)]),
    ),
    table(
      ['', 'AUC (95 %)', `precision of ${answer.flagged} a month`, 'recall'],
      answer.lines.map(({ name, auc, precision, recall }) => [
        name.en,
        interval(auc, (value) => value.toFixed(3)),
        interval(precision, percent),
        interval(recall, percent),
      ]),
    ),
    answer.words.en,
    ...answer.notes.map(({ en }) => en),
  ].join('\n');
}

const account: Command = {
  name: 'health account',
  usage: 'health account ID --workspace DIR',
  summary: 'the health score of an account with all that it is made of',
  options: workspaceOptions,
  async run(given, output) {
    const id = first(given, 'Which account? Give its id.');
    await withWorkspace(given, async ({ client }) => {
      const answer = await client.healthScores.account({ id });
      output.answer(answer, () => {
        const { breakdown, pulse, state } = answer;
        const words = {
          'no-version': 'No health score is in force yet.',
          'no-measures': 'The measures were not computed yet: "health compute".',
          'no-customer': 'The account was no customer on the last day of the data, or is not in the book.',
          'no-score': 'No score: less than half of the weight is present.',
          scored: '',
        }[state];
        return [
          ...(words === '' ? [] : [words]),
          ...(breakdown === null ? [] : [breakdownText(breakdown)]),
          pulse === null
            ? 'No pulse.'
            : `Pulse ${pulse.value}, ${pulse.expired ? 'expired' : 'until'} ${pulse.expiresAt}`,
        ].join('\n');
      });
    });
  },
};

function breakdownText({ score, band, coverage, pillars, adjustment, exceptions }: HealthBreakdown): string {
  const rows = pillars.flatMap((pillar) => [
    [pillar.name, points(pillar.score), share(pillar.coverage), share(pillar.share, 1), points(pillar.contribution)],
    ...pillar.measures.map((measure) => [
      `  ${measure.measure} = ${measure.value === null ? 'missing' : Number(measure.value.toPrecision(4))}`,
      points(measure.points),
      '',
      share(measure.share, 1),
      points(measure.contribution),
    ]),
  ]);
  return [
    score === null ? `No score (coverage ${share(coverage)})` : `${points(score)} ${band}, coverage ${share(coverage)}`,
    table(['', 'points', 'coverage', 'share', 'contribution'], rows),
    ...exceptions
      .filter(({ holds }) => holds)
      .map(({ name, words, applied }) =>
        applied
          ? `Exception “${name}” (${words.en}): ${points(adjustment)}`
          : `“${name}” holds too (${words.en}), after the first`,
      ),
  ].join('\n');
}

const pulse: Command = {
  name: 'health pulse',
  usage: 'health pulse ID VALUE --workspace DIR [--note TEXT] | health pulse ID --remove --workspace DIR',
  summary: 'give a person’s own judgement of an account, from 0 to 100, for 90 days',
  options: {
    ...workspaceOptions,
    note: { help: 'why' },
    remove: { flag: true, help: 'take the pulse away' },
  },
  async run(given, output) {
    const id = first(given, 'Which account? Give its id and the value.');
    const text = given.positionals[1];
    const value = Number(text);
    if (!given.flag('remove') && (text === undefined || text.trim() === '' || !(value >= 0 && value <= 100)))
      throw new UsageError(`The pulse is a number from 0 to 100${text === undefined ? '' : `, not "${text}"`}.`);
    await withWorkspace(given, async ({ client }) => {
      if (given.flag('remove')) {
        const { change } = await client.healthScores.removePulse({ accountId: id });
        output.answer({ change }, () => `${change.title.en}.`);
        return;
      }
      const done = await client.healthScores.setPulse({ accountId: id, value, note: given.text('note', '') });
      output.answer(done, () => `${done.change.title.en}, until ${done.pulse.expiresAt}.`);
    });
  },
};

const exportDefinition: Command = {
  name: 'health export',
  usage: 'health export --out FILE --workspace DIR [--version N]',
  summary: 'write a version to a JSON file that "health import" reads',
  options: { ...workspaceOptions, ...versionOption, out: { help: 'the file to write, or a folder to write it into' } },
  async run(given, output) {
    const out = given.text('out');
    await withWorkspace(given, async (engine) => {
      const { id } = await versionOf(engine.client, given);
      const { grant, name } = await engine.client.healthScores.export({ id });
      const file = statSync(out, { throwIfNoEntry: false })?.isDirectory() === true ? join(out, name) : out;
      takeFile(engine, grant, file);
      output.answer({ file }, () => `The health score is in ${file}.`);
    });
  },
};

function takeFile(engine: Engine, grant: string, file: string): void {
  copyFileSync(engine.grants.resolve(grant).path, file);
  engine.grants.release(grant);
}

const importDefinition: Command = {
  name: 'health import',
  usage: 'health import FILE --workspace DIR',
  summary: 'save a draft from a JSON file',
  options: workspaceOptions,
  async run(given, output) {
    const path = first(given, 'Which file? Give one that "health export" wrote.');
    await withWorkspace(given, async (engine) => {
      const { grant } = engine.grants.register(path);
      const { version } = await engine.client.healthScores.import({ grant });
      output.answer({ version }, () => `Version ${version.number} “${version.name}” is a draft.`);
    });
  },
};

export const healthCommands: readonly Command[] = [
  show,
  compute,
  propose,
  publish,
  history,
  backtest,
  account,
  pulse,
  exportDefinition,
  importDefinition,
];
