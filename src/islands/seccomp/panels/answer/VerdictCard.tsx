import type { Edit } from '../../../../engine/text/index.ts';
import { OtherStack } from '../../../../instrument/stacks/KernelField.tsx';
import { PROFILE_FILE } from '../../../../instrument/words/profileFile.ts';
import { Chip } from '../../../../ui/Chip.tsx';
import { wholeOptions } from '../../../../ui/CodeText.tsx';
import { CopyButton } from '../../../../ui/CopyButton.tsx';
import type { Phrase } from '../../../../ui/Phrase.ts';
import { PhraseText } from '../../../../ui/PhraseText.tsx';
import { SaveText } from '../../../../ui/SaveText.tsx';
import { UndoLine } from '../../../../ui/UndoLine.tsx';
import { useEarlyElement } from '../../../../ui/useEarlyElement.ts';
import type { OwnersAnswer } from '../../state/Message.ts';
import type { Answered } from '../../state/Reply.ts';
import type { StacksView } from '../../words/inspectedView.ts';
import type { AdvisedStart } from '../../words/profileView.ts';
import { BEFORE, type View } from '../../words/select.ts';
import { chooseStack } from '../../words/targetView.ts';
import type { UseRow } from '../../words/useRows.ts';
import type { Panel } from '../Panel.ts';
import { useTableFragment } from './useTableFragment.ts';

interface VerdictCardProps {
  panel: Panel;
  answered: Answered;
}

