import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { planFunnel } from './funnel-plan.ts';
import { anyEvents, anyRange, columnsFrom, everyRule } from './testing/generated.ts';
import { matchSlowly, meets } from './testing/slow-match.ts';
import type { PlainStep } from './testing/slow-match.ts';
import { traceAccount } from './trace.ts';

const second = (at: string) => Date.parse(at) / 1000;

it('a trace is a match of its account that keeps the rule, and its reason is true', () => {
  fc.assert(
    fc.property(anyEvents, everyRule, anyRange, (events, rule, range) => {
      const columns = columnsFrom(events);
      const plan = planFunnel(columns, rule, range);
      const slow = matchSlowly(events, { ...rule, exclusionRule: 'keep-credit' }, range);
      const last = rule.steps.length - 1;
      columns.accounts.forEach((account, index) => {
        if (account === '~') return;
        const trace = traceAccount(plan, index);
        const { matched, reached, stopped, contact } = trace;
        const farthest = Math.max(
          0,
          ...slow.filter((match) => match.account === account).map((match) => match.reached),
        );
        const isRemoved = matched.length > 0 && reached === 0;
        if (!isRemoved) expect(reached).toBe(farthest);
        if (rule.exclusionRule === 'keep-credit') expect(isRemoved).toBe(false);

        const own = events.filter(
          (event) => event.account === account && (contact === null || event.properties['contact_id'] === contact),
        );
        /** The events that a name and an instant may mean. */
        const meant = ({ event, at }: { event: string; at: string }): PlainStep[] =>
          own.filter(({ name, seconds }) => name === event && seconds === second(at));
        const entry = matched[0];
        for (const match of matched) {
          expect(meant(match).some((event) => meets(event, rule.steps[match.step]!))).toBe(true);
          expect(second(match.at) - second(entry!.at)).toBeLessThanOrEqual(rule.windowSeconds);
        }

        expect(stopped.reason === 'never-entered').toBe(matched.length === 0);
        expect(stopped.reason === 'completed').toBe(!isRemoved && reached === last + 1);
        if (isRemoved) expect(stopped.reason).toBe('excluded');
        if (stopped.event !== null && stopped.at !== null && entry !== undefined) {
          const culprits = meant({ event: stopped.event, at: stopped.at });
          expect(culprits.length).toBeGreaterThan(0);
          const isLate = second(stopped.at) - second(entry.at) > rule.windowSeconds;
          expect(isLate).toBe(stopped.reason === 'too-late');
          const missing = rule.steps[stopped.step!]!;
          if (stopped.reason === 'too-late' || stopped.reason === 'other-value')
            expect(culprits.some((event) => meets(event, missing))).toBe(true);
          if (stopped.reason === 'excluded')
            expect(culprits.some((event) => rule.exclusions.some((exclusion) => meets(event, exclusion)))).toBe(true);
          if (stopped.reason === 'something-between') expect(rule.order).toBe('strict');
          if (stopped.reason === 'other-value') expect(rule.holdConstant).not.toEqual([]);
        }
        const matchedSteps = trace.events.filter(({ step }) => step !== null).length;
        expect(matchedSteps).toBe(matched.length);
      });
    }),
    { numRuns: 1500 },
  );
});
