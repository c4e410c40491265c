import type { Insight } from '../../../shared/contract/index.ts';
import { insightParameter, questionParameter } from './address.ts';

const pathOf = {
  retention: '/retention',
  funnel: '/funnel',
  lifecycle: '/engagement',
  stickiness: '/engagement',
  interval: '/engagement',
  trend: '/trends',
  seasonality: '/trends',
  paths: '/paths',
  drivers: '/drivers',
  revenue: '/revenue',
  survival: '/survival',
  lifetime: '/lifetime-value',
  sql: '/sql',
} as const satisfies Record<Insight['kind'], string>;

/** Pages with several analyses say in their view parameter `tab` which of them is open: its value is the kind. */
const tabParameter = 'tab';
const pagesWithTabs: readonly string[] = ['/engagement', '/trends'];

/** Everything of an address that is neither the question nor which analysis of its page it is. */
export function viewOfAddress(search: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(search).filter(([key]) => ![questionParameter, insightParameter, tabParameter].includes(key)),
  );
}

/** Where a saved insight is opened: to be handed to a link or to `navigate`. */
export function insightLink({ id, kind, question, view }: Pick<Insight, 'id' | 'kind' | 'question' | 'view'>) {
  const to = pathOf[kind];
  const search: Record<string, unknown> = {
    ...view,
    ...(pagesWithTabs.includes(to) ? { [tabParameter]: kind } : {}),
    [questionParameter]: question,
    [insightParameter]: id,
  };
  return { to, search };
}
