import { Button, Menu, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { IconDownload } from '@tabler/icons-react';
import { fromWireError } from '../../../shared/contract/index.ts';
import type { AnswerDefinition, ExportedSheet } from '../../../shared/contract/index.ts';
import { useChartShelf } from '../../ui/chart-shelf.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { useHost } from '../client.tsx';
import { saveBlob } from './files.ts';
import { useLanguageText } from './language-text.ts';
import { analysisMessages } from './messages.ts';

/** The tables of a page exactly as it shows them; numbers as numbers. CSV takes the first one. */
export type ExportedView = {
  /** Name of the file, without its ending. */
  readonly name: string;
  readonly sheets: readonly ExportedSheet[];
};

type ExportMenuProps = {
  readonly title: string;
  readonly definition: AnswerDefinition | undefined;
  readonly exportOf: (() => ExportedView | null) | undefined;
};

type FileFormat = 'csv' | 'xlsx' | 'svg' | 'png';

/** What stands beside every exported figure: rule in words, who took part, data version, as-of instant. */
export function useDefinitionNotes(): (definition: AnswerDefinition | undefined) => string[] {
  const t = useMessages(analysisMessages);
  const format = useFormat();
  const say = useLanguageText();
  return (definition) =>
    definition === undefined
      ? []
      : [
          say(definition.words),
          `${t(definition.key === 'sql' ? 'rows' : 'sample')}: ${format.integer(definition.sample)}`,
          `${t('dataVersion')}: ${format.integer(definition.dataVersion)}`,
          ...(definition.asOf === null ? [] : [`${t('asOf')}: ${format.instant(definition.asOf)}`]),
        ];
}

/** What is drawn for a page without charts: its first table. */
function tableOf(shown: ExportedView | null) {
  const sheet = shown?.sheets[0];
  if (sheet === undefined) return null;
  return {
    head: sheet.columns,
    rows: sheet.rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell : String(cell ?? '')))),
  };
}

/** Saves what the page shows: its tables through the engine, its charts as they are drawn. */
export function ExportMenu({ title, definition, exportOf }: ExportMenuProps) {
  const t = useMessages(analysisMessages);
  const host = useHost();
  const shelf = useChartShelf();
  const words = useFormat();
  const notesOf = useDefinitionNotes();
  const save = useMutation({
    mutationFn: async (format: FileFormat) => {
      const notes = notesOf(definition);
      const shown = exportOf?.() ?? null;
      const name = shown?.name ?? title;
      if (format === 'csv' || format === 'xlsx') {
        if (shown === null || shown.sheets.length === 0) return;
        const file = await host.client.exports.table({ format, name, sheets: [...shown.sheets], notes });
        await host.saveExport(file.grant, file.name);
        return;
      }
      // Only those who save a picture load what draws it.
      const { drawPicture, rasterize } = await import('../../ui/chart-picture.ts');
      const picture = drawPicture(
        shelf.charts(),
        { title, notes, number: (value) => words.plain(value, 4) },
        tableOf(shown),
      );
      saveBlob(
        format === 'svg' ? new Blob([picture], { type: 'image/svg+xml' }) : await rasterize(picture),
        `${name}.${format}`,
      );
    },
    onError: (error) => {
      notifications.show({
        title: t('exportFailed'),
        message: fromWireError(error).message,
        color: 'orange',
        closeButtonProps: { 'aria-label': t('close') },
      });
    },
  });
  const item = (format: FileFormat, text: string) => (
    <Menu.Item key={format} onClick={() => save.mutate(format)}>
      {text}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-end" shadow="md" width={230}>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={15} />}
          loading={save.isPending}
          disabled={definition === undefined}
        >
          {t('export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {exportOf === undefined ? null : (
          <>
            <Menu.Label>{t('exportTables')}</Menu.Label>
            {item('csv', t('exportCsv'))}
            {item('xlsx', t('exportXlsx'))}
          </>
        )}
        <Menu.Label>{t('exportCharts')}</Menu.Label>
        {item('png', t('exportPng'))}
        {item('svg', t('exportSvg'))}
        <Text size="xs" c="dimmed" px="sm" py={4}>
          {t('exportNote')}
        </Text>
      </Menu.Dropdown>
    </Menu>
  );
}
