import { expect, it } from 'vitest';
import { askPeer } from './ask-peer.ts';

const node = (script: string, limit = 20) => askPeer('the peer', process.execPath, ['-e', script], limit);

it('tells what another program said, that it is absent, and that its time was over', () => {
  expect(node('console.log(7)')).toEqual({ state: 'said', text: '7\n' });
  expect(node('process.exit(3)')).toEqual({ state: 'absent' });
  expect(askPeer('the peer', '/there/is/no/such-program', [], 1)).toEqual({ state: 'absent' });
  expect(node('for (;;);', 0.3)).toEqual({ state: 'late' });
  expect(() => node('console.error("no memory"); process.exit(4)')).toThrow(/the peer ended with 4: no memory/);
});
