import { type ServedBuild, serveBuild } from '../../src/tools/serve/serveBuild.ts';
import { COMPLAINTS, complaintsOf } from './complaints.ts';
import { BROWSER_GONE, type Driver, type StartBrowser, type Theme } from './Driver.ts';
import { watchedBuild } from './watchedBuild.ts';

/** A browser at the built site. */
export interface Visit extends Driver {
  /** Opens a page of the site, with nothing kept of the one before. */
  open(path: string): Promise<void>;
  /** Waits until the page answers as wanted; fails with what it answers where that no longer changes. */
  until<Given extends unknown[], Answer>(
    wanted: Answer,
    question: (...given: Given) => Answer | Promise<Answer>,
    ...given: Given
  ): Promise<void>;
  /** What the browser complained about since the page was opened. */
  complaints(): Promise<string[]>;
}

const PATIENCE = 20_000;
const PAUSE = 50;

const pause = () => new Promise((later) => setTimeout(later, PAUSE));

/** Serves the build and starts a browser in the theme; another one in the place of one that has crashed. */
export async function visitSite(
  start: StartBrowser,
  theme: Theme,
  serve: () => Promise<ServedBuild> = () => serveBuild(watchedBuild),
): Promise<Visit> {
  const served = await serve();
  let driver = await start(theme);
  const { widths } = driver;
  let [width] = widths;
  const inLivingBrowser = async (act: () => Promise<void>) => {
    try {
      await act();
    } catch (error) {
      if (!BROWSER_GONE.test(String(error))) throw error;
      await driver.close().catch(() => undefined);
      driver = await start(theme);
      await driver.resize(width);
      await act();
    }
  };
  // When a driver goes Back, WebKit cancels the page's loads before it fires beforeunload, so the page is told first.
  const leave = async (act: () => Promise<void>) => {
    await driver.ask(() => dispatchEvent(new Event('beforeunload')));
    await act();
  };
  const go = (url: string) => leave(() => driver.go(url));
  return {
    widths,
    go,
    reload: () => leave(() => driver.reload()),
    back: () => leave(() => driver.back()),
    ask: (question, ...given) => driver.ask(question, ...given),
    type: (text) => driver.type(text),
    press: (key) => driver.press(key),
    control: (letter) => driver.control(letter),
    choose: (selector, value) => driver.choose(selector, value),
    openFile: (selector, path) => driver.openFile(selector, path),
    resize(wanted) {
      width = wanted;
      return inLivingBrowser(() => driver.resize(wanted));
    },
    // By way of a page that keeps nothing: there the storage is emptied, and from there even a mere fragment is a new page.
    open: (path) =>
      inLivingBrowser(async () => {
        await go(`${served.origin}/404.html`);
        await driver.ask(() => {
          localStorage.clear();
          sessionStorage.clear();
        });
        await go(served.origin + path);
      }),
    async click(selector) {
      for (const from = Date.now(); ; ) {
        for (let before = ''; ; ) {
          const now = await driver.ask(placeInSight, selector);
          if (now === before) break;
          before = now;
          await pause();
        }
        await driver.ask(awaitPress, selector);
        await driver.click(selector);
        if (!(await driver.ask(missedPress))) return;
        if (Date.now() - from > PATIENCE) throw new Error(`No press reaches ${selector}`);
      }
    },
    async until(wanted, question, ...given) {
      let last: unknown;
      for (let from = Date.now(); ; ) {
        const answer = await driver.ask(question, ...given);
        if (answer === wanted) return;
        if (answer !== last) from = Date.now();
        if (Date.now() - from > PATIENCE)
          throw new Error(`Wanted ${JSON.stringify(wanted)}; the page still answers ${JSON.stringify(answer)}`);
        last = answer;
        await pause();
      }
    },
    complaints: () => driver.ask(complaintsOf, COMPLAINTS),
    async close() {
      await driver.close();
      await served.close();
    },
  };
}

/** Marks the page until a press reaches the element: a page that grows at that moment moves it away from where the driver presses. */
function awaitPress(selector: string): void {
  const { dataset } = document.documentElement;
  dataset.missedPress = '';
  document
    .querySelector(selector)
    ?.addEventListener('click', () => delete dataset.missedPress, { capture: true, once: true });
}

/** Whether no press has reached it yet; another page, to which the press led, has no mark. */
const missedPress = () => document.querySelector('html')?.dataset.missedPress !== undefined;

/** Brings the element into sight at once, where the site would scroll smoothly, and tells where it is: a press must not miss what still moves. */
function placeInSight(selector: string): string {
  const element = document.querySelector(selector);
  element?.scrollIntoView({ block: 'center', behavior: 'instant' });
  return JSON.stringify(element?.getBoundingClientRect());
}
