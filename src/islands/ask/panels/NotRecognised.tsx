import { PhraseText } from '../../../ui/PhraseText.tsx';
import type { Near } from '../state/Question.ts';
import { ELSE_TO_PASTE } from '../words/select.ts';
import { ticked } from '../words/ticked.ts';

/** What is said of a text that nothing is known of: what it is near to, and what else to paste. */
export function NotRecognised({ id, near, base }: { id: string; near: readonly Near[]; base: string }) {
  return (
    <section class="panel ask-card" id={id} data-answer="" data-picture="" aria-label="Not recognised">
      <header>
        <h2>Not recognised</h2>
      </header>
      <div class="ask-cause">
        {near.length > 0 && (
          <>
            <p>The most similar known messages:</p>
            <ul class="ask-near">
              {near.map(({ code, title }) => (
                <li key={code}>
                  <a href={`${base}/reference/errors/#${code}`}>
                    <PhraseText phrase={ticked(title)} fieldId={undefined} />
                  </a>
                </li>
              ))}
            </ul>
          </>
        )}
        <p>What else to paste:</p>
        <ul class="ask-near">
          {ELSE_TO_PASTE.map((phrase, at) => (
            <li key={at}>
              <PhraseText phrase={phrase} fieldId={undefined} />
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
