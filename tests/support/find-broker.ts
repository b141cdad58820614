import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { canInstall, install } from './install.ts';

export interface InstalledBroker {
  path: string;
  description: string;
}

const usualPaths = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto'];

/** An installed mosquitto, else Debian's package when we may install it. */
export function findBroker(say: (text: string) => void): InstalledBroker | undefined {
  const found = installed();
  if (found || !canInstall()) return found;
  install(['mosquitto'], say);
  return installed();
}

function installed(): InstalledBroker | undefined {
  const path = [process.env.MOSQUITTO, ...usualPaths].find((candidate) => candidate && existsSync(candidate));
  if (!path) return undefined;
  const [firstLine = path] = spawnSync(path, ['-h'], { encoding: 'utf8' }).stdout?.split('\n') ?? [];
  return { path, description: firstLine.trim() };
}
