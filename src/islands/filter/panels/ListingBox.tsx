import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { showIn } from './showIn.ts';

export interface ListingBoxProps {
  /** The row of the step in sight. */
  current: number;
  children: ComponentChildren;
}

/** A long listing in a box of its own, which follows the step in sight. The steps in it take the focus, so that the box scrolls by keyboard as well. */
export function ListingBox({ current, children }: ListingBoxProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => showIn(box.current), [current]);
  return (
    <div class="filter-box" ref={box}>
      {children}
    </div>
  );
}
