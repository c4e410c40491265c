import { serveScores } from '../engine/models/score-worker.ts';

serveScores();
