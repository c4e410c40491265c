import type { SystemKind } from '../../../shared/contract/index.ts';
import type { TableName } from '../../../shared/domain/tables.ts';

const crm: SystemKind = {
  kind: { en: 'CRM', es: 'CRM' },
  tools: ['Salesforce', 'HubSpot', 'Pipedrive', 'Zoho CRM'],
};
const helpDesk: SystemKind = {
  kind: { en: 'Help desk', es: 'Centro de soporte' },
  tools: ['Zendesk', 'Freshdesk', 'Help Scout', 'Intercom'],
};
const marketing: SystemKind = {
  kind: { en: 'Marketing automation', es: 'Automatización de marketing' },
  tools: ['Mailchimp', 'Marketo', 'Account Engagement', 'ActiveCampaign'],
};
const messaging: SystemKind = {
  kind: { en: 'Messaging', es: 'Mensajería' },
  tools: ['Slack', 'Microsoft Teams', 'Discord', 'WhatsApp'],
};
const billing: SystemKind = { kind: { en: 'Billing', es: 'Facturación' }, tools: [] };
const productAnalytics: SystemKind = {
  kind: { en: 'Product analytics or the product’s own log', es: 'Analítica de producto o el registro del producto' },
  tools: [],
};
const surveyTool: SystemKind = { kind: { en: 'Survey tool', es: 'Herramienta de encuestas' }, tools: [] };
const outsideNews: SystemKind = {
  kind: { en: 'News, hiring and funding feeds', es: 'Noticias, ofertas de empleo y rondas de financiación' },
  tools: [],
};

/** Where each table usually comes from, the likeliest first. Kinds without tools come as files. */
export const systemsOf: Readonly<Record<TableName, readonly SystemKind[]>> = {
  accounts: [crm, billing],
  contacts: [crm, marketing, helpDesk],
  subscriptions: [billing, crm],
  invoices: [billing],
  events: [productAnalytics],
  tickets: [helpDesk],
  interactions: [crm, marketing, messaging],
  surveys: [surveyTool, helpDesk],
  churn_events: [crm, billing],
  signals: [outsideNews],
};