/** The verdict: its word and shape, what the program sees, and the line or the absence that decided. */
export function VerdictCard({ panel, answered }: VerdictCardProps) {
  const { view, id, isPage, act } = panel;
  const { tone, headline, asked, sees, why, outcomes } = answered;
  const { unusual, added } = view.target;
  // It is of a text or a target that is no longer there: no colour and no shape, for it is no verdict now.
  const { stale } = view;
  const fieldId = view.placesHold ? panel.fieldId : undefined;
  // On the instrument's own page the offers below the card have them.
  const lacking = isPage ? [] : answered.lacking;
  const recheck = (which: readonly string[], on: boolean) => {
    // The pressed button goes with the answer.
    for (const capability of which) act({ kind: 'capability', capability, on }, 'verdict');
  };
  // In a chapter it would stand among the chapter's own headings.
  const Word = isPage ? 'h2' : 'p';
  return (
    <div id={`${id}-verdict`} class={`verdict ${stale ? 'stale' : tone}`} data-answer="" data-picture="" tabIndex={-1}>
      <p class="verdict-asked">
        {asked}
        {', under '}
        <a href={`#${id}-profile`}>{view.computedFor[0]}</a>
        {unusual && wholeOptions(`, with ${unusual}`)}
      </p>
      <Word class="verdict-word headline shaped">
        {stale && `${BEFORE} `}
        {headline}
      </Word>
      <p>
        <PhraseText phrase={sees} fieldId={fieldId} />
      </p>
      {why.length > 0 && (
        <p>
          <PhraseText phrase={why} fieldId={fieldId} />
        </p>
      )}
      {!stale &&
        lacking.map((which) => (
          <button key={which.join()} type="button" class="btn" onClick={() => recheck(which, true)}>
            Recheck with {which.join(' and ')}
          </button>
        ))}
      {!stale &&
        added.map((which) => (
          <button key={which} type="button" class="btn" onClick={() => recheck([which], false)}>
            Recheck without {which}
          </button>
        ))}
      {outcomes.length > 0 && (
        <ul class="outcomes chip-list">
          {outcomes.map((outcome) => (
            <li>
              <Chip tone={outcome.tone}>{outcome.word}</Chip>
              <span>
                <PhraseText phrase={outcome.when} fieldId={fieldId} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface StartCardProps {
  panel: Panel;
  shown: AdvisedStart;
}

/**
 * Stands above every verdict: whether a container starts under this profile, why, and the edit, or one of the site's profiles in the place of this one, that
 * lets one start. In a chapter: which calls, and no more.
 */
export function StartCard({ panel: { id, isPage, act }, shown }: StartCardProps) {
  const { tone, title, why, fix, advice } = shown;
  return (
    <div id={`${id}-start`} class={`start-card ${tone}`} data-answer="" data-picture="" tabIndex={-1}>
      <p class="start-title shaped">
        <PhraseText phrase={title} fieldId={undefined} />
      </p>
      <CardBody
        paragraphs={why.slice(0, isPage ? undefined : 1)}
        fix={fix}
        onFix={(edits) => act({ kind: 'fix', edits, of: 'start' }, 'answer')}
      />
      {advice && (
        <>
          <p>
            <PhraseText phrase={advice.words} fieldId={undefined} />
          </p>
          <button type="button" class="btn" onClick={() => act({ kind: 'fetch', id: advice.preset }, 'answer')}>
            {advice.label}
          </button>
        </>
      )}
    </div>
  );
}

interface CardBodyProps {
  paragraphs: readonly Phrase[];
  fix: { label: string; edits: readonly Edit[] } | undefined;
  onFix: (edits: readonly Edit[]) => void;
}

/** What a card says in paragraphs, and the button that makes the change it is about. */
export function CardBody({ paragraphs, fix, onFix }: CardBodyProps) {
  return (
    <>
      {paragraphs.map((phrase, at) => (
        <p key={at}>
          <PhraseText phrase={phrase} fieldId={undefined} />
        </p>
      ))}
      {fix && (
        <button type="button" class="btn" onClick={() => onFix(fix.edits)}>
          {fix.label}
        </button>
      )}
    </>
  );
}

interface UseProfileProps {
  panel: Panel;
  use: NonNullable<View['use']>;
}

/** The lines that start a container as answered, and the profile to take along. */
export function UseProfile({ panel: { view, id, act, dispatch }, use: { rows, file, open } }: UseProfileProps) {
  const { text, undo } = view.profile;
  // The pressed button goes with what it helps against.
  const fix = (edits: readonly Edit[]) => act({ kind: 'fix', edits, of: 'use' }, 'use');
  return (
    <details class="use-profile panel-part" open={open}>
      <summary id={`${id}-use`}>{file ? 'Use this profile' : 'Start a container with these capabilities'}</summary>
      {file && (
        <p class="use-deeds">
          <CopyButton label="Copy profile" text={text} />
          <SaveText text={text} name={PROFILE_FILE} label={`Save ${PROFILE_FILE}`} />
        </p>
      )}
      <UndoLine id={id} undo={undo} of="use" dispatch={dispatch} />
      {rows.map((row) => (
        <Row key={row.tool} row={row} onFix={fix} />
      ))}
    </details>
  );
}

function Row({
  row: { tool, lines, caution, note, warning },
  onFix,
}: {
  row: UseRow;
  onFix: (edits: readonly Edit[]) => void;
}) {
  const fix = warning?.fix;
  const shape = lines ? 'shaped depends' : 'shaped deny';
  return (
    <div class="use-line">
      <p>
        <b>{tool}</b> {lines && <CopyButton label="Copy" of={`the lines for ${tool}`} text={lines} />}
      </p>
      {warning && (
        <p class={`use-warning ${shape}`}>
          <PhraseText phrase={warning.words} fieldId={undefined} />
        </p>
      )}
      {fix && (
        <button type="button" class="btn" onClick={() => onFix(fix.edits)}>
          {fix.label}
        </button>
      )}
      {caution && <p class={`use-warning ${shape}`}>{caution}</p>}
      {lines && <Lines text={lines} />}
      {note && <p class="use-note">{note}</p>}
    </div>
  );
}

/** A line of a config means something by its indent, so it runs on instead of being broken, and the keyboard scrolls it. A command goes on below. */
function Lines({ text }: { text: string }) {
  const isConfig = text.includes('\n');
  return (
    <pre class={isConfig ? 'config' : undefined} tabIndex={isConfig ? 0 : undefined}>
      <code>{text}</code>
    </pre>
  );
}

interface StackAnswersProps {
  panel: Panel;
  stacks: StacksView;
}

/** Which other stacks answer the question otherwise, unasked, and folded below it how each of them answers. */
export function StackAnswers({ panel: { dispatch }, stacks }: StackAnswersProps) {
  const { lacking, table, rows, neighbours, why, isWhole, isOpen } = stacks;
  const fragment = useTableFragment(isOpen ? table : undefined);
  const toggle = (opens: boolean) => dispatch({ kind: 'stacks', of: opens ? 'all' : 'engine' });
  const check = (stack: string) => dispatch(chooseStack(stack, stacks));
  return (
    <section class="stack-answers panel-part" data-answer="" aria-label="Other versions">
      {lacking && <p>{lacking}</p>}
      {neighbours.map((row) => (
        <OtherStack key={row.stack} label={row.label} headline={row.headline} onCheck={() => check(row.stack)} />
      ))}
      {why && <p>{wholeOptions(why)}</p>}
      <details
        ref={useEarlyElement(({ open }: HTMLDetailsElement) => open && toggle(true))}
        open={isOpen}
        onToggle={(event) => toggle(event.currentTarget.open)}
      >
        <summary>This call on every stack</summary>
        {!isWhole && <p class="waits">Checking the other stacks…</p>}
        <ul class="chip-list" hidden={!isWhole}>
          {rows.map(({ stack, label, tone, headline, isPresent }) => (
            <li key={stack} aria-current={isPresent ? 'true' : undefined}>
              <Chip tone={tone}>{headline}</Chip>
              <button type="button" class="link" onClick={() => check(stack)}>
                {label}
              </button>
            </li>
          ))}
        </ul>
        {fragment !== undefined && <a href={`../stack/#${fragment}`}>This call in the stack table</a>}
      </details>
    </section>
  );
}

/** What the profile answers where it comes from, below the verdict: it was computed with other programs. */
export function OwnersLine({ panel, owner }: { panel: Panel; owner: OwnersAnswer }) {
  return (
    <div class="stack-answers panel-part" data-answer="">
      <p>{wholeOptions(owner.why)}</p>
      <OtherStack {...owner} onCheck={() => panel.act(owner.choose, 'verdict')} />
    </div>
  );
}
