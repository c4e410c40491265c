import { createAccounts } from './accounts.ts';
import { invoicesFile, subscriptionsFile } from './billing.ts';
import { churnedCustomersFile } from './churned-customers.ts';
import type { SampleFile } from './csv.ts';
import { eventsFile } from './events.ts';
import { interactionsFile } from './interactions.ts';
import { createLives } from './lives.ts';
import { readOptions, type SampleBookOptions } from './options.ts';
import { accountsFile, contactsFile } from './people.ts';
import { signalsFile } from './signals.ts';
import { surveysFile } from './surveys.ts';
import { createTickets, type Ticket, ticketsFile } from './tickets.ts';
import { type SampleTruth, tellTruth } from './truth.ts';

export interface SampleBook {
  /** The exports, accounts first; each streams its text and can be streamed again. */
  files: readonly SampleFile[];
  /** What really happened and how likely it was. Never part of a file. */
  truth: SampleTruth;
}

/**
 * The sample book: a made-up company's customers, as the exports of its CRM, billing system, product and help desk.
 * The hidden lives are drawn at once (well under a second for the default size); file text is made only while it is read.
 *
 * @example
 * const book = generateSampleBook({ accounts: 50 });
 * for (const { text } of book.files[0]!.chunks()) process.stdout.write(text);
 */
export function generateSampleBook(options: SampleBookOptions = {}): SampleBook {
  const settings = readOptions(options);
  const lives = createLives(createAccounts(settings), settings);
  let made: readonly Ticket[] | null = null;
  const tickets = (): readonly Ticket[] => (made ??= createTickets(lives, settings));
  return {
    files: [
      accountsFile(lives, settings),
      contactsFile(lives, settings),
      subscriptionsFile(lives, settings),
      invoicesFile(lives, settings),
      eventsFile(lives, settings),
      ticketsFile(tickets),
      surveysFile(lives, tickets, settings),
      interactionsFile(lives, settings),
      churnedCustomersFile(lives, settings),
      signalsFile(lives, settings),
    ],
    truth: tellTruth(
      lives.map(({ account }) => account),
      lives.map(({ path }) => path),
      settings,
    ),
  };
}
