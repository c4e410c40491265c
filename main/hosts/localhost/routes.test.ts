import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { sendError } from './routes.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('a client that goes away right after it was refused does not stop the program', () => {
  const socket = { destroy: vi.fn() };
  const request = { complete: false, resume: vi.fn(), socket: socket as typeof socket | null };
  const response = Object.assign(new EventEmitter(), {
    headersSent: false,
    setHeader: vi.fn(),
    writeHead: vi.fn(),
    end: vi.fn(),
  });
  const refusal = new HoldfastError('auth_expired', 'This browser has not been let in yet.');
  sendError(request as unknown as IncomingMessage, response as unknown as ServerResponse, refusal, {});
  response.emit('finish');
  // As Node does when the connection is gone.
  request.socket = null;
  expect(() => vi.runAllTimers()).not.toThrow();
  expect(socket.destroy).toHaveBeenCalledOnce();
});
