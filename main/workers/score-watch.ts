import { watchProcess } from '../engine/models/foreign/watch-process.ts';

watchProcess();
