import { describe, expect, it } from 'vitest';
import { judgePairs } from './find-merges.ts';
import type { MergeProposal } from '../../../shared/contract/index.ts';
import { createCorpus } from './testing/corpus.ts';

type Quality = { precision: number; recall: number };

/** Over several made-up books, judged once. */
const judged = [1, 2, 3].map((seed) => {
  const corpus = createCorpus(1500, seed);
  return { corpus, pairs: judgePairs(corpus.book) };
});

/** Of what is said of these kinds, how much is true, and how much of what is true is said. */
function measure(...kinds: MergeProposal['kind'][]): Quality {
  let [said, right, all] = [0, 0, 0];
  for (const { corpus, pairs } of judged) {
    all += corpus.pairs;
    const ofKinds = pairs.filter(({ kind }) => kinds.includes(kind));
    said += ofKinds.length;
    right += ofKinds.filter((pair) => corpus.isOne(pair.left.id, pair.right.id)).length;
  }
  return { precision: right / said, recall: right / all };
}

describe('proposals over names with typos, legal forms, translations and look-alikes', () => {
  it('exact ones are right', () => {
    const { precision, recall } = measure('exact');
    expect(precision).toBe(1);
    expect(recall).toBeGreaterThan(0.12);
  });
  it('exact and likely ones are nearly all right and find nearly all', () => {
    const { precision, recall } = measure('exact', 'likely');
    expect(precision).toBeGreaterThanOrEqual(0.97);
    expect(recall).toBeGreaterThanOrEqual(0.93);
  });
  it('with possible ones hardly any pair is missed', () => {
    const { precision, recall } = measure('exact', 'likely', 'possible');
    expect(recall).toBeGreaterThanOrEqual(0.99);
    expect(precision).toBeGreaterThan(0.85);
  });
});
