import type { ComponentChildren } from 'preact';

/** Says its text to a screen reader when it changes; not seen. It must be on the page before the text arrives. */
export function LiveRegion({ children }: { children?: ComponentChildren }) {
  return (
    <div class="visually-hidden" role="status">
      {children}
    </div>
  );
}
