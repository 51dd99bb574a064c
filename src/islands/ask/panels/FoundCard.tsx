import type { NextStep } from '../../../engine/idmap/index.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { CodeText, LineLink, PhraseText, wholeOptions } from '../../../ui/PhraseText.tsx';
import type { CauseShown, Found } from '../words/select.ts';

/** Addresses of the pages that an answer leads to. */
export interface AskPages {
  base: string;
}

export interface FoundCardProps {
  id: string;
  found: Found;
  pages: AskPages;
  fieldId: string;
}

/** One message: who said no, how sure that is, how to confirm it, and the fix. */
export function FoundCard({ id, found, pages: { base }, fieldId }: FoundCardProps) {
  const { title, line, offset, also, certainty, causes, versions, link, learn } = found;
  return (
    <section class="panel ask-card" id={id} data-answer="" data-picture="" aria-label={`The message on line ${line}`}>
      <header>
        <h2>
          <PhraseText phrase={title} fieldId={undefined} />
        </h2>
        <p class="right">
          <LineLink line={line} offset={offset} fieldId={fieldId} />
        </p>
      </header>
      {causes.map((cause) => (
        <CausePart key={cause.heading ?? ''} cause={cause} />
      ))}
      <div class="panel-part ask-foot">
        {also && (
          <p>
            <PhraseText phrase={also} fieldId={fieldId} />
          </p>
        )}
        <p>
          {certainty} {versions}
        </p>
        <p class="ask-leads">
          {link && (
            <a href={`${base}/play/${link.to}/${link.fragment === undefined ? '' : `#${link.fragment}`}`}>
              {link.words}
            </a>
          )}
          {learn && <a href={base + learn.path}>Read on: {learn.title}</a>}
        </p>
      </div>
    </section>
  );
}

function CausePart({ cause: { heading, layer, who, says, test, looks, fixes } }: { cause: CauseShown }) {
  return (
    <div class="ask-cause">
      {who && (
        <p class="ask-who">
          {heading && <span class="eyebrow">{heading}</span>}
          <b>Who said no: {who}</b> <span class="ask-layer">{layer}</span>
        </p>
      )}
      <p>{wholeOptions(says)}</p>
      <dl>
        {test && (
          <>
            <dt>Confirm</dt>
            <dd>
              <Step step={test} />
            </dd>
          </>
        )}
        {fixes.length > 0 && (
          <>
            <dt>Fix</dt>
            <dd>
              <Steps steps={fixes} />
            </dd>
          </>
        )}
        {looks.length > 0 && (
          <>
            <dt>Also check</dt>
            <dd>
              <Steps steps={looks} />
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}

const Steps = ({ steps }: { steps: readonly NextStep[] }) => (
  <ol>
    {steps.map((step) => (
      <li key={step.why}>
        <Step step={step} />
      </li>
    ))}
  </ol>
);

function Step({ step: { why, command } }: { step: NextStep }) {
  return (
    <>
      {wholeOptions(why)}
      {command && (
        <span class="ask-command">
          <CodeText text={command} /> <CopyButton text={command} label="Copy" of={command} />
        </span>
      )}
    </>
  );
}
