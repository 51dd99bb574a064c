import { useState } from 'preact/hooks';
import type { Finding } from '../../../../engine/seccomp/index.ts';
import type { Edit } from '../../../../engine/text/index.ts';
import { PhraseText } from '../../../../ui/PhraseText.tsx';
import { SourceLinks } from '../../../../ui/SourceLinks.tsx';
import { shortened } from '../../../../ui/shortened.ts';
import { UndoLine } from '../../../../ui/UndoLine.tsx';
import { findingLines, HARM_WORDS } from '../../words/findingWords.ts';
import type { View } from '../../words/select.ts';
import type { Panel } from '../Panel.ts';

export interface FindingListProps {
  panel: Panel;
  /** `old`: of a text or a target before the present one. 'offered': not looked for yet. */
  found: NonNullable<View['findings']>;
}

/** More are shown when they are asked for: the worst come first, and notes are folded. */
const SHOWN_AT_FIRST = 6;

/** What the writer of the profile would want to know, worst first: the lines, a call that shows it, and an edit that fixes it. */
export function FindingList({ panel, found }: FindingListProps) {
  const { view, id, dispatch } = panel;
  const [showsAll, setShowsAll] = useState(false);
  // The pressed button goes until the findings are those of the fixed text.
  const fix = (edits: readonly Edit[]) => panel.act({ kind: 'fix', edits, of: 'findings' }, 'findings');
  if (found === 'offered') {
    return (
      <section class="panel findings offered" data-answer="" aria-labelledby={`${id}-findings`}>
        <h2 id={`${id}-findings`}>Findings</h2>
        <button type="button" class="btn" onClick={() => dispatch({ kind: 'look' })}>
          Look for weak spots in this profile
        </button>
      </section>
    );
  }
  const { items, summary, old } = found;
  const harmful = items.filter(({ harm }) => harm !== 'note');
  const notes = items.filter(({ harm }) => harm === 'note');
  const shown = showsAll ? harmful : harmful.slice(0, SHOWN_AT_FIRST);
  const shownAs = (finding: Finding) => (
    <Item
      key={`${finding.code} ${finding.spans[0]?.start} ${finding.message}`}
      finding={finding}
      old={old}
      panel={panel}
      onFix={fix}
    />
  );
  return (
    <section
      class={`panel findings${old ? ' old' : ''}`}
      data-answer=""
      aria-labelledby={`${id}-findings`}
      aria-busy={old}
    >
      <h2 id={`${id}-findings`} tabIndex={-1}>
        Findings
      </h2>
      <UndoLine id={id} undo={view.profile.undo} of="findings" dispatch={dispatch} />
      {old && <p class="waits">Looking for weak spots…</p>}
      {summary && <p>{summary}</p>}
      <ul>{shown.map(shownAs)}</ul>
      {shown.length < harmful.length && (
        <button type="button" class="btn" onClick={() => setShowsAll(true)}>
          Show all {harmful.length}
        </button>
      )}
      {notes.length > 0 && (
        <details class="finding-notes">
          <summary>{notes.length === 1 ? '1 note' : `${notes.length} notes`}</summary>
          <ul>{notes.map(shownAs)}</ul>
        </details>
      )}
    </section>
  );
}

interface ItemProps {
  finding: Finding;
  old: boolean;
  panel: Panel;
  onFix: (edits: readonly Edit[]) => void;
}

function Item({ finding, old, panel, onFix }: ItemProps) {
  return (
    <li class={finding.harm}>
      <p class="finding-title">
        <span class="harm">{HARM_WORDS[finding.harm]}</span> <b>{shortened(finding.title)}</b>
      </p>
      <p>
        {shortened(finding.message)}{' '}
        <PhraseText phrase={findingLines(finding.spans)} fieldId={old ? undefined : panel.fieldId} />
      </p>
      {finding.why && <p class="finding-why">{finding.why}</p>}
      <SourceLinks sources={finding.sources} />
      {!old && <Deeds finding={finding} panel={panel} onFix={onFix} />}
    </li>
  );
}

function Deeds({ finding: { ask, fix }, panel, onFix }: Omit<ItemProps, 'old'>) {
  if (!ask && !fix) return null;
  return (
    <p class="finding-deeds">
      {ask && (
        <button type="button" class="btn" onClick={() => panel.act({ kind: 'ask', call: ask }, 'verdict')}>
          Check <code>{ask}</code>
        </button>
      )}
      {fix && (
        <button type="button" class="btn" onClick={() => onFix(fix)}>
          Fix
        </button>
      )}
    </p>
  );
}
