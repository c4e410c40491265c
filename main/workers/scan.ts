import { serveScan } from '../engine/imports/scan/serve-scan.ts';

serveScan();
