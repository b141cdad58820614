import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Settings } from './settings.ts';

/** One email. `id` makes its Message-ID, so that a second sending of the same one can be recognised as such. */
export interface Mail {
  id: string;
  to: string;
  subject: string;
  text: string;
}

export interface Mailer {
  /** Resolves when the mail is handed over; throws when it is not, to be tried again. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

/** Mail by SMTP when `SMTP_URL` is set, else as files in the mailbox folder beside the data, for whoever tries things out. */
export function createMailer(settings: Pick<Settings, 'smtpUrl' | 'mailFrom' | 'origin' | 'dataFolder'>): Mailer {
  const host = new URL(settings.origin).hostname;
  const envelope = (mail: Mail) => ({
    from: settings.mailFrom,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    messageId: `<${mail.id}@${host}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  });
  return settings.smtpUrl ? smtpMailer(settings.smtpUrl, envelope) : mailboxMailer(settings.dataFolder, envelope);
}

type Envelope = (mail: Mail) => { from: string; to: string; subject: string; text: string; messageId: string };

function smtpMailer(url: string, envelope: Envelope): Mailer {
  const transport = createTransport(url);
  return {
    async send(mail) {
      await transport.sendMail(envelope(mail));
    },
    close: () => transport.close(),
  };
}

/** The file is named by the mail's id: sent twice, it is still one. */
function mailboxMailer(dataFolder: string, envelope: Envelope): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  return {
    async send(mail) {
      const { message } = await transport.sendMail(envelope(mail));
      if (!Buffer.isBuffer(message)) throw new Error('A buffered mail must be a buffer.');
      const folder = join(dataFolder, 'mailbox');
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(join(folder, `${mail.id}.eml`), message);
    },
    close: () => transport.close(),
  };
}
