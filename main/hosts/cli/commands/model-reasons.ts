import { table } from '../output.ts';
import type { Command } from '../command.ts';
import { withWorkspace } from '../with-workspace.ts';
import { modelOf, ofModel, points } from './model-option.ts';

export const modelReasons: Command = {
  name: 'models reasons',
  usage: 'models reasons --workspace DIR [--feature NAME] [--permutation]',
  summary: 'what drives the scores of the whole book',
  options: {
    ...ofModel,
    feature: { help: 'how this feature’s part goes with its value' },
    permutation: { flag: true, help: 'what the model loses without each feature, on the time of its test' },
  },
  async run(given, output) {
    const feature = given.optional('feature');
    await withWorkspace(given, async ({ client: { explanations } }) => {
      if (feature !== undefined) {
        const answer = await explanations.dependence({ feature, ...modelOf(given) });
        output.answer(answer, () =>
          [
            `${answer.description.en}: ${answer.customers} customers as of ${answer.asOf}`,
            table(
              ['from', 'to', 'customers', 'mean points', '10 %', '90 %'],
              answer.bins.map((bin) => [
                round(bin.from),
                round(bin.to),
                bin.count,
                points(bin.part),
                points(bin.low),
                points(bin.high),
              ]),
            ),
            `Missing: ${answer.missing.count}${answer.missing.part === null ? '' : `, mean points ${points(answer.missing.part)}`}`,
          ].join('\n'),
        );
        return;
      }
      if (given.flag('permutation')) {
        const answer = await explanations.permutation(modelOf(given));
        output.answer(answer, () =>
          answer.why !== null
            ? answer.why.en
            : [
                `${answer.rows} rows of ${answer.accounts} accounts, it came true of ${answer.cameTrue} rows${answer.unseen ? ', later than what the model learned from' : ''}.`,
                table(
                  ['feature', 'rise of log loss', 'from', 'to', 'fall of AUC'],
                  answer.features.map(({ feature: name, lossRise, aucFall }) => [
                    name,
                    lossRise.value.toFixed(5),
                    lossRise.low.toFixed(5),
                    lossRise.high.toFixed(5),
                    aucFall?.toFixed(4) ?? null,
                  ]),
                ),
              ].join('\n'),
        );
        return;
      }
      const answer = await explanations.ranking(modelOf(given));
      output.answer(answer, () =>
        [
          `${answer.customers} customers as of ${answer.asOf}, by ${answer.model.name}`,
          table(
            ['theme', 'mean points', 'raises', 'lowers'],
            answer.themes.map((row) => [row.theme, points(row.meanSize), row.raises, row.lowers]),
          ),
          '',
          table(
            ['feature', 'theme', 'mean points', 'raises', 'lowers', 'missing'],
            answer.features.map((row) => [
              row.feature,
              row.theme,
              points(row.meanSize),
              row.raises,
              row.lowers,
              row.missing,
            ]),
          ),
        ].join('\n'),
      );
    });
  },
};

const round = (value: number): number => Math.round(value * 100) / 100;

export const modelFeatures: Command = {
  name: 'models features',
  usage: 'models features --workspace DIR [--model ID]',
  summary: 'everything that models can learn from, with its rules',
  options: ofModel,
  async run(given, output) {
    await withWorkspace(given, async ({ client: { explanations } }) => {
      const answer = await explanations.features(modelOf(given));
      output.answer(answer, () =>
        table(
          ['feature', 'theme', 'unit', 'from', 'read', 'what it is'],
          answer.map((row) => [
            row.feature,
            row.theme,
            row.unit,
            row.source,
            row.isRead ? 'yes' : 'no',
            row.description.en,
          ]),
        ),
      );
    });
  },
};
