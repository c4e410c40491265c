import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSegmentBuilder } from '../events/index.ts';
import type { EventColumns } from '../events/index.ts';
import { eventsOverTime } from './coverage.ts';
import { eventFigures } from './event-coverage.ts';

type Event = { account: string; second: number; name: string; quantity: number | null; plan: string | null };
const at = (instant: string) => Date.parse(instant) / 1000;

function columnsOf(events: readonly Event[]): EventColumns {
  const builder = createSegmentBuilder();
  for (const { account, second, name, quantity, plan } of events)
    builder.add(account, second, name, quantity, { plan });
  const segment = builder.build();
  const seconds = [...segment.seconds];
  return {
    ...segment,
    count: seconds.length,
    minSeconds: seconds.length === 0 ? null : Math.min(...seconds),
    maxSeconds: seconds.length === 0 ? null : Math.max(...seconds),
  };
}

const event = fc.record({
  account: fc.constantFrom('A', 'B', 'C'),
  second: fc.integer({ min: at('2024-11-01T00:00:00Z'), max: at('2026-06-30T00:00:00Z') }),
  name: fc.constantFrom('login', 'export'),
  quantity: fc.option(fc.integer({ min: 0, max: 9 })),
  plan: fc.option(fc.constantFrom('pro', 'team')),
});
const month = (second: number) => new Date(second * 1000).toISOString().slice(0, 7);

describe('eventFigures', () => {
  it('counts as one row after another would', () => {
    const now = at('2026-01-15T12:00:00Z');
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const figures = eventFigures(columnsOf(events), now);
        const past = events.filter(({ second }) => second <= now).map(({ second }) => second);
        expect(figures.rows).toBe(events.length);
        expect(figures.future).toBe(events.length - past.length);
        expect(figures.first).toBe(past.length === 0 ? null : Math.min(...past));
        expect(figures.last).toBe(past.length === 0 ? null : Math.max(...past));
        expect(figures.accounts).toBe(new Set(events.map(({ account }) => account)).size);
        const isFilled: Record<string, (one: Event) => boolean> = {
          quantity: ({ quantity }) => quantity !== null,
          plan: ({ plan }) => plan !== null,
          occurred_at: () => true,
        };
        const shown = eventsOverTime(figures, null);
        shown.months.forEach((label, place) => {
          const own = events.filter(({ second }) => month(second) === label);
          expect(shown.rows[place]).toBe(own.length);
          expect(shown.accounts[place]).toBe(new Set(own.map(({ account }) => account)).size);
          for (const { field, share } of shown.fields) {
            const filled = isFilled[field];
            if (filled) expect(share[place]).toBe(own.length === 0 ? null : own.filter(filled).length / own.length);
          }
        });
      }),
    );
  });
});

describe('eventsOverTime', () => {
  const login = (second: number): Event => ({ account: 'A', second, name: 'login', quantity: null, plan: null });

  it('shows the months without events, up to the end of the data', () => {
    const figures = eventFigures(columnsOf([login(at('2026-01-05T00:00:00Z'))]), at('2026-12-01T00:00:00Z'));
    const shown = eventsOverTime(figures, at('2026-04-02T00:00:00Z'));
    expect(shown.months).toEqual(['2026-01', '2026-02', '2026-03', '2026-04']);
    expect(shown.rows).toEqual([1, 0, 0, 0]);
    expect(shown.fields.find(({ field }) => field === 'event')?.share).toEqual([1, null, null, null]);
  });

  it('leaves out what lies further back than three years, or in the future', () => {
    const instants = ['2020-01-05T00:00:00Z', '2026-01-05T00:00:00Z', '2099-01-05T00:00:00Z'];
    const figures = eventFigures(columnsOf(instants.map((instant) => login(at(instant)))), at('2026-02-01T00:00:00Z'));
    const shown = eventsOverTime(figures, at('2026-01-31T00:00:00Z'));
    expect(shown.months).toHaveLength(36);
    expect(shown.months.at(-1)).toBe('2026-01');
    expect(shown.rows.reduce((sum, rows) => sum + rows, 0)).toBe(1);
  });

  it('says nothing of a book without events', () => {
    expect(eventsOverTime(eventFigures(columnsOf([]), 0), at('2026-01-31T00:00:00Z')).months).toEqual([]);
  });
});
