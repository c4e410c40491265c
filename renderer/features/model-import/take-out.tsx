import { Button, Group, Table, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { fromWireError } from '../../../shared/contract/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { QueryView } from '../../ui/states.tsx';
import { messages } from './messages.ts';

type Wanted = { readonly id: string; readonly what: 'onnx' | 'json' };

/** The models of this workspace as files. */
export function TakeOut() {
  const t = useMessages(messages);
  const format = useFormat();
  const host = useHost();
  const models = useQuery(useApi().models.list.queryOptions());
  const save = useMutation({
    mutationFn: async (wanted: Wanted) => {
      const file = await host.client.modelImports.export(wanted);
      await host.saveExport(file.grant, file.name);
    },
    onError: (error) =>
      notifications.show({
        title: t('saveFailed'),
        message: fromWireError(error).message,
        color: 'orange',
        closeButtonProps: { 'aria-label': t('close') },
      }),
  });
  return (
    <section>
      <Title order={2} size="h4">
        {t('takeOut')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs" maw={760}>
        {t('takeOutHint')}
      </Text>
      <QueryView query={models} skeleton="lines">
        {(list) =>
          list.length === 0 ? (
            <Text size="sm">{t('noModels')}</Text>
          ) : (
            <Table.ScrollContainer minWidth={640}>
              <Table fz="sm" aria-label={t('takeOut')}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th scope="col">{t('model')}</Table.Th>
                    <Table.Th scope="col">{t('origin')}</Table.Th>
                    <Table.Th scope="col">{t('made_at')}</Table.Th>
                    <Table.Th scope="col">{t('files')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {list.map(({ id, name, origin, createdAt }) => (
                    <Table.Tr key={id}>
                      <Table.Td>
                        {name}{' '}
                        <Text span size="xs" c="dimmed">
                          {id}
                        </Text>
                      </Table.Td>
                      <Table.Td>{t(`origin_${origin}`)}</Table.Td>
                      <Table.Td>{format.instant(createdAt)}</Table.Td>
                      <Table.Td>
                        <Group gap="xs" wrap="nowrap">
                          {(['onnx', 'json'] as const).map((what) => (
                            <Button
                              key={what}
                              size="compact-sm"
                              variant="default"
                              leftSection={<IconDownload size={14} />}
                              aria-label={t(what === 'onnx' ? 'saveOnnxOf' : 'saveJsonOf', { name })}
                              loading={save.isPending && save.variables.id === id && save.variables.what === what}
                              onClick={() => save.mutate({ id, what })}
                            >
                              {t(what === 'onnx' ? 'saveOnnx' : 'saveJson')}
                            </Button>
                          ))}
                        </Group>
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </QueryView>
    </section>
  );
}
