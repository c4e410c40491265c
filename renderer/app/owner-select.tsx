import { Select } from '@mantine/core';

const everybody = 'all:';
/** Before an owner's name, so that no name can be taken for a choice of ours; alone: nobody. */
const of = 'o:';

type OwnerSelectProps = {
  readonly label: string;
  readonly texts: { readonly all: string; readonly nobody: string };
  readonly width: number;
  readonly owners: readonly string[];
  /** Undefined: everybody's; empty: those of nobody. */
  readonly owner: string | undefined;
  readonly onOwner: (owner: string | undefined) => void;
};

/** Whose: everybody's, nobody's, or those of one owner. */
export function OwnerSelect({ label, texts, width, owners, owner, onOwner }: OwnerSelectProps) {
  return (
    <Select
      size="xs"
      label={label}
      w={width}
      allowDeselect={false}
      searchable={owners.length > 8}
      value={owner === undefined ? everybody : `${of}${owner}`}
      data={[
        { value: everybody, label: texts.all },
        { value: of, label: texts.nobody },
        ...owners.map((name) => ({ value: `${of}${name}`, label: name })),
      ]}
      onChange={(value) => onOwner(value === null || value === everybody ? undefined : value.slice(of.length))}
    />
  );
}
