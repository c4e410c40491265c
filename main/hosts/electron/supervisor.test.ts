import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FromEngine, ToEngine } from './engine-channel.ts';
import { idle, step } from './supervisor-state.ts';
import type { SupervisorEvent, SupervisorPolicy, SupervisorState } from './supervisor-state.ts';
import { createSupervisor } from './supervisor.ts';
import type { EngineProcess } from './supervisor.ts';

const policy: SupervisorPolicy = { firstPause: 100, longestPause: 1000, crashLimit: 4, crashWindow: 10_000 };

function play(events: readonly (SupervisorEvent['type'] | readonly [SupervisorEvent['type'], number])[]) {
  let state: SupervisorState = idle;
  const effects: string[] = [];
  for (const event of events) {
    const [type, at] = typeof event === 'string' ? [event, 0] : event;
    const next = step(state, { type, at }, policy);
    state = next.state;
    for (const effect of next.effects)
      effects.push(
        effect.do === 'pause'
          ? `pause ${effect.milliseconds}`
          : effect.do === 'announce'
            ? `say ${effect.phase}`
            : effect.do,
      );
  }
  return { phase: state.phase, effects };
}

describe('the rules of restarting', () => {
  it('starts, runs and stops', () => {
    expect(play(['start', 'ready', 'stop', 'exited'])).toEqual({
      phase: 'stopped',
      effects: ['spawn', 'say running', 'stop-process', 'say stopped'],
    });
  });
  it('restarts after a crash, waiting twice as long each time', () => {
    const { effects } = play(['start', 'ready', 'exited', 'pause-over', 'ready', 'exited', 'pause-over', 'exited']);
    expect(effects.filter((effect) => effect.startsWith('pause'))).toEqual(['pause 100', 'pause 200', 'pause 400']);
  });
  it('gives up after so many crashes within the window', () => {
    expect(
      play(['start', 'exited', 'pause-over', 'exited', 'pause-over', 'exited', 'pause-over', 'exited']).phase,
    ).toBe('given-up');
  });
  it('forgets crashes that are long ago', () => {
    const crash = (at: number) => ['pause-over', 'ready', ['exited', at]] as const;
    const { phase, effects } = play([
      'start',
      ['exited', 0],
      ...crash(9_000),
      ...crash(18_000),
      ...crash(27_000),
      ...crash(45_000),
    ]);
    expect(phase).toBe('pausing');
    expect(effects.at(-1)).toBe('pause 100');
  });
  it('can be started again after giving up, with a clean slate', () => {
    const crash = ['exited', 'pause-over'] as const;
    expect(play(['start', ...crash, ...crash, ...crash, ...crash, 'start', 'exited'])).toMatchObject({
      phase: 'pausing',
    });
  });
  it('stops while it waits to restart, and ignores the late timer', () => {
    expect(play(['start', 'exited', 'stop', 'pause-over']).phase).toBe('stopped');
  });
  it('never has two processes, whatever happens in whatever order', () => {
    const types = ['start', 'ready', 'exited', 'pause-over', 'stop'] as const;
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...types), fc.nat(100_000)), { maxLength: 60 }), (events) => {
        let state: SupervisorState = idle;
        let living = 0;
        for (const [type, at] of events) {
          if (type === 'exited' && living === 0) continue;
          if (type === 'exited') living--;
          const next = step(state, { type, at }, policy);
          state = next.state;
          living += next.effects.filter((effect) => effect.do === 'spawn').length;
          expect(living).toBeLessThanOrEqual(1);
          if (state.phase === 'running') expect(living).toBe(1);
        }
      }),
    );
  });
});

class FakeProcess implements EngineProcess<string> {
  readonly sent: { message: ToEngine; ports: string[] }[] = [];
  killed = false;
  readonly messages: ((message: unknown) => void)[] = [];
  readonly exits: ((code: number) => void)[] = [];
  postMessage(message: ToEngine, transfer: string[] = []): void {
    this.sent.push({ message, ports: transfer });
  }
  kill(): boolean {
    this.killed = true;
    this.exit(1);
    return true;
  }
  on(event: 'message' | 'exit', listener: ((message: unknown) => void) | ((code: number) => void)): void {
    if (event === 'message') this.messages.push(listener as (message: unknown) => void);
    else this.exits.push(listener as (code: number) => void);
  }
  say(message: FromEngine | unknown): void {
    this.messages.forEach((listener) => listener(message));
  }
  exit(code: number): void {
    this.exits.forEach((listener) => listener(code));
  }
}

