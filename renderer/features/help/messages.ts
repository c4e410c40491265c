import { defineMessages } from '../../ui/messages.ts';

export const messages = defineMessages('help', {
  en: {
    title: 'What the numbers mean',
    intro: 'The rules by which Holdfast counts. A number’s own button says which values it used.',
    search: 'Find a term',
    nothing: 'No term matches.',
    goTo: 'Open the page',
    'chapter.churn': 'Accounts at risk',
    'chapter.models': 'Models',
    'chapter.behaviour': 'Behaviour',
    'chapter.revenue': 'Revenue',
    'chapter.trust': 'What to trust',
    'term.probability': 'Churn probability',
    'rule.probability':
      'The calibrated chance that the account meets the churn rule within the model’s horizon, counted from the day of the score. Of a hundred accounts at 20 %, about twenty should leave.',
    'term.atRisk': 'Revenue at risk',
    'rule.atRisk': 'Churn probability × twelve times the monthly recurring revenue, each currency by itself.',
    'term.reasons': 'Reasons',
    'rule.reasons':
      'Exact Shapley values of the trees: signed parts that together with the book’s average give the score, to a millionth. A reason says what the model weighed, not what caused it.',
    'term.hints': 'What could change it',
    'rule.hints':
      'What the model would answer if a value that a person can act on were as it is at similar accounts. It is no promise of an effect: only an experiment shows that.',
    'term.survival': 'Survival at renewal',
    'rule.survival':
      'The chance that the account is still a customer the day after its next term ends, from a survival curve with intervals.',
    'term.lifetime': 'Lifetime value',
    'rule.lifetime':
      'Expected future purchases or renewals × their value. Books without contracts use BG/NBD and Gamma-Gamma, contracts a shifted beta-geometric; the page asks which you have.',
    'term.health': 'Health score',
    'rule.health':
      'Measures make pillars, pillars the total, by weights that you set. A missing measure gives its weight to the others; below 50 % coverage there is no score. Red below 50, amber below 75, green from 75: lower edges belong to the band.',
    'term.snapshot': 'Snapshot, horizon, gap',
    'rule.snapshot':
      'A model learns from what was known on past days (snapshots) and what followed within the horizon. Between learning and testing lies a gap as long as the horizon, so that nothing is known early.',
    'term.auc': 'AUC',
    'rule.auc':
      'Of two accounts on the same day, one that left and one that stayed: how often the model puts the right one higher. 0.5 is chance.',
    'term.prAuc': 'PR-AUC',
    'rule.prAuc': 'Mean share of real departures among those flagged, over all thresholds. Chance is the base rate.',
    'term.brier': 'Brier score and skill',
    'rule.brier':
      'Mean squared distance between probability and outcome; skill compares it with always saying the base rate. 0 is no better, 1 is perfect.',
    'term.calibration': 'Calibration',
    'rule.calibration':
      'Whether 20 % means 20 %. A slope of 1 is right; below 1 the model is too sure of itself. Bins hold at least ten departures.',
    'term.lift': 'Lift',
    'rule.lift': 'Departures among the tenth with the highest scores, against what a random tenth would hold.',
    'term.leakage': 'Leakage',
    'rule.leakage':
      'A field that knows the future. Alone it must not tell leavers too well: from a Gini of 0.85 it is flagged, from 0.975 it is removed. Fields without history stay out.',
    'term.drift': 'Drift',
    'rule.drift':
      'The population stability index compares the values of today with those of the training time. Beside it stands what chance alone would give for a book of this size.',
    'term.champion': 'Champion and challengers',
    'rule.champion':
      'One model scores. A challenger takes its place where it is better on the next period that neither has seen, by a paired bootstrap interval, or where a person decides so with a reason.',
    'term.backtest': 'Backtest',
    'rule.backtest':
      'As of each past month: whom the model of that time would have flagged, and what became of them. Months whose horizon has not ended are open.',
    'term.retention': 'Retention',
    'rule.retention':
      '“On” counts who came back in a period, “on or after” who came back then or later, brackets who came back within the days, a streak who came back in each period until then. Periods are of the calendar, or roll from the first event.',
    'term.incomplete': 'Incomplete cells',
    'rule.incomplete':
      'A star marks a period that has not ended for everyone when the data ends. Such cells stay out of averages.',
    'term.funnel': 'Funnel',
    'rule.funnel':
      'Steps within a window that starts with the first one; exactly at its end still counts. Of several entries the longest way counts, then the earliest. Two equal events need two events.',
    'term.lifecycle': 'Lifecycle',
    'rule.lifecycle':
      'New: first active period. Returning: active in the one before too. Resurrected: active again. Dormant: active before, not now.',
    'term.stickiness': 'Stickiness',
    'rule.stickiness': 'Mean of daily active accounts, divided by those active over the trailing 28 days.',
    'term.drivers': 'Drivers',
    'rule.drivers':
      'Behaviours that go with staying, counted before the outcome and corrected for how many were looked at. They are never causes.',
    'term.mrr': 'MRR and ARR',
    'rule.mrr':
      'Recurring revenue that runs on a day, by month; twelve times that by year. One-off amounts are not in it.',
    'term.grr': 'GRR',
    'rule.grr':
      'Of the revenue at the start, what is still there, each account at most at its own start: growth of one cannot hide the loss of another. Never above 100 %.',
    'term.nrr': 'NRR',
    'rule.nrr': 'Of the revenue at the start, what those same accounts pay at the end. New customers are not in it.',
    'term.logoChurn': 'Logo churn',
    'rule.logoChurn':
      'Share of the accounts at the start that pay nothing at the end. Won and lost within the period are listed apart.',
    'term.dueRenewals': 'Due renewals',
    'rule.dueRenewals':
      'Another family: of what was up for renewal in the period, what was renewed. Not comparable with GRR and NRR.',
    'term.wilson': 'Intervals',
    'rule.wilson':
      'Shares carry 95 % Wilson intervals: 2 of 20 is 10 %, and anything from 3 % to 30 % fits. Where the interval is wide, the number is not to be built on.',
    'term.suppressed': 'Hidden cells',
    'rule.suppressed': 'Cells about fewer accounts than the number you set show a dot.',
    'term.several': 'Many comparisons',
    'rule.several':
      'Who compares twenty groups finds one by chance. Group differences are judged by Fisher’s exact test and corrected by Benjamini and Hochberg.',
    'term.asOf': 'As of',
    'rule.asOf': 'The last instant of the data, not of the clock: an export of May speaks of May.',
    'term.dataVersion': 'Data version',
    'rule.dataVersion': 'Goes up with each import and each undo. Two answers of one version are of the same data.',
    'term.knownAt': 'Known at',
    'rule.knownAt':
      'When a row became known here. Models never read what was not yet known on the day that they look at.',
  },
  es: {
    title: 'Qué significan los números',
    intro: 'Las reglas con las que cuenta Holdfast. El botón de cada número dice qué valores ha usado.',
    search: 'Buscar un término',
    nothing: 'Ningún término coincide.',
    goTo: 'Abrir la página',
    'chapter.churn': 'Cuentas en riesgo',
    'chapter.models': 'Modelos',
    'chapter.behaviour': 'Comportamiento',
    'chapter.revenue': 'Ingresos',
    'chapter.trust': 'De qué fiarse',
    'term.probability': 'Probabilidad de abandono',
    'rule.probability':
      'La probabilidad calibrada de que la cuenta cumpla la regla de abandono dentro del horizonte del modelo, desde el día de la puntuación. De cien cuentas con un 20 %, deberían irse unas veinte.',
    'term.atRisk': 'Ingresos en riesgo',
    'rule.atRisk':
      'Probabilidad de abandono × doce veces los ingresos recurrentes mensuales, cada moneda por separado.',
    'term.reasons': 'Motivos',
    'rule.reasons':
      'Valores de Shapley exactos de los árboles: partes con signo que, con la media de la cartera, dan la puntuación hasta la millonésima. Un motivo dice qué ha pesado en el modelo, no qué lo ha causado.',
    'term.hints': 'Qué podría cambiarla',
    'rule.hints':
      'Lo que respondería el modelo si un valor sobre el que se puede actuar fuera como en cuentas parecidas. No promete un efecto: eso solo lo demuestra un experimento.',
    'term.survival': 'Permanencia en la renovación',
    'rule.survival':
      'La probabilidad de que la cuenta siga siendo cliente el día después de acabar su plazo, de una curva de supervivencia con intervalos.',
    'term.lifetime': 'Valor del cliente',
    'rule.lifetime':
      'Compras o renovaciones futuras esperadas × su valor. Sin contratos se usan BG/NBD y Gamma-Gamma; con contratos, una beta-geométrica desplazada. La página pregunta cuál es el caso.',
    'term.health': 'Índice de salud',
    'rule.health':
      'Las medidas forman pilares y los pilares el total, con los pesos que usted fija. Una medida que falta cede su peso a las demás; con menos del 50 % de cobertura no hay puntuación. Rojo por debajo de 50, ámbar por debajo de 75, verde desde 75: el borde inferior pertenece a la banda.',
    'term.snapshot': 'Instantánea, horizonte, espera',
    'rule.snapshot':
      'Un modelo aprende de lo que se sabía en días pasados (instantáneas) y de lo que siguió dentro del horizonte. Entre aprender y probar hay una espera igual al horizonte, para que nada se sepa antes de tiempo.',
    'term.auc': 'AUC',
    'rule.auc':
      'De dos cuentas del mismo día, una que se fue y otra que se quedó: cuántas veces el modelo pone más arriba la correcta. 0,5 es azar.',
    'term.prAuc': 'PR-AUC',
    'rule.prAuc':
      'Proporción media de abandonos reales entre las señaladas, con todos los umbrales. El azar es la tasa base.',
    'term.brier': 'Brier y su ganancia',
    'rule.brier':
      'Distancia cuadrática media entre probabilidad y resultado; la ganancia la compara con decir siempre la tasa base. 0 no mejora nada, 1 es perfecto.',
    'term.calibration': 'Calibración',
    'rule.calibration':
      'Si un 20 % es un 20 %. La pendiente correcta es 1; por debajo, el modelo está demasiado seguro. Cada grupo tiene al menos diez abandonos.',
    'term.lift': 'Elevación',
    'rule.lift': 'Abandonos en la décima parte con mayor puntuación, frente a los de una décima parte al azar.',
    'term.leakage': 'Fuga de información',
    'rule.leakage':
      'Un campo que conoce el futuro. Por sí solo no debe distinguir demasiado bien a quienes se van: desde un Gini de 0,85 se avisa, desde 0,975 se quita. Los campos sin historia quedan fuera.',
    'term.drift': 'Deriva',
    'rule.drift':
      'El índice de estabilidad compara los valores de hoy con los del entrenamiento. Al lado está lo que daría el puro azar en una cartera de este tamaño.',
    'term.champion': 'Modelo en uso y aspirantes',
    'rule.champion':
      'Puntúa un solo modelo. Un aspirante ocupa su lugar si es mejor en el siguiente periodo que ninguno ha visto, por un intervalo bootstrap pareado, o si una persona lo decide con un motivo.',
    'term.backtest': 'Prueba con el pasado',
    'rule.backtest':
      'En cada mes pasado: a quién habría señalado el modelo de entonces y qué fue de ellos. Los meses cuyo horizonte no ha acabado están abiertos.',
    'term.retention': 'Retención',
    'rule.retention':
      '«En» cuenta quién volvió en un periodo; «en o después», quién volvió entonces o más tarde; los tramos, quién volvió dentro de esos días; la racha, quién volvió en cada periodo hasta entonces. Los periodos son de calendario o se cuentan desde el primer evento.',
    'term.incomplete': 'Celdas incompletas',
    'rule.incomplete':
      'Un asterisco marca un periodo que no ha acabado para todas cuando acaban los datos. Esas celdas no entran en las medias.',
    'term.funnel': 'Embudo',
    'rule.funnel':
      'Pasos dentro de una ventana que empieza con el primero; justo al final todavía cuenta. De varias entradas cuenta el camino más largo y luego el más temprano. Dos pasos iguales necesitan dos eventos.',
    'term.lifecycle': 'Ciclo de vida',
    'rule.lifecycle':
      'Nueva: primer periodo activo. Vuelve: activa también en el anterior. Recuperada: activa de nuevo. Dormida: activa antes, ahora no.',
    'term.stickiness': 'Frecuencia',
    'rule.stickiness': 'Media de cuentas activas al día, dividida por las activas en los últimos 28 días.',
    'term.drivers': 'Factores',
    'rule.drivers':
      'Comportamientos que acompañan a quedarse, contados antes del resultado y corregidos por cuántos se han mirado. Nunca son causas.',
    'term.mrr': 'MRR y ARR',
    'rule.mrr':
      'Ingresos recurrentes que corren un día, por mes; doce veces eso, por año. Los importes únicos no cuentan.',
    'term.grr': 'GRR',
    'rule.grr':
      'De los ingresos del inicio, lo que sigue ahí, cada cuenta como mucho con su propio inicio: el crecimiento de una no oculta la pérdida de otra. Nunca pasa del 100 %.',
    'term.nrr': 'NRR',
    'rule.nrr':
      'De los ingresos del inicio, lo que pagan esas mismas cuentas al final. Los clientes nuevos no cuentan.',
    'term.logoChurn': 'Abandono de cuentas',
    'rule.logoChurn':
      'Proporción de las cuentas del inicio que no pagan nada al final. Las ganadas y perdidas dentro del periodo van aparte.',
    'term.dueRenewals': 'Renovaciones que vencían',
    'rule.dueRenewals':
      'Otra familia: de lo que vencía en el periodo, lo que se renovó. No se puede comparar con GRR ni NRR.',
    'term.wilson': 'Intervalos',
    'rule.wilson':
      'Las proporciones llevan intervalos de Wilson del 95 %: 2 de 20 es un 10 %, y encaja todo entre el 3 % y el 30 %. Si el intervalo es ancho, no conviene apoyarse en el número.',
    'term.suppressed': 'Celdas ocultas',
    'rule.suppressed': 'Las celdas con menos cuentas que el número que usted fija muestran un punto.',
    'term.several': 'Muchas comparaciones',
    'rule.several':
      'Quien compara veinte grupos encuentra uno por azar. Las diferencias se juzgan con la prueba exacta de Fisher y se corrigen según Benjamini y Hochberg.',
    'term.asOf': 'A fecha de',
    'rule.asOf': 'El último instante de los datos, no del reloj: una exportación de mayo habla de mayo.',
    'term.dataVersion': 'Versión de los datos',
    'rule.dataVersion':
      'Sube con cada importación y cada vez que se deshace una. Dos respuestas de una versión son de los mismos datos.',
    'term.knownAt': 'Conocido desde',
    'rule.knownAt': 'Cuándo se conoció aquí una fila. Los modelos nunca leen lo que aún no se sabía el día que miran.',
  },
});
