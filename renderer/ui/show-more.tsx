import { Button, Group, Text } from '@mantine/core';

type ShowMoreProps = {
  /** How many of how many are shown, in words. */
  readonly shown: string;
  /** The words of the button. */
  readonly more: string;
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    fetchNextPage(): Promise<unknown>;
  };
};

/** Stands under a list that comes page by page. */
export function ShowMore({ shown, more, query }: ShowMoreProps) {
  return (
    <Group gap="sm">
      <Text size="xs" c="dimmed">
        {shown}
      </Text>
      {query.hasNextPage ? (
        <Button
          size="xs"
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {more}
        </Button>
      ) : null}
    </Group>
  );
}
