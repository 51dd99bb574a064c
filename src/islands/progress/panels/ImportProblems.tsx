import type { Diagnostic } from '../../../engine/text/index.ts';

/** What is wrong with a file, each with its place. */
export function ImportProblems({ items }: { items: readonly Diagnostic[] }) {
  return (
    <ul class="import-problems">
      {items.map(({ message, hint, span }) => (
        <li key={`${span?.start}${message}`} class="field-problem">
          {span && `Line ${span.line}, column ${span.column}: `}
          {message} {hint}
        </li>
      ))}
    </ul>
  );
}
