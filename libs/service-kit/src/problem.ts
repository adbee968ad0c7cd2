/** What is documented of an error code. */
export interface ErrorCode {
  /** HTTP status. */
  readonly status: number;
  readonly meaning: string;
}

export type ErrorCodes = Readonly<Record<string, ErrorCode>>;

/** A request that the HTTP layer itself turns away. The rules of the domain throw DomainError. */
export class Problem extends Error {
  constructor(
    readonly code: keyof typeof kitErrorCodes,
    detail: string,
    readonly extra: { readonly headers?: Readonly<Record<string, string>>; readonly members?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(detail);
  }
}

/** The `type` of a problem: its code as a URI. */
export function problemType(code: string): string {
  return `urn:flipside:problem:${code}`;
}

/** Error codes that every service answers with. */
export const kitErrorCodes = {
  'token-missing': { status: 401, meaning: 'The request carries no bearer token.' },
  'token-invalid': { status: 401, meaning: 'The token is malformed, forged, or made for another audience.' },
  'token-expired': { status: 401, meaning: 'The token has expired.' },
  'roles-exclude-each-other': { status: 403, meaning: 'The token holds roles that nobody may hold together.' },
  'role-missing': { status: 403, meaning: 'None of the roles that may do this is in the token.' },
  'not-found': { status: 404, meaning: 'There is no such thing, or it is not yours.' },
  'method-not-allowed': { status: 405, meaning: 'The path exists, but not with this method.' },
  'body-malformed': { status: 400, meaning: 'The body is not well-formed JSON.' },
  'media-type-unsupported': { status: 415, meaning: 'The body has a media type that this route does not read.' },
  'body-too-large': { status: 413, meaning: 'The body is over the limit of this route.' },
  'request-invalid': { status: 422, meaning: 'A field is unknown, missing, or has a wrong type or value.' },
  'idempotency-key-missing': { status: 400, meaning: 'POST needs an Idempotency-Key header (a UUID is best).' },
  'idempotency-key-invalid': { status: 400, meaning: 'The Idempotency-Key is not 8 to 128 printable characters.' },
  'idempotency-key-reused': { status: 422, meaning: 'The Idempotency-Key came before with another body.' },
  'if-match-missing': { status: 428, meaning: 'PUT, PATCH and DELETE need If-Match with the ETag you read.' },
  'if-match-invalid': { status: 400, meaning: 'If-Match holds no ETag of ours.' },
  'revision-mismatch': { status: 412, meaning: 'It was changed since you read it.' },
  'position-invalid': { status: 400, meaning: 'Flipside-Min-Position holds no position.' },
  'read-model-behind': { status: 503, meaning: 'The read model has not reached the position asked for in time.' },
  'parked-behind': { status: 409, meaning: 'An earlier event of its stream is parked: replay or discard that one first.' },
  'replay-failed': { status: 409, meaning: 'The event failed again and stays parked.' },
  'cursor-invalid': { status: 400, meaning: 'The cursor is not one that this route gave.' },
  'log-restored': { status: 410, meaning: 'The log was restored from a backup since: what was read of it may be gone.' },
  'too-many-requests': { status: 429, meaning: 'The rate limit of this route is used up.' },
  'too-much-contention': { status: 503, meaning: 'Too many change the same thing at once.' },
  'subject-erased': { status: 410, meaning: 'The person was erased; nothing can be stored about them.' },
  'key-destroyed': { status: 410, meaning: 'What this belongs to was deleted, or consent to it withdrawn; nothing can be added.' },
  'service-unavailable': { status: 503, meaning: 'A part that this request needs does not answer.' },
  'internal-error': { status: 500, meaning: 'Something went wrong on our side.' },
} as const satisfies ErrorCodes;
