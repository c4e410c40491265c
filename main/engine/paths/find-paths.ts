import type { PathQuestion } from '../../../shared/contract/index.ts';
import type { EventBits, EventColumns, StopCheck } from '../events/index.ts';
import { bitsAt, stopWhenAsked } from '../events/index.ts';

/** Everything that a pass needs, looked up once. */
export interface PathPlan {
  readonly columns: EventColumns;
  /** Bit 0: the anchor. Bit 1: an event that paths tell of. */
  readonly bits: EventBits;
  readonly rule: Pick<PathQuestion, 'direction' | 'steps' | 'windowSeconds' | 'collapse' | 'occurrence' | 'unit'>;
  /** The anchor lies in [from, to), epoch seconds. */
  readonly from: number;
  readonly to: number;
  /** Later events are not read. */
  readonly asOf: number;
  readonly accountFilter: Uint8Array | null;
  readonly shouldStop?: StopCheck;
}

/** One path a unit, in the order of accounts. */
export interface Paths {
  readonly size: number;
  /** Position in columns.accounts. */
  readonly account: readonly number[];
  /** codes[unit * steps + k]: name code of the event in step k + 1, -1 where the path had ended. */
  readonly codes: readonly number[];
}

const anchorBit = 1;
const toldBit = 2;

/**
 * For each unit with an anchor in range, the events that follow (or precede) its first or last one, nearest first. Events
 * of one second keep the order in which they were imported.
 */
export function findPaths(plan: PathPlan): Paths {
  const { columns, rule } = plan;
  const account: number[] = [];
  const codes: number[] = [];
  const visit = (place: number, rows: ArrayLike<number>, count: number): void => {
    const anchor = findAnchor(plan, rows, count);
    if (anchor < 0) return;
    account.push(place);
    walk(plan, rows, count, anchor, codes);
  };
  const contacts = rule.unit === 'contact' ? columns.properties.find(({ key }) => key === 'contact_id') : undefined;
  let own = new Int32Array(1024);
  for (let place = 0; place + 1 < columns.offsets.length; place++) {
    stopWhenAsked(place, plan.shouldStop, 'The paths');
    if (plan.accountFilter !== null && plan.accountFilter[place] !== 1) continue;
    const first = columns.offsets[place]!;
    const count = columns.offsets[place + 1]! - first;
    if (rule.unit === 'contact') {
      if (contacts === undefined) continue;
      for (const rows of byContact(contacts.codes, first, count).values()) visit(place, rows, rows.length);
      continue;
    }
    if (own.length < count) own = new Int32Array(count * 2);
    for (let index = 0; index < count; index++) own[index] = first + index;
    visit(place, own, count);
  }
  return { size: account.length, account, codes };
}

/** Rows of an account by contact, contacts by their first event; events without a contact belong to none. */
function byContact(codes: ArrayLike<number>, first: number, count: number): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (let row = first; row < first + count; row++) {
    const code = codes[row]!;
    if (code === 0) continue;
    const rows = found.get(code);
    if (rows === undefined) found.set(code, [row]);
    else rows.push(row);
  }
  return found;
}

/** Place in `rows` of the anchor that speaks for the unit; -1 without one. */
function findAnchor(plan: PathPlan, rows: ArrayLike<number>, count: number): number {
  const { columns, bits, from, to, asOf, rule } = plan;
  const { seconds, name } = columns;
  const isAnchor = (index: number): boolean => {
    const row = rows[index]!;
    const second = seconds[row]!;
    return second >= from && second < to && second <= asOf && (bitsAt(bits, name, row) & anchorBit) !== 0;
  };
  if (rule.occurrence === 'first') {
    for (let index = 0; index < count; index++) if (isAnchor(index)) return index;
  } else {
    for (let index = count - 1; index >= 0; index--) if (isAnchor(index)) return index;
  }
  return -1;
}

function walk(plan: PathPlan, rows: ArrayLike<number>, count: number, anchor: number, codes: number[]): void {
  const { columns, bits, asOf, rule } = plan;
  const { seconds, name } = columns;
  const direction = rule.direction === 'after' ? 1 : -1;
  const start = seconds[rows[anchor]!]!;
  let last = name[rows[anchor]!]!;
  let found = 0;
  for (let index = anchor + direction; index >= 0 && index < count && found < rule.steps; index += direction) {
    const row = rows[index]!;
    const second = seconds[row]!;
    if (second > asOf || Math.abs(second - start) > rule.windowSeconds) break;
    if ((bitsAt(bits, name, row) & toldBit) === 0) continue;
    const code = name[row]!;
    if (rule.collapse && code === last) continue;
    codes.push(code);
    last = code;
    found += 1;
  }
  for (; found < rule.steps; found++) codes.push(-1);
}
