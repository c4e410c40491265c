/** How patient the supervisor is; times in milliseconds. */
export type SupervisorPolicy = {
  /** Before the first restart; doubles with every further crash of the window. */
  firstPause: number;
  longestPause: number;
  /** So many crashes within the window, and it is given up. */
  crashLimit: number;
  crashWindow: number;
};

export const supervisorPolicy: SupervisorPolicy = {
  firstPause: 250,
  longestPause: 8_000,
  crashLimit: 5,
  crashWindow: 10 * 60_000,
};

export type SupervisorPhase = 'idle' | 'starting' | 'running' | 'pausing' | 'stopping' | 'stopped' | 'given-up';
/** `crashes`: the instants of those that still count. */
export type SupervisorState = { phase: SupervisorPhase; crashes: readonly number[] };

export type SupervisorEvent = { type: 'start' | 'ready' | 'exited' | 'pause-over' | 'stop'; at: number };
export type SupervisorEffect =
  | { do: 'spawn' }
  | { do: 'pause'; milliseconds: number }
  | { do: 'stop-process' }
  | { do: 'announce'; phase: 'running' | 'pausing' | 'stopped' | 'given-up' };

export const idle: SupervisorState = { phase: 'idle', crashes: [] };

type Step = { state: SupervisorState; effects: SupervisorEffect[] };

/**
 * What follows from an event: the next state and what to do. An event that means nothing in a phase changes nothing, so
 * that late timers and doubled events are harmless.
 */
export function step(
  state: SupervisorState,
  event: SupervisorEvent,
  policy: SupervisorPolicy = supervisorPolicy,
): Step {
  const { phase, crashes } = state;
  const to = (next: SupervisorPhase, ...effects: SupervisorEffect[]): Step => ({
    state: { phase: next, crashes },
    effects,
  });
  switch (event.type) {
    case 'start':
      // Starting again after giving up is a person's decision, and it forgets what was.
      if (phase === 'idle' || phase === 'stopped' || phase === 'given-up')
        return { state: { phase: 'starting', crashes: [] }, effects: [{ do: 'spawn' }] };
      break;
    case 'ready':
      if (phase === 'starting') return to('running', { do: 'announce', phase: 'running' });
      break;
    case 'pause-over':
      if (phase === 'pausing') return to('starting', { do: 'spawn' });
      break;
    case 'stop':
      if (phase === 'starting' || phase === 'running') return to('stopping', { do: 'stop-process' });
      if (phase !== 'stopping' && phase !== 'stopped') return to('stopped', { do: 'announce', phase: 'stopped' });
      break;
    case 'exited':
      if (phase === 'stopping') return to('stopped', { do: 'announce', phase: 'stopped' });
      if (phase === 'starting' || phase === 'running') return crashed(state, event.at, policy);
  }
  return { state, effects: [] };
}

function crashed(state: SupervisorState, at: number, policy: SupervisorPolicy): Step {
  const crashes = [...state.crashes.filter((earlier) => at - earlier < policy.crashWindow), at];
  if (crashes.length >= policy.crashLimit)
    return { state: { phase: 'given-up', crashes }, effects: [{ do: 'announce', phase: 'given-up' }] };
  const milliseconds = Math.min(policy.longestPause, policy.firstPause * 2 ** (crashes.length - 1));
  return {
    state: { phase: 'pausing', crashes },
    effects: [
      { do: 'announce', phase: 'pausing' },
      { do: 'pause', milliseconds },
    ],
  };
}
