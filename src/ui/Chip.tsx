import type { ComponentChildren } from 'preact';

export type Tone = 'allow' | 'deny' | 'depends';

/** A verdict in a word. Its shape (✓ ✕ ◐) comes from ui.css, so that a table of hundreds stays light. */
export function Chip({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return <span class={`chip ${tone}`}>{children}</span>;
}
