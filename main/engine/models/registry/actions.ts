import type { ModelTarget } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import type { WritableDatabase } from '../../db/index.ts';
import { cardOf, championOf, crown, modelInUse, setStatus } from '../queries.ts';
import { earlierChampions, writeHistory } from './history.ts';

/** What people do with models. Each runs inside a transaction and writes itself into the history. */

/** @throws conflict where the model is in use already, or ships with the program */
export function promote(database: WritableDatabase, id: string, reason: string): void {
  const { target, name, origin } = cardOf(database, id);
  if (championOf(database, target) === id)
    throw new HoldfastError('conflict', `“${name}” is the model in use already.`);
  if (origin === 'shipped')
    throw new HoldfastError(
      'conflict',
      `“${name}” ships with the program and answers where no model of your own is in use. Retire the model in use to come back to it.`,
    );
  crown(database, id, target);
  writeHistory(database, { modelId: id, what: 'promoted', reason });
}

/** Back to the champion before the present one; answers its id. @throws conflict where there was none */
export function rollBack(database: WritableDatabase, target: ModelTarget, reason: string): string {
  const [earlier] = earlierChampions(database, target);
  if (earlier === undefined)
    throw new HoldfastError(
      'conflict',
      'No other model has been in use before this one, so there is nothing to roll back to. Promote a challenger, or retire the model in use.',
    );
  crown(database, earlier, target);
  writeHistory(database, { modelId: earlier, what: 'rolled-back', reason });
  return earlier;
}

/** @throws conflict for the shipped baseline and for what is retired already */
export function retire(database: WritableDatabase, id: string, reason: string): void {
  const { name, status } = cardOf(database, id);
  if (status === 'baseline')
    throw new HoldfastError(
      'conflict',
      `“${name}” ships with the program and cannot be retired. Train a model instead.`,
    );
  if (status === 'retired') throw new HoldfastError('conflict', `“${name}” is retired already.`);
  setStatus(database, id, 'retired');
  writeHistory(database, { modelId: id, what: 'retired', reason });
}

/** @throws conflict where another model has that name, or it is the shipped one */
export function rename(database: WritableDatabase, id: string, name: string): void {
  const card = cardOf(database, id);
  if (card.origin === 'shipped') throw new HoldfastError('conflict', 'The shipped baseline keeps its name.');
  if (card.name === name) return;
  const taken = database.prepare('SELECT 1 FROM models WHERE name = ? AND id <> ?').get(name, id);
  if (taken) throw new HoldfastError('conflict', `Another model is named “${name}”. Choose another name.`);
  database.prepare(`UPDATE models SET name = ?, card = json_set(card, '$.name', ?) WHERE id = ?`).run(name, name, id);
  writeHistory(database, { modelId: id, what: 'renamed', reason: card.name });
}

/** Forgets a model with its scores and its file; its row stays for the history. @throws conflict where it is in use */
export function remove(database: WritableDatabase, id: string): void {
  const { target, name, status } = cardOf(database, id);
  if (status === 'baseline' || modelInUse(database, target) === id)
    throw new HoldfastError('conflict', `“${name}” is in use. Put another model in use first, or retire it.`);
  database.prepare('DELETE FROM score_runs WHERE model_id = ?').run(id);
  database
    .prepare(`UPDATE models SET status = 'retired', onnx = x'', golden = '{}', definition = '{}' WHERE id = ?`)
    .run(id);
  writeHistory(database, { modelId: id, what: 'removed' });
}
