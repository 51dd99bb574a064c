import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

/** Where a program may be: the environment variable that names it, its names on PATH, and paths where systems put it. */
interface Whereabouts {
  variable: string;
  names: readonly string[];
  places?: readonly string[];
}

/** The path of a program that can be run, or undefined. Throws where the variable names one that can't: somebody meant it. */
function findProgram({ variable, names, places = [] }: Whereabouts): string | undefined {
  const named = process.env[variable];
  if (named !== undefined && named !== '') {
    if (!runs(named)) throw new Error(`${variable} names ${named}, which can't be run.`);
    return named;
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...places].find(runs);
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A program that tests can't do without: what it is called, how it is installed where that can be done, and what to type where it can't. */
interface Needed {
  what: string;
  install: () => void;
  type: string;
}

/**
 * What `find` finds; where it finds nothing, what it finds once the program is installed. Throws, with the one command to type, where that
 * fails too: tests are never skipped.
 */
function foundOrInstalled<Found>(find: () => Found | undefined, { what, install, type }: Needed): Found {
  const present = find();
  if (present !== undefined) return present;
  console.log(`No ${what} found; installing it.`);
  try {
    install();
  } catch {
    // What is missing is said below, with what to type.
  }
  const installed = find();
  if (installed === undefined) throw new Error(`The browser tests need ${what}. Type: ${type}`);
  return installed;
}

/** Whether this process may install Debian's packages. */
const mayInstall = (): boolean => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** Installs packages with apt-get and nothing beside them; throws where apt-get fails. */
function installOnDebian(packages: readonly string[]): void {
  execFileSync('apt-get', ['update', '-q'], { stdio: 'inherit' });
  execFileSync('apt-get', ['install', '-qy', '--no-install-recommends', ...packages], { stdio: 'inherit' });
}

/** A program that Debian packages and nobody else does for us: installed as root, else by the command to type. */
const neededOfDebian = (what: string, packages: readonly string[]): Needed => ({
  what,
  install: () => mayInstall() && installOnDebian(packages),
  type: `sudo apt-get install ${packages.join(' ')}`,
});

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

/** What stands around a page and is in no test: the address bar's list and the spare renderer, each a process that every new window would wait for. */
const AROUND_A_PAGE = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'SpareRendererForSitePerProcess'];

/** Playwright's own (its chromiumSwitches.ts), named again because Chromium heeds only the last list that it is given. */
const OF_PLAYWRIGHT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/** How Chromium is started for tests and measurements: headless, alone, asking nobody for anything. */
export const chromiumArguments = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[...AROUND_A_PAGE, ...OF_PLAYWRIGHT].join()}`,
];

/** WebKitGTK's driver, which starts the browser that belongs to it, and the screen it is shown on. */
interface WebKit {
  driver: string;
  screen: string;
}

/** The WebKit that tests drive: WEBKIT_DRIVER_PATH, else the system's, else Debian's, installed by apt-get as root. */
export const findWebKit = (): WebKit =>
  foundOrInstalled(
    () => {
      const driver = findProgram({ variable: 'WEBKIT_DRIVER_PATH', names: ['WebKitWebDriver'] });
      const screen = findProgram({ variable: 'XVFB_RUN_PATH', names: ['xvfb-run'] });
      return driver && screen ? { driver, screen } : undefined;
    },
    neededOfDebian("WebKitGTK's WebDriver and xvfb-run", ['webkit2gtk-driver', 'xvfb', 'xauth']),
  );

/** The Firefox that tests drive: FIREFOX_PATH, else the system's, else Debian's, installed by apt-get as root. */
export const findFirefox = (): string =>
  foundOrInstalled(
    () =>
      findProgram({
        variable: 'FIREFOX_PATH',
        names: ['firefox-esr', 'firefox'],
        places: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
      }),
    neededOfDebian('Firefox', ['firefox-esr']),
  );
