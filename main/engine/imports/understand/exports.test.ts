import { describe, expect, it } from 'vitest';
import { guessTable } from './match.ts';
import { profileColumns } from './profile.ts';

/** Header lines as the systems write them by default, or where a person ticks the usual further columns. */
const known: readonly (readonly [source: string, header: string, table: string, fields: string])[] = [
  [
    'salesforce',
    'Id,IsDeleted,MasterRecordId,Name,Type,ParentId,BillingStreet,BillingCity,BillingCountry,Phone,Website,Industry,AnnualRevenue,NumberOfEmployees,OwnerId,CreatedDate,LastModifiedDate,SystemModstamp',
    'accounts',
    'account_id=Id name=Name parent_id=ParentId country=BillingCountry website=Website industry=Industry employees=NumberOfEmployees owner=OwnerId created_day=CreatedDate',
  ],
  [
    'salesforce',
    'Account ID,Account Name,Account Owner,Billing State/Province,Type,Rating,Last Activity,Last Modified Date',
    'accounts',
    'account_id=Account ID name=Account Name owner=Account Owner',
  ],
  [
    'salesforce',
    'Id,IsDeleted,AccountId,LastName,FirstName,Salutation,MailingStreet,MailingCountry,Phone,ReportsToId,Email,Title,Department,OwnerId,CreatedDate,SystemModstamp,LastActivityDate',
    'contacts',
    'contact_id=Id account_id=AccountId last_name=LastName first_name=FirstName email=Email title=Title last_seen_day=LastActivityDate',
  ],
  [
    'salesforce',
    'Id,IsDeleted,CaseNumber,ContactId,AccountId,Type,Status,Origin,Subject,Priority,Description,IsClosed,ClosedDate,IsEscalated,OwnerId,CreatedDate,SystemModstamp',
    'tickets',
    'ticket_id=Id account_id=AccountId opened_at=CreatedDate closed_at=ClosedDate priority=Priority escalated=IsEscalated subject=Subject text=Description',
  ],
  [
    'salesforce',
    'Case Number,Case Owner,Account Name,Subject,Status,Priority,Case Origin,Date/Time Opened,Date/Time Closed,Age',
    'tickets',
    'ticket_id=Case Number account_id=Account Name:name opened_at=Date/Time Opened closed_at=Date/Time Closed priority=Priority subject=Subject',
  ],
  [
    'salesforce',
    'Id,WhoId,WhatId,Subject,ActivityDate,Status,Priority,OwnerId,Description,IsDeleted,AccountId,IsClosed,CreatedDate,SystemModstamp,CallType,CallDisposition,TaskSubtype',
    'interactions',
    'interaction_id=Id account_id=AccountId type=TaskSubtype direction=CallType occurred_at=ActivityDate owner=OwnerId subject=Subject outcome=CallDisposition',
  ],
  [
    'salesforce',
    'Id,AccountId,OwnerExpirationNotice,StartDate,EndDate,ContractTerm,OwnerId,Status,ContractNumber,LastApprovedDate,IsDeleted,SystemModstamp',
    'subscriptions',
    'subscription_id=Id account_id=AccountId start_day=StartDate end_day=EndDate term_months=ContractTerm status=Status',
  ],
  [
    'hubspot',
    'Record ID,Company name,Company owner,Create Date,Phone Number,Last Activity Date,City,Country/Region,Industry,Company Domain Name,Number of Employees,Lifecycle Stage',
    'accounts',
    'account_id=Record ID name=Company name owner=Company owner created_day=Create Date country=Country/Region industry=Industry website=Company Domain Name employees=Number of Employees',
  ],
  [
    'hubspot',
    'Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Last Activity Date,Lead Status,Marketing contact status,Create Date,Job Title,Associated Company,Associated Company IDs',
    'contacts',
    'contact_id=Record ID account_id=Associated Company IDs first_name=First Name last_name=Last Name email=Email title=Job Title last_seen_day=Last Activity Date',
  ],
  [
    'hubspot',
    'Ticket ID,Ticket name,Pipeline,Ticket status,Create date,Close date,Priority,Ticket owner,Source,Ticket description,Associated Company',
    'tickets',
    'ticket_id=Ticket ID account_id=Associated Company:name opened_at=Create date closed_at=Close date priority=Priority subject=Ticket name text=Ticket description',
  ],
  [
    'pipedrive',
    'Organization - ID,Organization - Name,Organization - Owner,Organization - Address,Organization - Label,Organization - Organization created,Organization - Open deals',
    'accounts',
    'account_id=Organization - ID name=Organization - Name owner=Organization - Owner created_day=Organization - Organization created',
  ],
  [
    'pipedrive',
    'ID,Name,Label,Owner,People,Open deals,Closed deals,Next activity date,Organization created',
    'accounts',
    'account_id=ID name=Name owner=Owner created_day=Organization created',
  ],
  [
    'pipedrive',
    'Person - ID,Person - Name,Person - Organization,Person - Email - Work,Person - Phone - Work,Person - Owner,Person - Label',
    'contacts',
    'contact_id=Person - ID account_id=Person - Organization:name email=Person - Email - Work',
  ],
  [
    'pipedrive',
    'Activity - ID,Activity - Type,Activity - Subject,Activity - Organization,Activity - Contact person,Activity - Due date,Activity - Assigned to user,Activity - Done',
    'interactions',
    'interaction_id=Activity - ID account_id=Activity - Organization:name type=Activity - Type occurred_at=Activity - Due date owner=Activity - Assigned to user subject=Activity - Subject',
  ],
  [
    'zoho',
    'Record Id,Account Owner.id,Account Owner,Account Name,Phone,Website,Parent Account.id,Parent Account,Account Type,Industry,Employees,Billing Country,Created Time,Modified Time,Last Activity Time',
    'accounts',
    'account_id=Record Id owner=Account Owner name=Account Name website=Website parent_id=Parent Account.id industry=Industry employees=Employees country=Billing Country created_day=Created Time',
  ],
  [
    'zoho',
    'Record Id,Contact Owner.id,Contact Owner,First Name,Last Name,Account Name.id,Account Name,Email,Title,Phone,Created Time,Modified Time,Last Activity Time',
    'contacts',
    'contact_id=Record Id account_id=Account Name.id first_name=First Name last_name=Last Name email=Email title=Title last_seen_day=Last Activity Time',
  ],
  [
    'zoho',
    'Record Id,Case Owner,Case Number,Case Origin,Case Reason,Subject,Status,Priority,Account Name.id,Account Name,Description,Created Time,Modified Time',
    'tickets',
    'ticket_id=Record Id account_id=Account Name.id opened_at=Created Time priority=Priority subject=Subject text=Description',
  ],
  [
    'zendesk',
    'Summary,Id,Requester,Requester id,Requester external id,Requester email,Requester domain,Submitter,Assignee,Group,Subject,Tags,Status,Priority,Via,Ticket type,Created at,Updated at,Assigned at,Organization,Due date,Initially assigned at,Solved at,Resolution time,Satisfaction Score,Group stations,Assignee stations,Reopens,Replies,First reply time in minutes,First reply time in minutes within business hours',
    'tickets',
    'ticket_id=Id account_id=Requester id:contact account_id=Requester email:email account_id=Requester domain:domain account_id=Organization:name subject=Subject priority=Priority opened_at=Created at closed_at=Solved at satisfaction=Satisfaction Score first_response_minutes=First reply time in minutes',
  ],
  [
    'zendesk',
    'id,url,name,shared_tickets,shared_comments,external_id,created_at,updated_at,domain_names,details,notes,group_id,tags',
    'accounts',
    'account_id=id name=name external_id=external_id created_day=created_at website=domain_names',
  ],
  [
    'zendesk',
    'id,url,name,email,created_at,updated_at,time_zone,organization_id,role,verified,moderator,ticket_restriction,last_login_at,suspended,default_group_id',
    'contacts',
    'contact_id=id email=email account_id=organization_id role=role last_seen_day=last_login_at',
  ],
  [
    'freshdesk',
    'Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,Resolved time,Closed time,Last update time,Initial response time,Time tracked,First response time (in hrs),Resolution time (in hrs),Agent interactions,Customer interactions,Resolution status,First response status,Tags,Survey results,Company Name,Email',
    'tickets',
    'ticket_id=Ticket ID subject=Subject priority=Priority opened_at=Created time closed_at=Closed time satisfaction=Survey results account_id=Company Name:name account_id=Email:email',
  ],
  [
    'freshdesk',
    'Company ID,Name,Description,Note,Domains,Health score,Account tier,Renewal date,Industry',
    'accounts',
    'account_id=Company ID name=Name website=Domains segment=Account tier renewal_day=Renewal date industry=Industry',
  ],
  [
    'freshdesk',
    'Full name,Title,Company,Email,Work phone,Mobile phone,Twitter ID,Can see all tickets from company,Unique External ID,Contact ID',
    'contacts',
    'title=Title account_id=Company:name email=Email contact_id=Contact ID',
  ],
  [
    'intercom',
    'Name,Email,User ID,Company ID,Company name,First Seen (UTC),Signed up (UTC),Last seen (UTC),Last contacted (UTC),Last heard from (UTC),Web sessions,Unsubscribed from Emails',
    'contacts',
    'email=Email contact_id=User ID account_id=Company ID last_seen_day=Last seen (UTC)',
  ],
  [
    'intercom',
    'Company ID,Company name,Company last seen (UTC),Company created at (UTC),People,Monthly spend,Plan,Company web sessions,Company size,Company industry,Company website',
    'accounts',
    'account_id=Company ID name=Company name created_day=Company created at (UTC) plan=Plan employees=Company size industry=Company industry website=Company website',
  ],
  [
    'intercom',
    'Conversation ID,Conversation started at (UTC),Conversation last closed at (UTC),Conversation state,Conversation rating,User ID,User email,Company ID',
    'tickets',
    'ticket_id=Conversation ID opened_at=Conversation started at (UTC) closed_at=Conversation last closed at (UTC) satisfaction=Conversation rating account_id=Company ID',
  ],
  [
    'stripe',
    'id,Description,Email,Name,Created (UTC),Delinquent,Card ID,Card Last4,Card Brand,Total Spend,Payment Count,Business Vat ID',
    'accounts',
    'account_id=id name=Name created_day=Created (UTC) tax_id=Business Vat ID',
  ],
  [
    'stripe',
    'id,Customer ID,Customer Description,Customer Email,Plan,Product,Quantity,Currency,Interval,Amount,Status,Created (UTC),Start (UTC),Start Date (UTC),Current Period Start (UTC),Current Period End (UTC),Trial Start (UTC),Trial End (UTC),Tax Percent,Canceled At (UTC),Ended At (UTC)',
    'subscriptions',
    'subscription_id=id account_id=Customer ID plan=Product seats=Quantity currency=Currency term_months=Interval status=Status start_day=Start Date (UTC) end_day=Ended At (UTC)',
  ],
  [
    'stripe',
    'id,Amount Due,Billing,Closed,Currency,Customer,Date (UTC),Due Date (UTC),Number,Paid,Subscription,Subtotal,Total Discount Amount,Applied Coupons,Tax,Tax Percent,Total,Amount Paid,Status',
    'invoices',
    'invoice_id=id currency=Currency account_id=Customer issued_day=Date (UTC) due_day=Due Date (UTC) amount=Total status=Status',
  ],
  [
    'stripe',
    'id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,Converted Currency,Fee,Description,Statement Descriptor,Status,Customer ID,Customer Email,Invoice ID',
    'invoices',
    'invoice_id=id issued_day=Created date (UTC) amount=Amount currency=Currency status=Status account_id=Customer ID',
  ],
  [
    'mixpanel',
    'Event,Time,Distinct ID,$insert_id,mp_lib,mp_country_code,$browser,$os,$current_url,mp_processing_time_ms',
    'events',
    'event=Event occurred_at=Time contact_id=Distinct ID event_id=$insert_id platform=$os',
  ],
  [
    'mixpanel',
    'event,properties.time,properties.distinct_id,properties.$insert_id,properties.mp_lib,properties.company_id',
    'events',
    'event=event occurred_at=properties.time contact_id=properties.distinct_id event_id=properties.$insert_id account_id=properties.company_id',
  ],
  [
    'amplitude',
    '$insert_id,amplitude_id,app,city,client_event_time,country,device_family,device_id,event_properties,event_time,event_type,platform,server_upload_time,session_id,user_id,user_properties,uuid',
    'events',
    'event_id=$insert_id event=event_type occurred_at=event_time platform=platform contact_id=user_id',
  ],
  [
    'segment',
    'messageId,type,event,userId,anonymousId,timestamp,originalTimestamp,sentAt,receivedAt,context.library.name,context.groupId',
    'events',
    'event_id=messageId event=event contact_id=userId occurred_at=timestamp account_id=context.groupId',
  ],
  [
    'segment',
    'id,received_at,event,event_text,user_id,anonymous_id,context_library_name,original_timestamp,sent_at,timestamp,uuid_ts',
    'events',
    'event_id=id event=event contact_id=user_id occurred_at=timestamp',
  ],
];

