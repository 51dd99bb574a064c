import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/**
 * One Tab stop for the rows of a table: arrows, Home, End, Page Up and Page Down move between the buttons of those in sight. It is done on the elements, for
 * hundreds of rows would be rendered at every key; without script each stays a stop of its own. `hintId` tells of the keys, where the focus comes in.
 */
export function useRowKeys(body: RefObject<HTMLElement>, scroller: RefObject<HTMLElement>, hintId: string): void {
  // After every rendering: rows come and go.
  useEffect(() => {
    const stops = body.current?.querySelectorAll<HTMLElement>('[data-stop]') ?? [];
    const [stop] = [...stops].filter(isInSight);
    const buttons = buttonsOf(body.current);
    for (const button of buttons) if (button !== stop) leave(button);
    setStop(stop ?? buttons.find(isInSight), hintId);
  });
  useEffect(() => {
    const rows = body.current;
    if (!rows) return;
    const onFocusIn = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLButtonElement) || target.dataset.stop !== undefined) return;
      for (const button of rows.querySelectorAll<HTMLElement>('[data-stop]')) if (button !== target) leave(button);
      setStop(target, undefined);
    };
    const onFocusOut = ({ target, relatedTarget }: FocusEvent) => {
      const isOut = !(relatedTarget instanceof Node && rows.contains(relatedTarget));
      if (isOut && target instanceof HTMLButtonElement) setStop(target, hintId);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const shown = buttonsOf(rows).filter(isInSight);
      const at = event.target instanceof HTMLElement ? shown.indexOf(event.target) : -1;
      const height = shown[at]?.closest('tr')?.offsetHeight ?? 1;
      const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 1);
      const to = rowAfter(event, at, shown.length, page);
      if (at === -1 || to === undefined) return;
      event.preventDefault();
      shown[to]?.focus();
    };
    const hearing = new AbortController();
    rows.addEventListener('focusin', onFocusIn, hearing);
    rows.addEventListener('focusout', onFocusOut, hearing);
    rows.addEventListener('keydown', onKeyDown, hearing);
    return () => hearing.abort();
  }, [hintId]);
}

const buttonsOf = (rows: HTMLElement | null): HTMLElement[] => [
  ...(rows?.querySelectorAll<HTMLElement>('th button') ?? []),
];

const isInSight = (button: HTMLElement): boolean => !button.closest('tr')?.hidden;

function setStop(button: HTMLElement | undefined, hintId: string | undefined): void {
  if (!button) return;
  button.dataset.stop = '';
  button.removeAttribute('tabindex');
  if (hintId === undefined) button.removeAttribute('aria-describedby');
  else button.setAttribute('aria-describedby', hintId);
}

function leave(button: HTMLElement): void {
  if (button.tabIndex !== -1) button.tabIndex = -1;
  delete button.dataset.stop;
  button.removeAttribute('aria-describedby');
}

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey'>;

/** Which of `count` rows a key leads to from the row `at`, a page being `page` rows; undefined where the key leads nowhere. */
export function rowAfter(press: Press, at: number, count: number, page: number): number | undefined {
  if (press.altKey || press.metaKey || press.shiftKey || press.ctrlKey) return undefined;
  const last = count - 1;
  switch (press.key) {
    case 'ArrowDown':
      return Math.min(at + 1, last);
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'PageDown':
      return Math.min(at + page, last);
    case 'PageUp':
      return Math.max(at - page, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
