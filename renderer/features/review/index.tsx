import { Group, Tabs, Title } from '@mantine/core';
import { useUrlState } from '../../app/search.ts';
import { useMessages } from '../../ui/messages.ts';
import { JudgeTab } from './judge-tab.tsx';
import { messages } from './messages.ts';
import styles from './review.module.css';
import { ReviewTab } from './review-tab.tsx';
import { TopTab } from './top-tab.tsx';
import { reviewView, tabs } from './view.ts';

/** One account after another with a decision on each; how much there is to win; and who was right. */
export function ReviewPage() {
  const t = useMessages(messages);
  const [view, setView] = useUrlState(reviewView);
  return (
    <Tabs
      value={view.tab}
      onChange={(tab) => setView({ tab: tabs.find((name) => name === tab) ?? 'review' }, { push: true })}
      keepMounted={false}
      className={styles.page}
    >
      <Group gap="lg" align="baseline">
        <Title order={1}>{t('title')}</Title>
        <Tabs.List aria-label={t('tabs')}>
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Group>
      <Tabs.Panel value={view.tab} className={styles.panel}>
        {view.tab === 'review' ? <ReviewTab view={view} onView={setView} /> : null}
        {view.tab === 'top' ? <TopTab view={view} onView={setView} /> : null}
        {view.tab === 'judge' ? <JudgeTab /> : null}
      </Tabs.Panel>
    </Tabs>
  );
}