/** Values by which lookups are sure of a column. */
const sample = (column: string): string =>
  /e-?mail|^requester email/i.test(column) && !/unsub/i.test(column)
    ? 'ana@acme.es'
    : /^(account name|organization|company|company name|associated company|person - organization|activity - organization)$/i.test(
          column,
        )
      ? 'Acme Iberia'
      : /domain/i.test(column)
        ? 'acme.es'
        : /^(requester id)$/i.test(column)
          ? '3811'
          : column === 'Paid'
            ? 'true'
            : '';

describe('default exports', () => {
  it.each(known)('%s: %s', (source, line, table, fields) => {
    const header = line.split(',');
    const guess = guessTable('export.csv', profileColumns(header, [header.map(sample), header.map(sample)]));
    const read = [...guess.fields.map((field, index) => ({ ...field, column: header[index]! })), ...guess.derived];
    const shown = read
      .filter(({ reason }) => reason !== 'none')
      .map(({ field, column, find }) => `${field}=${column}${find ? `:${find}` : ''}`);
    expect([guess.source, guess.name]).toEqual([source, table]);
    expect(shown.toSorted()).toEqual(fields.split(/ (?=[a-z_]+=)/).toSorted());
    expect(guess.confidence).toBeGreaterThanOrEqual(0.95);
  });

  it('takes nobody’s header for a system’s', () => {
    const header = ['id', 'name', 'email', 'created_at', 'status'];
    expect(guessTable('export.csv', profileColumns(header, [])).source).toBeNull();
  });

  it('takes the amount of a Stripe subscription as a month’s only where every interval is a month', () => {
    const header =
      'id,Customer ID,Amount,Interval,Start (UTC),Current Period Start (UTC),Current Period End (UTC)'.split(',');
    const row = (interval: string): string[] => [
      'sub_1',
      'cus_1',
      '49.00',
      interval,
      '2024-01-05 10:00',
      '2024-02-05 10:00',
      '2024-03-05 10:00',
    ];
    const fieldOfAmount = (rows: string[][]) =>
      guessTable('subscriptions.csv', profileColumns(header, rows)).fields[2]?.field;
    expect(fieldOfAmount([row('month'), row('month')])).toBe('mrr');
    expect(fieldOfAmount([row('month'), row('year')])).not.toBe('mrr');
  });

  it('does not take hours for minutes, nor cents for money', () => {
    const header = ['ticket_id', 'account_id', 'created_at', 'first_response_time_hours'];
    const guess = guessTable('tickets.csv', profileColumns(header, [['T1', 'A1', '2024-01-01 10:00', '4']]));
    expect(guess.fields[3]?.field).toBe('attributes');
    const invoices = ['invoice_id', 'account_id', 'invoice_date', 'amount_cents'];
    const other = guessTable('invoices.csv', profileColumns(invoices, [['I1', 'A1', '2024-01-01', '4900']]));
    expect(other.fields[3]?.field).toBe('attributes');
  });
});
