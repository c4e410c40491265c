import type { AccountBriefing, AccountPage } from '../../../shared/contract/index.ts';
import { shownText } from '../../../shared/domain/mentions.ts';
import { reasonSentences, reasonText } from '../../../shared/domain/reason-sentences.ts';
import type { ReasonSentenceKey } from '../../../shared/domain/reason-sentences.ts';
import { daysBetween } from '../../../shared/domain/time.ts';
import { listNotes } from '../notes/index.ts';
import { listTasks } from '../tasks/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import { briefingFigures, briefingWords } from './briefing-words.ts';
import type { Language } from './briefing-words.ts';
import { accountPageOf } from './page.ts';
import { timelineOf } from './timeline.ts';
import { daysOf } from './usage.ts';

/** So many lines of each kind that one sheet of A4 holds them all. */
const shown = { reasons: 6, people: 5, subscriptions: 4, invoices: 3, happened: 7, tasks: 5, notes: 3 };
const longest = 160;

const short = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
};

const list = (parts: readonly (string | null | undefined)[]): string =>
  parts.filter((part) => part !== null && part !== undefined && part !== '').join(' · ');

/** What a person should have read before calling the account, as words of one language. */
export const briefingRead = defineEventsRead(
  'accounts.brief',
  (context, { id: asked, language }: { id: string; language: Language }): AccountBriefing => {
    const words = briefingWords[language];
    const figures = briefingFigures(language);
    const page = accountPageOf(context, { id: asked });
    const { id, score, asOf } = page;
    const days = daysOf(context, { id, zone: 'UTC', weekStart: 'monday' });
    const { database } = context;
    const tasks = listTasks(
      database,
      { accountId: id, state: 'open', search: '', cursor: null, limit: shown.tasks },
      { today: asOf, me: null },
    ).rows;
    const notes = listNotes(database, { accountId: id, search: '', cursor: null, limit: shown.notes }).rows;
    const happened = timelineOf(context, {
      id,
      tables: ['tickets', 'interactions', 'surveys', 'signals', 'churn_events'],
      cursor: null,
      limit: shown.happened,
    }).rows;
    const apart = (day: string): string => words.inDays(figures.whole(Math.abs(daysBetween(asOf, day))), day >= asOf);
    const task = (one: (typeof tasks)[number]): string => shownText(one.title, one.mentions);
    const recent = (from: number, to: number): string =>
      figures.whole(days.counts.slice(from, to).reduce((sum, count) => sum + count, 0));
    const lastWeeks = days.counts.length;

    const sections = [
      { title: words.reasons, lines: reasonLines(page, language) },
      {
        title: words.usage,
        lines:
          days.total === 0
            ? []
            : [words.usageLine(recent(lastWeeks - 28, lastWeeks), recent(lastWeeks - 56, lastWeeks - 28))],
      },
      {
        title: words.people,
        lines: page.contacts
          .slice(0, shown.people)
          .map((one) =>
            list([
              one.name,
              one.title,
              one.role,
              one.email,
              one.lastSeenDay && words.seen(figures.day(one.lastSeenDay)),
            ]),
          ),
      },
      {
        title: words.contracts,
        lines: page.subscriptions
          .slice(0, shown.subscriptions)
          .map((one) =>
            list([
              one.plan ?? one.id,
              one.monthlyRevenue && figures.money(one.monthlyRevenue),
              one.seats === null ? null : words.seats(figures.whole(one.seats)),
              figures.day(one.startDay),
              one.endDay === null ? words.running : words.until(figures.day(one.endDay)),
            ]),
          ),
      },
      {
        title: words.invoices,
        lines: page.invoices
          .filter((one) => one.paidDay === null && one.dueDay !== null && one.dueDay < asOf)
          .slice(0, shown.invoices)
          .map((one) =>
            list([one.id, one.amount && figures.money(one.amount), one.dueDay && words.due(figures.day(one.dueDay))]),
          ),
      },
      {
        title: words.happened,
        lines: happened.map((one) =>
          list([figures.day(one.at), short(one.title), one.text === null ? null : short(one.text)]),
        ),
      },
      {
        title: words.tasks,
        lines: tasks.map((one) => list([short(task(one)), one.due && words.due(figures.day(one.due)), one.assignee])),
      },
      {
        title: words.notes,
        lines: notes.map((one) =>
          list([figures.day(one.createdAt), one.author, short(shownText(one.text, one.mentions))]),
        ),
      },
    ];
    const change =
      score === null || score.previous === null ? null : figures.points(score.probability - score.previous);
    const [next] = tasks;
    return {
      language,
      title: page.name,
      subtitle: list([
        page.segment,
        page.plan,
        page.industry,
        page.country,
        `${words.owner}: ${page.owner ?? words.nobody}`,
        page.churnedDay && words.churned(figures.day(page.churnedDay)),
      ]),
      figures: [
        {
          label: words.risk,
          value: score === null ? '–' : figures.percent(score.probability),
          note: score === null ? words.noScore : words.riskNote(figures.whole(score.horizonDays), change),
        },
        { label: words.atRisk, value: score?.revenueAtRisk ? figures.money(score.revenueAtRisk) : '–', note: null },
        { label: words.revenue, value: page.monthlyRevenue ? figures.money(page.monthlyRevenue) : '–', note: null },
        {
          label: words.renewal,
          value: page.renewalDay === null ? '–' : figures.day(page.renewalDay),
          note: page.renewalDay === null ? null : apart(page.renewalDay),
        },
        {
          label: words.lastTouch,
          value: page.lastTouch === null ? words.none : figures.day(page.lastTouch.at),
          note: page.lastTouch === null ? null : list([page.lastTouch.type, page.lastTouch.owner]),
        },
        { label: words.lastSeen, value: page.lastSeenAt === null ? '–' : figures.day(page.lastSeenAt), note: null },
        {
          label: words.nextTask,
          value: next === undefined ? words.none : short(task(next)),
          note: next?.due ? figures.day(next.due) : null,
        },
      ],
      sections: sections.filter(({ lines }) => lines.length > 0),
      foot: words.foot(figures.day(asOf), score?.modelName ?? null),
    };
  },
);

function reasonLines({ score }: AccountPage, language: Language): string[] {
  const { points } = briefingFigures(language);
  const words = briefingWords[language];
  if (score === null) return [];
  return score.reasons.slice(0, shown.reasons).map(({ contribution, sentence, text }) => {
    const said = Object.hasOwn(reasonSentences, sentence.key)
      ? reasonText(sentence.key as ReasonSentenceKey, sentence.values, language)
      : text;
    return `${points(contribution)} ${contribution >= 0 ? words.raises : words.lowers}: ${said}`;
  });
}
