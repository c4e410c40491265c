import type { EventSelector, SegmentCondition, SegmentRule } from '../../../../shared/contract/index.ts';
import type { PlainEvent } from '../../testing/index.ts';
import { isGroup } from '../rule.ts';
import { day } from './books.ts';
import type { Plain } from './books.ts';

// The slow reading of rules: one account after another, one condition after another, by hand.

const holds = (value: number, compare: string, limit: number): boolean =>
  compare === 'at-least' ? value >= limit : compare === 'at-most' ? value <= limit : value === limit;

const formats = new Map<string, Intl.DateTimeFormat>();
function localDay(second: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(zone, format);
  }
  return Date.parse(`${format.format(new Date(second * 1000))}T00:00:00Z`) / 86_400_000;
}

function means({ events, where }: EventSelector, event: PlainEvent): boolean {
  if (events.length > 0 && !events.includes(event.name)) return false;
  return where.every(({ property, operator, values }) => {
    if (property === 'quantity') return event.quantity !== null && event.quantity >= Number(values[0]);
    const value = event.properties[property];
    return operator === 'is' ? value !== undefined && values.includes(value) : value === undefined;
  });
}

export function isMember(
  plain: Plain,
  rule: SegmentRule,
  id: string,
  segments: ReadonlyMap<number, SegmentRule | string[]>,
): boolean {
  const parts = rule.rules.map((part) =>
    isGroup(part) ? isMember(plain, part, id, segments) : conditionHolds(plain, part, id, segments),
  );
  const result = parts.length === 0 ? true : rule.combinator === 'and' ? parts.every(Boolean) : parts.some(Boolean);
  return rule.not ? !result : result;
}

export function conditionHolds(
  plain: Plain,
  condition: SegmentCondition,
  id: string,
  segments: ReadonlyMap<number, SegmentRule | string[]>,
): boolean {
  const { until, zone } = plain;
  const today = localDay(until, zone);
  const asOf = new Date(until * 1000).toISOString().slice(0, 10);
  const recent = (second: number, withinDays: number | null): boolean =>
    second <= until && (withinDays === null || localDay(second, zone) > today - withinDays);
  const account = plain.accounts.find((one) => one.id === id);
  const subscriptions = plain.subscriptions.filter((one) => one.account === id && !one.trial);
  const running = subscriptions.filter((one) => one.start <= asOf && (one.end === null || one.end > asOf));
  const belongs = (segment: number): boolean => {
    const built = segments.get(segment)!;
    return Array.isArray(built) ? built.includes(id) : isMember(plain, built, id, segments);
  };
  switch (condition.on) {
    case 'attribute': {
      const value = {
        segment: account?.segment,
        employees: account?.employees,
        'attribute:seats': account?.seats,
        renewal_day:
          account?.renewal !== undefined && account.renewal !== null && account.renewal > asOf ? account.renewal : null,
      }[condition.key as 'segment'];
      const text = value === undefined || value === null ? null : String(value);
      const isOne = condition.values.some(
        (wanted) => wanted === text || (text !== null && Number(wanted) === Number(text)),
      );
      switch (condition.operator) {
        case 'is':
          return isOne;
        case 'is-not':
          return !isOne;
        case 'is-set':
          return text !== null;
        case 'is-not-set':
          return text === null;
        default:
          return (
            text !== null &&
            !Number.isNaN(Number(text)) &&
            holds(Number(text), condition.operator, Number(condition.values[0]))
          );
      }
    }
    case 'usage': {
      const events = plain.events.filter(
        (event) =>
          event.account === id && means(condition.selector, event) && recent(event.seconds, condition.withinDays),
      );
      const counts = {
        events: events.length,
        days: new Set(events.map((event) => localDay(event.seconds, zone))).size,
        quantity: events.reduce((sum, event) => sum + (event.quantity ?? 0), 0),
      };
      return holds(counts[condition.count], condition.compare, condition.value);
    }
    case 'last-seen': {
      const days = plain.events
        .filter((event) => event.account === id && means(condition.selector, event) && event.seconds <= until)
        .map((event) => today - localDay(event.seconds, zone));
      return days.length === 0
        ? condition.compare === 'at-least'
        : holds(Math.min(...days), condition.compare, condition.days);
    }
    case 'tickets': {
      const tickets = plain.tickets.filter(
        (ticket) =>
          ticket.account === id &&
          recent(ticket.opened, condition.withinDays) &&
          (condition.state === 'opened' || ticket.closed === null || ticket.closed > until) &&
          (condition.priority.length === 0 ||
            (ticket.priority !== null && condition.priority.includes(ticket.priority))),
      );
      return holds(tickets.length, condition.compare, condition.value);
    }
    case 'survey': {
      let last: { at: number; score: number } | null = null;
      for (const { account: of, at, score, survey } of plain.surveys) {
        if (of !== id || score === null || !recent(at, condition.withinDays)) continue;
        if (condition.survey !== null && condition.survey !== survey) continue;
        if (last === null || at >= last.at) last = { at, score };
      }
      return last !== null && holds(last.score, condition.compare, condition.value);
    }
    case 'revenue': {
      if (running.some(({ mrr, currency }) => mrr === null || (mrr > 0 && currency !== 'EUR'))) return false;
      return holds(
        running.reduce((sum, { mrr }) => sum + (mrr ?? 0), 0),
        condition.compare,
        condition.value * 100,
      );
    }
    case 'score': {
      const score = plain.scores.find((one) => one.account === id);
      if (score === undefined) return false;
      if (condition.what === 'probability') return holds(score.now, condition.compare, condition.value);
      return score.before !== null && holds(score.now - score.before, condition.compare, condition.value);
    }
    case 'renewal': {
      const last = new Date((Date.parse(asOf) / 1000 + condition.withinDays * day) * 1000).toISOString().slice(0, 10);
      return (
        account?.renewal !== undefined && account.renewal !== null && account.renewal > asOf && account.renewal <= last
      );
    }
    case 'churned': {
      const gone =
        account !== undefined && running.length === 0 && subscriptions.some(({ end }) => end !== null && end <= asOf);
      return gone === condition.is;
    }
    case 'set':
      return belongs(1) === condition.is;
    case 'segment':
      return belongs(condition.segment) === condition.is;
  }
}
