import { dayOfNumber } from '../../../../shared/domain/time.ts';
import { onboardingSteps, personId } from './accounts.ts';
import { type DayParts, dayParts, type HolidayHabit, seasonFactor } from './calendar.ts';
import { csvLine, type SampleChunk, type SampleFile } from './csv.ts';
import { troubleOf } from './hidden-process.ts';
import type { Life } from './lives.ts';
import type { SampleSettings } from './options.ts';
import { createRandom, type Random } from './random.ts';

const header = ['account_id', 'user_id', 'event', 'timestamp', 'quantity', 'platform'] as const;

const eventNames = [
  ...onboardingSteps,
  'login',
  'report_viewed',
  'comment_added',
  'file_uploaded',
  'data_exported',
  'alert_configured',
  'integration_connected',
  'api_call',
] as const;

/** The first names in the list are the onboarding steps; these are the places of the others that need one. */
const login = 4;
const fileUploaded = 7;
const dataExported = 8;
const apiCall = 11;
/** How often an event follows the login in an ordinary session, in the order of `eventNames`. */
const ordinaryWeights = [1.2, 0.9, 7, 3.5, 0, 42, 16, 9, 5, 1.6, 0.35, 0];

/** Cumulative chances over 1,024 slots, so that choosing an event is one lookup. */
function slotsOf(weights: readonly number[]): Uint8Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const slots = new Uint8Array(1024);
  let reached = 0;
  let event = 0;
  for (let slot = 0; slot < slots.length; slot++) {
    while (event < weights.length - 1 && (reached + weights[event]!) / total <= slot / slots.length)
      reached += weights[event++]!;
    slots[slot] = event;
  }
  return slots;
}

const ordinarySlots = slotsOf(ordinaryWeights);
// Before they go, people take their data with them and stop building.
const leavingSlots = slotsOf(
  ordinaryWeights.map((weight, event) => {
    if (event === dataExported) return 3.2 * weight;
    return event < onboardingSteps.length ? 0.4 * weight : weight;
  }),
);

const hourMinuteTexts = Array.from(
  { length: 1440 },
  (_, minute) => `T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:`,
);
const secondTexts = Array.from({ length: 60 }, (_, second) => `${String(second).padStart(2, '0')}Z,`);
const platformTexts = [',web\n', ',mobile\n', ',api\n'];
const web = 0;
const mobile = 1;
const api = 2;

/** Local working hours: two humps around lunch. */
const hourWeights = [1, 1, 1, 1, 1, 2, 8, 30, 80, 110, 118, 105, 70, 75, 105, 108, 100, 70, 38, 22, 16, 12, 7, 3];
const hourSlots = slotsOf(hourWeights);

/** More than the events of any day; with 86,400 seconds in front the keys stay whole numbers. */
const placesInADay = 2 ** 32;

/** The events of one day, kept in reused arrays and put in order by the second on which they happened. */
class DayOfEvents {
  private readonly keys: number[] = [];
  private readonly lines: string[] = [];

  add(second: number, line: string): void {
    // The running number after the second keeps ties in the order of arrival.
    this.keys.push(second * placesInADay + this.lines.length);
    this.lines.push(line);
  }

  get size(): number {
    return this.lines.length;
  }

  /** Gives the text of the day with the date put in, and empties the day. */
  flush(dayText: string): string {
    const order = Float64Array.from(this.keys).sort();
    let text = '';
    for (const key of order) {
      const second = Math.floor(key / placesInADay);
      const line = this.lines[key % placesInADay]!;
      const gap = line.indexOf('|');
      text +=
        line.slice(0, gap) +
        dayText +
        hourMinuteTexts[(second / 60) | 0]! +
        secondTexts[second % 60]! +
        line.slice(gap + 1);
    }
    this.keys.length = 0;
    this.lines.length = 0;
    return text;
  }
}

interface Tenant {
  life: Life;
  /** The beginning of each person's lines: account and person. */
  people: string[];
}

function onboardingEvents(life: Life, day: number, random: Random, into: DayOfEvents): void {
  const { account } = life;
  let second = random.whole(8, 11) * 3600 - account.country.hoursAhead * 3600;
  for (const [step, after] of account.onboarding.entries()) {
    second += random.whole(300, 5000);
    if (account.startDay + after !== day) continue;
    const at = Math.min(86_399, ((second % 86_400) + 86_400) % 86_400);
    into.add(at, `${account.id},${personId(account, 0)},${eventNames[step]!},|1${platformTexts[web]!}`);
  }
}

