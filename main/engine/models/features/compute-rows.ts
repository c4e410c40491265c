import { placeOf } from './catalogue.ts';
import { writeInvoices } from './compute-invoices.ts';
import { writeTickets } from './compute-tickets.ts';
import { Mean } from './mean.ts';
import { knownRows } from './row-table.ts';
import type { FeatureSources } from './sources.ts';
import { channels } from './wording.ts';

const daySeconds = 86_400;

const at = {
  interactions: placeOf('interactions_90'),
  interactionsChange: placeOf('interactions_change_90'),
  sinceInteraction: placeOf('days_since_interaction'),
  sinceAnswer: placeOf('days_since_answer'),
  unanswered: placeOf('unanswered_share_180'),
  inbound: placeOf('inbound_share_180'),
  meetings: placeOf('meetings_180'),
  calls: placeOf('calls_180'),
  emails: placeOf('emails_180'),
  worried: placeOf('worried_talks_90'),
  survey: placeOf('survey_score_180'),
  surveyChange: placeOf('survey_change'),
  sinceSurvey: placeOf('days_since_survey'),
  surveyTone: placeOf('survey_sentiment_365'),
  signals: placeOf('signals_90'),
  signalValue: placeOf('signal_value_180'),
  badNews: placeOf('bad_signals_180'),
  goodNews: placeOf('good_signals_180'),
};

/** Writes what tickets, interactions, surveys, invoices and signals tell of an account as of an instant. */
export function computeRows(sources: FeatureSources, account: number, instant: number, row: Float64Array): void {
  writeTickets(sources.tickets, account, instant, row);
  writeInteractions(sources.interactions, account, instant, row);
  writeSurveys(sources, account, instant, row);
  writeInvoices(sources.invoices, account, instant, row);
  writeSignals(sources.signals, account, instant, row);
}

function writeInteractions(
  interactions: FeatureSources['interactions'],
  account: number,
  instant: number,
  row: Float64Array,
): void {
  if (interactions.firstKnown > instant) return;
  const [from, to] = knownRows(interactions, account, instant);
  let count = 0,
    before = 0,
    worried = 0,
    answered = -1;
  const byChannel = [0, 0, 0, 0];
  const unanswered = new Mean();
  const inbound = new Mean();
  for (let index = to - 1; index >= from; index--) {
    const age = (instant - interactions.known[index]!) / daySeconds;
    if (answered < 0 && (interactions.inbound[index] === 1 || interactions.unanswered[index] === 0)) answered = index;
    if (age >= 180) {
      if (answered >= 0) break;
      continue;
    }
    if (age < 90) {
      count++;
      worried += interactions.worried[index]!;
    } else before++;
    byChannel[interactions.channel[index]!]!++;
    unanswered.add(interactions.unanswered[index]!);
    inbound.add(interactions.inbound[index]!);
  }
  row[at.interactions] = count;
  row[at.interactionsChange] = count - before;
  row[at.meetings] = byChannel[channels.meeting]!;
  row[at.calls] = byChannel[channels.call]!;
  row[at.emails] = byChannel[channels.email]!;
  row[at.worried] = worried;
  row[at.unanswered] = unanswered.value;
  row[at.inbound] = inbound.value;
  if (to > from) row[at.sinceInteraction] = daysSince(interactions.known[to - 1]!, instant);
  if (answered >= 0) row[at.sinceAnswer] = daysSince(interactions.known[answered]!, instant);
}

const daysSince = (then: number, instant: number): number => Math.floor((instant - then) / daySeconds);

function writeSurveys(
  { surveys, promoterSince }: FeatureSources,
  account: number,
  instant: number,
  row: Float64Array,
): void {
  // Scales differ between kinds of survey: once the book has a promoter score, only that one is read.
  const promoterOnly = promoterSince <= instant;
  const [from, to] = knownRows(surveys, account, instant);
  const last180 = new Mean();
  const last120 = new Mean();
  const before = new Mean();
  const tone = new Mean();
  for (let index = from; index < to; index++) {
    const age = (instant - surveys.known[index]!) / daySeconds;
    if (age < 365) tone.add(surveys.tone[index]!);
    if (promoterOnly && surveys.promoter[index] !== 1) continue;
    if (age < 180) last180.add(surveys.score[index]!);
    (age < 120 ? last120 : before).add(surveys.score[index]!);
  }
  row[at.survey] = last180.value;
  row[at.surveyChange] = last120.value - before.value;
  row[at.surveyTone] = tone.value;
  if (to > from) row[at.sinceSurvey] = daysSince(surveys.known[to - 1]!, instant);
}

function writeSignals(signals: FeatureSources['signals'], account: number, instant: number, row: Float64Array): void {
  if (signals.firstKnown > instant) return;
  const [from, to] = knownRows(signals, account, instant);
  let count = 0,
    bad = 0,
    good = 0;
  const size = new Mean();
  for (let index = to - 1; index >= from; index--) {
    const age = (instant - signals.known[index]!) / daySeconds;
    if (age >= 180) break;
    if (age < 90) count++;
    if (signals.news[index]! < 0) bad++;
    if (signals.news[index]! > 0) good++;
    const value = signals.value[index]!;
    size.add(Math.sign(value) * Math.log1p(Math.abs(value)));
  }
  row[at.signals] = count;
  row[at.badNews] = bad;
  row[at.goodNews] = good;
  row[at.signalValue] = size.value;
}
