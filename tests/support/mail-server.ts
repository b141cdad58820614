import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';

/** A real SMTP server that keeps what it was handed. */
export interface MailServer {
  url: string;
  /** Everything that arrived whole, headers and all, oldest first. */
  mails: string[];
  /** How many of the next mails to turn away for now. */
  refuseNext: number;
  /** Waits until this many mails have arrived. */
  untilArrived(count: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (own.refuseNext > 0) {
          own.refuseNext -= 1;
          return done(Object.assign(new Error('Try again later'), { responseCode: 451 }));
        }
        mails.push(Buffer.concat(chunks).toString('utf8'));
        done();
      });
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  if (typeof address !== 'object' || !address) throw new Error('The mail server has no port.');
  const own: MailServer = {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    refuseNext: 0,
    async untilArrived(count) {
      for (let waited = 0; mails.length < count && waited < 20_000; waited += 50)
        await new Promise((resolve) => setTimeout(resolve, 50));
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return own;
}

/** The words of a mail, whichever way they were encoded. */
export function textOf(mail: string): string {
  const [head = '', ...rest] = mail.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  const plain = body.replaceAll('=\r\n', '');
  const bytes = plain.replace(/=([0-9A-F]{2})/g, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return /quoted-printable/i.test(head) ? Buffer.from(bytes, 'latin1').toString('utf8') : body;
}
