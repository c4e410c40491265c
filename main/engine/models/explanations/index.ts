import { procedures } from '../../procedures.ts';
import type { EngineContext } from '../../procedures.ts';
import { accountRead } from './account-read.ts';
import { dependenceRead } from './dependence-read.ts';
import { evidenceRead } from './evidence/read.ts';
import { catalogueRead } from './catalogue-read.ts';
import { hintsFor } from './hints/answer.ts';
import { hintsRead } from './hints/read.ts';
import { permutationRead } from './permutation-read.ts';
import { rankingRead } from './ranking-read.ts';
import { reasonSet } from './reason-set.ts';
import { similarRead } from './similar-read.ts';

export function explanationsHandlers(engine: EngineContext) {
  const { explanations } = procedures;
  const read = () => engine.session().readers;
  return {
    account: explanations.account.handler(({ input, signal }) => read().run(accountRead, input, signal)),
    evidence: explanations.evidence.handler(({ input, signal }) => read().run(evidenceRead, input, signal)),
    hints: explanations.hints.handler(({ input, signal }) => hintsFor(engine.session(), input, signal)),
    similar: explanations.similar.handler(({ input, signal }) => read().run(similarRead, input, signal)),
    permutation: explanations.permutation.handler(({ input, signal }) => read().run(permutationRead, input, signal)),
    features: explanations.features.handler(({ input, signal }) => read().run(catalogueRead, input, signal)),
    ranking: explanations.ranking.handler(({ input, signal }) => read().run(rankingRead, input, signal)),
    dependence: explanations.dependence.handler(({ input, signal }) => read().run(dependenceRead, input, signal)),
  };
}

export const explanationsReads = [
  accountRead,
  catalogueRead,
  dependenceRead,
  evidenceRead,
  hintsRead,
  permutationRead,
  rankingRead,
  similarRead,
];
export const explanationsAccountSets = [reasonSet];