function session(tenant: Tenant, index: number, day: number, people: number, random: Random, into: DayOfEvents): void {
  const { life } = tenant;
  const { account } = life;
  let person = Math.floor(people * random.next() ** 2.2);
  if (person === 0 && life.championLeaves !== null && day >= life.championLeaves) {
    if (people === 1) person = 1;
    else person = 1 + Math.floor((people - 1) * random.next());
  }
  const prefix = tenant.people[person]!;
  const hour = (hourSlots[(random.next() * 1024) | 0]! - account.country.hoursAhead + 24) % 24;
  let second = hour * 3600 + ((random.next() * 3600) | 0);
  if (account.usesApi && random.chance(0.22)) {
    const calls = random.whole(1, 3);
    for (let call = 0; call < calls && second < 86_400; call++) {
      into.add(second, `${prefix}api_call,|${random.whole(5, 400)}${platformTexts[api]!}`);
      second += random.whole(60, 900);
    }
    return;
  }
  const platform = random.next() < 0.82 ? web : mobile;
  const tail = platformTexts[platform]!;
  into.add(second, `${prefix}login,|1${tail}`);
  const slots = (troubleOf(life.path.states[index]!)?.stage ?? 0) >= 3 ? leavingSlots : ordinarySlots;
  const sinceStart = day - account.startDay;
  do {
    second += 15 + ((random.next() * 420) | 0);
    if (second >= 86_400) return;
    const event = slots[(random.next() * 1024) | 0]!;
    if (event === login || event === apiCall) continue;
    // A part of the product that was never set up is never used.
    if (event < onboardingSteps.length && !(sinceStart > account.onboarding[event]!)) continue;
    const quantity = event === fileUploaded || event === dataExported ? 1 + ((random.next() * 12) | 0) : 1;
    into.add(second, `${prefix}${eventNames[event]!},|${quantity}${tail}`);
  } while (random.next() < 0.62);
}

function* eventChunks(lives: readonly Life[], settings: SampleSettings): IterableIterator<SampleChunk> {
  const random = createRandom(settings.seed, 'events');
  const tenants = lives.map((life): Tenant => {
    const most = life.contracts.reduce((seats, contract) => Math.max(seats, contract.seats), 1);
    const people = Array.from(
      { length: most + 1 },
      (_, person) => `${life.account.id},${personId(life.account, person)},`,
    );
    return { life, people };
  });
  const contractIndex = new Int32Array(lives.length);
  const today = new DayOfEvents();
  let text = csvLine(header);
  let rows = 0;
  const habits: readonly HolidayHabit[] = ['long-august', 'short-august', 'january'];
  for (let index = 0; index < settings.days; index++) {
    const day = settings.firstDay + index;
    const parts: DayParts = dayParts(day);
    const season = new Map(habits.map((habit) => [habit, seasonFactor(parts, habit)]));
    for (let position = 0; position < tenants.length; position++) {
      const tenant = tenants[position]!;
      const { life } = tenant;
      const { account, path } = life;
      if (index < path.firstIndex || index >= path.endIndex) continue;
      if (day - account.startDay < 120) onboardingEvents(life, day, random, today);
      const level = life.usage[index]! * season.get(account.country.holidays)!;
      const sessions = random.poisson(account.sessions * settings.eventsScale * level);
      if (sessions === 0) continue;
      const { contracts } = life;
      while (contractIndex[position]! + 1 < contracts.length && contracts[contractIndex[position]! + 1]!.day <= day) {
        contractIndex[position]!++;
      }
      const seats = contracts[contractIndex[position]!]!.seats;
      const people = Math.max(
        1,
        Math.min(seats, Math.round(seats * account.seatUse * Math.min(1.1, life.usage[index]! ** 0.6))),
      );
      for (let count = 0; count < sessions; count++) session(tenant, index, day, people, random, today);
    }
    rows += today.size;
    text += today.flush(dayOfNumber(day));
    if (text.length > 262_144) {
      yield { text, rows };
      text = '';
      rows = 0;
    }
  }
  if (text !== '') yield { text, rows };
}

/** Usage events in order of time, made day by day over all accounts so that no sorting of the whole is needed. */
export function eventsFile(lives: readonly Life[], settings: SampleSettings): SampleFile {
  return { name: 'product-events.csv', table: 'events', header, chunks: () => eventChunks(lives, settings) };
}
