import {
  IconArrowsJoin,
  IconCalendarStats,
  IconChartFunnel,
  IconDatabaseImport,
  IconHeartbeat,
  IconListSearch,
  IconSettings,
  IconTargetArrow,
} from '@tabler/icons-react';

/** The places of the navigation, in its order. */
export const places = [
  { to: '/queue', key: 'nav.queue', icon: IconListSearch },
  { to: '/retention', key: 'nav.retention', icon: IconCalendarStats },
  { to: '/funnel', key: 'nav.funnel', icon: IconChartFunnel },
  { to: '/model', key: 'nav.model', icon: IconTargetArrow },
  { to: '/import', key: 'nav.import', icon: IconDatabaseImport },
  { to: '/data', key: 'nav.data', icon: IconHeartbeat },
  { to: '/duplicates', key: 'nav.duplicates', icon: IconArrowsJoin },
  { to: '/settings', key: 'nav.settings', icon: IconSettings },
] as const;

/** Which place in the navigation a path belongs to: an account is opened from the queue, an import's page from imports. */
export function placeOf(path: string): string {
  if (path.startsWith('/accounts/')) return '/queue';
  if (path.startsWith('/imports/')) return '/import';
  return path;
}
