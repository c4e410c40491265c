import { foreignChannel } from '../engine/models/foreign/child-channel.ts';
import { serveForeign } from '../engine/models/foreign/serve-foreign.ts';

serveForeign(foreignChannel(), Number(process.argv[2]) || undefined);
