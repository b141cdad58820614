import { demonstrationAccounts, demonstrationPassword } from '../../db/seed/accounts.ts';
import { readSettings } from '../server/settings.ts';

/**
 * Switches the simulator of the running server on, as its administrator would, until Ctrl-C. It goes through the
 * server because the embedded database belongs to one process.
 */
const { origin } = readSettings(process.env);

function tell(text: string): void {
  process.stdout.write(`${text}\n`);
}

function post(path: string, fields: Record<string, string>, cookie = ''): Promise<Response> {
  return fetch(`${origin}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin, cookie },
    body: new URLSearchParams(fields),
  });
}

async function signIn(): Promise<string> {
  const email = demonstrationAccounts.find((account) => account.role === 'administrator')?.email ?? '';
  const answer = await post('/sign-in', { intent: 'password', email, password: demonstrationPassword });
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  if (answer.status !== 303 || !cookie) {
    throw new Error(`The demonstration's administrator could not sign in at ${origin} (${answer.status}).`);
  }
  return cookie;
}

async function switchTo(isOn: boolean, cookie: string): Promise<void> {
  const answer = await post('/admin/settings', { intent: 'simulator', isOn: isOn ? 'on' : '' }, cookie);
  if (answer.status !== 303) throw new Error(`The switch could not be turned (${answer.status}).`);
}

try {
  const cookie = await signIn();
  await switchTo(true, cookie);
  tell(`Incidents happen at ${origin} every few seconds. Ctrl-C ends them.`);
  const stop = async (): Promise<void> => {
    await switchTo(false, cookie).catch(() => tell('The server does not answer any more.'));
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  setInterval(() => {}, 60_000);
} catch (error) {
  const reason = error instanceof TypeError ? `No server answers at ${origin}. Start one with npm start.` : error;
  process.stderr.write(`${reason instanceof Error ? reason.message : reason}\n`);
  process.exit(1);
}
