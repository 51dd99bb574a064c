import type { WatchedPage } from './site.ts';

export const CHECKER = '/play/seccomp/';

/** Waits until the verdict has this word. */
export const said = (page: WatchedPage, word: string) =>
  page.waitForFunction((wanted) => document.querySelector('.verdict-word')?.textContent?.includes(wanted), word);

/** Turns to the text: the editor is in the place of the text area, and has the focus. */
export async function turnToText(page: WatchedPage): Promise<void> {
  await page.focus('#seccomp-text');
  await page.waitForFunction(() =>
    document.querySelector('#seccomp-text')?.shadowRoot?.activeElement?.matches('.cm-content'),
  );
}

/** Waits until the page has been drawn twice: whatever is due at its next turns has happened. */
export const nextFrames = (page: WatchedPage) =>
  page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));

/** The text in the field, whether it is still the text area or the editor by now; of the editor what is rendered. */
export const text = (page: WatchedPage) =>
  page.evaluate(() => {
    const field = document.querySelector('#seccomp-text');
    if (field instanceof HTMLTextAreaElement) return field.value;
    return [...(field?.shadowRoot?.querySelectorAll('.cm-line') ?? [])].map((line) => line.textContent).join('\n');
  });

/** What the editor says to a screen reader from now on; it takes its words away soon after. */
export const announcements = (page: WatchedPage) =>
  page.evaluateHandle(() => {
    const said: string[] = [];
    const place = document.querySelector('#seccomp-text')?.shadowRoot?.querySelector('.cm-announced');
    if (place)
      new MutationObserver(() => said.push(place.textContent?.trim() ?? '')).observe(place, { childList: true });
    return said;
  });

/** Holds every question from now on; gives what lets them go once the answer in sight is taken away for being late. */
export async function holdQuestions(page: WatchedPage): Promise<() => Promise<void>> {
  const held = await page.evaluateHandle(() => {
    const { postMessage } = Worker.prototype;
    const questions: (() => void)[] = [];
    Worker.prototype.postMessage = function (...asked: [unknown]) {
      questions.push(() => postMessage.apply(this, asked));
    };
    return () => {
      Worker.prototype.postMessage = postMessage;
      for (const ask of questions) ask();
    };
  });
  return async () => {
    await page.waitForSelector('.missing');
    await held.evaluate((letGo) => letGo());
  };
}
