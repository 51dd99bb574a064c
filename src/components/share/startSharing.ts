import { addScript } from '../addScript.ts';

/** Adds the buttons that share a heading or a figure as soon as the reader turns to the text, by pointer or keyboard: until then they cost nothing. */
export function startSharing(): void {
  const { script } = document.getElementById('share')?.dataset ?? {};
  const text = document.querySelector('.prose');
  if (!script || !text) return;
  // A script that is added twice runs once.
  for (const event of ['pointerover', 'focusin']) text.addEventListener(event, () => addScript(script), { once: true });
}
