import { instantOfSeconds } from '../../../../shared/domain/time.ts';
import { type CsvValue, rowFile, type SampleFile } from './csv.ts';
import { troubleOf } from './hidden-process.ts';
import type { Life } from './lives.ts';
import type { Language } from './names.ts';
import type { SampleSettings } from './options.ts';
import { createRandom, type Random } from './random.ts';

const types = ['email', 'call', 'meeting', 'in-app'] as const;
type InteractionType = (typeof types)[number];

interface Interaction {
  account: string;
  type: InteractionType;
  direction: 'inbound' | 'outbound';
  day: number;
  second: number;
  owner: string;
  subject: string;
  outcome: string;
}

interface SubjectBank {
  ordinary: Record<InteractionType, readonly string[]>;
  renewal: readonly string[];
  rescue: readonly string[];
}

const subjects: Record<Language, SubjectBank> = {
  en: {
    ordinary: {
      email: [
        'Monthly summary',
        'New features this month',
        'Following up on our call',
        'Tips for your team',
        'Invitation to the webinar',
      ],
      call: ['Check-in call', 'Onboarding call', 'Questions about reports', 'Licence review'],
      meeting: ['Quarterly business review', 'Training session', 'Kick-off', 'Roadmap presentation'],
      'in-app': [
        'Guide shown: first dashboard',
        'Guide shown: invite your team',
        'Announcement read',
        'Tip: scheduled reports',
      ],
    },
    renewal: ['Your renewal', 'Renewal proposal', 'Terms for the next year', 'Preparing the renewal'],
    rescue: ['Drop in activity', 'Action plan', 'Open incidents review', 'How can we help?'],
  },
  es: {
    ordinary: {
      email: [
        'Resumen mensual',
        'Novedades de este mes',
        'Seguimiento de nuestra llamada',
        'Consejos para tu equipo',
        'Invitación al seminario web',
      ],
      call: ['Llamada de seguimiento', 'Llamada de bienvenida', 'Dudas sobre informes', 'Revisión de licencias'],
      meeting: ['Revisión trimestral', 'Sesión de formación', 'Reunión de arranque', 'Presentación de la hoja de ruta'],
      'in-app': [
        'Guía mostrada: primer panel',
        'Guía mostrada: invita a tu equipo',
        'Aviso leído',
        'Consejo: informes programados',
      ],
    },
    renewal: [
      'Tu renovación',
      'Propuesta de renovación',
      'Condiciones del próximo año',
      'Preparación de la renovación',
    ],
    rescue: ['Bajada de actividad', 'Plan de acción', 'Repaso de incidencias abiertas', '¿Cómo podemos ayudar?'],
  },
};

function outcomeOf(type: InteractionType, direction: string, stage: number, random: Random): string {
  const cold = Math.min(0.85, 0.22 + 0.13 * stage);
  if (direction === 'inbound') return random.chance(0.9) ? 'answered' : 'pending';
  if (type === 'email') return random.chance(cold + 0.25) ? 'no reply' : 'replied';
  if (type === 'call') return random.chance(cold) ? 'no answer' : 'completed';
  if (type === 'meeting') return random.chance(cold * 0.6) ? (random.chance(0.5) ? 'no show' : 'cancelled') : 'held';
  return random.chance(cold + 0.2) ? 'dismissed' : 'seen';
}

function interactionsOf(life: Life, settings: SampleSettings): Interaction[] {
  const { account, path } = life;
  const random = createRandom(settings.seed, `interactions ${account.id}`);
  const bank = subjects[account.language];
  const base = [0.016, 0.03, 0.055][account.segment]!;
  const interactions: Interaction[] = [];
  for (let index = path.firstIndex; index < path.endIndex; index++) {
    const day = settings.firstDay + index;
    if ((day + 3) % 7 >= 5) continue;
    const stage = troubleOf(path.states[index]!)?.stage ?? 0;
    const age = day - account.startDay;
    // Owners notice some of the trouble, late, and write more.
    const noticed = stage >= 3 && random.chance(0.5);
    if (!random.chance(base * (age < 60 ? 2.5 : 1) * (noticed ? 2.2 : 1))) continue;
    const type = types[random.weighted([5, 2, 1 + 0.5 * account.segment, 2.5])]!;
    const direction = type !== 'in-app' && random.chance(0.27 - 0.05 * stage) ? 'inbound' : 'outbound';
    const daysOfTerm = account.termMonths === 12 ? ((-age % 365) + 365) % 365 : 365;
    const list =
      noticed && type !== 'in-app'
        ? bank.rescue
        : daysOfTerm < 75 && type !== 'in-app'
          ? bank.renewal
          : bank.ordinary[type];
    const hour = (random.whole(8, 17) - account.country.hoursAhead + 24) % 24;
    interactions.push({
      account: account.id,
      type,
      direction,
      day,
      second: hour * 3600 + random.whole(0, 59) * 60,
      owner: account.owner,
      subject: random.pick(list),
      outcome: outcomeOf(type, direction, stage, random),
    });
  }
  return interactions;
}

export function interactionsFile(lives: readonly Life[], settings: SampleSettings): SampleFile {
  const header = ['id', 'account_id', 'type', 'direction', 'occurred_at', 'owner', 'subject', 'outcome'];
  const rows = (): CsvValue[][] =>
    lives
      .flatMap((life) => interactionsOf(life, settings))
      .sort((a, b) => a.day - b.day || a.second - b.second)
      .map((interaction, index) => [
        `ACT-${50_001 + index}`,
        interaction.account,
        interaction.type,
        interaction.direction,
        instantOfSeconds(interaction.day * 86_400 + interaction.second),
        interaction.owner,
        interaction.subject,
        interaction.outcome,
      ]);
  return rowFile('interactions.csv', 'interactions', header, rows);
}
