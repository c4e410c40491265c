import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { EventColumns } from '../../events/index.ts';
import { createPeers } from '../peers.ts';
import { visitsPass } from './visits-pass.ts';

export type HelpingThread = { readonly version: number; readonly columns: EventColumns; readonly asked: Int32Array };

// A reader thread that can do nothing but help.
const { version, columns, asked } = workerData as HelpingThread;
const peers = createPeers(
  new Map([['visits', visitsPass('helper', 1)]]),
  () => ({ version, columns }),
  () => Atomics.load(asked, 0) > 0,
);
parentPort?.on('message', (port: MessagePort) => {
  peers.add(port);
  parentPort?.postMessage('ready');
});
