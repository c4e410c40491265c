import type { ReviewRow } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { ActForm, DismissForm, WatchForm, WrongForm } from './decide-dialogs.tsx';
import type { Given, Scoring } from './decide-dialogs.tsx';
import type { Deciding } from './decision-bar.tsx';
import { Dialog } from './dialog.tsx';
import { messages } from './messages.ts';
import { AssignDialog, NoteDialog } from './side-dialogs.tsx';

type DecisionDialogProps = {
  readonly what: Deciding;
  readonly row: ReviewRow;
  readonly scoring: Scoring;
  readonly isSaving: boolean;
  readonly error: unknown;
  readonly onDecide: (given: Given) => void;
  readonly onClose: () => void;
};

/** The question that a key opens. */
export function DecisionDialog({ what, row, scoring, isSaving, error, onDecide, onClose }: DecisionDialogProps) {
  const t = useMessages(messages);
  if (what === 'assign') return <AssignDialog row={row} onClose={onClose} />;
  if (what === 'note') return <NoteDialog row={row} onClose={onClose} />;
  const props = { row, isSaving, onDecide, onClose };
  return (
    <Dialog title={t(`${what}.title`, { name: row.name })} onClose={onClose} error={error}>
      {what === 'act' ? <ActForm {...props} /> : null}
      {what === 'watch' ? <WatchForm {...props} /> : null}
      {what === 'dismiss' ? <DismissForm {...props} /> : null}
      {what === 'wrong' ? <WrongForm {...props} scoring={scoring} /> : null}
    </Dialog>
  );
}
