import { dayOfNumber } from '../../../../shared/domain/time.ts';
import { plans, type SampleAccount, seatPrices } from './accounts.ts';
import { addMonths, type DayNumber } from './calendar.ts';
import { rowFile, type CsvValue, type SampleFile } from './csv.ts';
import { troubleOf } from './hidden-process.ts';
import { contractOn, type Contract, type Life } from './lives.ts';
import type { SampleSettings } from './options.ts';
import { createRandom } from './random.ts';

const currency = 'USD';

/** Recurring revenue a month in minor units. */
export function monthlyRevenue(contract: Contract): number {
  return Math.round(contract.seats * seatPrices[contract.plan]! * contract.priceFactor);
}

function decimal(minorUnits: number): string {
  return (minorUnits / 100).toFixed(2);
}

/** Terms that were over before the history began: smaller the older they are. */
function earlierContracts(account: SampleAccount, first: Contract): Contract[] {
  if (account.startDay >= first.day) return [];
  const earlier: Contract[] = [];
  let seats = first.seats;
  let priceFactor = first.priceFactor;
  const starts: DayNumber[] = [];
  if (account.termMonths === 1) starts.push(account.startDay);
  else
    for (let months = 0; addMonths(account.startDay, months) < first.day; months += 12)
      starts.push(addMonths(account.startDay, months));
  for (const [position, day] of starts.toReversed().entries()) {
    // The row in force when the history begins carries on unchanged, so it is the first contract itself, dated back.
    if (position > 0) {
      seats = Math.max(1, Math.round(seats * 0.88));
      priceFactor *= 0.97;
    }
    earlier.unshift({ day, seats, plan: first.plan, priceFactor });
  }
  return earlier;
}

/** Every contract row of an account, from its first day on. */
export function allContracts(life: Life): Contract[] {
  const earlier = earlierContracts(life.account, life.contracts[0]!);
  return earlier.length === 0 ? life.contracts : [...earlier, ...life.contracts.slice(1)];
}

/**
 * One row a contract. A change inside an annual term starts a new row but not a new term: renewals stay on the anniversaries
 * of the account's first row.
 */
export function subscriptionsFile(lives: readonly Life[], settings: SampleSettings): SampleFile {
  const header = [
    'id',
    'customer_id',
    'plan',
    'status',
    'start_date',
    'end_date',
    'mrr',
    'currency',
    'seats',
    'term_months',
    'auto_renew',
  ];
  const rows = (): CsvValue[][] =>
    lives.flatMap(({ account, path }, position) => {
      const contracts = allContracts(lives[position]!);
      return contracts.map((contract, index) => {
        const next = contracts[index + 1];
        const end = next?.day ?? (path.churned ? settings.firstDay + path.endIndex : null);
        return [
          `sub_${account.number}_${String(index + 1).padStart(2, '0')}`,
          account.id,
          plans[contract.plan]!,
          next !== undefined ? 'ended' : end === null ? 'active' : 'canceled',
          dayOfNumber(contract.day),
          end === null ? null : dayOfNumber(end),
          decimal(monthlyRevenue(contract)),
          currency,
          contract.seats,
          account.termMonths,
          String(account.autoRenew),
        ];
      });
    });
  return rowFile('billing-subscriptions.csv', 'subscriptions', header, rows);
}

interface Invoice {
  account: string;
  issued: DayNumber;
  due: DayNumber;
  paid: DayNumber | null;
  amount: number;
  status: 'paid' | 'open' | 'overdue' | 'failed';
}

/** Monthly or once a year, for the contract in force on the day of issue; changes inside a term are not settled. */
function invoicesOf(life: Life, settings: SampleSettings): Invoice[] {
  const { account, path } = life;
  const { firstDay, lastDay } = settings;
  const random = createRandom(settings.seed, `invoices ${account.id}`);
  const habit = account.termMonths === 12 ? random.between(-8, 8) : random.between(-13, -6);
  const invoices: Invoice[] = [];
  for (let months = 0; ; months += account.termMonths) {
    const issued = addMonths(account.startDay, months);
    const index = issued - firstDay;
    if (index >= path.endIndex) return invoices;
    if (index < 0) continue;
    const stage = troubleOf(path.states[index]!)?.stage ?? 0;
    const due = issued + (account.termMonths === 12 ? 30 : 14);
    const late = random.chance([0.04, 0.08, 0.3, 0.45, 0.5][stage]!) ? random.whole(6, 50) : 0;
    const paid = Math.max(issued, Math.round(due + habit + 3 * random.normal() + late));
    const failed = random.chance([0.008, 0.012, 0.03, 0.06, 0.08][stage]!);
    const settled = !failed && paid <= lastDay;
    invoices.push({
      account: account.id,
      issued,
      due,
      paid: settled ? paid : null,
      amount: monthlyRevenue(contractOn(life, issued)) * account.termMonths,
      status: failed ? 'failed' : settled ? 'paid' : due < lastDay ? 'overdue' : 'open',
    });
  }
}

export function invoicesFile(lives: readonly Life[], settings: SampleSettings): SampleFile {
  const header = ['invoice_id', 'customer_id', 'issued_at', 'due_at', 'paid_at', 'amount', 'currency', 'status'];
  const rows = (): CsvValue[][] =>
    lives
      .flatMap((life) => invoicesOf(life, settings))
      .sort((a, b) => a.issued - b.issued)
      .map(({ account, issued, due, paid, amount, status }, index) => [
        `INV-${100_001 + index}`,
        account,
        dayOfNumber(issued),
        dayOfNumber(due),
        paid === null ? null : dayOfNumber(paid),
        decimal(amount),
        currency,
        status,
      ]);
  return rowFile('billing-invoices.csv', 'invoices', header, rows);
}
