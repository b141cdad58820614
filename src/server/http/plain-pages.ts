import type { ServerResponse } from 'node:http';
import type { Locale } from '../../i18n/locale.ts';
import { messagesFor } from '../../i18n/messages.ts';
import type { ErrorCode } from '../errors.ts';
import { statusOfError } from '../errors.ts';

/** The message of each code, by its key among the common messages. */
const messageKeys = {
  invalid: 'errorInvalid',
  'sign-in-required': 'errorSignIn',
  'not-found': 'errorNotFound',
  conflict: 'errorConflict',
  'too-large': 'errorTooLarge',
  'too-many': 'errorTooMany',
  unavailable: 'errorUnavailable',
} as const;

/** What a refusal says to people, in their language. */
export function messageOfError(code: ErrorCode, locale: Locale): string {
  return messagesFor(locale).common[messageKeys[code]];
}

/** Answers a request that never reaches a page: short, in the reader's language, and as JSON for programs. */
export function refuse(
  response: ServerResponse,
  code: ErrorCode,
  options: { locale: Locale; wantsJson: boolean; status?: number; headers?: Record<string, string> },
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const message = messageOfError(code, options.locale);
  const { common } = messagesFor(options.locale);
  const body = options.wantsJson
    ? JSON.stringify({ error: { code, message } })
    : `<!doctype html><html lang="${options.locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${message}</title><h1>${message}</h1><p><a href="tel:191">${common.call191}</a> · <a href="/">${common.goHome}</a></p></html>`;
  response.writeHead(options.status ?? statusOfError[code], {
    'Content-Type': options.wantsJson ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'",
    'Cache-Control': 'no-store',
    ...options.headers,
  });
  response.end(body);
}
