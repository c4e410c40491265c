import { defineMessages } from '../../ui/messages.ts';

export const dropMessages = defineMessages('import-drop', {
  en: {
    dropTitle: 'Drop files or folders here',
    dropActive: 'Let go to add the files',
    dropMore: 'Drop or paste further files here',
    dropText: 'Best several at once: accounts, subscriptions, events… Ctrl+V pastes a table.',
    dropKinds: 'CSV, TSV and other text tables, XLSX, JSON, NDJSON, Parquet; also .gz and .zip of them',
    dropNothing:
      'There is no file in it that can be imported. Folders are searched for CSV, TSV, XLSX, JSON, NDJSON, Parquet, .gz and .zip.',
    pick: 'Choose files',
    pickFolder: 'Folder',
    paste: 'Paste',
    pasteTitle: 'Paste a table',
    pasteText: 'Copy cells in a spreadsheet, with the names of the columns in the first row, and paste them here.',
    pasteTake: 'Take this table',
    uploading: 'Receiving files, {{percent}} ({{sent}} of {{total}})',
    uploadingIndeterminate: 'Receiving files…',
    addMore: 'Add files',
    cancel: 'Cancel',
  },
  es: {
    dropTitle: 'Soltar aquí archivos o carpetas',
    dropActive: 'Soltar para añadir los archivos',
    dropMore: 'Soltar o pegar aquí más archivos',
    dropText: 'Mejor varios a la vez: cuentas, suscripciones, eventos… Ctrl+V pega tablas.',
    dropKinds: 'CSV, TSV y otros textos, XLSX, JSON, NDJSON, Parquet; también .gz y .zip',
    dropNothing:
      'No contiene ningún archivo que se pueda importar. En las carpetas se buscan CSV, TSV, XLSX, JSON, NDJSON, Parquet, .gz y .zip.',
    pick: 'Elegir archivos',
    pickFolder: 'Carpeta',
    paste: 'Pegar',
    pasteTitle: 'Pegar una tabla',
    pasteText:
      'Copie celdas de una hoja de cálculo, con los nombres de las columnas en la primera fila, y péguelas aquí.',
    pasteTake: 'Usar esta tabla',
    uploading: 'Recibiendo archivos, {{percent}} ({{sent}} de {{total}})',
    uploadingIndeterminate: 'Recibiendo archivos…',
    addMore: 'Añadir archivos',
    cancel: 'Cancelar',
  },
});
