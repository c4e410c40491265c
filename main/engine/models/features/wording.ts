/**
 * What free words in a book's own columns mean, in English and Spanish. Each is looked for anywhere in the text, case aside;
 * a word that a book uses otherwise makes a feature less telling, never wrong.
 */
const table = {
  /** Ticket priorities that somebody should drop other work for. */
  serious: /^(urgent|high|critical|blocker|p1|p2|sev ?1|sev ?2|alta|cr[ií]tic)/i,
  unanswered: /no.?(reply|answer|response|show)|unanswered|dismissed|bounced|cancel|sin respuesta|no contest/i,
  promoter: /nps|promoter/i,
  inbound: /^in$|inbound|incoming|entrante|recibid|from customer/i,
  outbound: /^out$|outbound|outgoing|saliente|enviad|to customer/i,
  meeting: /meet|reuni|demo|visit|qbr|review|workshop|training|formaci|webinar/i,
  call: /call|phone|llamad|tel[eé]f/i,
  email: /e-?mail|correo/i,
  worried:
    /\brisk|drop|declin|churn|cancel|leav(e|ing)\b|incident|complain|escalat|problem|issue|rescue|save|action plan|unhappy|ca[ií]da|bajada|riesgo|baja\b|cancelar|incidenc|queja|problema|plan de acci|rescate/i,
  failedPayment: /fail|declin|bounc|reject|uncollect|chargeback|fallid|rechaz|devuelt|impagad|incobrable/i,
  settledInvoice: /^paid|settled|closed|cleared|^pagad|cobrad|liquidad|saldad/i,
  /** Never asked for, or taken back: says nothing about how a customer pays. */
  voidInvoice: /void|cancel|draft|refund|credit|anulad|borrador|abonad|reembols/i,
  badNews:
    /lay.?off|redundan|insolv|bankrupt|lawsuit|closure|shut.?down|downgrade|breach|decline|despid|quiebra|concurso|demanda|cierre|ere\b/i,
  goodNews: /hiring|funding|growth|expan|investment|award|contrata|ronda|financiaci|crecimiento|inversi|premio/i,
  api: /(?<![a-z])api|webhook/i,
  exporting: /export|download|descarg/i,
  /** Coming and looking: every use has it, so it tells less than doing. */
  passive:
    /log.?(in|on|out|off)(?![a-z])|sign.?(in|on|out)(?![a-z])|session|(?<!re)view|visit|heartbeat|(?<![a-z])ping(?![a-z])|app.?(open|start|launch)|^open|(?<![a-z])api|webhook|inicio de|acceso|entrar|salir|(?<!re|entre)vista/i,
  reopened: /re.?open|reabiert/i,
} as const;

export type Meaning = keyof typeof table;

export function means(meaning: Meaning, text: unknown): boolean {
  return typeof text === 'string' && table[meaning].test(text);
}

/** 1 or 0 for each text of a dictionary, after `before` zeros. */
export function meaningMask(meaning: Meaning, texts: readonly string[]): Uint8Array {
  return Uint8Array.from(texts, (text) => (table[meaning].test(text) ? 1 : 0));
}

/** Codes of the channels of engagement; 0 is any other. */
export const channels = { meeting: 1, call: 2, email: 3 } as const;

export function channelOf(type: unknown): number {
  if (means('email', type)) return channels.email;
  if (means('call', type)) return channels.call;
  return means('meeting', type) ? channels.meeting : 0;
}
