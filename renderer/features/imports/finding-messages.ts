import { defineMessages } from '../../ui/messages.ts';

/**
 * Sentences for what the checks of the engine find, by its keys: `{{n}}` is the count, `{{table}}` the table, lower case.
 * In English the engine's own sentence is shown, which can also name the file; this is for every other language.
 */
export const findingMessages = defineMessages('findings', {
  en: {
    'files-already-imported': '{{n}} of the files were imported before as they are, so nothing of them is new.',
    'events-before-subscription': '{{n}} usage rows predate their subscription.',
    'events-before-account': '{{n}} usage rows predate the day on which their account became a customer.',
    'unknown-accounts': '{{n}} usage rows lead to no account and were rejected.',
    'future-dates': '{{n}} rows of {{table}} are dated in the future.',
    'end-before-start': '{{n}} rows of {{table}} end before they start.',
    'flag-without-churn-event': '{{n}} accounts are flagged as churned and have no churn event.',
    'churn-event-without-flag': '{{n}} accounts have a churn event and are not flagged as churned.',
    'negative-revenue': '{{n}} subscriptions have a negative revenue.',
    'mixed-currencies':
      '{{n}} rows of {{table}} are in another currency than most. Amounts of different currencies are never added up.',
    'duplicate-ids': '{{n}} rows of {{table}} repeat an id that came before; the first was kept.',
    'implied-accounts': '{{n}} accounts stand in other files only, and were made without further facts.',
    'duplicate-headers': '{{n}} columns have no name of their own and were numbered.',
    'date-order-assumed': 'Some dates read two ways; one reading was assumed. Check it in the mapping.',
    'encoding-assumed': 'The encoding of a file is not certain; letters with accents may be wrong.',
    'file-skipped': 'A file was left out.',
    'own-files-in-sample':
      'These files were imported into the sample workspace, which anybody can open. Keep data of clients in a workspace of your own.',
  },
  es: {
    'files-already-imported': '{{n}} de los archivos ya se habían importado tal cual, así que no aportan nada nuevo.',
    'events-before-subscription': '{{n}} filas de uso son anteriores a su suscripción.',
    'events-before-account': '{{n}} filas de uso son anteriores al día en que su cuenta se hizo cliente.',
    'unknown-accounts': '{{n}} filas de uso no llevan a ninguna cuenta y se rechazaron.',
    'future-dates': '{{n}} filas de {{table}} tienen fecha futura.',
    'end-before-start': '{{n}} filas de {{table}} terminan antes de empezar.',
    'flag-without-churn-event': '{{n}} cuentas están marcadas como baja y no tienen ningún evento de baja.',
    'churn-event-without-flag': '{{n}} cuentas tienen un evento de baja y no están marcadas como baja.',
    'negative-revenue': '{{n}} suscripciones tienen un ingreso negativo.',
    'mixed-currencies':
      '{{n}} filas de {{table}} están en una moneda distinta de la mayoritaria. Nunca se suman importes de monedas distintas.',
    'duplicate-ids': '{{n}} filas de {{table}} repiten un id anterior; se conservó la primera.',
    'implied-accounts': '{{n}} cuentas solo aparecen en otros archivos y se crearon sin más datos.',
    'duplicate-headers': '{{n}} columnas no tienen nombre propio y se numeraron.',
    'date-order-assumed': 'Algunas fechas se leen de dos maneras; se supuso una. Conviene revisarla en el mapeo.',
    'encoding-assumed': 'La codificación de un archivo no es segura; las letras con acento podrían estar mal.',
    'file-skipped': 'Se dejó fuera un archivo.',
    'own-files-in-sample':
      'Estos archivos se importaron en el espacio de ejemplo, que cualquiera puede abrir. Los datos de clientes deben ir en un espacio propio.',
  },
});
