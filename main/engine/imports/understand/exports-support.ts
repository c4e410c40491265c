import { fieldNames, lookupNames, names } from './system-export.ts';
import type { SystemExport } from './system-export.ts';

/** Default exports of help desks and messengers. */
export const supportExports: readonly SystemExport[] = [
  {
    source: 'zendesk',
    table: 'tickets',
    must: [names('id'), names('requester | requester id'), names('created at')],
    marks: names(`
        requester id | requester email | requester domain | submitter | submitter id | ticket type | via |
        initially assigned at | solved at | satisfaction score | group stations | assignee stations | reopens |
        first reply time in minutes | ticket form id | brand id | assignee id | has incidents |
        satisfaction rating score | via channel`),
    needs: 3,
    fields: fieldNames(`
      ticket_id: id
      account_id: organization id
      opened_at: created at
      closed_at: solved at
      priority: priority
      first_response_minutes: first reply time in minutes
      satisfaction: satisfaction score | satisfaction rating score
      subject: subject
      text: description`),
    lookups: lookupNames(`
      name: organization
      contact: requester id
      email: requester email
      domain: requester domain`),
  },
  {
    source: 'zendesk',
    table: 'accounts',
    must: [names('id'), names('name'), names('shared tickets | domain names')],
    marks: names('shared tickets | shared comments | domain names | group id | created at | external id'),
    needs: 2,
    fields: fieldNames(`
      account_id: id
      name: name
      created_day: created at
      website: domain names
      external_id: external id`),
  },
  {
    source: 'zendesk',
    table: 'contacts',
    must: [names('id'), names('email'), names('organization id | last login at | ticket restriction')],
    marks: names(`
        organization id | last login at | ticket restriction | suspended | shared agent | moderator | verified |
        time zone | two factor auth enabled | default group id`),
    needs: 3,
    fields: fieldNames(`
      contact_id: id
      account_id: organization id
      email: email
      role: role
      last_seen_day: last login at`),
    lookups: lookupNames(`
      name: organization`),
  },
  {
    source: 'freshdesk',
    table: 'tickets',
    must: [names('ticket id'), names('created time')],
    marks: names(`
        due by time | resolved time | closed time | last update time | initial response time | time tracked |
        first response time in hrs | resolution time in hrs | agent interactions | customer interactions |
        resolution status | first response status | survey results | association type`),
    needs: 3,
    fields: fieldNames(`
      ticket_id: ticket id
      account_id: company id
      opened_at: created time
      closed_at: closed time | resolved time
      priority: priority
      satisfaction: survey results
      subject: subject
      text: description`),
    lookups: lookupNames(`
      name: company name
      contact: contact id
      email: email
      domain: company domains`),
  },
  {
    source: 'freshdesk',
    table: 'accounts',
    must: [
      names('health score | account tier'),
      names('domains | company domains | domains for this company'),
      names('name | company name'),
    ],
    marks: names(`
        health score | account tier | renewal date | domains | company domains | note | domains for this company`),
    needs: 2,
    fields: fieldNames(`
      account_id: company id | id
      name: company name | name
      segment: account tier
      industry: industry
      created_day: created at | created time
      renewal_day: renewal date
      website: domains | company domains | domains for this company`),
  },
  {
    source: 'freshdesk',
    table: 'contacts',
    must: [names('email'), names('full name | name | contact name')],
    marks: names(`
        work phone | mobile phone | unique external id | twitter id | can see all tickets from company |
        can see all tickets from this company | other phone numbers | secondary emails | facebook id`),
    needs: 2,
    fields: fieldNames(`
      contact_id: contact id | id | unique external id
      account_id: company id
      email: email
      title: title`),
    lookups: lookupNames(`
      name: company
      name: company name`),
  },
  {
    source: 'intercom',
    table: 'contacts',
    must: [names('email'), names('user id | intercom id | id')],
    marks: names(`
        first seen utc | last seen utc | signed up utc | last contacted utc | last heard from utc |
        last opened email utc | last clicked on link in email utc | web sessions | unsubscribed from emails |
        intercom id | marked email as spam | has hard bounced | browser language | last request at | signed up at`),
    needs: 3,
    fields: fieldNames(`
      contact_id: user id | intercom id | id
      account_id: company id
      email: email
      title: job title
      last_seen_day: last seen utc | last request at`),
    lookups: lookupNames(`
      name: company name`),
  },
  {
    source: 'intercom',
    table: 'accounts',
    must: [
      names('company id | company name'),
      names('monthly spend | company last seen utc | company web sessions | company created at utc'),
    ],
    marks: names(`
        company last seen utc | company created at utc | monthly spend | company web sessions | company size |
        company industry | company website | people | company last request at`),
    needs: 2,
    fields: fieldNames(`
      account_id: company id
      name: company name
      plan: plan | company plan
      industry: company industry | industry
      created_day: company created at utc | company created at
      website: company website | website
      employees: company size`),
  },
  {
    source: 'intercom',
    table: 'tickets',
    must: [names('conversation id')],
    marks: names(`
        conversation started at utc | conversation created at | conversation closed at |
        conversation last closed at utc | conversation first closed at utc | conversation state |
        conversation rating | conversation first response at | teammate currently assigned |
        message author user id | message type | conversation tags | last closed at utc | started at utc |
        time to first response`),
    needs: 2,
    fields: fieldNames(`
      ticket_id: conversation id
      account_id: company id
      opened_at: conversation started at utc | conversation created at | started at utc | conversation started at
      closed_at: conversation last closed at utc | conversation closed at | last closed at utc | conversation first closed at utc
      satisfaction: conversation rating
      text: message body`),
    lookups: lookupNames(`
      name: company name
      contact: user id
      contact: message author user id
      email: user email
      email: email
      email: message author email`),
  },
];
