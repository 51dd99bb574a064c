import type { ComponentChildren, ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import { useLate } from '../worker/useEngine.ts';
import { Missing } from './Missing.tsx';
import type { Trouble } from './Retry.ts';
import { useRetry } from './useRetry.ts';

/** A part of a view that is loaded once it is wanted, and what stands in its place while that takes long or fails. */
export function useLatePart<Props>(
  isWanted: boolean,
  load: () => Promise<ComponentType<Props>>,
  what: string,
): { Part: ComponentType<Props> | undefined; missing: ComponentChildren } {
  const [Part, setPart] = useState<ComponentType<Props>>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [isLate, setLate] = useState(false);
  const isMissing = isWanted && !Part;
  const attempt = async () => {
    const loaded = await load();
    setPart(() => loaded);
  };
  const tryAgain = useRetry(isMissing ? attempt : undefined, setTrouble, [isMissing]);
  useLate(isMissing, () => setLate(true));
  const missing =
    isMissing && (isLate || trouble) ? <Missing what={what} trouble={trouble} onTryAgain={tryAgain} /> : undefined;
  return { Part, missing };
}
