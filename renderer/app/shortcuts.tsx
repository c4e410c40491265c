import { Kbd, Modal, Stack, Table, Title } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { useMessages } from '../ui/messages.ts';
import { shortcutGroups, shortcutMessages } from './shortcut-messages.ts';

/** Every key that does something, by where it does it. */
export function Shortcuts() {
  const t = useMessages(shortcutMessages);
  return (
    <Stack gap="md">
      {shortcutGroups.map(({ key, shortcuts }) => (
        <section key={key} aria-labelledby={`shortcuts-${key}`}>
          <Title order={3} id={`shortcuts-${key}`} mb={4}>
            {t(key)}
          </Title>
          <Table withRowBorders={false} verticalSpacing={4} layout="fixed">
            <Table.Tbody>
              {shortcuts.map(({ strokes, words }) => (
                <Table.Tr key={words}>
                  <Table.Th w={200} scope="row">
                    {strokes.map((stroke) => (
                      <Kbd key={stroke} mr={4}>
                        {stroke}
                      </Kbd>
                    ))}
                  </Table.Th>
                  <Table.Td>{t(words)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      ))}
    </Stack>
  );
}

/** `?` shows the keys, wherever one is. */
export function ShortcutsSheet() {
  const t = useMessages(shortcutMessages);
  const [opened, { open, close }] = useDisclosure(false);
  // Most keyboards write it with the Shift key, not all.
  useHotkeys([
    ['shift+?', open],
    ['?', open],
  ]);
  return (
    <Modal opened={opened} onClose={close} title={t('title')} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>
      <Shortcuts />
    </Modal>
  );
}
