import { Button, Checkbox, Chip, Group, Select } from '@mantine/core';
import { newsKinds } from '../../../shared/contract/index.ts';
import type { HomeAnswer, NewsKind } from '../../../shared/contract/index.ts';
import { useMe } from '../../app/account-parts/use-me.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { isFiltered, noFilter } from './view.ts';
import type { HomeView, SetHomeView } from './view.ts';

type ControlsProps = {
  readonly view: HomeView;
  readonly onView: SetHomeView;
  readonly answer: Pick<HomeAnswer, 'kinds' | 'owners'>;
};

/** Which of the news is shown. */
export function Controls({ view, onView, answer }: ControlsProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const me = useMe();
  return (
    <Group gap="xs" align="center">
      <Chip.Group multiple value={view.kinds} onChange={(kinds) => onView({ kinds: kinds as NewsKind[] })}>
        <Group gap={6} role="group" aria-label={t('kinds')}>
          {newsKinds.map((kind) => (
            <Chip key={kind} value={kind} size="xs" disabled={answer.kinds[kind] === 0 && !view.kinds.includes(kind)}>
              {t(`kind.${kind}`)} {format.integer(answer.kinds[kind])}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Select
        size="xs"
        w={140}
        aria-label={t('owner')}
        searchable={answer.owners.length > 8}
        data={[
          { value: '', label: t('anyOwner') },
          ...answer.owners.map(({ value, count }) => ({
            value: `o:${value}`,
            label: `${value} (${format.integer(count)})`,
          })),
          ...(view.owner === undefined || answer.owners.some(({ value }) => value === view.owner)
            ? []
            : [{ value: `o:${view.owner}`, label: view.owner }]),
        ]}
        value={view.owner === undefined ? '' : `o:${view.owner}`}
        onChange={(value) => onView({ owner: value?.startsWith('o:') === true ? value.slice(2) : undefined })}
        allowDeselect={false}
        limit={200}
      />
      <Checkbox
        size="xs"
        label={t('mine')}
        title={t('mineHint', { name: me.name })}
        checked={view.mine}
        onChange={(event) => onView({ mine: event.currentTarget.checked })}
      />
      <Checkbox
        size="xs"
        label={t('showHidden')}
        checked={view.hidden}
        onChange={(event) => onView({ hidden: event.currentTarget.checked })}
      />
      {isFiltered(view) ? (
        <Button size="compact-xs" variant="subtle" onClick={() => onView(noFilter)}>
          {t('clear')}
        </Button>
      ) : null}
    </Group>
  );
}
