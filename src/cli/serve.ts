import { FolderInUseError } from '../../db/client/lock.ts';
import { NewerDataError } from '../../db/client/migrate.ts';
import { demonstrationAccounts, demonstrationPassword } from '../../db/seed/accounts.ts';
import { hasDemonstration } from '../../db/seed/demonstration.ts';
import { type Progress, startServer } from '../server/main.ts';
import { readSettings } from '../server/settings.ts';
import { buildWhenNeeded } from './build.ts';

const steps: Record<Parameters<Progress>[0], string> = {
  database: 'Opening the database',
  migrations: 'Bringing the database up to date',
  demonstration: 'Filling the demonstration',
  jobs: 'Starting background work',
  listening: 'Ready',
};

function tellHowToSignIn(): void {
  tell(`  Sign in to the demonstration with the password ${demonstrationPassword} as`);
  for (const { role, email, name, isForeign } of demonstrationAccounts) {
    tell(`    ${role.padEnd(14)} ${email.padEnd(24)} ${name}${isForeign ? ' (the other station)' : ''}`);
  }
  tell('');
}

function tell(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  const settings = readSettings(process.env);
  await buildWhenNeeded(() => tell('Building the pages (the first time takes a minute) …'));
  const running = await startServer(settings, (step, detail) =>
    tell(`${steps[step]}${detail ? ` (${detail})` : ''} …`),
  );
  tell(`\n  ${settings.origin}   ${running.handle.description}\n`);
  if (settings.canDemonstrationSignIn && (await hasDemonstration(running.handle.database))) tellHowToSignIn();
  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    tell('Stopping …');
    await running.stop();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (error) {
  const isExpected = error instanceof FolderInUseError || error instanceof NewerDataError;
  process.stderr.write(
    `${isExpected && error instanceof Error ? error.message : error instanceof Error ? error.stack : error}\n`,
  );
  process.exit(1);
}
