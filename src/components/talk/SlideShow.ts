import Reveal, { type RevealApi } from 'reveal.js';
import type { DeckAction } from './deckKeys.ts';

/** As a person types: not even, and never longer than an audience waits. */
const EACH_MS = 38;
const MOST_MS = 1500;
/** Between the last key and what is printed. */
const PAUSE_MS = 260;

/** How long it takes to type a command of so many characters, and when what it printed appears. */
export function typingTimes(length: number): { each: number; printedAt: number } {
  const each = length === 0 ? 0 : Math.min(EACH_MS, MOST_MS / length);
  return { each, printedAt: Math.ceil(each * length) + PAUSE_MS };
}

/** How many characters stand there after so long: none at first, all at the end. */
export function typedAfter(length: number, milliseconds: number): number {
  const { each } = typingTimes(length);
  return each === 0 ? length : Math.max(0, Math.min(length, Math.floor(milliseconds / each)));
}

/** Of texts that follow each other, what of each stands there once so many characters are typed. */
export function typedParts(texts: readonly string[], typed: number): string[] {
  let left = typed;
  return texts.map((text) => {
    const part = text.slice(0, Math.max(0, left));
    left -= text.length;
    return part;
  });
}

/** Types a recorded command that is already on the page: takes its characters away, and brings them back one by one. */
class DemoTyping {
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
function showEnd(screen: HTMLElement | null): void {
  screen?.scrollTo({ top: screen.scrollHeight, behavior: 'instant' });
}

function textNodes(element: Element): Text[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  for (let node = walker.nextNode(); node instanceof Text; node = walker.nextNode()) found.push(node);
  return found;
}

/** Slides are drawn in pixels of this size and scaled to the window. */
const SLIDE = { width: 1280, height: 720 } as const;

/** To reveal.js a section within a slide is a slide below it. Ours have none below them, and instruments are made of sections. */
function hideInnerSections(root: HTMLElement, slides: readonly HTMLElement[]): void {
  const flat = (selector: string) =>
    selector.replace('.slides section', '.slides > section').replace(/^section$/, ':scope > section');
  for (const element of [root, ...slides])
    Object.assign(element, {
      querySelector: (selector: string) => Element.prototype.querySelector.call(element, flat(selector)),
      querySelectorAll: (selector: string) => Element.prototype.querySelectorAll.call(element, flat(selector)),
    });
}

/** Where a show is. */
export interface ShowPlace {
  slide: HTMLElement;
  /** From 0, of how many. */
  index: number;
  count: number;
  /** How many of its steps are shown, of how many. */
  step: number;
  steps: number;
  black: boolean;
}

/** The sections of a page shown as slides by reveal.js, which knows neither our keys nor our addresses. */
export class SlideShow {
  readonly #root: HTMLElement;
  readonly #onChange: () => void;
  readonly #typing = new DemoTyping();
  #reveal: RevealApi | undefined;

  /** `root` holds `.slides`, which holds the sections. `onChange` is called for each slide and each step, before a command is typed. */
  constructor(root: HTMLElement, onChange: () => void) {
    this.#root = root;
    this.#onChange = onChange;
  }

  get isRunning(): boolean {
    return this.#reveal !== undefined;
  }

