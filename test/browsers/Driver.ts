export type Theme = 'light' | 'dark';

/** A key that isn't a character, by the name that the DOM gives it. */
export type Key = 'Tab' | 'Enter' | 'Escape' | 'ArrowDown' | 'Backspace' | 'End';

/** One tab of a browser, as much of it as the tests need. A selector goes to the first element that it finds. */
export interface Driver {
  /** The widest and the narrowest page that this browser's window shows. */
  widths: readonly [wide: number, narrow: number];
  go(url: string): Promise<void>;
  reload(): Promise<void>;
  back(): Promise<void>;
  /** Makes the page this wide. */
  resize(width: number): Promise<void>;
  /** Runs a function in the page. It stands alone: what it needs is handed to it. */
  ask<Given extends unknown[], Answer>(
    question: (...given: Given) => Answer | Promise<Answer>,
    ...given: Given
  ): Promise<Answer>;
  click(selector: string): Promise<void>;
  /** Types characters into what has the focus. */
  type(text: string): Promise<void>;
  press(key: Key): Promise<void>;
  /** Presses a letter with Control held. */
  control(letter: string): Promise<void>;
  /** Chooses the option with this value of a select. */
  choose(selector: string, value: string): Promise<void>;
  /** Opens a file with a file chooser's input. */
  openFile(selector: string, path: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts a browser whose system has this theme. */
export type StartBrowser = (theme: Theme) => Promise<Driver>;

/** What WebKitWebDriver says once its browser has crashed. WebKitGTK 2.54's network process does so now and then, in libgobject, whatever the page. */
export const BROWSER_GONE = /session deleted|Session terminated|NoSuchSession/;
