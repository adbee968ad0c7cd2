/** What the gateway's own controllers are given. */
export const UPSTREAMS = Symbol('Upstreams');
export const CURSORS = Symbol('Cursors');
export const DOCUMENT = Symbol('Document');
export const DEVELOPMENT = Symbol('Development');
