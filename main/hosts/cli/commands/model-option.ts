import { workspaceOptions } from '../command.ts';
import type { Arguments } from '../command.ts';

/** Points of probability with their sign. */
export const points = (value: number): string => `${value >= 0 ? '+' : ''}${(value * 100).toFixed(2)}`;

/** Options of commands that ask one model. */
export const ofModel = { ...workspaceOptions, model: { help: 'another model than the one in use, by id' } };
export const modelOf = (given: Arguments): { model?: string } => {
  const model = given.optional('model');
  return model === undefined ? {} : { model };
};
