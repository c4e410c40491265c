import { receiveMessageOnPort } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { cancelled } from '../../../shared/domain/errors.ts';
import type { EventColumns, StopCheck } from '../events/index.ts';
import type { AnySharedPass, PassWork, SharedPass } from './shared-pass.ts';

/** What one reader thread tells another. */
type PeerMessage = Invitation | Share;
type Invitation = {
  readonly kind: 'invitation';
  readonly id: number;
  readonly pass: string;
  readonly input: unknown;
  /** The data version whose events are to be read. */
  readonly version: number;
  /** 1 once a person has asked to stop. */
  readonly stop: Int32Array;
  readonly progress: Int32Array;
};
type Share = {
  readonly kind: 'share';
  readonly id: number;
  readonly part: unknown;
  /** The stretches that the part covers. */
  readonly stretches: readonly number[];
};

// Places in `progress`.
const taken = 0;
const begun = 1;
const ended = 2;

/** So many events at a time: a millisecond or less, so that nobody waits long for the last stretch of another. */
const rowsOfStretch = 1 << 16;
/** A thread that takes longer for its stretches than this has failed; they are read once more. */
const millisecondsOfPatience = 5_000;
const millisecondsBetweenChecks = 20;

/** What a thread has for a read over events. */
export type PeerEvents = { readonly version: number; readonly columns: EventColumns };

/**
 * The other reader threads of a workspace. A thread that leads a pass invites them and begins; whoever is free takes
 * stretches of it. Nobody is waited for who did not begin, so a busy thread or one of another data version costs nothing.
 *
 * @param passes those that can be asked of this thread
 * @param isWanted whether somebody waits for this thread, so that it should not help others
 */
export function createPeers(
  passes: ReadonlyMap<string, AnySharedPass>,
  events: () => PeerEvents | null,
  isWanted: () => boolean,
) {
  const ports: MessagePort[] = [];
  let lastId = 0;

  /** Takes part, where there is something left to do. */
  function help(port: MessagePort, { id, pass: name, input, version, stop, progress }: Invitation): void {
    const own = events();
    const pass = passes.get(name);
    if (own?.version !== version || pass === undefined || isWanted()) return;
    const stretches = stretchesOf(own.columns);
    if (Atomics.load(progress, taken) >= stretches.count) return;
    Atomics.add(progress, begun, 1);
    try {
      const shouldStop = (): boolean => Atomics.load(stop, 0) === 1;
      const work = pass.begin(own.columns, input, shouldStop);
      const done = takeStretches(work, stretches, progress, isWanted);
      if (done.length > 0)
        port.postMessage({ kind: 'share', id, part: work.part(), stretches: done } satisfies PeerMessage);
    } catch {
      // Stopped or failed: who leads reads these stretches again and tells why, where it fails there too.
    } finally {
      Atomics.add(progress, ended, 1);
      Atomics.notify(progress, ended);
    }
  }

  return {
    add(port: MessagePort): void {
      ports.push(port);
      port.on('message', (message: PeerMessage) => {
        // A share that comes so late was given up.
        if (message.kind === 'invitation') help(port, message);
      });
      port.on('close', () => void ports.splice(ports.indexOf(port), 1));
    },

    /** Does a pass with whoever helps. @returns a part for each that did */
    lead<Input, Part>(pass: SharedPass<Input, Part>, input: Input, own: PeerEvents, stop: Int32Array): Part[] {
      const { version, columns } = own;
      const shouldStop: StopCheck = () => Atomics.load(stop, 0) === 1;
      const stretches = stretchesOf(columns);
      const progress = new Int32Array(new SharedArrayBuffer(12));
      const id = ++lastId;
      const invitation: PeerMessage = { kind: 'invitation', id, pass: pass.name, input, version, stop, progress };
      for (const port of ports) port.postMessage(invitation);
      const work = pass.begin(columns, input, shouldStop);
      const missing = new Set(Array(stretches.count).keys());
      for (const stretch of takeStretches(work, stretches, progress, () => false)) missing.delete(stretch);
      const parts = [work.part()];
      waitForHelpers(progress, shouldStop);
      for (const share of ports.flatMap((port) => sharesIn(port))) {
        if (share.id !== id) continue;
        parts.push(share.part as Part);
        for (const stretch of share.stretches) missing.delete(stretch);
      }
      if (missing.size > 0) {
        const rest = pass.begin(columns, input, shouldStop);
        for (const stretch of missing) rest.read(...stretches.at(stretch));
        parts.push(rest.part());
      }
      return parts;
    },
  };
}

type Stretches = { readonly count: number; at(stretch: number): [from: number, to: number] };

/** All accounts in stretches of as many accounts each: the same in every thread without a word. */
function stretchesOf({ offsets, count }: EventColumns): Stretches {
  const accounts = offsets.length - 1;
  const length = Math.max(1, Math.ceil((accounts * rowsOfStretch) / Math.max(1, count)));
  return {
    count: Math.ceil(accounts / length),
    at: (stretch) => [stretch * length, Math.min(accounts, (stretch + 1) * length)],
  };
}

/** Reads stretches until none are left. @returns which ones */
function takeStretches(
  work: PassWork<unknown>,
  { count, at }: Stretches,
  progress: Int32Array,
  isEnough: () => boolean,
): number[] {
  const done: number[] = [];
  while (!isEnough()) {
    const stretch = Atomics.add(progress, taken, 1);
    if (stretch >= count) break;
    work.read(...at(stretch));
    done.push(stretch);
  }
  return done;
}

/** Returns once all that began have ended. @throws cancelled */
function waitForHelpers(progress: Int32Array, shouldStop: StopCheck): void {
  const until = performance.now() + millisecondsOfPatience;
  for (;;) {
    const finished = Atomics.load(progress, ended);
    if (finished >= Atomics.load(progress, begun) || performance.now() > until) return;
    if (shouldStop()) throw cancelled('The query');
    Atomics.wait(progress, ended, finished, millisecondsBetweenChecks);
  }
}

/** What has arrived. Invitations among it are passed over: whoever leads has no time to help. */
function sharesIn(port: MessagePort): Share[] {
  const shares: Share[] = [];
  for (let got = receiveMessageOnPort(port); got !== undefined; got = receiveMessageOnPort(port)) {
    const message = got.message as PeerMessage;
    if (message.kind === 'share') shares.push(message);
  }
  return shares;
}