function supervised() {
  const processes: FakeProcess[] = [];
  const timers = new Set<() => void>();
  const supervisor = createSupervisor<string>({
    policy,
    now: () => 0,
    later: (_milliseconds, work) => {
      const run = (): void => {
        timers.delete(run);
        work();
      };
      timers.add(run);
      return () => void timers.delete(run);
    },
    spawn: () => {
      const child = new FakeProcess();
      processes.push(child);
      return child;
    },
  });
  return { supervisor, processes, last: () => processes.at(-1)!, passTime: () => [...timers].forEach((run) => run()) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the supervisor', () => {
  it('hands a port over as soon as the engine is there', async () => {
    const { supervisor, last } = supervised();
    supervisor.start();
    const connecting = supervisor.connect('port');
    expect(last().sent).toEqual([]);
    last().say({ type: 'ready' });
    await connecting;
    expect(last().sent).toEqual([{ message: { type: 'connect' }, ports: ['port'] }]);
  });
  it('brings answers and refusals to those who asked', async () => {
    const { supervisor, last } = supervised();
    supervisor.start();
    last().say({ type: 'ready' });
    const asked = [supervisor.ask({ ask: 'resolve', grant: 'a' }), supervisor.ask({ ask: 'resolve', grant: 'b' })];
    await settled();
    last().say({ type: 'refusal', id: 2, code: 'not_found', message: 'It is gone.' });
    last().say({ type: 'answer', id: 1, value: { path: '/x', name: 'x' } });
    await expect(asked[0]).resolves.toEqual({ path: '/x', name: 'x' });
    await expect(asked[1]).rejects.toMatchObject({ code: 'not_found', message: 'It is gone.' });
  });
  it('fails what was asked when the engine crashes, restarts it and opens its workspace again', async () => {
    const { supervisor, processes, last, passTime } = supervised();
    supervisor.start();
    last().say({ type: 'ready' });
    last().say({ type: 'workspace', folder: '/books/one' });
    const asked = supervisor.ask({ ask: 'resolve', grant: 'a' });
    asked.catch(() => {});
    await settled();
    last().exit(139);
    await expect(asked).rejects.toMatchObject({ code: 'engine_restarted' });
    const connecting = supervisor.connect('port');
    passTime();
    last().say({ type: 'ready' });
    await connecting;
    expect(processes.length).toBe(2);
    expect(last().sent.map(({ message }) => message)).toEqual([
      { type: 'question', id: 2, ask: 'open', folder: '/books/one' },
      { type: 'connect' },
    ]);
  });
  it('lets those who wait through a failed start wait for the next one', async () => {
    const { supervisor, last, passTime } = supervised();
    supervisor.start();
    const connecting = supervisor.connect('port');
    last().exit(1);
    passTime();
    last().say({ type: 'ready' });
    await connecting;
    expect(last().sent.length).toBe(1);
  });
  it('says what to do when it gives up, and starts again when told to', async () => {
    const { supervisor, processes, last, passTime } = supervised();
    supervisor.start();
    const waiting = supervisor.connect('port');
    waiting.catch(() => {});
    for (let crash = 1; crash <= 4; crash++) {
      last().exit(1);
      passTime();
    }
    expect(processes.length).toBe(4);
    await expect(waiting).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('start it again') as string,
    });
    await expect(supervisor.connect('port')).rejects.toMatchObject({ code: 'internal' });
    supervisor.start();
    last().say({ type: 'ready' });
    await supervisor.connect('port');
    expect(processes.length).toBe(5);
  });
  it('asks the engine to stop, and ends it where it does not', async () => {
    const polite = supervised();
    polite.supervisor.start();
    polite.last().say({ type: 'ready' });
    const stopping = polite.supervisor.stop();
    expect(polite.last().sent).toEqual([{ message: { type: 'stop' }, ports: [] }]);
    polite.last().exit(0);
    await stopping;
    polite.passTime();
    expect([polite.last().killed, polite.processes.length]).toEqual([false, 1]);

    const stuck = supervised();
    stuck.supervisor.start();
    stuck.last().say({ type: 'ready' });
    const ending = stuck.supervisor.stop();
    stuck.passTime();
    await ending;
    expect([stuck.last().killed, stuck.processes.length]).toEqual([true, 1]);
  });
  it('is stopped at once where nothing runs', async () => {
    const { supervisor } = supervised();
    await supervisor.stop();
    await expect(supervisor.connect('port')).rejects.toMatchObject({ code: 'engine_restarted' });
  });
  it('does not listen to what it does not understand, nor to a process that is gone', async () => {
    const { supervisor, processes, passTime } = supervised();
    supervisor.start();
    const [first] = processes;
    for (const message of [
      null,
      'ready',
      {},
      { type: 'answer' },
      { type: 'refusal', id: 1, code: 'made_up', message: '' },
    ])
      first?.say(message);
    first?.exit(1);
    passTime();
    first?.say({ type: 'ready' });
    let isConnected = false;
    void supervisor.connect('port').then(() => (isConnected = true));
    await settled();
    expect(isConnected).toBe(false);
  });
});
