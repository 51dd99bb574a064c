import { addScript } from '../addScript.ts';

/** Adds the buttons that share a heading or a figure as soon as the reader turns to the text, by pointer or keyboard: until then they cost nothing. */
export function startSharing(): void {
  // A bare page, of slides or of an instrument alone, has no footer, and no headings to link to.
  const text = document.querySelector('body:has(> footer) .prose');
  const add = () => addScript(new URL('./addShareButtons.ts', import.meta.url).href);
  // A script that is added twice runs once.
  for (const event of ['pointerover', 'focusin']) text?.addEventListener(event, add, { once: true });
}
