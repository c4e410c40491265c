import type { RunPlan } from './foreign-part.ts';
import { refused } from './refusal.ts';
import { probabilitiesOf } from './runner.ts';
import type { Runner } from './runner.ts';
import { reasons } from './texts.ts';

/** Beyond this two answers to the same question differ by more than rounding. */
const sameAnswer = 1e-5;
const slack = 1e-4;

/**
 * Asks a file about some accounts, and again in another order and other company.
 * @returns probabilities
 * @throws model_mismatch where the answers are no probabilities, missing, by chance, or depend on the other rows
 */
export async function tryOut(runner: Runner, values: Float32Array, rows: number): Promise<Float64Array> {
  const { plan } = runner;
  const first = await runner.raw(values, rows);
  refuseMissing(first, values, plan);
  if (plan.output.reading === 'probability') {
    const low = first.reduce((a, b) => Math.min(a, b), Infinity);
    const high = first.reduce((a, b) => Math.max(a, b), -Infinity);
    if (low < -slack || high > 1 + slack)
      throw refused('model_mismatch', reasons.notProbability(plan.output.name, low, high));
  }
  const again = await runner.raw(values, rows);
  const byChance = furthest(first, again);
  if (byChance > sameAnswer) throw refused('model_mismatch', reasons.notDeterministic(byChance));
  const order = Int32Array.from({ length: rows }, (_, row) => rows - 1 - row).filter((row) => row % 3 !== 1);
  const turned = await runner.raw(take(values, order, plan.features.length), order.length);
  const byCompany = furthest(
    Float64Array.from(order, (row) => first[row]!),
    turned,
  );
  if (byCompany > sameAnswer * 10) throw refused('model_mismatch', reasons.dependsOnOthers(byCompany));
  return probabilitiesOf(first, plan);
}

function refuseMissing(answers: Float64Array, values: Float32Array, plan: RunPlan): void {
  const wrong = Int32Array.from(answers.keys()).filter((row) => !Number.isFinite(answers[row]!));
  if (wrong.length === 0) return;
  const width = plan.features.length;
  const columns = plan.inputs
    .flatMap((input) => input.columns)
    .filter(({ feature, missing }) => {
      const place = plan.features.indexOf(feature ?? '');
      return missing === null && place >= 0 && wrong.some((row) => Number.isNaN(values[row * width + place]!));
    });
  throw refused(
    'model_mismatch',
    reasons.notANumber(
      wrong.length,
      columns.map((column) => column.name),
    ),
  );
}

function furthest(one: Float64Array, other: Float64Array): number {
  return one.reduce((most, value, row) => Math.max(most, Math.abs(value - other[row]!)), 0);
}

function take(values: Float32Array, rows: Int32Array, width: number): Float32Array {
  const taken = new Float32Array(rows.length * width);
  rows.forEach((row, place) => taken.set(values.subarray(row * width, (row + 1) * width), place * width));
  return taken;
}
