import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The Chromium that tests drive: CHROMIUM_PATH, else the system's, else Playwright's own. Where there is none it is installed: by
 * apt-get as root on Debian, else by Playwright. Throws, with the one command to type, where that fails too: tests are never skipped.
 */
export function findChromium(): string {
  return present() ?? install();
}

function present(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== '') {
    if (!runs(named)) throw new Error(`CHROMIUM_PATH names ${named}, which can't be run.`);
    return named;
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...candidates, ...APPLICATIONS, chromium.executablePath()].find(runs);
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function install(): string {
  const asRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  console.log(`No Chromium found; installing ${asRoot ? "Debian's with apt-get" : "Playwright's"}.`);
  try {
    if (asRoot) {
      execFileSync('apt-get', ['update', '-q'], { stdio: 'inherit' });
      execFileSync('apt-get', ['install', '-qy', '--no-install-recommends', 'chromium'], { stdio: 'inherit' });
    } else execFileSync('npx', ['playwright-core', 'install', 'chromium'], { stdio: 'inherit' });
  } catch {
    // What is missing is said below, with what to type.
  }
  const installed = present();
  if (installed === undefined) {
    throw new Error('The browser tests need Chromium. Type: npx playwright-core install --with-deps chromium');
  }
  return installed;
}
