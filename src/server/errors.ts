/** Why something was refused. The codes are permanent: clients and translations rely on them. */
export type ErrorCode =
  | 'invalid'
  | 'sign-in-required'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'too-many'
  | 'unavailable';

/** The HTTP status of each code. What may not be seen is `not-found`, exactly as what does not exist. */
export const statusOfError: Record<ErrorCode, number> = {
  invalid: 400,
  'sign-in-required': 401,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
};

/** An expected refusal. `message` is for logs; people read the translation of `code` and of `fields`. */
export class AppError extends Error {
  override name = 'AppError';
  readonly code: ErrorCode;
  /** Message keys by the name of the form field that they are about. */
  readonly fields: Record<string, string>;

  constructor(code: ErrorCode, message: string = code, fields: Record<string, string> = {}) {
    super(message);
    this.code = code;
    this.fields = fields;
  }
}

/** Refuses as if the thing did not exist. */
export function notFound(): never {
  throw new AppError('not-found');
}
