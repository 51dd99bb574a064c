import type { Diagnostic } from '../engine/text/index.ts';

/** What was wrong with a link or a file that was opened. The box is always there, so that its words are read out when they come. */
export function Notices({ items }: { items: readonly Diagnostic[] }) {
  return (
    <div class="notices" role="status">
      {items.map(({ code, message, hint }) => (
        <p key={code + message}>
          {message} {hint}
        </p>
      ))}
    </div>
  );
}
