import type { AccountSet, Bilingual, PortfolioArea } from '../../../shared/contract/index.ts';

const analyses = {
  retention: { en: 'the retention table', es: 'la tabla de retención' },
  funnel: { en: 'the funnel', es: 'el embudo' },
  lifecycle: { en: 'the lifecycle', es: 'el ciclo de vida' },
  stickiness: { en: 'the stickiness', es: 'la frecuencia de uso' },
  interval: { en: 'the usage interval', es: 'el intervalo de uso' },
  trend: { en: 'the trend', es: 'la tendencia' },
  path: { en: 'the paths', es: 'los recorridos' },
  driver: { en: 'the drivers', es: 'los factores' },
  revenue: { en: 'the revenue movements', es: 'los movimientos de ingresos' },
  portfolio: { en: 'the portfolio', es: 'la cartera' },
  survival: { en: 'the survival curve', es: 'la curva de supervivencia' },
  reason: { en: 'the reasons of the model', es: 'las razones del modelo' },
} as const satisfies Record<Exclude<AccountSet['of'], 'segment'>, Bilingual>;

/** Which number of which analysis; its question is told where the analysis is opened. */
export function setWords(set: AccountSet, segmentName: (id: number) => string): Bilingual {
  if (set.of === 'segment') {
    const name = segmentName(set.segment);
    return { en: `the segment “${name}”`, es: `el segmento “${name}”` };
  }
  const place = placeOf(set);
  const analysis = analyses[set.of];
  return { en: `${analysis.en} (${place.en})`, es: `${analysis.es} (${place.es})` };
}

function placeOf(set: Exclude<AccountSet, { of: 'segment' }>): Bilingual {
  const group = 'group' in set && set.group !== undefined ? `, ${set.group ?? '–'}` : '';
  switch (set.of) {
    case 'retention': {
      const which = {
        retained: { en: 'retained', es: 'retenidas' },
        lost: { en: 'lost', es: 'perdidas' },
        all: { en: 'all', es: 'todas' },
      }[set.which];
      return {
        en: `cohort ${set.cohort}, period ${set.index}, ${which.en}`,
        es: `cohorte ${set.cohort}, periodo ${set.index}, ${which.es}`,
      };
    }
    case 'funnel':
      return set.which === 'reached'
        ? { en: `reached step ${set.step + 1}${group}`, es: `llegaron al paso ${set.step + 1}${group}` }
        : {
            en: `dropped before step ${set.step + 1}${group}`,
            es: `abandonaron antes del paso ${set.step + 1}${group}`,
          };
    case 'lifecycle':
      return both(`${set.period}, ${set.state}`);
    case 'stickiness':
      return { en: `${set.intervals} active intervals`, es: `${set.intervals} intervalos activos` };
    case 'interval':
      return { en: `${set.days} days`, es: `${set.days} días` };
    case 'trend':
      return {
        en: `${set.period}, measure ${set.measure + 1}${group}`,
        es: `${set.period}, medida ${set.measure + 1}${group}`,
      };
    case 'path':
      return {
        en: `step ${set.step}, ${set.event ?? set.kind}`,
        es: `paso ${set.step}, ${set.event ?? set.kind}`,
      };
    case 'driver': {
      const did = set.side === 'did';
      return {
        en: `${did ? 'did' : 'did not do'} “${set.event}” at least ${set.atLeast} times`,
        es: `${did ? 'hicieron' : 'no hicieron'} “${set.event}” al menos ${set.atLeast} veces`,
      };
    }
    case 'reason': {
      const what = set.feature ?? set.theme ?? '';
      return set.which === 'raises'
        ? { en: `${what} raises the risk`, es: `${what} sube el riesgo` }
        : { en: `${what} lowers the risk`, es: `${what} baja el riesgo` };
    }
    case 'survival': {
      const days = set.day === undefined ? '' : String(set.day);
      const which = {
        all: { en: 'all', es: 'todas' },
        left: {
          en: days === '' ? 'left' : `left within ${days} days`,
          es: days === '' ? 'se fueron' : `se fueron en ${days} días`,
        },
        there: {
          en: days === '' ? 'still there' : `still there after ${days} days`,
          es: days === '' ? 'siguen' : `siguen tras ${days} días`,
        },
      }[set.which];
      return { en: `${which.en}${group}`, es: `${which.es}${group}` };
    }
    case 'portfolio':
      return portfolioWords(set.area);
    case 'revenue':
      return {
        en: `${set.period}, ${movements[set.movement].en}${group}`,
        es: `${set.period}, ${movements[set.movement].es}${group}`,
      };
  }
}

function portfolioWords(area: PortfolioArea): Bilingual {
  switch (area.of) {
    case 'polygon':
      return { en: 'drawn area', es: 'área dibujada' };
    case 'ranges': {
      const parts = (['revenue', 'seats', 'risk', 'health'] as const).flatMap((measure) => {
        const { from, to } = area[measure] ?? {};
        return from === undefined && to === undefined ? [] : [`${measure} ${from ?? ''}–${to ?? ''}`];
      });
      return parts.length === 0 ? { en: 'all', es: 'todas' } : both(parts.join(', '));
    }
    case 'group':
      return both([area.owner, area.segment].map((value) => value ?? '–').join(', '));
    case 'month':
      return both(area.band === undefined ? area.month : `${area.month}, ${area.band}`);
  }
}

const movements = {
  new: { en: 'new', es: 'nuevas' },
  expansion: { en: 'expansion', es: 'expansión' },
  contraction: { en: 'contraction', es: 'contracción' },
  churn: { en: 'churn', es: 'bajas' },
  reactivation: { en: 'reactivation', es: 'reactivación' },
  start: { en: 'at the start', es: 'al inicio' },
  end: { en: 'at the end', es: 'al final' },
  'won-and-lost': { en: 'won and lost', es: 'ganadas y perdidas' },
  returned: { en: 'returned', es: 'volvieron' },
  due: { en: 'due', es: 'vencen' },
  renewed: { en: 'renewed', es: 'renovadas' },
  'not-renewed': { en: 'not renewed', es: 'no renovadas' },
} as const satisfies Record<Extract<AccountSet, { of: 'revenue' }>['movement'], Bilingual>;

const both = (text: string): Bilingual => ({ en: text, es: text });
