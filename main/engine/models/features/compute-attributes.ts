import { placeOf } from './catalogue.ts';
import { knownRows } from './row-table.ts';
import type { AttributeName, FeatureSources } from './sources.ts';

const written: readonly (readonly [AttributeName, number])[] = [
  ['industry', placeOf('industry')],
  ['country', placeOf('country')],
  ['segment', placeOf('segment')],
  ['plan', placeOf('account_plan')],
  ['employees', placeOf('employees')],
];

/**
 * What the account's own row said as of an instant; before the first version that was known, what the first one says. Later
 * versions change neither, so that a snapshot stays what it was.
 */
export function attributeAsOf(
  { attributes, firstAttributes }: Pick<FeatureSources, 'attributes' | 'firstAttributes'>,
  name: AttributeName,
  account: number,
  instant: number,
): number {
  const [from, to] = knownRows(attributes, account, instant);
  return to > from ? attributes[name][to - 1]! : firstAttributes[name][account]!;
}

export function computeAttributes(sources: FeatureSources, account: number, instant: number, row: Float64Array): void {
  for (const [name, place] of written) row[place] = attributeAsOf(sources, name, account, instant);
}
