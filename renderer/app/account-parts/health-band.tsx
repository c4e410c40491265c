import { Badge } from '@mantine/core';
import type { HealthBandName } from '../../../shared/contract/index.ts';
import type { ChartTokens } from '../../ui/chart-theme.ts';
import { useMessages } from '../../ui/messages.ts';
import { healthMessages } from './health-messages.ts';

/** Orange, sand and blue keep apart for every kind of colour vision; the word always stands beside. */
const bandBadges = { red: 'orange', amber: 'yellow', green: 'harbour', none: 'gray' } as const;

export function bandColours({ raises, lowers, neutral, series }: ChartTokens) {
  return { red: raises, amber: series[4] ?? neutral, green: lowers, none: neutral };
}

/** The band of a score, as a word beside its colour. */
export function HealthBandBadge({ band }: { readonly band: HealthBandName | null }) {
  const t = useMessages(healthMessages);
  const name = band ?? 'none';
  return (
    <Badge variant="dot" color={bandBadges[name]} tt="none" style={{ flex: 'none', minWidth: 'max-content' }}>
      {t(`band.${name}`)}
    </Badge>
  );
}
