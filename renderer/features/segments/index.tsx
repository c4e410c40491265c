import { z } from 'zod';
import { segmentRule } from '../../../shared/contract/index.ts';
import { useUrlState } from '../../app/search.ts';
import { SegmentPage } from './editor.tsx';
import { SegmentList } from './list.tsx';

const view = z.object({
  search: z.coerce.string().default(''),
  /** The segment that is being edited. */
  edit: z.union([z.literal('new'), z.number().int().positive()]).optional(),
  /** Its rule as far as it is built, where it is not the saved one. */
  rule: segmentRule.optional(),
});

/** Saved groups of accounts, and the builder of their rules. */
export function SegmentsPage() {
  const [{ search, edit, rule }, setView] = useUrlState(view);
  if (edit === undefined) {
    return (
      <SegmentList
        search={search}
        onSearch={(text) => setView({ search: text })}
        onEdit={(id) => setView({ edit: id, rule: undefined }, { push: true })}
      />
    );
  }
  return (
    <SegmentPage
      key={edit}
      id={edit === 'new' ? null : edit}
      draft={rule}
      onDraft={(next) => setView({ rule: next })}
      onClose={() => setView({ edit: undefined, rule: undefined }, { push: true })}
      onSaved={(id) => setView({ edit: id, rule: undefined })}
    />
  );
}
