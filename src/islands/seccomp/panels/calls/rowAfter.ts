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
