import { instantOfSeconds } from '../../../../shared/domain/time.ts';
import { type CsvValue, rowFile, type SampleFile } from './csv.ts';
import { troubleOf } from './hidden-process.ts';
import type { Life } from './lives.ts';
import type { SampleSettings } from './options.ts';
import { createRandom } from './random.ts';

interface Signal {
  account: string;
  name: string;
  day: number;
  value: number;
}

function signalsOf(life: Life, settings: SampleSettings): Signal[] {
  const { account, path } = life;
  const random = createRandom(settings.seed, `signals ${account.id}`);
  const watched = random.between(40, 120);
  const signals: Signal[] = [];
  let nextTraffic = path.firstIndex + random.whole(5, 60);
  for (let index = path.firstIndex; index < path.endIndex; index++) {
    const stage = troubleOf(path.states[index]!)?.stage ?? 0;
    const add = (name: string, value: number): void => {
      signals.push({ account: account.id, name, day: settings.firstDay + index, value });
    };
    if (index >= nextTraffic) {
      // Weak on purpose: a shift of half a standard deviation at most.
      add('web_traffic_change', Math.round(18 * random.normal() - 2.5 * stage + 2 * account.fit));
      nextTraffic = index + Math.round(watched * random.between(0.7, 1.3));
    }
    if (random.chance(stage >= 2 ? 1 / 700 : 1 / 2200)) add('layoffs', random.whole(3, 30));
    if (random.chance(stage >= 2 ? 1 / 900 : 1 / 420)) add('hiring', random.whole(1, 25));
    if (random.chance(1 / 1800)) add('funding_round', random.whole(1, 40) * 500_000);
  }
  return signals;
}

/** Weakly telling news from outside: traffic in per cent, staff as people, funding in currency units. */
export function signalsFile(lives: readonly Life[], settings: SampleSettings): SampleFile {
  const rows = (): CsvValue[][] =>
    lives
      .flatMap((life) => signalsOf(life, settings))
      .sort((a, b) => a.day - b.day)
      .map(({ account, name, day, value }) => [account, name, instantOfSeconds(day * 86_400 + 6 * 3600), value]);
  return rowFile('signals.csv', 'signals', ['account_id', 'name', 'observed_at', 'value'], rows);
}
