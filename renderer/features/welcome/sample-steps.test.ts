import { describe, expect, it } from 'vitest';
import { placeAfter, samplePlaceAtStart, statesOf } from './sample-steps.ts';

const stepsThrough = (stages: readonly string[]) => {
  let place = samplePlaceAtStart;
  return stages.map((stage) => {
    place = placeAfter(place, stage);
    return place.step;
  });
};

describe('placeAfter', () => {
  it('goes through the steps of a whole run', () => {
    const stages = [
      'generating',
      'reading',
      'checking',
      'writing',
      'features',
      'fitting',
      'validating',
      'fitting',
      'explaining',
      'writing',
      'features',
      'explaining',
      'scoring',
      'writing',
    ];
    expect(stepsThrough(stages)).toEqual([
      'generate',
      'import',
      'import',
      'import',
      'train',
      'train',
      'train',
      'train',
      'train',
      'train',
      'score',
      'score',
      'score',
      'score',
    ]);
  });

  it('finds its place when it comes in the middle', () => {
    expect(stepsThrough(['fitting'])).toEqual(['train']);
    expect(stepsThrough(['features'])).toEqual(['train']);
  });

  it('stays where it was at a stage that it does not know', () => {
    expect(stepsThrough(['reading', 'polishing'])).toEqual(['import', 'import']);
  });
});

describe('statesOf', () => {
  it('has everything waiting before the job is known', () => {
    expect(Object.values(statesOf(undefined, 'generate'))).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
  });

  it('counts earlier steps as done and says which one failed', () => {
    expect(statesOf('running', 'train')).toEqual({
      generate: 'done',
      import: 'done',
      train: 'running',
      score: 'waiting',
    });
    expect(statesOf('failed', 'import').import).toBe('failed');
  });

  it('has everything done at the end', () => {
    expect(Object.values(statesOf('done', 'score'))).toEqual(['done', 'done', 'done', 'done']);
  });
});
