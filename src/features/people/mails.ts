import { fill, localName } from '../../i18n/format.ts';
import { type Locale, localPath } from '../../i18n/locale.ts';
import { messagesFor } from '../../i18n/messages.ts';
import type { IssuedInvitation } from './invitations.service.ts';
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

/** The email that carries an invitation's link. */
export function invitationMail(issued: IssuedInvitation, locale: Locale, origin: string): Mail {
  const { people } = messagesFor(locale);
  const link = `${origin}${localPath(locale, `/invitation/${issued.secret}`)}`;
  const organisation = localName(issued.organisation, locale);
  return {
    to: issued.email,
    locale,
    subject: people.mailInvitationSubject,
    text: fill(people.mailInvitation, { organisation, link }),
  };
}
