import type { UidMapLink } from '../../../share/uidMapLink.ts';

/** A worked case: its name, and the fragment that opens it on the calculator’s page. */
export interface UidMapExample {
  task: UidMapLink['task'];
  title: string;
  fragment: string;
}

/** Worked cases to begin with, each a link that opens it in the calculator. */
export function ExampleLinks({ examples }: { examples: readonly UidMapExample[] }) {
  if (examples.length === 0) return null;
  return (
    <nav class="answer-examples" aria-label="Examples">
      <span>Or open an example:</span>
      <ul>
        {examples.map(({ title, fragment }) => (
          <li key={title}>
            <a href={`#${fragment}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
