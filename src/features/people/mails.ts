import { fill } from '../../i18n/format.ts';
import { type Locale, localPath } from '../../i18n/locale.ts';
import { messagesFor } from '../../i18n/messages.ts';
import type { IssuedCode } from './sign-in.service.ts';

/** An email that is ready to be queued. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  locale: Locale;
}

/** The email for a code: the code itself, or word that there is no account, so that the page need not say so. */
export function codeMail(issued: IssuedCode, origin: string): Mail {
  const { people } = messagesFor(issued.locale);
  const { email: to, locale } = issued;
  if (issued.isKnown || issued.isRegistering)
    return { to, locale, subject: people.mailCodeSubject, text: fill(people.mailCode, { code: issued.code }) };
  const link = `${origin}${localPath(locale, '/register')}`;
  return { to, locale, subject: people.mailNoAccountSubject, text: fill(people.mailNoAccount, { link }) };
}
