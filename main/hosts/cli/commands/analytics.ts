import { oneOf, seconds, UsageError, workspaceOptions } from '../command.ts';
import type { Arguments, Command } from '../command.ts';
import { table } from '../output.ts';
import { withWorkspace } from '../with-workspace.ts';

const rangeOptions = { from: { help: 'first day of entry, 2026-01-31' }, to: { help: 'last day of entry' } } as const;

function range(given: Arguments): { from?: string; to?: string } {
  const from = given.optional('from');
  const to = given.optional('to');
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

export const retention: Command = {
  name: 'retention',
  usage: 'retention --workspace DIR [--start A,B] [--return A,B] [--period month] [--mode on]',
  summary: 'retention of first-time cohorts, account by account',
  options: {
    ...workspaceOptions,
    ...rangeOptions,
    start: { help: 'events that start; any when not given' },
    return: { help: 'events that count as coming back; any when not given' },
    period: { help: 'day, week or month (calendar)' },
    mode: { help: 'on, or on-or-after' },
  },
  async run(given, output) {
    const period = oneOf(given.text('period', 'month'), ['day', 'week', 'month'], 'period');
    const mode = oneOf(given.text('mode', 'on'), ['on', 'on-or-after'], 'mode');
    await withWorkspace(given, async (engine) => {
      const grid = await engine.client.cohorts.retention({
        startEvents: given.list('start'),
        returnEvents: given.list('return'),
        period,
        mode,
        ...range(given),
      });
      output.answer(grid, () => {
        const width = Math.max(0, ...grid.cohorts.map((cohort) => cohort.values.length));
        return table(
          ['cohort', 'size', ...Array.from({ length: width }, (_, index) => String(index))],
          grid.cohorts.map((cohort) => [
            cohort.cohort,
            cohort.size,
            ...Array.from({ length: width }, (_, index) => {
              const value = cohort.values[index];
              return value === undefined ? '' : `${value}${cohort.complete[index] ? '' : '*'}`;
            }),
          ]),
        );
      });
    });
  },
};

export const funnel: Command = {
  name: 'funnel',
  usage: 'funnel --workspace DIR --steps A,B,C [--window 30d]',
  summary: 'an ordered funnel, account by account',
  options: {
    ...workspaceOptions,
    ...rangeOptions,
    steps: { help: 'event names in order; A|B for either' },
    window: { help: 'from the first step: 30d, 12h; 30d when not given' },
  },
  async run(given, output) {
    const steps = given.list('steps').map((step) => step.split('|'));
    if (steps.length === 0) throw new UsageError('Which steps? --steps A,B,C');
    await withWorkspace(given, async (engine) => {
      const result = await engine.client.funnels.run({
        steps,
        windowSeconds: seconds(given.text('window', '30d'), 'window'),
        ...range(given),
      });
      const share = (value: number | null): string | null => (value === null ? null : `${(value * 100).toFixed(1)} %`);
      output.answer(result, () =>
        table(
          ['step', 'accounts', 'of first', 'of step before'],
          result.steps.map((step) => [step.event, step.count, share(step.overall), share(step.relative)]),
        ),
      );
    });
  },
};
