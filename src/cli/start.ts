import { FolderInUseError } from '../../db/client/lock.ts';
import { NewerDataError } from '../../db/client/migrate.ts';
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

function tell(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  const settings = readSettings(process.env);
  await buildWhenNeeded(() => tell('Building the pages (the first time takes a minute) …'));
  const running = await startServer(settings, (step, detail) =>
    tell(`${steps[step]}${detail ? ` (${detail})` : ''} …`),
  );
  tell(`\n  ${settings.origin}\n`);
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
