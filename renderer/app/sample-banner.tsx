import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconFlask } from '@tabler/icons-react';
import { useMessages } from '../ui/messages.ts';
import { appMessages } from './messages.ts';
import { tourMessages } from './tour-steps.ts';
import { useTour } from './tour.tsx';
import styles from './shell.module.css';

/** Says on every page that this book is generated and that everyone knows its passphrase. */
export function SampleBanner() {
  const t = useMessages(appMessages);
  const words = useMessages(tourMessages);
  const { step, goTo } = useTour();
  return (
    <div className={styles.banner} role="note">
      <IconFlask size={16} aria-hidden="true" />
      <span>{t('sample.banner')}</span>
      {step === null ? (
        <Anchor component="button" size="xs" fw={600} underline="always" inherit onClick={() => goTo(0)}>
          {words('start')}
        </Anchor>
      ) : null}
      <Anchor component={Link} to="/welcome" size="xs" fw={600} underline="always" inherit>
        {t('sample.action')}
      </Anchor>
    </div>
  );
}
