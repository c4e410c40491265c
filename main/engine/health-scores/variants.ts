import type { HealthDefinition, HealthRules } from '../../../shared/contract/index.ts';
import { compileRules } from './score.ts';
import type { CompiledRules } from './score.ts';

/** Account → its value of an attribute, for every attribute that variants ask for. */
export type AttributeValues = Readonly<Record<string, ReadonlyMap<string, string>>>;

export type CompiledDefinition = {
  /** Every measure that any of the rules reads. */
  readonly reads: readonly string[];
  /** The variants in their order, then the main rules. */
  readonly sets: readonly { readonly name: string | null; readonly rules: CompiledRules; readonly at: Int32Array }[];
  /** Which of the sets an account goes by: the first that fits. */
  setOf(account: string): number;
};

export const attributeKeys = ({ variants }: Pick<HealthDefinition, 'variants'>): string[] => [
  ...new Set(variants.map(({ when }) => when.key)),
];

/** @param definition without problems */
export function compileDefinition(definition: HealthDefinition, attributes: AttributeValues): CompiledDefinition {
  const named: { name: string | null; rules: HealthRules }[] = [
    ...definition.variants.map(({ name, pillars, exceptions }) => ({ name, rules: { pillars, exceptions } })),
    { name: null, rules: { pillars: definition.pillars, exceptions: definition.exceptions } },
  ];
  const compiled = named.map(({ name, rules }) => ({ name, rules: compileRules(rules) }));
  const reads = [...new Set(compiled.flatMap(({ rules }) => rules.reads))];
  const places = new Map(reads.map((measure, at) => [measure, at]));
  const tests = definition.variants.map(({ when }) => ({
    of: attributes[when.key] ?? new Map<string, string>(),
    values: new Set(when.values),
  }));
  return {
    reads,
    sets: compiled.map((set) => ({
      ...set,
      at: Int32Array.from(set.rules.reads, (measure) => places.get(measure)!),
    })),
    setOf(account) {
      const fits = tests.findIndex(({ of, values }) => {
        const value = of.get(account);
        return value !== undefined && values.has(value);
      });
      return fits < 0 ? compiled.length - 1 : fits;
    },
  };
}
