import type { FieldEvents } from '../ui/fieldEvents.ts';

/** A text as it stands on paper: each line after its number, for answers name lines by number. */
export function printedText(text: string): string {
  const lines = text.split('\n');
  const width = String(lines.length).length;
  return lines.map((line, at) => `${String(at + 1).padStart(width)}  ${line}`).join('\n');
}

/**
 * From now on: while the page is printed, the text of each text area and editor stands in its place as plain lines, and an instrument's link below
 * its answer. Paper has no scrolling, and a text area is not broken between two lines at a page's end.
 */
export function startPrintingTexts(): void {
  const printed: HTMLElement[] = [];
  const print = (place: HTMLElement, kind: string, textContent: string, className = '') => {
    const paper = Object.assign(document.createElement(kind), { textContent, className, ariaHidden: 'true' });
    place.after(paper);
    printed.push(paper);
  };
  addEventListener('beforeprint', () => {
    for (const frame of document.querySelectorAll<HTMLElement>('.line-field-frame'))
      print(frame, 'pre', printedText(textIn(frame)), 'line-field-print');
    // A button that copies the link of a state says nothing on paper.
    for (const place of document.querySelectorAll<HTMLElement>('[data-link]'))
      print(place, 'p', new URL(place.dataset.link ?? '', location.href).href);
  });
  addEventListener('afterprint', () => {
    for (const text of printed.splice(0)) text.remove();
  });
}

/** The text of a field with line numbers, be it a text area or an editor. */
export function textIn(frame: HTMLElement): string {
  const area = frame.querySelector('textarea');
  if (area) return area.value;
  let text = '';
  const detail: FieldEvents['field-text'] = {
    give: (given) => {
      text = given;
    },
  };
  frame.querySelector('.code-field-host')?.dispatchEvent(new CustomEvent('field-text', { detail }));
  return text;
}
