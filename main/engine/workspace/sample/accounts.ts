import { addMonths, type DayNumber, dayParts, type HolidayHabit } from './calendar.ts';
import { createCompanyNamer, industries, type Language, owners, slugOf } from './names.ts';
import type { SampleSettings } from './options.ts';
import { createRandom, type Random } from './random.ts';

export const segments = ['SMB', 'Mid-Market', 'Enterprise'] as const;
export const plans = ['Starter', 'Team', 'Business', 'Enterprise'] as const;

/** Minor currency units a seat and month, by plan. */
export const seatPrices = [1900, 3500, 5500, 8000];

interface Country {
  code: string;
  weight: number;
  language: Language;
  /** Hours that the local clock is ahead of UTC; summer time is left out. */
  hoursAhead: number;
  holidays: HolidayHabit;
  legalForm: string;
}

const countries: readonly Country[] = [
  { code: 'ES', weight: 20, language: 'es', hoursAhead: 1, holidays: 'long-august', legalForm: 'S.L.' },
  { code: 'MX', weight: 9, language: 'es', hoursAhead: -6, holidays: 'short-august', legalForm: 'S.A. de C.V.' },
  { code: 'US', weight: 26, language: 'en', hoursAhead: -5, holidays: 'short-august', legalForm: 'Inc.' },
  { code: 'GB', weight: 12, language: 'en', hoursAhead: 0, holidays: 'short-august', legalForm: 'Ltd' },
  { code: 'DE', weight: 9, language: 'en', hoursAhead: 1, holidays: 'short-august', legalForm: 'GmbH' },
  { code: 'FR', weight: 7, language: 'en', hoursAhead: 1, holidays: 'long-august', legalForm: 'SAS' },
  { code: 'CO', weight: 5, language: 'es', hoursAhead: -5, holidays: 'short-august', legalForm: 'S.A.S.' },
  { code: 'AR', weight: 5, language: 'es', hoursAhead: -3, holidays: 'january', legalForm: 'S.R.L.' },
  { code: 'CL', weight: 3, language: 'es', hoursAhead: -4, holidays: 'january', legalForm: 'SpA' },
  { code: 'NL', weight: 4, language: 'en', hoursAhead: 1, holidays: 'short-august', legalForm: 'B.V.' },
];

/** Steps of getting started, in the order in which the product suggests them. */
export const onboardingSteps = ['project_created', 'user_invited', 'report_created', 'dashboard_shared'] as const;

/** What is fixed about an account when it signs. `fit`, `visibility` and `mood` are hidden: no file holds them. */
export interface SampleAccount {
  index: number;
  id: string;
  number: number;
  name: string;
  slug: string;
  owner: string;
  segment: number;
  industry: string;
  country: Country;
  language: Language;
  parent: SampleAccount | null;
  employees: number;
  /** First day of the first subscription. */
  startDay: DayNumber;
  /** Day on which the CRM record was made: some days before the first subscription. */
  createdDay: DayNumber;
  termMonths: 1 | 12;
  plan: number;
  /** Seats at the first day inside the history (or at signing, when later). */
  seats: number;
  /** Share of the list price that is paid. */
  priceFactor: number;
  autoRenew: boolean;
  /** How well the product suits this customer, standard normal. */
  fit: number;
  /** How much of a hidden decline shows in usage: 0 none, 1 all. */
  visibility: number;
  /** How kindly its people answer surveys, standard normal. */
  mood: number;
  /** Sessions on an ordinary Monday. */
  sessions: number;
  /** Share of the seats that are used. */
  seatUse: number;
  /** Growth of usage a day, as a logarithm. */
  drift: number;
  usesApi: boolean;
  /** Days from the start to each onboarding step; Infinity when the step is never taken. */
  onboarding: readonly number[];
}

