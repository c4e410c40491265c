import type { CalendarOptions } from '../events/index.ts';
import type { ReadContext } from '../threads/index.ts';
import type { Clock } from './clock.ts';
import type { Universe } from './universe.ts';

/** What conditions are asked of: one state of the workspace, as of one day. */
export interface Evaluation {
  readonly context: ReadContext;
  readonly options: CalendarOptions;
  readonly universe: Universe;
  readonly clock: Clock;
}
