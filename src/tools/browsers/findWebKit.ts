import { findProgram } from './findProgram.ts';
import { foundOrInstalled, neededOfDebian } from './foundOrInstalled.ts';

/** WebKitGTK's driver, which starts the browser that belongs to it, and the screen it is shown on. */
export interface WebKit {
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
