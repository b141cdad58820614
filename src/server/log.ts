/** One line of JSON a fact. Never pass a name, contact, address, position, token or anything that somebody typed. */
export type LogFields = Record<string, string | number | boolean | null | undefined>;

function write(level: string, message: string, fields: LogFields): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...fields })}\n`);
}

export const log = {
  info: (message: string, fields: LogFields = {}) => write('info', message, fields),
  warn: (message: string, fields: LogFields = {}) => write('warn', message, fields),
  /** A bug. The stack goes to the log, never to the person. */
  error: (message: string, error: unknown, fields: LogFields = {}) =>
    write('error', message, {
      ...fields,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }),
};
