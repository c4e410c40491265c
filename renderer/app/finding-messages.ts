import { defineMessages } from '../ui/messages.ts';

/**
 * Sentences for what the checks of the engine find, by its keys: `{{n}}` is the count, `{{table}}` the table, lower case.
 * In English the engine's own sentence is shown, which also names files and columns; this is for every other language.
 */
export const findingMessages = defineMessages('findings', {
  en: {
    'files-already-imported_one': '{{n}} of the files was imported before as it is, so nothing of it is new.',
    'files-already-imported_other': '{{n}} of the files were imported before as they are, so nothing of them is new.',
    'events-before-subscription_one': '{{n}} usage row predates its subscription.',
    'events-before-subscription_other': '{{n}} usage rows predate their subscription.',
    'events-before-account_one': '{{n}} usage row predates the day on which its account became a customer.',
    'events-before-account_other': '{{n}} usage rows predate the day on which their account became a customer.',
    'unknown-accounts_one': '{{n}} row of {{table}} leads to no account and was rejected.',
    'unknown-accounts_other': '{{n}} rows of {{table}} lead to no account and were rejected.',
    'future-dates_one': '{{n}} row of {{table}} is dated in the future.',
    'future-dates_other': '{{n}} rows of {{table}} are dated in the future.',
    'end-before-start_one': '{{n}} row of {{table}} ends before it starts.',
    'end-before-start_other': '{{n}} rows of {{table}} end before they start.',
    'flag-without-churn-event_one': '{{n}} account is flagged as churned and has no churn event.',
    'flag-without-churn-event_other': '{{n}} accounts are flagged as churned and have no churn event.',
    'churn-event-without-flag_one': '{{n}} account has a churn event and is not flagged as churned.',
    'churn-event-without-flag_other': '{{n}} accounts have a churn event and are not flagged as churned.',
    'negative-revenue_one': '{{n}} subscription has a negative revenue.',
    'negative-revenue_other': '{{n}} subscriptions have a negative revenue.',
    'mixed-currencies_one':
      '{{n}} row of {{table}} is in another currency than most. Amounts of different currencies are never added up.',
    'mixed-currencies_other':
      '{{n}} rows of {{table}} are in another currency than most. Amounts of different currencies are never added up.',
    'duplicate-ids_one': '{{n}} row of {{table}} repeats an id that came before; the first was kept.',
    'duplicate-ids_other': '{{n}} rows of {{table}} repeat an id that came before; the first was kept.',
    'completed-rows_one': '{{n}} row of {{table}} was put together from several files.',
    'completed-rows_other': '{{n}} rows of {{table}} were put together from several files.',
    'files-differ_one': '{{n}} row of {{table}} stands in several files with different values; the first file’s count.',
    'files-differ_other':
      '{{n}} rows of {{table}} stand in several files with different values; the first file’s count.',
    'back-filled-history_one':
      '{{n}} row of {{table}} tells what was known earlier. It became part of the history; the present values stay.',
    'back-filled-history_other':
      '{{n}} rows of {{table}} tell what was known earlier. They became part of the history; the present values stay.',
    'implied-accounts_one': '{{n}} account is spoken of that no account file describes. It was added with its id only.',
    'implied-accounts_other':
      '{{n}} accounts are spoken of that no account file describes. They were added with their id only.',
    'duplicate-headers_one': '{{n}} column has no name of its own and was given one.',
    'duplicate-headers_other': '{{n}} columns have no name of their own and were given one.',
    'encoding-assumed': 'The encoding of a file is not certain; letters with accents may be wrong.',
    'file-skipped': 'A file was left out.',
    'own-files-in-sample':
      'These files were imported into the sample workspace, which anybody can open. Keep data of clients in a workspace of your own.',
    'activity-after-churn_one':
      '{{n}} row of {{table}} is more than a month later than the churn event of its account.',
    'activity-after-churn_other':
      '{{n}} rows of {{table}} are more than a month later than the churn event of their account.',
    'before-account_one': '{{n}} row of {{table}} predates the day on which its account became a customer.',
    'before-account_other': '{{n}} rows of {{table}} predate the day on which their account became a customer.',
    'running-after-churn_one': '{{n}} subscription goes on for more than a month after the churn event of its account.',
    'running-after-churn_other':
      '{{n}} subscriptions go on for more than a month after the churn event of their account.',
    'overlapping-subscriptions_one': '{{n}} subscription overlaps another one of the same account and plan.',
    'overlapping-subscriptions_other': '{{n}} subscriptions overlap another one of the same account and plan.',
    'cells-without-value_one':
      '{{n}} cell with a formula that was saved without its result was read as blank. Open and save the file in the spreadsheet program, and import it again.',
    'cells-without-value_other':
      '{{n}} cells with a formula that was saved without its result were read as blank. Open and save the file in the spreadsheet program, and import it again.',
    'error-cells_one': '{{n}} cell with an error of the spreadsheet was read as blank.',
    'error-cells_other': '{{n}} cells with an error of the spreadsheet were read as blank.',
    'unknown-columns_one':
      '{{n}} value stands under a name that the beginning of the file does not have. It was left out.',
    'unknown-columns_other':
      '{{n}} values stand under names that the beginning of the file does not have. They were left out.',
    'id-collision_one':
      '{{n}} account id is used by another system for a company of another name, which would be overwritten. Let the recipe put the system in front of its ids.',
    'id-collision_other':
      '{{n}} account ids are used by another system for companies of other names, which would be overwritten. Let the recipe put the system in front of its ids.',
    'new-columns_one': 'A file has {{n}} column that its recipe does not know. It was left out.',
    'new-columns_other': 'A file has {{n}} columns that its recipe does not know. They were left out.',
    'possible-duplicates_one':
      '{{n}} new account looks like another one: they share an id, a tax number or a domain. Look at Duplicates after the import.',
    'possible-duplicates_other':
      '{{n}} new accounts look like other ones: they share an id, a tax number or a domain. Look at Duplicates after the import.',
    'duplicates-not-looked-for':
      '{{n}} accounts are new, too many to look for duplicates on the way. Look for them under Duplicates after the import.',
    'date-format-assumed': 'Some dates read two ways; one reading was assumed. Check it in the mapping.',
    'decimal-assumed': 'Some numbers read two ways; one decimal sign was assumed. Check it in the mapping.',
    'table-assumed': 'What the rows of a file are was assumed from its columns. Check it.',
    'fields-assumed_one': '{{n}} column was taken for a field that its name does not clearly say. Check it.',
    'fields-assumed_other': '{{n}} columns were taken for fields that their names do not clearly say. Check them.',
    'zone-assumed': 'Some times carry no zone; one was assumed. Check it in the mapping.',
    'personal-columns_one': 'A file has {{n}} column that tells of persons. It can be left out or pseudonymised.',
    'personal-columns_other': 'A file has {{n}} columns that tell of persons. They can be left out or pseudonymised.',
    leftOut_one: 'It was left out, as the recipe says.',
    leftOut_other: 'They were left out, as the recipe says.',
  },
  es: {
    'files-already-imported_one': '{{n}} de los archivos ya se había importado tal cual, así que no aporta nada nuevo.',
    'files-already-imported_other':
      '{{n}} de los archivos ya se habían importado tal cual, así que no aportan nada nuevo.',
    'events-before-subscription_one': '{{n}} fila de uso es anterior a su suscripción.',
    'events-before-subscription_other': '{{n}} filas de uso son anteriores a su suscripción.',
    'events-before-account_one': '{{n}} fila de uso es anterior al día en que su cuenta se hizo cliente.',
    'events-before-account_other': '{{n}} filas de uso son anteriores al día en que su cuenta se hizo cliente.',
    'unknown-accounts_one': '{{n}} fila de {{table}} no lleva a ninguna cuenta y se rechazó.',
    'unknown-accounts_other': '{{n}} filas de {{table}} no llevan a ninguna cuenta y se rechazaron.',
    'future-dates_one': '{{n}} fila de {{table}} tiene fecha futura.',
    'future-dates_other': '{{n}} filas de {{table}} tienen fecha futura.',
    'end-before-start_one': '{{n}} fila de {{table}} termina antes de empezar.',
    'end-before-start_other': '{{n}} filas de {{table}} terminan antes de empezar.',
    'flag-without-churn-event_one': '{{n}} cuenta está marcada como baja y no tiene ningún evento de baja.',
    'flag-without-churn-event_other': '{{n}} cuentas están marcadas como baja y no tienen ningún evento de baja.',
    'churn-event-without-flag_one': '{{n}} cuenta tiene un evento de baja y no está marcada como baja.',
    'churn-event-without-flag_other': '{{n}} cuentas tienen un evento de baja y no están marcadas como baja.',
    'negative-revenue_one': '{{n}} suscripción tiene un ingreso negativo.',
    'negative-revenue_other': '{{n}} suscripciones tienen un ingreso negativo.',
    'mixed-currencies_one':
      '{{n}} fila de {{table}} está en una moneda distinta de la mayoritaria. Nunca se suman importes de monedas distintas.',
    'mixed-currencies_other':
      '{{n}} filas de {{table}} están en una moneda distinta de la mayoritaria. Nunca se suman importes de monedas distintas.',
    'duplicate-ids_one': '{{n}} fila de {{table}} repite un id anterior; se conservó la primera.',
    'duplicate-ids_other': '{{n}} filas de {{table}} repiten un id anterior; se conservó la primera.',
    'completed-rows_one': '{{n}} fila de {{table}} se compuso a partir de varios archivos.',
    'completed-rows_other': '{{n}} filas de {{table}} se compusieron a partir de varios archivos.',
    'files-differ_one':
      '{{n}} fila de {{table}} figura en varios archivos con valores distintos; valen los del primer archivo.',
    'files-differ_other':
      '{{n}} filas de {{table}} figuran en varios archivos con valores distintos; valen los del primer archivo.',
    'back-filled-history_one':
      '{{n}} fila de {{table}} dice lo que se sabía antes. Pasó a formar parte del historial; los valores actuales se mantienen.',
    'back-filled-history_other':
      '{{n}} filas de {{table}} dicen lo que se sabía antes. Pasaron a formar parte del historial; los valores actuales se mantienen.',
    'implied-accounts_one':
      'Se menciona {{n}} cuenta que ningún archivo de cuentas describe. Se añadió solo con su id.',
    'implied-accounts_other':
      'Se mencionan {{n}} cuentas que ningún archivo de cuentas describe. Se añadieron solo con su id.',
    'duplicate-headers_one': '{{n}} columna no tiene nombre propio y recibió uno.',
    'duplicate-headers_other': '{{n}} columnas no tienen nombre propio y recibieron uno.',
    'encoding-assumed': 'La codificación de un archivo no es segura; las letras con acento podrían estar mal.',
    'file-skipped': 'Se dejó fuera un archivo.',
    'own-files-in-sample':
      'Estos archivos se importaron en el espacio de ejemplo, que cualquiera puede abrir. Los datos de clientes deben ir en un espacio propio.',
    'activity-after-churn_one': '{{n}} fila de {{table}} es de más de un mes después de la baja de su cuenta.',
    'activity-after-churn_other': '{{n}} filas de {{table}} son de más de un mes después de la baja de su cuenta.',
    'before-account_one': '{{n}} fila de {{table}} es anterior al día en que su cuenta se hizo cliente.',
    'before-account_other': '{{n}} filas de {{table}} son anteriores al día en que su cuenta se hizo cliente.',
    'running-after-churn_one': '{{n}} suscripción sigue más de un mes después de la baja de su cuenta.',
    'running-after-churn_other': '{{n}} suscripciones siguen más de un mes después de la baja de su cuenta.',
    'overlapping-subscriptions_one': '{{n}} suscripción se solapa con otra de la misma cuenta y el mismo plan.',
    'overlapping-subscriptions_other': '{{n}} suscripciones se solapan con otra de la misma cuenta y el mismo plan.',
    'cells-without-value_one':
      '{{n}} celda con una fórmula guardada sin su resultado se leyó en blanco. Abra y guarde el archivo en la hoja de cálculo e impórtelo de nuevo.',
    'cells-without-value_other':
      '{{n}} celdas con una fórmula guardada sin su resultado se leyeron en blanco. Abra y guarde el archivo en la hoja de cálculo e impórtelo de nuevo.',
    'error-cells_one': '{{n}} celda con un error de la hoja de cálculo se leyó en blanco.',
    'error-cells_other': '{{n}} celdas con un error de la hoja de cálculo se leyeron en blanco.',
    'unknown-columns_one': '{{n}} valor está bajo un nombre que el principio del archivo no tiene. Se dejó fuera.',
    'unknown-columns_other':
      '{{n}} valores están bajo nombres que el principio del archivo no tiene. Se dejaron fuera.',
    'id-collision_one':
      'Otro sistema usa {{n}} id de cuenta para una empresa de otro nombre, que quedaría sobrescrita. La receta puede poner el sistema delante de sus ids.',
    'id-collision_other':
      'Otro sistema usa {{n}} ids de cuenta para empresas de otro nombre, que quedarían sobrescritas. La receta puede poner el sistema delante de sus ids.',
    'new-columns_one': 'Un archivo tiene {{n}} columna que su receta no conoce. Se dejó fuera.',
    'new-columns_other': 'Un archivo tiene {{n}} columnas que su receta no conoce. Se dejaron fuera.',
    'possible-duplicates_one':
      '{{n}} cuenta nueva se parece a otra: comparten un id, un número fiscal o un dominio. Se puede ver en Duplicados tras la importación.',
    'possible-duplicates_other':
      '{{n}} cuentas nuevas se parecen a otras: comparten un id, un número fiscal o un dominio. Se pueden ver en Duplicados tras la importación.',
    'duplicates-not-looked-for':
      '{{n}} cuentas son nuevas, demasiadas para buscar duplicados sobre la marcha. Se pueden buscar en Duplicados tras la importación.',
    'date-format-assumed': 'Algunas fechas se leen de dos maneras; se supuso una. Conviene revisarla en el mapeo.',
    'decimal-assumed':
      'Algunos números se leen de dos maneras; se supuso un signo decimal. Conviene revisarlo en el mapeo.',
    'table-assumed': 'Lo que son las filas de un archivo se supuso por sus columnas. Conviene revisarlo.',
    'fields-assumed_one': '{{n}} columna se tomó por un campo que su nombre no dice con claridad. Conviene revisarla.',
    'fields-assumed_other':
      '{{n}} columnas se tomaron por campos que su nombre no dice con claridad. Conviene revisarlas.',
    'zone-assumed': 'Algunas horas no llevan zona; se supuso una. Conviene revisarla en el mapeo.',
    'personal-columns_one':
      'Un archivo tiene {{n}} columna que habla de personas. Se puede dejar fuera o seudonimizar.',
    'personal-columns_other':
      'Un archivo tiene {{n}} columnas que hablan de personas. Se pueden dejar fuera o seudonimizar.',
    leftOut_one: 'Se dejó fuera, como dice la receta.',
    leftOut_other: 'Se dejaron fuera, como dice la receta.',
  },
});
