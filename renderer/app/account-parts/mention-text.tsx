import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { AccountLink } from '../../../shared/contract/index.ts';
import { mentionParts } from '../../../shared/domain/mentions.ts';
import { accountPath } from '../account-id.ts';

/** A text with the accounts that it names as links. */
export function MentionText({ text, mentions }: { readonly text: string; readonly mentions: readonly AccountLink[] }) {
  const names = new Map(mentions.map(({ id, name }) => [id, name]));
  return mentionParts(text).map((part, index) =>
    typeof part === 'string' ? (
      part
    ) : (
      <Anchor key={index} component={Link} to={accountPath(part.id)} inherit underline="always" data-private="">
        @{names.get(part.id) ?? part.id}
      </Anchor>
    ),
  );
}
