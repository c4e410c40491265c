import { fieldNames, lookupNames, names } from './system-export.ts';
import type { SystemExport } from './system-export.ts';

/** Default exports of what customers pay and do. */
export const analyticsExports: readonly SystemExport[] = [
  {
    source: 'stripe',
    table: 'accounts',
    must: [names('id'), names('created utc'), names('email | description | name')],
    marks: names(`
        delinquent | card id | card last 4 | card last4 | card brand | total spend | payment count | average order |
        refunded volume | dispute losses | default source | account balance | business vat id`),
    needs: 2,
    fields: fieldNames(`
      account_id: id
      name: name
      country: card issue country | address country | shipping address country
      created_day: created utc
      tax_id: business vat id`),
  },
  {
    source: 'stripe',
    table: 'subscriptions',
    must: [
      names('id'),
      names('customer id | customer'),
      names('current period start utc | start date utc | start utc'),
    ],
    marks: names(`
        current period start utc | current period end utc | canceled at utc | ended at utc | trial start utc |
        trial end utc | tax percent | interval | application fee percent | collection method |
        cancel at period end | start utc | start date utc`),
    needs: 3,
    fields: fieldNames(`
      subscription_id: id
      account_id: customer id | customer
      start_day: start date utc | start utc | created utc
      end_day: ended at utc | canceled at utc
      currency: currency
      seats: quantity
      plan: product | plan
      term_months: interval
      status: status`),
    lookups: lookupNames(`
      email: customer email`),
  },
  {
    source: 'stripe',
    table: 'invoices',
    must: [names('id'), names('customer | customer id'), names('amount due | amount paid')],
    marks: names(`
        date utc | due date utc | amount due | amount paid | subtotal | total discount amount | applied coupons |
        tax percent | minimum line item period start utc | maximum line item period end utc | forgiven |
        paid at utc | finalized at utc | total excluding tax | subscription`),
    needs: 3,
    fields: fieldNames(`
      invoice_id: id
      account_id: customer | customer id
      issued_day: date utc | finalized at utc | created utc
      due_day: due date utc
      paid_day: paid at utc
      amount: total | amount due
      currency: currency
      status: status`),
    lookups: lookupNames(`
      subscription: subscription
      email: customer email`),
  },
  {
    source: 'stripe',
    table: 'invoices',
    must: [names('id'), names('customer id | customer email'), names('amount refunded | converted amount')],
    marks: names(`
        amount refunded | converted amount | converted amount refunded | converted currency | captured | card id |
        created utc | created date utc | fee | statement descriptor | invoice id | refunded date utc |
        disputed amount`),
    needs: 3,
    fields: fieldNames(`
      invoice_id: id
      account_id: customer id
      issued_day: created utc | created date utc
      amount: amount
      currency: currency
      status: status`),
    lookups: lookupNames(`
      email: customer email`),
  },
  {
    source: 'mixpanel',
    table: 'events',
    must: [names('event | name'), names('distinct id')],
    marks: names(`
        mp lib | mp country code | mp processing time ms | mp api endpoint | insert id | user id | device id | time |
        current url`),
    needs: 2,
    fields: fieldNames(`
      event_id: insert id
      account_id: company id | account id | group id | organization id
      contact_id: distinct id
      occurred_at: time | date
      event: event | name
      platform: os`),
  },
  {
    source: 'amplitude',
    table: 'events',
    must: [names('event type'), names('event time | client event time')],
    marks: names(`
        amplitude id | amplitude event type | server upload time | client event time | client upload time |
        server received time | device id | session id | event properties | user properties | insert id |
        version name | device family | start version`),
    needs: 2,
    fields: fieldNames(`
      event_id: insert id | uuid | event id
      account_id: company id | account id | groups company | group id | organization id
      contact_id: user id | amplitude id
      occurred_at: event time | client event time
      event: event type
      platform: platform`),
  },
  {
    source: 'segment',
    table: 'events',
    must: [
      names('event | event text'),
      names('timestamp | original timestamp | received at | sent at'),
      names('anonymous id | message id | user id'),
    ],
    marks: names(`
        message id | anonymous id | original timestamp | sent at | received at | context library name |
        context library version | uuid ts | event text | context group id | write key | context ip`),
    needs: 3,
    fields: fieldNames(`
      event_id: message id | id
      account_id: context group id | group id | company id | account id
      contact_id: user id
      occurred_at: timestamp | original timestamp | received at | sent at
      event: event | event text
      platform: context device type | channel`),
  },
];
