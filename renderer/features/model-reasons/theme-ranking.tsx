import { Button, Card, Table, Title } from '@mantine/core';
import type { Ranking } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { RankBar, Sides } from './rank-bar.tsx';
import { themeName } from './theme-name.ts';
import type { OnView, ReasonsView } from './view.ts';

type ThemeRankingProps = { readonly ranking: Ranking; readonly view: ReasonsView; readonly onView: OnView };

export function ThemeRanking({ ranking, view, onView }: ThemeRankingProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const largest = ranking.themes[0]?.meanSize ?? 0;
  return (
    <Card withBorder padding="md" component="section">
      <Title order={2} size="h4" mb="xs">
        {t('themes')}
      </Title>
      <Table fz="sm" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('theme')}</Table.Th>
            <Table.Th scope="col" w={170} ta="right">
              {t('meanSize')}
            </Table.Th>
            <Table.Th scope="col" w={120} ta="right">
              {t('customers')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {ranking.themes.map((row) => (
            <Table.Tr key={row.theme}>
              <Table.Th scope="row" fw={500}>
                <Button
                  size="compact-sm"
                  variant={view.theme === row.theme ? 'light' : 'subtle'}
                  aria-pressed={view.theme === row.theme}
                  onClick={() => onView({ theme: view.theme === row.theme ? undefined : row.theme })}
                >
                  {themeName(row.theme)} ({format.integer(row.features)})
                </Button>
              </Table.Th>
              <Table.Td>
                <RankBar
                  share={largest === 0 ? 0 : row.meanSize / largest}
                  text={t('points', { points: format.decimal(row.meanSize * 100, 2) })}
                />
              </Table.Td>
              <Table.Td ta="right">
                <Sides
                  raises={row.raises}
                  lowers={row.lowers}
                  of={themeName(row.theme)}
                  onOpen={(side) => onView({ open: `theme:${row.theme}`, side })}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  );
}
