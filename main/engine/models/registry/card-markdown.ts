import type { Bilingual, MetricWithInterval, ModelCard } from '../../../../shared/contract/index.ts';
import { cardWords } from './card-words.ts';

type Language = keyof Bilingual;

/** The model card as Markdown: the record that section 13 of the definitions asks for, for people who read files. */
export function cardMarkdown(card: ModelCard, language: Language): string {
  const words = cardWords[language];
  const write = writers(language);
  const { test } = card;
  // What was brought in does not say what it learned from.
  const isKnown = card.origin !== 'imported' || card.trainingRows > 0;
  const sections: string[] = [
    `# ${card.name}`,
    card.why[language],
    list([
      [words.status, words.statuses[card.status]],
      [words.target, words.targets[card.target]],
      [words.kind, words.kinds[card.kind]],
      [words.made, card.createdAt],
      [words.id, `\`${card.id}\``],
      ['ONNX', `opset ${card.onnx.opset}, ${write.whole(card.onnx.bytes)} bytes`],
      ['SHA-256', `\`${card.onnx.sha256}\``],
    ]),
    `## ${words.intendedUse}\n\n${card.intendedUse[language]}`,
    `## ${words.limits}\n\n${card.limits.map((limit) => `- ${limit[language]}`).join('\n')}`,
    `## ${words.making}\n\n${list([
      [words.horizon, words.days(write.whole(card.horizonDays))],
      [words.gap, words.days(write.whole(card.gapDays))],
      [
        words.rule,
        card.outcome?.[language] ?? (card.labelRule === null ? words.unknown : words.ruleOf(card.labelRule)),
      ],
      [words.trainingSnapshots, isKnown ? span(card.trainingSnapshots, words.none) : words.unknown],
      [
        words.learnedFrom,
        isKnown ? words.rows(write.whole(card.trainingRows), write.whole(card.trainingChurned)) : words.unknown,
      ],
      ...(card.learnedUntil ? [[words.inUseLearned, card.learnedUntil] as const] : []),
      [words.calibrationSnapshots, isKnown ? span(card.calibrationSnapshots, words.none) : words.unknown],
      [words.testSnapshots, span(card.testSnapshots, words.none)],
      [words.calibration, `${card.calibration.method}. ${card.calibration.reason[language]}`],
    ])}`,
  ];
  if (test === null) sections.push(`## ${words.performance}\n\n${words.notTested}`);
  else {
    sections.push(
      `## ${words.performance}\n\n${words.tested(write.whole(test.rows), write.whole(test.churned), write.percent(test.baseRate))}\n\n${table(
        [words.measure, words.value, words.interval],
        [
          ['PR-AUC', write.decimal(test.prAuc.value), write.range(test.prAuc)],
          ['AUC', write.decimal(test.auc.value), write.range(test.auc)],
          [words.lift, write.decimal(test.liftTop10.value), write.range(test.liftTop10)],
          ['Brier', write.decimal(test.brier.value), write.range(test.brier)],
          [words.skill, write.decimal(test.brierSkill), '–'],
          [words.logLoss, write.decimal(test.logLoss.value), write.range(test.logLoss)],
          [words.slope, write.decimal(test.calibrationSlope), '–'],
          [words.intercept, write.decimal(test.calibrationIntercept), '–'],
        ],
      )}`,
    );
    sections.push(
      `## ${words.reliability}\n\n${table(
        [words.predicted, words.observed, words.interval, words.accounts, words.happened],
        test.reliability.map((bin) => [
          write.percent(bin.predicted),
          write.percent(bin.observed),
          `${write.percent(bin.low)} – ${write.percent(bin.high)}`,
          write.whole(bin.count),
          write.whole(bin.churned),
        ]),
      )}`,
    );
  }
  if (card.origins !== undefined && card.origins.length > 0)
    sections.push(
      `## ${words.origins}\n\n${table(
        [words.learnedUntil, words.testedOn, words.kind, words.happened, 'AUC', 'PR-AUC', words.skill, words.slope],
        card.origins.map(({ learnedUntil, testFrom, testUntil, kind, test: part }) => [
          learnedUntil,
          testFrom === testUntil ? testFrom : `${testFrom} – ${testUntil}`,
          words.kinds[kind as ModelCard['kind']] ?? kind,
          write.whole(part.churned),
          write.both(part.auc),
          write.both(part.prAuc),
          write.decimal(part.brierSkill),
          write.decimal(part.calibrationSlope),
        ]),
      )}`,
    );
  if (card.capacity)
    sections.push(
      `## ${words.capacity}\n\n${table(
        [words.top, words.recall, words.precision, words.revenue],
        card.capacity.points.map(({ top, recall, precision, revenue }) => [
          write.whole(top),
          write.share(recall),
          write.share(precision),
          revenue === null ? '–' : write.share(revenue),
        ]),
      )}`,
    );
  if (card.segments !== undefined && card.segments.length > 0)
    sections.push(
      `## ${words.segments}\n\n${table(
        [words.part, words.accounts, words.happened, words.observed, words.predicted, 'AUC', words.lift],
        card.segments.map((part) => [
          `${part.label[language]}: ${part.value}`,
          write.whole(part.rows),
          write.whole(part.churned),
          write.percent(part.observed),
          write.percent(part.predicted),
          write.both(part.auc),
          write.both(part.liftTop10),
        ]),
      )}`,
    );
  sections.push(
    `## ${words.leakage}\n\n${
      card.leakage.length === 0
        ? words.noLeakage
        : card.leakage
            .map(
              ({ feature, verdict, gini, why }) =>
                `- \`${feature}\` (${words.verdicts[verdict]}, Gini ${write.decimal(gini)})${why === undefined ? '' : `: ${why[language]}`}`,
            )
            .join('\n')
    }`,
    `## ${words.features}\n\n${table(
      [words.feature, words.meaning, words.knownAt, words.importance],
      card.features.map(({ name, description, knownAt, importance }) => [
        `\`${name}\``,
        description[language],
        knownAt[language],
        write.decimal(importance),
      ]),
    )}`,
  );
  return `${sections.join('\n\n')}\n`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

function list(facts: readonly (readonly [string, string])[]): string {
  return facts.map(([name, value]) => `- **${name}**: ${value}`).join('\n');
}

function span(days: readonly string[], none: string): string {
  const sorted = [...days].sort();
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return none;
  return first === last ? first : `${first} – ${last} (${sorted.length})`;
}

function writers(language: Language) {
  const locale = language === 'es' ? 'es-ES' : 'en-US';
  const number = (options: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(locale, { useGrouping: 'always', ...options });
  const integers = number({ maximumFractionDigits: 0 });
  const decimals = number({ minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const percents = number({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const or = (value: number | null, format: Intl.NumberFormat): string => (value === null ? '–' : format.format(value));
  const decimal = (value: number | null): string => or(value, decimals);
  const percent = (value: number | null): string => or(value, percents);
  const range = ({ low, high }: MetricWithInterval): string =>
    low === null || high === null ? '–' : `${decimal(low)} – ${decimal(high)}`;
  return {
    whole: (value: number) => integers.format(value),
    decimal,
    percent,
    range,
    both: (metric: MetricWithInterval) =>
      metric.low === null ? decimal(metric.value) : `${decimal(metric.value)} (${range(metric)})`,
    share: ({ value, low, high }: MetricWithInterval) =>
      low === null || high === null ? percent(value) : `${percent(value)} (${percent(low)} – ${percent(high)})`,
  };
}
