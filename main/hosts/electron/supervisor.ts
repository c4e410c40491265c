import { HoldfastError } from '../../../shared/domain/errors.ts';
import { createQuestions, fromEngine } from './engine-channel.ts';
import type { EngineQuestion, ToEngine } from './engine-channel.ts';
import { idle, step, supervisorPolicy } from './supervisor-state.ts';
import type { SupervisorEffect, SupervisorEvent, SupervisorPolicy, SupervisorState } from './supervisor-state.ts';

/** The engine's process as the supervisor sees it; Electron's UtilityProcess is one. `P` is a port to hand over. */
export type EngineProcess<P> = {
  postMessage(message: ToEngine, transfer?: P[]): void;
  kill(): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
};

export type SupervisorOptions<P> = {
  spawn(): EngineProcess<P>;
  policy?: SupervisorPolicy;
  now?: () => number;
  /** Answers with how to call it off. */
  later?: (milliseconds: number, work: () => void) => () => void;
  /** How long the engine may take to close its database before it is ended, in milliseconds. */
  stopWithin?: number;
};

export type Supervisor<P> = {
  start(): void;
  /** Resolves when the engine has ended. */
  stop(): Promise<void>;
  /** Hands a port to the engine as soon as it is there. Rejects with `internal` where it was given up. */
  connect(port: P): Promise<void>;
  ask(question: EngineQuestion): Promise<unknown>;
};

function givenUp({ crashLimit, crashWindow }: SupervisorPolicy): HoldfastError {
  const minutes = Math.round(crashWindow / 60_000);
  return new HoldfastError(
    'internal',
    `The engine stopped ${crashLimit} times within ${minutes} minutes, so it was not started again. Your workspace is on disk as it was last saved. Close Holdfast and start it again; if the engine keeps stopping, restore a backup of the workspace.`,
  );
}

const wasRestarted = (): HoldfastError =>
  new HoldfastError('engine_restarted', 'The engine was restarted while it worked on this. Try again.');

function laterBySystem(milliseconds: number, work: () => void): () => void {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
}

/** Keeps one engine process alive: restarts it with growing pauses, opens its workspace again, and knows when to stop trying. */
export function createSupervisor<P>(options: SupervisorOptions<P>): Supervisor<P> {
  const { policy = supervisorPolicy, now = Date.now, later = laterBySystem, stopWithin = 5_000 } = options;
  const questions = createQuestions();
  let state: SupervisorState = idle;
  let running: EngineProcess<P> | null = null;
  let folder: string | null = null;
  let ready = Promise.withResolvers<EngineProcess<P>>();
  let stopped = Promise.withResolvers<void>();
  let callOffKill = (): void => {};
  ready.promise.catch(() => {});

  const tell = (type: SupervisorEvent['type']): void => {
    const next = step(state, { type, at: now() }, policy);
    state = next.state;
    next.effects.forEach(carryOut);
  };

  const hear = (raw: unknown): void => {
    const parsed = fromEngine.safeParse(raw);
    if (!parsed.success) return;
    const message = parsed.data;
    if (message.type === 'ready') tell('ready');
    else if (message.type === 'workspace') folder = message.folder;
    else questions.settle(message);
  };

  const spawn = (): void => {
    const child = options.spawn();
    running = child;
    child.on('message', (message) => {
      if (running === child) hear(message);
    });
    child.on('exit', () => {
      if (running !== child) return;
      running = null;
      callOffKill();
      questions.failAll(wasRestarted());
      tell('exited');
    });
  };

  const carryOut = (effect: SupervisorEffect): void => {
    switch (effect.do) {
      case 'spawn':
        spawn();
        break;
      case 'pause':
        later(effect.milliseconds, () => tell('pause-over'));
        break;
      case 'stop-process':
        running?.postMessage({ type: 'stop' });
        callOffKill = later(stopWithin, () => void running?.kill());
        break;
      case 'announce':
        announce(effect.phase);
    }
  };

  const announce = (phase: Extract<SupervisorEffect, { do: 'announce' }>['phase']): void => {
    if (phase === 'running' && running !== null) {
      const child = running;
      // A workspace that was open before a crash is opened before any page asks for it.
      if (folder !== null)
        questions.ask((message) => child.postMessage(message), { ask: 'open', folder }).catch(() => {});
      ready.resolve(child);
    }
    if (phase !== 'running') renewReady();
    if (phase === 'given-up') ready.reject(givenUp(policy));
    if (phase === 'stopped') {
      ready.reject(wasRestarted());
      stopped.resolve();
    }
  };

  /** Those who waited through a start that failed go on waiting for the next one. */
  const renewReady = (): void => {
    const earlier = ready;
    ready = Promise.withResolvers();
    ready.promise.catch(() => {});
    ready.promise.then(earlier.resolve, earlier.reject);
  };

  return {
    start() {
      if (state.phase === 'given-up' || state.phase === 'stopped') {
        ready = Promise.withResolvers();
        ready.promise.catch(() => {});
        stopped = Promise.withResolvers();
      }
      tell('start');
    },
    stop() {
      tell('stop');
      return stopped.promise;
    },
    async connect(port) {
      (await ready.promise).postMessage({ type: 'connect' }, [port]);
    },
    async ask(question) {
      const child = await ready.promise;
      return questions.ask((message) => child.postMessage(message), question);
    },
  };
}
