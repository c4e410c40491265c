import type { Calibration } from '../../../stats/index.ts';
import type { OnnxNode, OnnxTensor } from './proto.ts';
import { doubleTensor, float32, float64, intAttribute, node } from './proto.ts';

export interface GraphPart {
  nodes: OnnxNode[];
  constants: OnnxTensor[];
}

/** Nodes from `log_odds` [N, 1] to `probability` [N, 1]. Computed in float64, because float32 would lose digits twice. */
export function calibrationNodes(calibration: Calibration): GraphPart {
  const wide = node('Cast', ['log_odds'], ['log_odds_wide'], [intAttribute('to', float64)]);
  const narrow = node('Cast', ['probability_wide'], ['probability'], [intAttribute('to', float32)]);
  const inner = calibration.method === 'isotonic' ? isotonicNodes(calibration) : sigmoidNodes(calibration);
  return { nodes: [wide, ...inner.nodes, narrow], constants: inner.constants };
}

function sigmoidNodes(calibration: Exclude<Calibration, { method: 'isotonic' }>): GraphPart {
  const { slope, offset } = calibration.method === 'sigmoid' ? calibration : { slope: 1, offset: 0 };
  return {
    nodes: [
      node('Mul', ['log_odds_wide', 'calibration_slope'], ['scaled']),
      node('Add', ['scaled', 'calibration_offset'], ['calibrated_log_odds']),
      node('Sigmoid', ['calibrated_log_odds'], ['probability_wide']),
    ],
    constants: [doubleTensor('calibration_slope', [slope], [1]), doubleTensor('calibration_offset', [offset], [1])],
  };
}

/**
 * A piecewise linear curve as a sum: y0 + Σ slope_i · clamp(x − x_i, 0, x_(i+1) − x_i). It is level beyond the ends.
 */
function isotonicNodes(calibration: Extract<Calibration, { method: 'isotonic' }>): GraphPart {
  const { logOdds, probability } = calibration;
  const pieces = Math.max(1, logOdds.length - 1);
  const starts: number[] = [];
  const widths: number[] = [];
  const slopes: number[] = [];
  for (let piece = 0; piece < pieces; piece++) {
    const width = (logOdds[piece + 1] ?? logOdds[piece]! + 1) - logOdds[piece]!;
    const rise = (probability[piece + 1] ?? probability[piece]!) - probability[piece]!;
    starts.push(logOdds[piece]!);
    widths.push(width);
    slopes.push(rise / width);
  }
  return {
    nodes: [
      node('Sub', ['log_odds_wide', 'knot_starts'], ['past_knots']),
      node('Max', ['past_knots', 'zero'], ['past_knots_low']),
      node('Min', ['past_knots_low', 'knot_widths'], ['within_pieces']),
      node('MatMul', ['within_pieces', 'knot_slopes'], ['rise']),
      node('Add', ['rise', 'lowest_probability'], ['probability_wide']),
    ],
    constants: [
      doubleTensor('knot_starts', starts, [1, pieces]),
      doubleTensor('knot_widths', widths, [1, pieces]),
      doubleTensor('knot_slopes', slopes, [pieces, 1]),
      doubleTensor('zero', [0], [1]),
      doubleTensor('lowest_probability', [probability[0]!], [1]),
    ],
  };
}
