import type { Step } from '../words/select.ts';

/** The way to where the reader is: each question that was answered leads back to it. */
export function Trail({ steps }: { steps: readonly Step[] }) {
  return (
    <nav class="tree-trail" aria-label="Your answers">
      <ol>
        {steps.map(({ id, words, answer }) => (
          <li key={id}>
            {answer === undefined ? (
              <strong aria-current="step">{words}</strong>
            ) : (
              <>
                <a href={`#${id}`}>{words}</a> <span class="tree-answered">{answer}</span>
              </>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
