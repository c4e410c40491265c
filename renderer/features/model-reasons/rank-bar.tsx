import { Anchor } from '@mantine/core';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import styles from './reasons.module.css';

/** The size of something as a bar and a figure. */
export function RankBar({ share, text }: { readonly share: number; readonly text: string }) {
  return (
    <div className={styles.rank}>
      <div className={styles.track} aria-hidden="true">
        <div className={styles.bar} style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }} />
      </div>
      <span>{text}</span>
    </div>
  );
}

type SidesProps = {
  readonly raises: number;
  readonly lowers: number;
  /** What it is of, for those who hear the links one by one. */
  readonly of: string;
  readonly onOpen: (side: 'raises' | 'lowers') => void;
};

/** How many customers it raises and lowers; each number opens them. */
export function Sides({ raises, lowers, of, onOpen }: SidesProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const link = (side: 'raises' | 'lowers', count: number, sign: string) =>
    count === 0 ? (
      <span>
        {sign} {format.integer(count)}
      </span>
    ) : (
      <Anchor
        component="button"
        type="button"
        fz="inherit"
        className={styles[side]}
        aria-label={t(`accounts.${side}`, { name: of }) + `: ${format.integer(count)}`}
        onClick={() => onOpen(side)}
      >
        {sign} {format.integer(count)}
      </Anchor>
    );
  return (
    <span className={styles.sides}>
      {link('raises', raises, '▲')}
      {link('lowers', lowers, '▼')}
    </span>
  );
}
