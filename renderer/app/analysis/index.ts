/**
 * The kit that every analysis page is made of; this is its only door.
 *
 * @example
 * // Both schemas are constants of the module and accept `{}`: parts that the contract requires get an empty default here.
 * const question = funnelQuestion.extend({ steps: z.array(funnelStep).max(mostFunnelSteps).default([]) });
 * const view = z.object({ show: z.enum(['share', 'count']).default('share'), step: z.number().int().optional() });
 *
 * export function FunnelPage() {
 *   // The whole question stands in the address as `q`, view parameters beside it: every view is a link.
 *   // `closes`: view parameters that end when the question changes (open drawers).
 *   const analysis = useAnalysis({ kind: 'funnel', question, view, closes: ['step'] });
 *   const options = api.funnels.run.queryOptions({
 *     input: analysis.question,
 *     enabled: analysis.question.steps.length > 0 && !isRangeWrong(analysis.question),
 *     placeholderData: keepPreviousData,
 *   });
 *   const query = useQuery(options);
 *   return (
 *     <Stack gap="md">
 *       <AnalysisBar
 *         title={t('title')}
 *         lead={t('lead')}
 *         analysis={analysis}
 *         definition={query.data?.definition}
 *         exportOf={() => (query.data === undefined ? null : { name: 'funnel', sheets: sheetsOf(query.data) })}
 *       />
 *       <WithEvents>
 *         <EventSelectorInput label={t('starts')} value={step} onChange={(next) => analysis.setQuestion({ … })} />
 *         <ScopeInput value={analysis.question} onChange={analysis.setQuestion} />
 *         <AttributeSelect label={t('by')} value={by} onChange={…} allowNone={t('notBroken')} />
 *         <AnswerView query={query} queryKey={options.queryKey}>{(answer) => <Chart … />}</AnswerView>
 *         <AccountSetDrawer set={openSet} title={…} onClose={() => analysis.setView({ step: undefined })} />
 *       </WithEvents>
 *     </Stack>
 *   );
 * }
 *
 * Pages with several analyses (engagement, trends) have a view parameter `tab` whose values are the insight kinds; each tab
 * calls useAnalysis with its own kind and question schema, and changing tabs is `change({ view: { tab } })` after `reset()`
 * or a link of its own, since `q` belongs to one kind.
 *
 * A view parameter that is text needs `z.coerce.string()`: an address gives 2026 as a number. While `query.isPlaceholderData`,
 * the answer on screen is that of the question before: `useAnsweredQuestion(analysis.question, query)` says which, for units,
 * names and the accounts behind its numbers.
 *
 * A chart that opens accounts by a click opens the same by `table.open(row, column)` from its table, for the keyboard.
 *
 * Charts of ui/chart.tsx are saved as PNG and SVG by the bar without further ado. What a page draws otherwise (a table that
 * is a heat map) hands an equal option to `useShelvedChart` of ui/chart-shelf.tsx.
 */
export { AccountSetDrawer, AccountSetList } from './account-set-drawer.tsx';
export { AnalysisBar, BarButton } from './analysis-bar.tsx';
export { AnalysisEmpty, AnswerView, WithEvents } from './analysis-states.tsx';
export { AttributeSelect, useAttributeName } from './attribute-select.tsx';
export { EventSelectorInput } from './event-selector-input.tsx';
export { ExportMenu } from './export-menu.tsx';
export type { ExportedView } from './export-menu.tsx';
export { useFilterWords } from './filter-chips.tsx';
export { insightLink } from './insight-link.ts';
export { useLanguageText } from './language-text.ts';
export { SaveFileMenu } from './save-file-menu.tsx';
export { DayInput, isRangeWrong, ScopeInput, SegmentSelect } from './scope-input.tsx';
export { useAnalysis, useAnsweredQuestion } from './use-analysis.ts';
export type { Analysis, AnyAnalysis, InsightKind } from './use-analysis.ts';
