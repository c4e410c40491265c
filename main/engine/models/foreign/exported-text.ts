import type { StoredModel } from '../queries.ts';

/** What another program needs to use a model's ONNX file: inputs in order, outputs, golden rows, and the card. */
export function exportedText({ card, definition, golden }: StoredModel): string {
  const { foreign } = definition;
  const inputs = foreign?.plan.inputs ?? [
    {
      name: 'features',
      type: 'float',
      rank: 2,
      columns: definition.features.map((name) => ({ name, feature: name, missing: null })),
    },
  ];
  const output = foreign?.plan.output ?? { name: 'probability', column: 0, reading: 'probability' };
  return `${JSON.stringify({ model: card.id, features: definition.features, inputs, output, golden, card }, null, 2)}\n`;
}
