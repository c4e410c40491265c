import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Loading } from '../ui/states.tsx';
import { NotFound, PageFailure } from './failures.tsx';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: '/',
    component: lazyRouteComponent(() => import('../features/home/index.tsx'), 'HomePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/welcome',
    component: lazyRouteComponent(() => import('../features/welcome/index.tsx'), 'WelcomePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/import',
    component: lazyRouteComponent(() => import('../features/imports/index.tsx'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/imports/$id',
    component: lazyRouteComponent(() => import('../features/imports/index.tsx'), 'ImportDetailsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/queue',
    component: lazyRouteComponent(() => import('../features/accounts/index.tsx'), 'QueuePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/review',
    component: lazyRouteComponent(() => import('../features/review/index.tsx'), 'ReviewPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/accounts/$id',
    component: lazyRouteComponent(() => import('../features/accounts/index.tsx'), 'AccountPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/tasks',
    component: lazyRouteComponent(() => import('../features/tasks/index.tsx'), 'TasksPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/accounts/$id/brief',
    component: lazyRouteComponent(() => import('../features/accounts/index.tsx'), 'BriefPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/retention',
    component: lazyRouteComponent(() => import('../features/cohorts/index.tsx'), 'RetentionPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/funnel',
    component: lazyRouteComponent(() => import('../features/funnels/index.tsx'), 'FunnelPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/engagement',
    component: lazyRouteComponent(() => import('../features/engagement/index.tsx'), 'EngagementPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/trends',
    component: lazyRouteComponent(() => import('../features/trends/index.tsx'), 'TrendsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/paths',
    component: lazyRouteComponent(() => import('../features/paths/index.tsx'), 'PathsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/drivers',
    component: lazyRouteComponent(() => import('../features/drivers/index.tsx'), 'DriversPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/portfolio',
    component: lazyRouteComponent(() => import('../features/portfolio/index.tsx'), 'PortfolioPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/revenue',
    component: lazyRouteComponent(() => import('../features/revenue/index.tsx'), 'RevenuePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/health',
    component: lazyRouteComponent(() => import('../features/health-scores/index.tsx'), 'HealthPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/risks',
    component: lazyRouteComponent(() => import('../features/risks/index.tsx'), 'RisksPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/renewals',
    component: lazyRouteComponent(() => import('../features/renewals/index.tsx'), 'RenewalsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/survival',
    component: lazyRouteComponent(() => import('../features/survival/index.tsx'), 'SurvivalPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/lifetime-value',
    component: lazyRouteComponent(() => import('../features/lifetime-value/index.tsx'), 'LifetimePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/segments',
    component: lazyRouteComponent(() => import('../features/segments/index.tsx'), 'SegmentsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/sql',
    component: lazyRouteComponent(() => import('../features/sql/index.tsx'), 'SqlPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/insights',
    component: lazyRouteComponent(() => import('../features/insights/index.tsx'), 'InsightsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/model',
    component: lazyRouteComponent(() => import('../features/models/index.tsx'), 'ModelPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/model/reasons',
    component: lazyRouteComponent(() => import('../features/model-reasons/index.tsx'), 'ReasonsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/model/backtest',
    component: lazyRouteComponent(() => import('../features/model-backtest/index.tsx'), 'BacktestPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/model/drift',
    component: lazyRouteComponent(() => import('../features/model-drift/index.tsx'), 'DriftPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/model/import',
    component: lazyRouteComponent(() => import('../features/model-import/index.tsx'), 'ImportModelPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/table',
    component: lazyRouteComponent(() => import('../features/table-models/index.tsx'), 'TableModelsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/data',
    component: lazyRouteComponent(() => import('../features/data-health/index.tsx'), 'DataHealthPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/help',
    component: lazyRouteComponent(() => import('../features/help/index.tsx'), 'HelpPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/duplicates',
    component: lazyRouteComponent(() => import('../features/duplicates/index.tsx'), 'DuplicatesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings',
    component: lazyRouteComponent(() => import('../features/settings/index.tsx'), 'SettingsPage'),
  }),
];

/** Every address of the app. Features are loaded when they are first gone to; each validates its own search parameters. */
export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren(routes),
    defaultPreload: 'intent',
    defaultPendingComponent: () => <Loading shape="page" />,
    defaultErrorComponent: PageFailure,
    scrollRestoration: true,
  });
}
