import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { canInstall, install } from './install.ts';

export interface Browser {
  path: string;
  description: string;
}

const usualPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** An installed Chromium, else Playwright's own download, else Debian's package when we may install it. */
export function findBrowser(say: (text: string) => void): Browser | undefined {
  return installed() ?? downloaded(say) ?? fromDebian(say);
}

function installed(): Browser | undefined {
  for (const path of [process.env.CHROMIUM, ...usualPaths]) if (path && existsSync(path)) return describe(path);
  return undefined;
}

function downloaded(say: (text: string) => void): Browser | undefined {
  const path = chromium.executablePath();
  if (!existsSync(path)) {
    say('No Chromium is installed; asking Playwright for one …');
    spawnSync('node_modules/.bin/playwright-core', ['install', 'chromium'], { stdio: 'ignore', timeout: 300_000 });
  }
  return existsSync(path) ? describe(path) : undefined;
}

function fromDebian(say: (text: string) => void): Browser | undefined {
  if (canInstall()) install(['chromium'], say);
  return installed();
}

function describe(path: string): Browser {
  const version = spawnSync(path, ['--version', '--no-sandbox'], { encoding: 'utf8' }).stdout?.trim();
  return { path, description: version || path };
}