function startDayOf(index: number, existing: number, settings: SampleSettings, random: Random): DayNumber {
  const { firstDay, days, accounts } = settings;
  if (index < existing) {
    // Older customers are fewer: the square pulls most starts towards the beginning of the history.
    return firstDay - 1 - Math.floor(1250 * random.next() ** 1.8);
  }
  // Sales grow: later days are likelier. The stratum keeps the growth smooth from seed to seed.
  const share = (index - existing + random.next()) / (accounts - existing);
  const position = (Math.sqrt(1 + 1.25 * share) - 1) / (Math.sqrt(2.25) - 1);
  let day = firstDay + Math.min(days - 1, Math.floor(position * days));
  if (dayParts(day).weekday >= 5 && random.chance(0.9) && day + 2 < firstDay + days) day += 2;
  return day;
}

function onboardingOf(fit: number, random: Random): number[] {
  let day = 0;
  let reached = true;
  return [1.6, 0.75, 0.35, -0.15].map((ease, step) => {
    reached = reached && random.chance(1 / (1 + Math.exp(-(ease + 0.55 * fit + 0.9))));
    if (!reached) return Infinity;
    day += step === 0 ? random.next() ** 2 * 6 : -Math.log(1 - random.next()) * (3.5 + step);
    return Math.floor(day);
  });
}

/** The customers of the book, in the order in which they signed. */
export function createAccounts(settings: SampleSettings): SampleAccount[] {
  const random = createRandom(settings.seed, 'accounts');
  const nameCompany = createCompanyNamer(random);
  const existing = Math.round(settings.accounts * 0.47);
  const starts = Array.from({ length: settings.accounts }, (_, index) => startDayOf(index, existing, settings, random));
  starts.sort((a, b) => a - b);
  const accounts: SampleAccount[] = [];
  for (const [index, startDay] of starts.entries()) {
    const segment = random.weighted([0.58, 0.3, 0.12]);
    const country = countries[random.weighted(countries.map(({ weight }) => weight))]!;
    const industry = random.pick(industries);
    const name = nameCompany(industry, country.language, country.legalForm);
    const fit = random.normal();
    const termMonths = random.chance([0.38, 0.72, 0.95][segment]!) ? 12 : 1;
    const plan = random.weighted(
      [
        [0.5, 0.4, 0.1, 0],
        [0.05, 0.4, 0.5, 0.05],
        [0, 0.05, 0.4, 0.55],
      ][segment]!,
    );
    const seats = Math.max(2, Math.round([7, 26, 95][segment]! * Math.exp(0.55 * random.normal())));
    const seatUse = Math.min(0.95, Math.max(0.2, 0.6 + 0.1 * fit + 0.08 * random.normal()));
    const parent = index > 20 && random.chance(0.032) ? random.pick(accounts.slice(0, index)) : null;
    accounts.push({
      index,
      id: `A${10_001 + index}`,
      number: 10_001 + index,
      name,
      slug: slugOf(name),
      owner: random.pick(owners),
      segment,
      industry,
      country,
      language: country.language,
      parent,
      employees: Math.max(seats, Math.round(seats * Math.exp(1.3 + 0.6 * random.normal()))),
      startDay,
      createdDay: startDay - random.whole(0, 45),
      termMonths,
      plan,
      seats,
      priceFactor: random.chance(0.3) ? 1 - random.whole(1, 4) * 0.05 : 1,
      autoRenew: random.chance(termMonths === 1 ? 0.97 : 0.7),
      fit,
      visibility: random.between(0.7, 1.25),
      mood: random.normal(),
      sessions: [0.7, 1.05, 1.6][segment]! * Math.exp(0.45 * random.normal() + 0.12 * fit),
      seatUse,
      drift: 0.0003 * random.normal() + 0.0001 * fit,
      usesApi: random.chance([0.15, 0.35, 0.6][segment]!),
      onboarding: onboardingOf(fit, random),
    });
  }
  return accounts;
}

/** People are numbered within their account; the first is the champion. The CRM and the product share these ids. */
export function personId(account: SampleAccount, person: number): string {
  return `P${account.number}-${String(person + 1).padStart(2, '0')}`;
}

/** The day on which the running term of `account` ends, or would have ended: the first renewal after `day`. */
export function nextRenewal(account: SampleAccount, day: DayNumber): DayNumber {
  let renewal = account.startDay;
  for (let months = account.termMonths; renewal <= day; months += account.termMonths) {
    renewal = addMonths(account.startDay, months);
  }
  return renewal;
}