  get slides(): HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>('.slides > section')];
  }

  /** Shows the page's sections as slides, from this one on. */
  async start(index: number): Promise<void> {
    if (this.#reveal) return;
    this.#root.classList.add('reveal', 'stage');
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    hideInnerSections(this.#root, this.slides);
    const reveal = new Reveal(this.#root, {
      ...SLIDE,
      margin: 0,
      minScale: 0.1,
      maxScale: 4,
      center: false,
      display: 'grid',
      controls: false,
      progress: false,
      hash: false,
      respondToHashChanges: false,
      jumpToSlide: false,
      keyboard: false,
      help: false,
      overview: false,
      postMessage: false,
      autoAnimate: false,
      hideInactiveCursor: false,
      focusBodyOnPageVisibilityChange: false,
      // The next slide's instrument wakes while this one is shown.
      viewDistance: 2,
      mobileViewDistance: 2,
      scrollActivationWidth: 0,
      transition: isCalm ? 'none' : 'fade',
      transitionSpeed: 'fast',
      backgroundTransition: 'none',
    });
    this.#reveal = reveal;
    await reveal.initialize();
    // It would keep all keys from those who read with a screen reader.
    this.#root.removeAttribute('role');
    reveal.slide(index);
    const settle = () => {
      this.#typing.finish();
      // Who comes back to a session finds it where it was left.
      showEnd(this.place?.slide.querySelector<HTMLElement>('pre:has(.command)') ?? null);
      this.#onChange();
    };
    reveal.on('slidechanged', settle);
    reveal.on('fragmentshown', (event) => {
      this.#onChange();
      const { fragment } = event as unknown as { fragment: HTMLElement };
      if (fragment.matches('.command')) this.#typing.type(fragment, isCalm);
    });
    reveal.on('fragmenthidden', settle);
    for (const kind of ['paused', 'resumed']) reveal.on(kind, this.#onChange);
    this.#onChange();
  }

  /** Leaves the page as it was. */
  stop(): void {
    this.#typing.finish();
    this.#reveal?.destroy();
    this.#reveal = undefined;
    this.#root.classList.remove('reveal', 'stage', 'paused', 'fade', 'none');
    for (const each of this.#root.querySelectorAll('.slides > section, .fragment'))
      each.classList.remove('past', 'present', 'future', 'visible', 'current-fragment');
    for (const slide of this.slides) slide.style.removeProperty('transform');
    this.#root.querySelector('.backgrounds')?.remove();
  }

  show(index: number): void {
    this.#reveal?.slide(index);
  }

  /** Undoes for paper what reveal.js says of each slide's place by inline styles; what this gives puts it back. */
  layOutForPaper(): () => void {
    const parts = [...this.#root.querySelectorAll<HTMLElement>('.slides, .slides > section')];
    const before = parts.map((part) => part.style.cssText);
    for (const part of parts) part.style.cssText = '';
    const hidden = this.slides.filter((slide) => slide.hidden);
    for (const slide of hidden) slide.hidden = false;
    return () => {
      for (const [at, part] of parts.entries()) part.style.cssText = before[at] ?? '';
      for (const slide of hidden) slide.hidden = true;
    };
  }

  /** Does what moves or hides slides; false for what is not its own to do. */
  do(action: DeckAction): boolean {
    const reveal = this.#reveal;
    if (!reveal) return false;
    switch (action) {
      case 'next':
      case 'previous':
        this.#move(reveal, action);
        return true;
      case 'first':
        reveal.slide(0);
        return true;
      case 'last':
        reveal.slide(this.slides.length - 1);
        return true;
      case 'black':
        reveal.togglePause();
        return true;
      default:
        return false;
    }
  }

  /** Undefined while no slides are shown. */
  get place(): ShowPlace | undefined {
    const slide = this.#reveal?.getCurrentSlide() as HTMLElement | undefined;
    if (!this.#reveal || !slide) return undefined;
    const { slides } = this;
    return {
      slide,
      index: slides.indexOf(slide),
      count: slides.length,
      step: slide.querySelectorAll('.fragment.visible').length,
      steps: slide.querySelectorAll('.fragment').length,
      black: this.#reveal.isPaused(),
    };
  }

  /** A press while the screen is black brings the slide back; one while a command is typed shows all of it. */
  #move(reveal: RevealApi, way: 'next' | 'previous'): void {
    if (reveal.isPaused()) reveal.togglePause(false);
    else if (way === 'previous') reveal.prev();
    else if (!this.#typing.finish()) reveal.next();
  }
}
