import { ActionIcon, Anchor, Button, Text, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconTableShortcut } from '@tabler/icons-react';
import type { AccountPage } from '../../../shared/contract/index.ts';
import { Definition } from '../../ui/definition.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty } from '../../ui/states.tsx';
import type { AccountView } from './account-view.ts';
import styles from './accounts.module.css';
import { accountsMessages } from './messages.ts';
import { useReasonSentence } from './reason-sentence.ts';
import { tablesBehind, waterfall } from './reasons.ts';
import type { Waterfall, WaterfallStep } from './reasons.ts';
import { SectionCard } from './section-card.tsx';

const partsShown = 8;

type ScoreCardProps = {
  readonly account: AccountPage;
  readonly view: AccountView;
  readonly onView: (change: Partial<AccountView>) => void;
};

/** The walk from the book's average to the account's probability, part by part: a table whose middle column is the drawing. */
export function ScoreCard({ account, view, onView }: ScoreCardProps) {
  const t = useMessages(accountsMessages);
  const format = useFormat();
  const { score } = account;
  if (score === null) {
    return (
      <SectionCard title={t('page.why')}>
        <Empty title={t('page.notScored')} text={t('page.notScoredText')} />
      </SectionCard>
    );
  }
  const walk = waterfall(score.base, score.probability, score.reasons, view.all ? score.reasons.length : partsShown);
  return (
    <SectionCard
      title={t('page.why')}
      aside={
        <Text size="xs" c="dimmed" component="div">
          <Anchor component={Link} to="/model" inherit underline="always">
            {t('page.scored', { model: score.modelName, when: format.instant(score.scoredAt) })}
          </Anchor>{' '}
          <Definition title={t('page.why')} rule={t('why.explain')} />
        </Text>
      }
    >
      <div className={styles.scroll}>
        <table className={styles.walk}>
          <thead>
            <tr>
              <th scope="col">{t('why.part')}</th>
              <th scope="col" className={styles.lane} aria-hidden="true" />
              <th scope="col" className={styles.points} title={t('why.effect')}>
                {t('why.points')}
              </th>
            </tr>
          </thead>
          <tbody>
            <EndRow label={t('why.base')} points={walk.basePoints} at={score.base} walk={walk} />
            {walk.steps.map((step, index) => (
              <StepRow key={step.reason?.feature ?? `rest-${index}`} step={step} walk={walk} onView={onView} />
            ))}
            <EndRow label={t('why.sum')} points={walk.scorePoints} at={score.probability} walk={walk} />
          </tbody>
        </table>
      </div>
      {score.reasons.length > partsShown + 1 ? (
        <Button
          size="compact-xs"
          variant="subtle"
          mt={6}
          aria-pressed={view.all}
          onClick={() => onView({ all: !view.all })}
        >
          {view.all ? t('why.showFew') : t('why.showAll')}
        </Button>
      ) : null}
    </SectionCard>
  );
}

/** Where a probability stands in the lane, in percent of its width. */
function place(walk: Waterfall, at: number): number {
  const room = Math.max(walk.high - walk.low, 1e-9);
  return ((at - walk.low) / room) * 96 + 2;
}

function EndRow({
  label,
  points,
  at,
  walk,
}: {
  readonly label: string;
  readonly points: number;
  readonly at: number;
  readonly walk: Waterfall;
}) {
  const format = useFormat();
  return (
    <tr>
      <th scope="row" className={styles.end}>
        {label}
      </th>
      <td className={styles.lane} aria-hidden="true">
        <div className={styles.walkLane}>
          <div
            className={styles.walkBar}
            style={{ left: `calc(${place(walk, at)}% - 2px)`, width: 4, background: 'var(--mantine-color-text)' }}
          />
        </div>
      </td>
      <td className={`${styles.points} ${styles.end}`}>{format.percent(points / 100)}</td>
    </tr>
  );
}

function StepRow({
  step,
  walk,
  onView,
}: {
  readonly step: WaterfallStep;
  readonly walk: Waterfall;
  readonly onView: ScoreCardProps['onView'];
}) {
  const t = useMessages(accountsMessages);
  const format = useFormat();
  const sentence = useReasonSentence();
  const words = step.reason === null ? t('why.rest', { count: step.parts }) : sentence(step.reason);
  const raises = step.to >= step.from;
  const tables = step.reason === null ? null : tablesBehind(step.reason.theme);
  const left = place(walk, Math.min(step.from, step.to));
  const width = Math.abs(place(walk, step.to) - place(walk, step.from));
  const showRows = (): void => {
    if (tables !== null && tables.length > 0) onView({ tables: [...tables] });
    document
      .getElementById(tables === null || tables.length === 0 ? 'usage' : 'timeline')
      ?.scrollIntoView({ block: 'start' });
  };
  return (
    <tr>
      <th scope="row">
        {words}
        {step.reason !== null && step.reason.value === null ? (
          <Text span size="xs" c="dimmed">
            {' '}
            ({t('why.missing')})
          </Text>
        ) : null}
        {tables === null ? null : (
          <Tooltip label={t('why.rows')} withArrow>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="xs"
              ml={6}
              style={{ verticalAlign: '-3px' }}
              aria-label={`${t('why.rows')}: ${words}`}
              onClick={showRows}
            >
              <IconTableShortcut size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </th>
      <td className={styles.lane} aria-hidden="true">
        <div className={styles.walkLane}>
          <div
            className={styles.walkBar}
            style={{
              left: `${left}%`,
              width: `${width}%`,
              background: raises ? 'var(--holdfast-raises)' : 'var(--holdfast-lowers)',
            }}
          />
        </div>
      </td>
      <td className={`${styles.points} ${raises ? styles.raises : styles.lowers}`}>
        {raises ? '▲' : '▼'} {format.points(step.points / 100)}
      </td>
    </tr>
  );
}
