import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { LocalChange, ReviewRow } from '../../../shared/contract/index.ts';
import { accountPath } from '../../app/account-id.ts';
import { EvidenceDrawer } from '../../app/account-parts/evidence-drawer.tsx';
import { useApi } from '../../app/client.tsx';
import { useUndo } from '../../app/undo.tsx';
import { useMessages } from '../../ui/messages.ts';
import { AccountCard } from './account-card.tsx';
import { queriesOf } from './card-queries.ts';
import type { Scoring } from './decide-dialogs.tsx';
import { deciding as decidings, DecisionBar, keyOf } from './decision-bar.tsx';
import type { Deciding, Moving } from './decision-bar.tsx';
import { DecisionDialog } from './decision-dialog.tsx';
import { messages } from './messages.ts';
import { reasonsShown } from './reasons-part.tsx';
import { usePageKeys } from './use-page-keys.ts';
import type { Sitting } from './use-sitting.ts';
import type { ReviewView } from './view.ts';

type ReviewDeskProps = {
  readonly sitting: Sitting;
  readonly scoring: Scoring;
  readonly row: ReviewRow;
  readonly place: number;
  readonly rows: string | undefined;
  readonly onView: (change: Partial<ReviewView>) => void;
};

/** The account in hand, what can be decided about it, and where one goes next. */
export function ReviewDesk({ sitting, scoring, row, place, rows, onView }: ReviewDeskProps) {
  const t = useMessages(messages);
  const api = useApi();
  const navigate = useNavigate();
  const heading = useRef<HTMLHeadingElement>(null);
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const [done, setDone] = useState<LocalChange['title'] | null>(null);
  // Asked ahead, so that the first dismissal is not kept waiting.
  useQuery(api.decisions.reasons.queryOptions());
  const account = useQuery(queriesOf(api, row.id).account).data;
  const reasons = account?.score?.reasons ?? row.reasons;
  useFocusOnChange(heading, row.id);

  const goTo = (id: string | null | undefined): void =>
    onView(
      id === null || id === undefined
        ? { at: undefined, end: true, rows: undefined }
        : { at: id, end: false, rows: undefined },
    );
  const { undo } = useUndo(({ accountId }) => {
    setDone(null);
    if (sitting.rows.some(({ id }) => id === accountId)) goTo(accountId);
  });
  const record = useMutation(
    api.decisions.record.mutationOptions({
      onSuccess: ({ change, decision }) => {
        setDeciding(null);
        setDone(change.title);
        goTo(sitting.after(decision.accountId));
      },
    }),
  );
  const close = (): void => {
    setDeciding(null);
    record.reset();
    heading.current?.focus();
  };
  const openReason = (index: number): void => {
    const feature = reasons[index]?.feature;
    if (feature !== undefined) onView({ rows: feature });
  };
  const onMove: Partial<Record<Moving, () => void>> = {
    ...(place > 0 ? { back: () => goTo(sitting.rows[place - 1]?.id) } : {}),
    next: () => goTo(sitting.rows[place + 1]?.id),
    undo,
    open: () => void navigate({ to: accountPath(row.id) }),
  };
  usePageKeys({
    ...Object.fromEntries(decidings.map((what) => [keyOf[what], () => setDeciding(what)])),
    [keyOf.back]: onMove.back,
    ArrowLeft: onMove.back,
    [keyOf.next]: onMove.next,
    ArrowRight: onMove.next,
    [keyOf.undo]: onMove.undo,
    [keyOf.evidence]: () => openReason(0),
    [keyOf.open]: onMove.open,
    ...Object.fromEntries(
      Array.from({ length: reasonsShown }, (_, index) => [String(index + 1), () => openReason(index)]),
    ),
  });

  return (
    <>
      <AccountCard
        row={row}
        reasons={reasons}
        decision={sitting.decided.get(row.id) ?? null}
        horizonDays={scoring.horizonDays}
        position={t('position', { place: place + 1, total: sitting.rows.length })}
        headingRef={heading}
        onRows={(feature) => onView({ rows: feature })}
      />
      <DecisionBar done={done} onDecide={setDeciding} onMove={onMove} />
      {deciding === null ? null : (
        <DecisionDialog
          key={`${row.id} ${deciding}`}
          what={deciding}
          row={row}
          scoring={scoring}
          isSaving={record.isPending}
          error={record.error}
          onDecide={(given) => record.mutate({ ...given, accountId: row.id })}
          onClose={close}
        />
      )}
      <EvidenceDrawer
        id={row.id}
        feature={row.probability === null ? null : (rows ?? null)}
        onClose={() => onView({ rows: undefined })}
      />
    </>
  );
}

/** A screen reader says the new account when its heading gets the focus; the first one is left to the page. */
function useFocusOnChange(heading: RefObject<HTMLElement | null>, id: string): void {
  const shown = useRef(id);
  useEffect(() => {
    if (shown.current === id) return;
    shown.current = id;
    heading.current?.focus({ preventScroll: true });
  }, [heading, id]);
}
