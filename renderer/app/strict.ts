// Imported before everything else: what follows reads these when it is loaded.
import { z } from 'zod';

// The page may not evaluate code (CSP), so zod must not try to compile its schemas.
z.config({ jitless: true });

/** The nonce that style elements must carry; the host writes it into the page. */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';

// The scroll lock behind drawers makes its own style element and looks for its nonce here.
Object.assign(globalThis, { __webpack_nonce__: styleNonce });
