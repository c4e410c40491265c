import { Anchor, Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { AccountPage, Reason } from '../../../shared/contract/index.ts';
import { Choice } from '../../ui/choice.tsx';
import { Definition } from '../../ui/definition.tsx';
import { useFormat } from '../../ui/format.ts';
import { translateKey, useMessages } from '../../ui/messages.ts';
import { Empty } from '../../ui/states.tsx';
import type { AccountView } from './account-view.ts';
import { accountsMessages } from './messages.ts';
import { useReasonSentence } from './reason-sentence.ts';
import { byTheme, stepsWithin, waterfall } from './reasons.ts';
import type { ReasonTheme, WaterfallStep } from './reasons.ts';
import { RowsButton } from './rows-button.tsx';
import { SectionCard } from './section-card.tsx';
import { StepRow, WalkTable } from './walk-table.tsx';
import type { AnyWalk, Score } from './walk-table.tsx';

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
      <Group mb={6}>
        <Choice
          label={t('why.by')}
          value={view.by}
          data={[
            { value: 'reason', label: t('why.byReason') },
            { value: 'theme', label: t('why.byTheme') },
          ]}
          onChange={(by) => onView({ by })}
        />
      </Group>
      {view.by === 'theme' ? (
        <ThemeWalk score={score} onRows={(rows) => onView({ rows })} />
      ) : (
        <ReasonWalk score={score} isWhole={view.all} onRows={(rows) => onView({ rows })} />
      )}
      {view.by === 'reason' && score.reasons.length > partsShown + 1 ? (
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

type OnRows = (feature: string) => void;

function ReasonWalk({
  score,
  isWhole,
  onRows,
}: {
  readonly score: Score;
  readonly isWhole: boolean;
  readonly onRows: OnRows;
}) {
  const t = useMessages(accountsMessages);
  const walk = waterfall(score.base, score.probability, score.reasons, isWhole ? score.reasons.length : partsShown);
  return (
    <WalkTable score={score} walk={walk}>
      {walk.steps.map((step, index) => (
        <StepRow
          key={step.reason?.feature ?? `rest-${index}`}
          step={step}
          walk={walk}
          label={
            step.reason === null ? (
              t('why.rest', { count: step.parts })
            ) : (
              <ReasonWords reason={step.reason} onRows={onRows} />
            )
          }
        />
      ))}
    </WalkTable>
  );
}

function ThemeWalk({ score, onRows }: { readonly score: Score; readonly onRows: OnRows }) {
  const themes = byTheme(score.reasons);
  const walk = waterfall(score.base, score.probability, themes, themes.length);
  return (
    <WalkTable score={score} walk={walk}>
      {walk.steps.map((step) => (
        <ThemeRows key={step.reason?.theme ?? ''} step={step} walk={walk} onRows={onRows} />
      ))}
    </WalkTable>
  );
}

function ThemeRows({
  step,
  walk,
  onRows,
}: {
  readonly step: WaterfallStep<ReasonTheme>;
  readonly walk: AnyWalk;
  readonly onRows: OnRows;
}) {
  const t = useMessages(accountsMessages);
  const [isOpen, setIsOpen] = useState(false);
  const reasons = step.reason?.reasons ?? [];
  const theme = step.reason?.theme ?? '';
  const name = translateKey(accountsMessages, `theme.${theme}`) ?? theme;
  return (
    <>
      <StepRow
        step={step}
        walk={walk}
        label={
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={isOpen ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
          >
            {name} ({t('why.parts', { count: reasons.length })})
          </Button>
        }
      />
      {isOpen
        ? stepsWithin(step).map((inner, index) => (
            <StepRow
              key={inner.reason?.feature ?? `rest-${index}`}
              isInner
              step={inner}
              walk={walk}
              label={
                inner.reason === null ? (
                  t('why.rest', { count: inner.parts })
                ) : (
                  <ReasonWords reason={inner.reason} onRows={onRows} />
                )
              }
            />
          ))
        : null}
    </>
  );
}

function ReasonWords({ reason, onRows }: { readonly reason: Reason; readonly onRows: OnRows }) {
  const t = useMessages(accountsMessages);
  const words = useReasonSentence()(reason);
  return (
    <>
      {words}
      {reason.value === null ? (
        <Text span size="xs" c="dimmed">
          {' '}
          ({t('why.missing')})
        </Text>
      ) : null}
      <RowsButton of={words} onClick={() => onRows(reason.feature)} />
    </>
  );
}
