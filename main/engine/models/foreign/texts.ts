import type { Bilingual } from '../../../../shared/contract/index.ts';
import { limits, megabytes } from './limits.ts';

/** Why a file of other makers is not taken, each with what to do. */
export const reasons = {
  tooLarge: (name: string, bytes: number): Bilingual => ({
    en: `${name} has ${megabytes(bytes)} MB; a model may have ${megabytes(limits.fileBytes)} MB with everything that belongs to it. It was not read. Export a smaller model (fewer or shallower trees, or without training data in the file).`,
    es: `${name} ocupa ${megabytes(bytes)} MB; un modelo puede ocupar ${megabytes(limits.fileBytes)} MB con todo lo que le pertenece. No se leyó. Exporte un modelo más pequeño (menos árboles o menos profundos, o sin datos de entrenamiento dentro del archivo).`,
  }),
  unreadable: (): Bilingual => ({
    en: 'This is not a readable ONNX model: the file is damaged, incomplete or of another kind. Choose a file that ends in .onnx and was fully copied.',
    es: 'Esto no es un modelo ONNX legible: el archivo está dañado, incompleto o es de otro tipo. Elija un archivo que termine en .onnx y que se haya copiado entero.',
  }),
  noModel: (): Bilingual => ({
    en: 'There is no ONNX model in what was chosen. Choose a file that ends in .onnx, or an MLflow folder (or its zip) with an onnx flavour.',
    es: 'En lo elegido no hay ningún modelo ONNX. Elija un archivo que termine en .onnx o una carpeta de MLflow (o su zip) con la variante onnx.',
  }),
  noFlavour: (): Bilingual => ({
    en: 'This MLflow model has no onnx flavour, so there is nothing here that can be run safely. Log it with mlflow.onnx.log_model, or convert it to ONNX first.',
    es: 'Este modelo de MLflow no tiene la variante onnx, así que no hay nada que se pueda ejecutar con seguridad. Regístrelo con mlflow.onnx.log_model o conviértalo antes a ONNX.',
  }),
  severalModels: (names: readonly string[]): Bilingual => ({
    en: `Several ONNX models were chosen (${names.join(', ')}). Choose one.`,
    es: `Se eligieron varios modelos ONNX (${names.join(', ')}). Elija uno.`,
  }),
  outsideData: (location: string): Bilingual => ({
    en: `The model keeps its weights in another file, ${location}, which is not beside it. Choose both together (the folder or a zip), or save the model with its weights inside.`,
    es: `El modelo guarda sus pesos en otro archivo, ${location}, que no está a su lado. Elija ambos juntos (la carpeta o un zip) o guarde el modelo con los pesos dentro.`,
  }),
  outsideFolder: (location: string): Bilingual => ({
    en: `The model asks for data outside its own folder (${location}). That is not read. Save the model with its weights inside.`,
    es: `El modelo pide datos fuera de su propia carpeta (${location}). Eso no se lee. Guarde el modelo con los pesos dentro.`,
  }),
  outsideTooShort: (location: string): Bilingual => ({
    en: `The file ${location}, which holds weights of the model, is shorter than the model says. Copy both again.`,
    es: `El archivo ${location}, que contiene pesos del modelo, es más corto de lo que dice el modelo. Cópielos de nuevo.`,
  }),
  operator: (name: string): Bilingual => ({
    en: `The model uses the operator ${name}, which the runtime in this program does not have. Export it again without it, or with an older operator set.`,
    es: `El modelo usa el operador ${name}, que el entorno de ejecución de este programa no tiene. Expórtelo de nuevo sin él o con un conjunto de operadores anterior.`,
  }),
  newerFormat: (detail: string): Bilingual => ({
    en: `The model was written for a newer runtime than this program has (${detail}). Export it again with an older operator set, e.g. target_opset=17.`,
    es: `El modelo se escribió para un entorno de ejecución más nuevo que el de este programa (${detail}). Expórtelo de nuevo con un conjunto de operadores anterior, p. ej. target_opset=17.`,
  }),
  notLoadable: (detail: string): Bilingual => ({
    en: `The runtime cannot load the model: ${detail}. Export it again and choose the new file.`,
    es: `El entorno de ejecución no puede cargar el modelo: ${detail}. Expórtelo de nuevo y elija el archivo nuevo.`,
  }),
  noInputs: (): Bilingual => ({
    en: 'The model has no inputs, so it cannot look at an account. Choose another file.',
    es: 'El modelo no tiene entradas, así que no puede mirar una cuenta. Elija otro archivo.',
  }),
  inputType: (name: string, type: string): Bilingual => ({
    en: `The input ${name} is of type ${type}; accounts can be given as float, double, int32, int64, bool or string. Export the model with one of these.`,
    es: `La entrada ${name} es de tipo ${type}; las cuentas se pueden dar como float, double, int32, int64, bool o string. Exporte el modelo con uno de estos.`,
  }),
  inputShape: (name: string, shape: string): Bilingual => ({
    en: `The input ${name} has the shape [${shape}]; a model of accounts takes rows × columns, or one number a row. Images, texts and sequences do not fit.`,
    es: `La entrada ${name} tiene la forma [${shape}]; un modelo de cuentas toma filas × columnas, o un número por fila. Las imágenes, los textos y las secuencias no sirven.`,
  }),
  inputWidth: (name: string): Bilingual => ({
    en: `The file does not say how many columns the input ${name} has. Export it again with a fixed number of columns.`,
    es: `El archivo no dice cuántas columnas tiene la entrada ${name}. Expórtelo de nuevo con un número fijo de columnas.`,
  }),
  tooManyInputs: (count: number): Bilingual => ({
    en: `The model takes ${count} columns; up to ${limits.mostColumns} can be mapped.`,
    es: `El modelo toma ${count} columnas; se pueden asignar hasta ${limits.mostColumns}.`,
  }),
  noProbability: (names: readonly string[]): Bilingual => ({
    en: `None of the outputs (${names.join(', ')}) can hold a probability: a number a row is needed, not only a predicted class. Export the model with its probabilities (predict_proba).`,
    es: `Ninguna de las salidas (${names.join(', ')}) puede contener una probabilidad: hace falta un número por fila, no solo la clase predicha. Exporte el modelo con sus probabilidades (predict_proba).`,
  }),
  mapping: (detail: Bilingual): Bilingual => ({
    en: `The inputs do not fit: ${detail.en}`,
    es: `Las entradas no encajan: ${detail.es}`,
  }),
  noFeature: (): Bilingual => ({
    en: 'No input is mapped to a feature, so every account would get the same answer. Map at least one.',
    es: 'Ninguna entrada está asignada a una variable, así que todas las cuentas recibirían la misma respuesta. Asigne al menos una.',
  }),
  runFailed: (detail: string): Bilingual => ({
    en: `The model failed when it was given accounts: ${detail}. Check that the columns are mapped in the order in which it was trained.`,
    es: `El modelo falló al recibir cuentas: ${detail}. Compruebe que las columnas están asignadas en el orden en que se entrenó.`,
  }),
  outputShape: (name: string, shape: string, rows: number): Bilingual => ({
    en: `The output ${name} has the shape [${shape}] for ${rows} rows; one answer a row is needed.`,
    es: `La salida ${name} tiene la forma [${shape}] para ${rows} filas; hace falta una respuesta por fila.`,
  }),
  notProbability: (name: string, low: number, high: number): Bilingual => ({
    en: `The output ${name} gives numbers from ${short(low)} to ${short(high)}, which are no probabilities. If they are log-odds (before the sigmoid), say so; otherwise choose another output.`,
    es: `La salida ${name} da números de ${short(low)} a ${short(high)}, que no son probabilidades. Si son log-odds (antes de la sigmoide), indíquelo; si no, elija otra salida.`,
  }),
  notSummingToOne: (name: string): Bilingual => ({
    en: `The columns of the output ${name} do not sum to 1, so they are no probabilities of outcomes that exclude each other. Choose another output.`,
    es: `Las columnas de la salida ${name} no suman 1, así que no son probabilidades de desenlaces que se excluyen. Elija otra salida.`,
  }),
  notANumber: (rows: number, columns: readonly string[]): Bilingual => ({
    en:
      columns.length > 0
        ? `The model answers ${rows} accounts with no number (NaN) where a value is missing, e.g. of ${columns.slice(0, 3).join(', ')}. Say what stands for a missing value there (the usual value of the book, or a number).`
        : `The model answers ${rows} accounts with no number (NaN) though nothing is missing. Choose another model.`,
    es:
      columns.length > 0
        ? `El modelo responde a ${rows} cuentas sin número (NaN) donde falta un valor, p. ej. de ${columns.slice(0, 3).join(', ')}. Indique qué representa allí un valor que falta (el valor habitual de la cartera o un número).`
        : `El modelo responde a ${rows} cuentas sin número (NaN) aunque no falta nada. Elija otro modelo.`,
  }),
  notDeterministic: (difference: number): Bilingual => ({
    en: `Asked twice about the same accounts, the model answers differently (by up to ${short(difference)}). A score must be repeatable: export the model for inference (model.eval(), no dropout, no random operators).`,
    es: `Preguntado dos veces por las mismas cuentas, el modelo responde distinto (hasta ${short(difference)} de diferencia). Una puntuación debe poder repetirse: exporte el modelo para inferencia (model.eval(), sin dropout ni operadores aleatorios).`,
  }),
  dependsOnOthers: (difference: number): Bilingual => ({
    en: `The model's answer for an account depends on which other accounts are asked about at the same time (by up to ${short(difference)}). Export it for inference (model.eval(); no normalising over the batch).`,
    es: `La respuesta del modelo sobre una cuenta depende de qué otras cuentas se preguntan a la vez (hasta ${short(difference)} de diferencia). Expórtelo para inferencia (model.eval(), sin normalizar por lote).`,
  }),
  tooSlow: (milliseconds: number): Bilingual => ({
    en: `The model did not answer within ${Math.round(milliseconds / 1000)} seconds and was ended. Use a smaller model.`,
    es: `El modelo no respondió en ${Math.round(milliseconds / 1000)} segundos y se detuvo. Use un modelo más pequeño.`,
  }),
  tooMuchMemory: (): Bilingual => ({
    en: `The model needed more than ${megabytes(limits.memoryBytes)} MB of memory and was ended. Use a smaller model.`,
    es: `El modelo necesitó más de ${megabytes(limits.memoryBytes)} MB de memoria y se detuvo. Use un modelo más pequeño.`,
  }),
  crashed: (): Bilingual => ({
    en: 'The model brought its own process to an end; nothing else was harmed. The file is damaged, or made for another runtime. Export it again.',
    es: 'El modelo hizo terminar su propio proceso; nada más resultó dañado. El archivo está dañado o se hizo para otro entorno. Expórtelo de nuevo.',
  }),
} as const;

const short = (value: number): string => String(Number(value.toPrecision(3)));
