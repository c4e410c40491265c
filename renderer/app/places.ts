import {
  IconActivity,
  IconArrowsJoin,
  IconBookmark,
  IconCalendarDue,
  IconCalendarStats,
  IconChartFunnel,
  IconChartLine,
  IconChartTreemap,
  IconChecklist,
  IconCoins,
  IconDatabaseImport,
  IconEyeCheck,
  IconHeartbeat,
  IconHelp,
  IconHome,
  IconHourglass,
  IconListSearch,
  IconPigMoney,
  IconRoute,
  IconSettings,
  IconShieldHalf,
  IconSql,
  IconStethoscope,
  IconTable,
  IconTargetArrow,
  IconUsersGroup,
  IconZoomQuestion,
} from '@tabler/icons-react';

/** The places of the navigation, in their order, by what one comes for. */
export const placeGroups = [
  {
    key: 'group.work',
    places: [
      { to: '/', key: 'nav.home', icon: IconHome },
      { to: '/queue', key: 'nav.queue', icon: IconListSearch },
      { to: '/review', key: 'nav.review', icon: IconEyeCheck },
      { to: '/tasks', key: 'nav.tasks', icon: IconChecklist },
      { to: '/risks', key: 'nav.risks', icon: IconShieldHalf },
      { to: '/renewals', key: 'nav.renewals', icon: IconCalendarDue },
    ],
  },
  {
    key: 'group.predict',
    places: [
      { to: '/model', key: 'nav.model', icon: IconTargetArrow },
      { to: '/health', key: 'nav.health', icon: IconStethoscope },
      { to: '/survival', key: 'nav.survival', icon: IconHourglass },
      { to: '/lifetime-value', key: 'nav.lifetime', icon: IconPigMoney },
      { to: '/table', key: 'nav.table', icon: IconTable },
    ],
  },
  {
    key: 'group.analysis',
    places: [
      { to: '/retention', key: 'nav.retention', icon: IconCalendarStats },
      { to: '/funnel', key: 'nav.funnel', icon: IconChartFunnel },
      { to: '/engagement', key: 'nav.engagement', icon: IconActivity },
      { to: '/trends', key: 'nav.trends', icon: IconChartLine },
      { to: '/paths', key: 'nav.paths', icon: IconRoute },
      { to: '/drivers', key: 'nav.drivers', icon: IconZoomQuestion },
      { to: '/portfolio', key: 'nav.portfolio', icon: IconChartTreemap },
      { to: '/revenue', key: 'nav.revenue', icon: IconCoins },
      { to: '/sql', key: 'nav.sql', icon: IconSql },
    ],
  },
  {
    key: 'group.saved',
    places: [
      { to: '/insights', key: 'nav.insights', icon: IconBookmark },
      { to: '/segments', key: 'nav.segments', icon: IconUsersGroup },
    ],
  },
  {
    key: 'group.data',
    places: [
      { to: '/import', key: 'nav.import', icon: IconDatabaseImport },
      { to: '/data', key: 'nav.data', icon: IconHeartbeat },
      { to: '/duplicates', key: 'nav.duplicates', icon: IconArrowsJoin },
      { to: '/settings', key: 'nav.settings', icon: IconSettings },
      { to: '/help', key: 'nav.help', icon: IconHelp },
    ],
  },
] as const;

export const places = placeGroups.flatMap((group): readonly Place[] => group.places);
export type Place = (typeof placeGroups)[number]['places'][number];

/** Analyses that share a page: the palette finds them by their own names. */
export const tabs = [
  { to: '/engagement', tab: 'lifecycle', key: 'tab.lifecycle', icon: IconActivity },
  { to: '/engagement', tab: 'stickiness', key: 'tab.stickiness', icon: IconActivity },
  { to: '/engagement', tab: 'interval', key: 'tab.interval', icon: IconActivity },
  { to: '/trends', tab: 'seasonality', key: 'tab.seasonality', icon: IconChartLine },
] as const;

/** The name of each kind of saved insight. */
export const kindText = {
  retention: 'nav.retention',
  funnel: 'nav.funnel',
  lifecycle: 'tab.lifecycle',
  stickiness: 'tab.stickiness',
  interval: 'tab.interval',
  trend: 'nav.trends',
  seasonality: 'tab.seasonality',
  paths: 'nav.paths',
  drivers: 'nav.drivers',
  revenue: 'nav.revenue',
  survival: 'nav.survival',
  lifetime: 'nav.lifetime',
  sql: 'nav.sql',
} as const;

/** Which place in the navigation a path belongs to: an account is opened from the queue, an import's page from imports. */
export function placeOf(path: string): string {
  if (path.startsWith('/accounts/')) return '/queue';
  if (path.startsWith('/imports/')) return '/import';
  if (path.startsWith('/model/')) return '/model';
  return path;
}
