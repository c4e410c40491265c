import { instantOfSeconds } from '../../../../shared/domain/time.ts';
import { type CsvValue, rowFile, type SampleFile } from './csv.ts';
import { recovering, troubleOf } from './hidden-process.ts';
import type { Life } from './lives.ts';
import type { SampleSettings } from './options.ts';
import { contactsOf } from './people.ts';
import { createRandom } from './random.ts';
import { surveyComment } from './texts.ts';
import type { Ticket } from './tickets.ts';

interface Response {
  account: string;
  email: string;
  survey: 'NPS' | 'CSAT';
  score: number;
  comment: string;
  day: number;
  second: number;
}

const moodOfStage = [
  [-0.5, -1.5, -2.8, -3.6],
  [-1.2, -2.8, -4.4, -5.2],
  [-0.4, -1.1, -1.9, -2.5],
];

function npsResponses(life: Life, settings: SampleSettings): Response[] {
  const { account, path } = life;
  const random = createRandom(settings.seed, `surveys ${account.id}`);
  if (!random.chance(0.55)) return [];
  const contacts = contactsOf(life, settings);
  const responses: Response[] = [];
  const phase = random.whole(0, 90);
  for (let index = phase; index < path.endIndex; index += 91) {
    if (index < path.firstIndex + 40) continue;
    const state = path.states[index]!;
    const current = troubleOf(state);
    const shift =
      current === null ? (state === recovering ? -0.4 : 0) : moodOfStage[current.trouble]![current.stage - 1]!;
    for (let person = 0; person < Math.min(contacts.length, 1 + account.segment); person++) {
      // People in trouble answer less, and those who do are not the calmest.
      if (!random.chance(current === null ? 0.62 : 0.5)) continue;
      const score = Math.min(
        10,
        Math.max(0, Math.round(8.1 + 0.9 * account.mood + 0.35 * account.fit + shift + 1.3 * random.normal())),
      );
      const level = score <= 6 ? 'low' : score <= 8 ? 'middle' : 'high';
      responses.push({
        account: account.id,
        email: contacts[person]!.email,
        survey: 'NPS',
        score,
        comment: random.chance(0.55) ? surveyComment(level, account.language, random) : '',
        day: settings.firstDay + index,
        second: random.whole(7, 18) * 3600 + random.whole(0, 3599),
      });
    }
  }
  return responses;
}

/** A longer form than the help desk's stars, sent to some people after their ticket was solved. */
function csatResponses(tickets: readonly Ticket[], settings: SampleSettings): Response[] {
  const random = createRandom(settings.seed, 'csat');
  const responses: Response[] = [];
  for (const ticket of tickets) {
    const { life } = ticket;
    if (ticket.satisfaction === null || ticket.solvedAfter === null || !random.chance(0.3)) continue;
    const day = ticket.day + Math.ceil((ticket.second + ticket.solvedAfter) / 86_400);
    if (day > settings.lastDay || day >= settings.firstDay + life.path.endIndex) continue;
    const score = Math.min(
      5,
      Math.max(1, ticket.satisfaction + (random.chance(0.2) ? (random.chance(0.5) ? 1 : -1) : 0)),
    );
    const level = score <= 2 ? 'low' : score <= 3 ? 'middle' : 'high';
    responses.push({
      account: life.account.id,
      email: random.pick(contactsOf(life, settings)).email,
      survey: 'CSAT',
      score,
      comment: random.chance(0.4) ? surveyComment(level, life.account.language, random) : '',
      day,
      second: random.whole(7, 18) * 3600 + random.whole(0, 3599),
    });
  }
  return responses;
}

export function surveysFile(
  lives: readonly Life[],
  tickets: () => readonly Ticket[],
  settings: SampleSettings,
): SampleFile {
  const header = ['response_id', 'account_id', 'contact_email', 'survey', 'score', 'comment', 'submitted_at'];
  const rows = (): CsvValue[][] =>
    [...lives.flatMap((life) => npsResponses(life, settings)), ...csatResponses(tickets(), settings)]
      .sort((a, b) => a.day - b.day || a.second - b.second)
      .map((response, index) => [
        `R${20_001 + index}`,
        response.account,
        response.email,
        response.survey,
        response.score,
        response.comment,
        instantOfSeconds(response.day * 86_400 + response.second),
      ]);
  return rowFile('surveys.csv', 'surveys', header, rows);
}
