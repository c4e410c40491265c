import type { EventSelector, PropertyFilter } from '../../../shared/contract/index.ts';
import { UsageError } from './command.ts';
import type { Arguments } from './command.ts';

const operators = [
  ['!=', 'is-not'],
  ['>=', 'at-least'],
  ['<=', 'at-most'],
  ['~', 'contains'],
  ['=', 'is'],
] as const;

export const whereHelp =
  'conditions on its properties: platform=web|ios, seats>=5, plan!=free, note~urgent, plan=* (has a value)';

/** The options that name one event selector: `--start A,B --start-where platform=web`. Undefined where neither is given. */
export function readSelector(given: Arguments, option: string): EventSelector | undefined {
  const events = given.list(option);
  const where = given.list(`${option}-where`).map((text) => readFilter(text, `${option}-where`));
  return events.length === 0 && where.length === 0 ? undefined : { events, where };
}

/** @throws UsageError for what is no condition */
export function readFilter(text: string, option: string): PropertyFilter {
  const found = operators
    .map(([sign, operator]) => ({ sign, operator, at: text.indexOf(sign) }))
    .filter(({ at }) => at > 0)
    // `a!=b` also holds an equals sign, one place later.
    .sort((a, b) => a.at - b.at)[0];
  if (found === undefined) throw new UsageError(`--${option} takes ${whereHelp}, not "${text}".`);
  const property = text.slice(0, found.at).trim();
  const value = text.slice(found.at + found.sign.length).trim();
  if (value === '*' && found.operator === 'is') return { property, operator: 'is-set', values: [] };
  if (value === '*' && found.operator === 'is-not') return { property, operator: 'is-not-set', values: [] };
  return { property, operator: found.operator, values: value.split('|') };
}
