import { Button, Group, Progress, Select, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Definition } from '../../ui/definition.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import { EndScreen } from './end-screen.tsx';
import { FilterMenu } from './filter-menu.tsx';
import { messages } from './messages.ts';
import { ReviewDesk } from './review-desk.tsx';
import type { Sitting } from './use-sitting.ts';
import { useSitting } from './use-sitting.ts';
import { conditionsOf, noFilter, sizes } from './view.ts';
import type { ReviewView } from './view.ts';

type ReviewTabProps = { readonly view: ReviewView; readonly onView: (change: Partial<ReviewView>) => void };

/** One account after another. */
export function ReviewTab({ view, onView }: ReviewTabProps) {
  const sitting = useSitting(view);
  const { place, rows } = sitting;
  const row = place === null ? undefined : rows[place];
  const elsewhere = { at: undefined, end: false, rows: undefined };
  const startAgain = (): void => {
    void sitting.startAgain();
    onView(elsewhere);
  };
  return (
    <>
      <Progressing sitting={sitting} view={view} onView={(change) => onView({ ...elsewhere, ...change })} />
      <QueryView
        query={sitting.list}
        skeleton="page"
        isEmpty={({ rows }) => rows.length === 0}
        empty={<Nothing view={view} sitting={sitting} onClear={() => onView({ ...elsewhere, ...noFilter })} />}
      >
        {(list) =>
          row === undefined || place === null ? (
            <EndScreen sitting={sitting} onGoOn={startAgain} onOpen={() => onView(elsewhere)} />
          ) : (
            <ReviewDesk sitting={sitting} scoring={list} row={row} place={place} rows={view.rows} onView={onView} />
          )
        }
      </QueryView>
    </>
  );
}

type ProgressingProps = ReviewTabProps & { readonly sitting: Sitting };

function Progressing({ sitting, view, onView }: ProgressingProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const { list, rows, decided, secondsEach } = sitting;
  const minutes = secondsEach === null ? null : Math.ceil((secondsEach * (rows.length - decided.size)) / 60);
  const progress = [
    t('progress', { done: decided.size, total: rows.length }),
    ...(minutes === null || minutes === 0 ? [] : [t('minutesLeft', { count: minutes })]),
  ].join(', ');
  return (
    <Group justify="space-between" gap="sm" wrap="nowrap">
      <Group gap="sm" wrap="nowrap">
        {rows.length === 0 ? null : (
          <>
            <Progress value={(100 * decided.size) / rows.length} w={150} aria-hidden="true" />
            <Text size="sm" role="status">
              {progress}
            </Text>
          </>
        )}
        {list.data === undefined ? null : (
          <Group gap={2} wrap="nowrap">
            <Text size="sm" c="dimmed">
              {t('waiting', { count: list.data.waiting })}
            </Text>
            <Definition
              title={t('waitingTitle')}
              rule={t('waitingWhy', {
                waiting: format.integer(list.data.waiting),
                total: format.integer(list.data.total),
                decided: format.integer(list.data.decided),
                watched: format.integer(list.data.watched),
              })}
            />
          </Group>
        )}
      </Group>
      <Group gap="xs" wrap="nowrap">
        <Select
          size="xs"
          w={140}
          aria-label={t('size')}
          data={[...new Set([...sizes, view.size])]
            .sort((a, b) => a - b)
            .map((size) => ({ value: String(size), label: t('sizeOf', { size }) }))}
          value={String(view.size)}
          allowDeselect={false}
          onChange={(size) => onView({ size: Number(size) })}
        />
        <FilterMenu view={view} onChange={onView} />
      </Group>
    </Group>
  );
}

type NothingProps = { readonly view: ReviewView; readonly sitting: Sitting; readonly onClear: () => void };

function Nothing({ view, sitting, onClear }: NothingProps) {
  const t = useMessages(messages);
  const isFiltered = conditionsOf(view) > 0;
  if (sitting.list.data?.scoredAt === null) {
    return (
      <Empty
        title={t('noModelTitle')}
        text={t('noModelText')}
        action={
          <Button component={Link} to="/model">
            {t('toModel')}
          </Button>
        }
      />
    );
  }
  return (
    <Empty
      title={t('noneTitle')}
      text={isFiltered ? t('noneFiltered') : t('noneText')}
      action={isFiltered ? <Button onClick={onClear}>{t('clear')}</Button> : undefined}
    />
  );
}
