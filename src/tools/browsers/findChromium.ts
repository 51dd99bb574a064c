import { execFileSync } from 'node:child_process';
import { chromium } from 'playwright-core';
import { findProgram } from './findProgram.ts';
import { foundOrInstalled, installOnDebian, mayInstall } from './foundOrInstalled.ts';

/**
 * The Chromium that tests drive: CHROMIUM_PATH, else the system's, else Playwright's own. Where there is none it is installed: by
 * apt-get as root on Debian, else by Playwright. The one that draws no window comes first, for opening a page takes it half the time.
 */
export const findChromium = (): string =>
  foundOrInstalled(
    () =>
      findProgram({
        variable: 'CHROMIUM_PATH',
        names: [
          'chromium-headless-shell',
          'chromium',
          'chromium-browser',
          'google-chrome',
          'google-chrome-stable',
          'chrome',
        ],
        places: [
          '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
          '/Applications/Chromium.app/Contents/MacOS/Chromium',
          chromium.executablePath(),
        ],
      }),
    {
      what: 'Chromium',
      install: () =>
        mayInstall()
          ? installOnDebian(['chromium-headless-shell'])
          : execFileSync('npx', ['playwright-core', 'install', 'chromium'], { stdio: 'inherit' }),
      type: 'npx playwright-core install --with-deps chromium',
    },
  );
