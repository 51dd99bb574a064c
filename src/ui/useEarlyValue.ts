import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** What was typed or chosen before the script arrived counts: at the first mount, a field that shows something else than `shown` reports it. */
export function useEarlyValue(
  field: RefObject<{ value: string }>,
  shown: string,
  onValue: (value: string) => void,
): void {
  useEffect(() => {
    const early = field.current?.value;
    if (early !== undefined && early !== shown) onValue(early);
  }, []);
}
