import { useEffect, useMemo, useState } from 'preact/hooks';
import type { NearestStack, Stack } from '../../engine/stack/index.ts';
import { CodeText } from '../../ui/CodeText.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { LineField } from '../../ui/LineField.tsx';
import { LineLink } from '../../ui/PhraseText.tsx';
import { ProblemList } from '../../ui/ProblemList.tsx';
import { shortened } from '../../ui/shortened.ts';
import type { PartWords } from '../stacks/partWords.ts';
import { installedView, keepText, keptText, type NearestShown } from './installedView.ts';

export interface InstalledBoxProps {
  /** That of the choice of a stack: the ids of this begin with it. */
  id: string;
  /** The stack that is chosen now, if any. */
  chosen: Stack | undefined;
  /** The parts that the instrument asks for, as they are now. */
  present: PartWords;
  /** What else choosing the stack does. */
  also: (choice: NearestStack) => string | undefined;
  onUse: (choice: NearestStack) => void;
}

/** What to type on each kind of host: it only reads. */
const COMMANDS: readonly { engine: string; command: string }[] = [
  { engine: 'Docker', command: 'docker version; runc --version; uname -a' },
  { engine: 'Podman', command: 'podman version; crun --version; uname -a' },
  { engine: 'Kubernetes', command: 'kubectl get nodes -o wide' },
];

/** A field for what a machine’s own commands print, what is read in it, and the button that sets the stack by it. */
export function InstalledBox({ id, chosen, present, also, onUse }: InstalledBoxProps) {
  const [text, setText] = useState(keptText);
  const [done, setDone] = useState('');
  const view = useMemo(() => installedView(text, present, chosen), [text, chosen, ...Object.values(present)]);
  useEffect(() => keepText(text), [text]);
  const fieldId = `${id}-installed-text`;
  const nearest = view?.nearest;
  const type = (typed: string) => {
    setText(typed);
    setDone('');
  };
  const use = () => {
    if (!nearest) return;
    onUse(nearest.choice);
    setDone(doneWords(nearest));
  };
  return (
    <div class="installed-box">
      <p>
        Run one of these on the host and paste what it prints. They change nothing, and what you paste stays in this
        tab.
      </p>
      <ul class="installed-commands">
        {COMMANDS.map(({ engine, command }) => (
          <li key={engine}>
            <span>{engine}</span>
            <CodeText text={command} />
            <CopyButton text={command} label="Copy" of={`the command for ${engine}`} />
          </li>
        ))}
      </ul>
      <LineField
        id={fieldId}
        label="What it printed, or an image name"
        text={text}
        marks={view?.marks ?? []}
        minRows={4}
        maxRows={10}
        describedBy={`${id}-installed-found`}
        onText={type}
      />
      <div id={`${id}-installed-found`} class="installed-found">
        {view && view.found.length > 0 && (
          <ul aria-label="Recognised">
            {view.found.map(({ words, line, offset }) => (
              <li key={offset}>
                {shortened(words)}, <LineLink line={line} offset={offset} fieldId={fieldId} />
              </li>
            ))}
          </ul>
        )}
        {view?.notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </div>
      <ProblemList items={view?.problems ?? []} fieldId={fieldId} />
      {nearest && (
        <div class="installed-nearest">
          <p>
            {nearest.lead}: <b>{nearest.label}</b>.{' '}
            {nearest.over.length > 0 && <>Your versions: {listOf(nearest.over)}. </>}
            {nearest.taken.length > 0 && <>Taken from the stack: {listOf(nearest.taken)}. </>}
            {also(nearest.choice)}
          </p>
          {nearest.newer.map((note) => (
            <p key={note}>{note}</p>
          ))}
          <button type="button" class="btn first" onClick={use}>
            Use this stack
          </button>
        </div>
      )}
      <p class="installed-done" role="status">
        {done}
      </p>
    </div>
  );
}

const LIST = /* @__PURE__ */ new Intl.ListFormat('en-GB');
const listOf = (words: readonly string[]): string => LIST.format(words.map(shortened));

function doneWords({ label, changes }: NearestShown): string {
  return changes.length === 0
    ? `${label} is set; no version changed.`
    : `${label} is set. Changed: ${changes.map(shortened).join('; ')}.`;
}
