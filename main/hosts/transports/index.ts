/** What the hosts share: how the engine's router reaches a client, and what a page may load. */
export { contentSecurityPolicy, createStyleNonce, pageHeaders } from './csp.ts';
export { assetAt, loadAssets, pageHtml } from './assets.ts';
export type { Asset, AssetMap } from './assets.ts';
export { createInProcessClient } from './in-process.ts';
export { serveMessagePort } from './message-port.ts';
export type { PortLike } from './message-port.ts';
export { serveWebSocket } from './web-socket.ts';
export { safeFileName } from './file-name.ts';
export type { HostEngine } from './host-engine.ts';
