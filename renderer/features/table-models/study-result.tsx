import { Alert, Button, Group, List, Stack } from '@mantine/core';
import { IconAlertTriangle, IconDownload } from '@tabler/icons-react';
import type { TableStudy } from '../../../shared/contract/index.ts';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { LifetimeResult } from './lifetime-result.tsx';
import { studyMessages } from './study-messages.ts';
import { SurvivalResult } from './survival-result.tsx';
import { useSave } from './use-save.ts';

const formats = ['csv', 'xlsx'] as const;

/** How long the rows of a table stay, or what its customers will buy. */
export function StudyResult({ jobId, study }: { readonly jobId: number; readonly study: TableStudy }) {
  const t = useMessages(studyMessages);
  const language = useLanguage();
  const save = useSave(jobId);
  return (
    <Stack gap="md">
      {study.notes.length === 0 ? null : (
        <Alert variant="light" color="orange" icon={<IconAlertTriangle size={18} />} title={t('notes')}>
          <List size="sm" spacing={4} maw={900}>
            {study.notes.map((note) => (
              <List.Item key={note.en}>{note[language]}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Group gap="xs" role="group" aria-label={t('save')}>
        {formats.map((format, place) => (
          <Button
            key={format}
            size="compact-md"
            variant={place === 0 ? 'filled' : 'default'}
            leftSection={<IconDownload size={15} />}
            loading={save.isPending && save.variables === `study-${format}`}
            onClick={() => save.mutate(`study-${format}`)}
          >
            {t(`save_${format}`)}
          </Button>
        ))}
      </Group>
      {study.about === 'survival' ? <SurvivalResult study={study} /> : <LifetimeResult study={study} />}
    </Stack>
  );
}
