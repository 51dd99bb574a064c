import { findProgram } from './findProgram.ts';
import { foundOrInstalled, neededOfDebian } from './foundOrInstalled.ts';

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
