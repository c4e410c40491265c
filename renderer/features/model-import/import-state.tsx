import { Alert, Button, Paper, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Job } from '../../../shared/contract/index.ts';
import { JobProgress } from '../../app/job-progress.tsx';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { Refusal } from './refusal.tsx';

/** How bringing in goes, and where it led. */
export function ImportState({ job }: { readonly job: Job }) {
  const t = useMessages(messages);
  const language = useLanguage();
  if (job.state === 'cancelled') return <Alert variant="light">{t('cancelled')}</Alert>;
  if (job.state !== 'done')
    return (
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <JobProgress job={job} titled />
      </Paper>
    );
  const result = job.result ?? {};
  const why = { en: String(result['why'] ?? ''), es: String(result['whyEs'] ?? '') };
  if (result['imported'] !== true) return <Refusal title={t('notTaken')} why={why} />;
  return (
    <Alert variant="light" role="status" icon={<IconCircleCheck size={18} />} title={t('done')}>
      <Text size="sm">{why[language]}</Text>
      <Text size="sm" mb="xs">
        {result['reasons'] === 'exact' ? t('reasonsExact') : t('reasonsSampled')}
      </Text>
      <Button component={Link} to="/model" search={{ id: String(result['modelId']) } as never} size="xs">
        {t('open')}
      </Button>
    </Alert>
  );
}
