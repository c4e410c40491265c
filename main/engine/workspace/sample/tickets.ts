import { instantOfSeconds } from '../../../../shared/domain/time.ts';
import { type CsvValue, rowFile, type SampleFile } from './csv.ts';
import { recovering, troubleOf, troubles } from './hidden-process.ts';
import type { Life } from './lives.ts';
import type { SampleSettings } from './options.ts';
import { createRandom, type Random } from './random.ts';
import { type Tone, tones } from './text-bank.ts';
import { ticketText } from './texts.ts';

export interface Ticket {
  life: Life;
  day: number;
  second: number;
  tone: Tone;
  /** 1 to 5, or null when nobody answered. */
  satisfaction: number | null;
  firstReplyMinutes: number;
  /** Seconds from opening to solving; null while open at the end of the history. */
  solvedAfter: number | null;
  escalated: boolean;
  priority: 'low' | 'normal' | 'high' | 'urgent';
  subject: string;
  description: string;
}

/** Tickets a day by segment, before temper, weekday and trouble. */
const ordinaryRate = [0.0074, 0.0137, 0.025];
/** How much trouble multiplies the rate, by stage. */
const sourRate = [2.4, 4, 5.5, 6];
const otherRate = [1.1, 1.1, 0.85, 0.65];

/** How likely each tone is, in the order of `tones`. */
const calmTones = [0.52, 0.33, 0.07, 0.008, 0.072];
const sourTones = [
  [0.35, 0.42, 0.19, 0.02, 0.02],
  [0.2, 0.4, 0.34, 0.05, 0.01],
  [0.1, 0.32, 0.42, 0.155, 0.005],
  [0.06, 0.22, 0.4, 0.32, 0],
];
const otherTones = [
  [0.48, 0.35, 0.1, 0.01, 0.06],
  [0.42, 0.36, 0.16, 0.03, 0.03],
  [0.34, 0.33, 0.22, 0.1, 0.01],
  [0.28, 0.28, 0.24, 0.19, 0.01],
];
const satisfactionMeans: Record<Tone, number> = { question: 4.3, bug: 3.7, complaint: 2.3, threat: 1.7, thanks: 4.9 };
const priorityWeights: Record<Tone, readonly number[]> = {
  question: [5, 4, 0.6, 0.1],
  bug: [1, 5, 3, 0.6],
  complaint: [0.3, 3, 4, 1.5],
  threat: [0.2, 2, 4, 2.5],
  thanks: [8, 2, 0, 0],
};
const priorities = ['low', 'normal', 'high', 'urgent'] as const;

function openTicket(life: Life, index: number, settings: SampleSettings, random: Random): Ticket {
  const { account, path } = life;
  const current = troubleOf(path.states[index]!);
  const sour = current !== null && troubles[current.trouble] === 'sour-support';
  const weights = current === null ? calmTones : (sour ? sourTones : otherTones)[current.stage - 1]!;
  const tone = tones[random.weighted(weights)]!;
  const priority = priorities[random.weighted(priorityWeights[tone])]!;
  const day = settings.firstDay + index;
  const hour = (((8 + Math.floor(10 * random.next()) - account.country.hoursAhead) % 24) + 24) % 24;
  const second = hour * 3600 + random.whole(0, 3599);
  const slow = sour ? 1 + 0.6 * current.stage : 1;
  const urgency = [1.4, 1, 0.6, 0.35][priorities.indexOf(priority)]!;
  const firstReplyMinutes = Math.max(2, Math.round(85 * urgency * slow * Math.exp(0.95 * random.normal())));
  const solvedAfter = firstReplyMinutes * 60 + Math.round(14 * 3600 * slow * urgency * Math.exp(1.1 * random.normal()));
  const solved = day * 86_400 + second + solvedAfter < (settings.lastDay + 1) * 86_400;
  const rating =
    satisfactionMeans[tone] + 0.15 * account.mood - 0.25 * Math.log(slow * urgency) + 0.8 * random.normal();
  const language = random.chance(0.96) ? account.language : 'en';
  return {
    life,
    day,
    second,
    tone,
    satisfaction: solved && random.chance(0.42) ? Math.min(5, Math.max(1, Math.round(rating))) : null,
    firstReplyMinutes,
    solvedAfter: solved ? solvedAfter : null,
    escalated: random.chance({ question: 0.01, bug: 0.06, complaint: 0.24, threat: 0.42, thanks: 0 }[tone]),
    priority,
    ...ticketText(tone, language, random),
  };
}

/** All tickets in order of time. */
export function createTickets(lives: readonly Life[], settings: SampleSettings): Ticket[] {
  const tickets: Ticket[] = [];
  for (const life of lives) {
    const { account, path } = life;
    const random = createRandom(settings.seed, `tickets ${account.id}`);
    const temper = Math.exp(0.5 * random.normal() - 0.12);
    for (let index = path.firstIndex; index < path.endIndex; index++) {
      const weekday = (settings.firstDay + index + 3) % 7;
      const current = troubleOf(path.states[index]!);
      let rate = ordinaryRate[account.segment]! * temper * (weekday >= 5 ? 0.2 : 1.3);
      if (current !== null)
        rate *= (troubles[current.trouble] === 'sour-support' ? sourRate : otherRate)[current.stage - 1]!;
      if (path.states[index] === recovering) rate *= 1.15;
      if (settings.firstDay + index - account.startDay < 45) rate *= 2;
      if (random.chance(rate)) tickets.push(openTicket(life, index, settings, random));
    }
  }
  return tickets.sort((a, b) => a.day - b.day || a.second - b.second);
}

export function ticketsFile(tickets: () => readonly Ticket[]): SampleFile {
  const header = [
    'Ticket ID',
    'Organization ID',
    'Created at',
    'Solved at',
    'Priority',
    'Subject',
    'Description',
    'First reply time in minutes',
    'Satisfaction rating',
    'Escalated',
  ];
  const rows = (): CsvValue[][] =>
    tickets().map((ticket, index) => [
      40_001 + index,
      ticket.life.account.id,
      instantOfSeconds(ticket.day * 86_400 + ticket.second),
      ticket.solvedAfter === null ? null : instantOfSeconds(ticket.day * 86_400 + ticket.second + ticket.solvedAfter),
      ticket.priority,
      ticket.subject,
      ticket.description,
      ticket.firstReplyMinutes,
      ticket.satisfaction,
      String(ticket.escalated),
    ]);
  return rowFile('helpdesk-tickets.csv', 'tickets', header, rows);
}
