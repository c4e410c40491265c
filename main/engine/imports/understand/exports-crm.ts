import { fieldNames, lookupNames, names } from './system-export.ts';
import type { SystemExport } from './system-export.ts';

/** Default exports of systems that keep customers and what was agreed with them. */
export const crmExports: readonly SystemExport[] = [
  {
    source: 'salesforce',
    table: 'accounts',
    must: [
      names('id'),
      names('name'),
      names('billing country | number of employees | billing street | account number | parent id'),
    ],
    marks: names(`
        system modstamp | is deleted | created by id | last modified by id | owner id | last viewed date |
        last referenced date | billing country | billing postal code | parent id | number of employees |
        annual revenue | master record id`),
    needs: 3,
    fields: fieldNames(`
      account_id: id
      name: name
      owner: owner name | owner id
      industry: industry
      country: billing country
      created_day: created date
      parent_id: parent id
      website: website
      employees: number of employees`),
  },
  {
    source: 'salesforce',
    table: 'accounts',
    must: [
      names('account name'),
      names('account owner'),
      names('account id | billing state province | last activity | rating'),
    ],
    marks: names(`
        billing state province | last activity | rating | account site | account source | billing zip postal code |
        parent account id | account id | last modified date`),
    needs: 2,
    fields: fieldNames(`
      account_id: account id
      name: account name
      owner: account owner
      industry: industry
      country: billing country
      created_day: created date
      parent_id: parent account id
      website: website
      employees: employees`),
  },
  {
    source: 'salesforce',
    table: 'contacts',
    must: [names('last name'), names('id | contact id'), names('account id | account name')],
    marks: names(`
        system modstamp | is deleted | created by id | last modified by id | owner id | last viewed date |
        last referenced date | mailing country | mailing street | mailing state province | reports to id |
        salutation | email bounced date | has opted out of email | contact id | mailing zip postal code`),
    needs: 2,
    fields: fieldNames(`
      contact_id: id | contact id
      account_id: account id
      first_name: first name
      last_name: last name
      email: email
      title: title
      last_seen_day: last activity date | last activity`),
    lookups: lookupNames(`
      name: account name`),
  },
  {
    source: 'salesforce',
    table: 'tickets',
    must: [names('case number'), names('id | case id | date time opened | opened date | created date')],
    marks: names(`
        system modstamp | is deleted | created by id | last modified by id | owner id | last viewed date |
        last referenced date | is closed | is escalated | origin | case origin | date time opened |
        date time closed | case owner | contact id | supplied email | closed date | opened date`),
    needs: 2,
    fields: fieldNames(`
      ticket_id: id | case id | case number
      account_id: account id
      opened_at: created date | date time opened | opened date
      closed_at: closed date | date time closed
      priority: priority
      escalated: is escalated | escalated
      subject: subject
      text: description`),
    lookups: lookupNames(`
      name: account name
      contact: contact id
      email: contact email
      email: supplied email`),
  },
  {
    source: 'salesforce',
    table: 'interactions',
    must: [names('what id'), names('who id')],
    marks: names(`
        activity date | activity date time | task subtype | call type | call disposition | is all day event |
        event subtype | system modstamp | is deleted | created by id | last modified by id | owner id |
        last viewed date | last referenced date`),
    needs: 1,
    fields: fieldNames(`
      interaction_id: id
      account_id: account id
      type: task subtype | event subtype | type
      direction: call type
      occurred_at: activity date time | activity date | created date
      owner: owner id
      subject: subject
      outcome: call disposition | status`),
    lookups: lookupNames(`
      contact: who id`),
  },
  {
    source: 'salesforce',
    table: 'subscriptions',
    must: [
      names('contract term | contract number'),
      names('start date | contract start date'),
      names('account id | account name'),
    ],
    marks: names(`
        system modstamp | is deleted | created by id | last modified by id | owner id | last viewed date |
        last referenced date | contract number | contract term | contract end date | contract start date |
        activated date | contract term months`),
    needs: 2,
    fields: fieldNames(`
      subscription_id: id | contract id | contract number
      account_id: account id
      start_day: start date | contract start date
      end_day: end date | contract end date
      term_months: contract term | contract term months
      status: status`),
    lookups: lookupNames(`
      name: account name`),
  },
  {
    source: 'hubspot',
    table: 'accounts',
    must: [names('record id'), names('company name | company domain name')],
    marks: names(`
        company owner | company domain name | create date | lifecycle stage | country region |
        number of associated contacts | last activity date | lead status | number of employees | parent company`),
    needs: 2,
    fields: fieldNames(`
      account_id: record id
      name: company name | name
      owner: company owner
      industry: industry
      country: country region | country
      created_day: became a customer date | create date
      website: company domain name | website url
      employees: number of employees
      parent_id: parent company id | parent company ids`),
  },
  {
    source: 'hubspot',
    table: 'contacts',
    must: [names('record id'), names('email')],
    marks: names(`
        contact owner | associated company | associated company ids | associated company ids primary |
        primary associated company id | marketing contact status | lifecycle stage | create date | lead status`),
    needs: 2,
    fields: fieldNames(`
      contact_id: record id
      account_id: primary associated company id | associated company ids primary | associated company id | associated company ids
      first_name: first name
      last_name: last name
      email: email
      title: job title
      role: buying role
      last_seen_day: last activity date`),
    lookups: lookupNames(`
      name: associated company
      name: primary company
      name: company name`),
  },
  {
    source: 'hubspot',
    table: 'tickets',
    must: [names('ticket name'), names('ticket id | record id')],
    marks: names(`
        pipeline | ticket status | ticket owner | create date | close date | time to close |
        associated company ids | associated company | associated contact ids | source`),
    needs: 2,
    fields: fieldNames(`
      ticket_id: ticket id | record id
      account_id: primary associated company id | associated company ids primary | associated company id | associated company ids
      opened_at: create date
      closed_at: close date
      priority: priority
      subject: ticket name
      text: ticket description`),
    lookups: lookupNames(`
      name: associated company
      name: primary company
      contact: associated contact ids
      email: associated contact`),
  },
  {
    source: 'pipedrive',
    table: 'accounts',
    must: [
      names('organization name | name'),
      names(
        'organization owner | owner | organization id | organization pipedrive system id | organization organization created',
      ),
    ],
    marks: names(`
        organization owner | organization address | organization label | organization organization created |
        organization id | organization pipedrive system id | organization open deals | organization created |
        open deals | closed deals | won deals | lost deals | people | visible to | next activity date |
        activities to do`),
    needs: 3,
    fields: fieldNames(`
      account_id: organization id | organization pipedrive system id | id
      name: organization name | name
      owner: organization owner | owner
      industry: organization industry | industry
      country: organization country of address | organization address country | country of address | organization country
      created_day: organization organization created | organization created | organization add time | add time
      website: organization website | website
      employees: organization number of employees | number of employees | employee count`),
  },
  {
    source: 'pipedrive',
    table: 'contacts',
    must: [names('person name | email work | person email work')],
    marks: names(`
        person id | person pipedrive system id | person organization | person email work | person phone work |
        person owner | person label | person person created | email work | phone work | open deals | closed deals |
        next activity date | person created | person email`),
    needs: 2,
    fields: fieldNames(`
      contact_id: person id | person pipedrive system id | id
      account_id: organization id | person organization id
      first_name: person first name | first name
      last_name: person last name | last name
      email: person email work | email work | person email
      title: person job title | job title
      last_seen_day: person last activity date | last activity date`),
    lookups: lookupNames(`
      name: person organization
      name: organization name
      name: organization`),
  },
  {
    source: 'pipedrive',
    table: 'interactions',
    must: [names('activity type | type'), names('activity due date | due date'), names('activity subject | subject')],
    marks: names(`
        activity due date | activity assigned to user | activity organization | activity contact person |
        activity done | activity deal | assigned to user | contact person | done | marked as done time | deal |
        activity marked as done time`),
    needs: 2,
    fields: fieldNames(`
      interaction_id: activity id | id
      account_id: activity organization id | organization id
      type: activity type | type
      occurred_at: activity due date | due date
      owner: activity assigned to user | assigned to user
      subject: activity subject | subject`),
    lookups: lookupNames(`
      name: activity organization
      name: organization`),
  },
  {
    source: 'zoho',
    table: 'accounts',
    must: [names('account name'), names('record id | account owner id | created time')],
    marks: names(`
        record id | account owner | account owner id | created time | modified time | account type |
        parent account | parent account id | last activity time | modified by id`),
    needs: 3,
    fields: fieldNames(`
      account_id: record id | account id
      name: account name
      owner: account owner
      industry: industry
      country: billing country
      created_day: created time
      parent_id: parent account id
      website: website
      employees: employees`),
  },
  {
    source: 'zoho',
    table: 'contacts',
    must: [names('last name'), names('record id | contact owner id | created time')],
    marks: names(`
        record id | contact owner | contact owner id | created time | modified time | account name id |
        last activity time | reporting to | modified by id`),
    needs: 3,
    fields: fieldNames(`
      contact_id: record id | contact id
      account_id: account name id
      first_name: first name
      last_name: last name
      email: email
      title: title
      last_seen_day: last activity time`),
    lookups: lookupNames(`
      name: account name`),
  },
  {
    source: 'zoho',
    table: 'tickets',
    must: [names('case number | record id'), names('case owner | case origin | case reason')],
    marks: names(`
        record id | case owner | case owner id | case origin | case reason | created time | modified time |
        reported by | account name id | related to`),
    needs: 3,
    fields: fieldNames(`
      ticket_id: record id | case number
      account_id: account name id
      opened_at: created time
      closed_at: closed time
      priority: priority
      subject: subject
      text: description`),
    lookups: lookupNames(`
      name: account name
      email: email`),
  },
];
