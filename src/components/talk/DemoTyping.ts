import { typedAfter, typedParts, typingTimes } from './typing.ts';

/** Types a recorded command that is already on the page: takes its characters away, and brings them back one by one. */
export class DemoTyping {
  #finish: (() => void) | undefined;

  /** Shows all that is still to come; false where nothing is being typed. */
  finish(): boolean {
    const finish = this.#finish;
    this.#finish = undefined;
    finish?.();
    return finish !== undefined;
  }

  /** Types the command of a step, then shows what it printed; at once for those who want no motion. */
  type(step: HTMLElement, isCalm: boolean): void {
    this.finish();
    const follow = () => showEnd(step.closest('pre'));
    if (isCalm) {
      follow();
      return;
    }
    const texts = [...step.querySelectorAll('.typed')].flatMap(textNodes);
    const whole = texts.map(({ data }) => data);
    const { length } = whole.join('');
    const show = (typed: number) => {
      for (const [at, part] of typedParts(whole, typed).entries()) {
        const text = texts[at];
        if (text && text.data !== part) text.data = part;
      }
    };
    const { printedAt } = typingTimes(length);
    const start = performance.now();
    let frame = 0;
    step.dataset.typing = '';
    const draw = () => {
      const since = performance.now() - start;
      show(typedAfter(length, since));
      follow();
      if (since >= printedAt) this.finish();
      else frame = requestAnimationFrame(draw);
    };
    this.#finish = () => {
      cancelAnimationFrame(frame);
      show(length);
      delete step.dataset.typing;
      follow();
    };
    draw();
  }
}

/** Scrolls a recorded session to its last line, as a terminal does. */
export function showEnd(screen: HTMLElement | null): void {
  screen?.scrollTo({ top: screen.scrollHeight, behavior: 'instant' });
}

function textNodes(element: Element): Text[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  for (let node = walker.nextNode(); node instanceof Text; node = walker.nextNode()) found.push(node);
  return found;
}
