import { useState } from 'preact/hooks';
import { Chip } from '../../../ui/Chip.tsx';
import { Choice } from '../../../ui/Choice.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { PhraseText } from '../../../ui/PhraseText.tsx';
import { SaveText, saveBlob } from '../../../ui/SaveText.tsx';
import type { Against, CallAnswers, Form } from '../state/State.ts';

interface CallsPanelProps {
  id: string;
  calls: CallAnswers;
  against: Against | undefined;
}

const COUNTED = ['Allowed', 'Refused', 'Depends on arguments', 'Unnamed numbers'] as const;

/** What a program that was pasted does with every call, and how it differs from a profile. */
export function CallsPanel({ id, calls: { counts, rows, isWhole }, against }: CallsPanelProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <section class="panel filter-calls-told" data-answer="" aria-labelledby={`${id}-told`}>
      <header>
        <h2 id={`${id}-told`}>What it answers</h2>
      </header>
      {counts.length > 0 && (
        <table class="filter-numbers filter-counts">
          <caption class="visually-hidden">How many calls of each ABI the program allows</caption>
          <thead>
            <tr>
              <th scope="col">ABI</th>
              {COUNTED.map((label) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {counts.map(({ abi, allowed, refused, depends, unnamed }) => (
              <tr key={abi}>
                <th scope="row">{abi}</th>
                {[allowed, refused, depends, unnamed].map((count, at) => (
                  <td key={at} data-label={COUNTED[at]}>
                    {count}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {!isWhole && (
        <p class="filter-note">
          The program could not be followed over all calls at once. Enter a call above to run the program for it.
        </p>
      )}
      {rows.length > 0 && (
        <details class="filter-beside" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary>Every call by its answer</summary>
          {isOpen && (
            <ul class="filter-groups">
              {rows.map(({ abi, tone, answer, calls, where }, at) => (
                <li key={at}>
                  <b>{abi}</b> <Chip tone={tone}>{answer}</Chip> {where && `where ${where}: `}
                  <code>{calls.join(', ')}</code>
                </li>
              ))}
            </ul>
          )}
        </details>
      )}
      {against && <AgainstPart against={against} />}
    </section>
  );
}

/** How many groups of calls are shown before the reader opens the rest. */
const MOST_SHOWN = 8;
const MOST_NAMES = 12;

function AgainstPart({ against: { tone, headline, rows } }: { against: Against }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? rows : rows.slice(0, MOST_SHOWN);
  return (
    <div class={`panel-part filter-against ${tone}`}>
      <h3 class="shaped">{headline}</h3>
      <ul class="filter-groups">
        {shown.map(({ abis, calls, where, unnamed, before, after }, at) => (
          <li key={at}>
            <b>{abis}</b> <code>{calls.slice(0, isWhole ? calls.length : MOST_NAMES).join(', ')}</code>
            {!isWhole && calls.length > MOST_NAMES && ` and ${calls.length - MOST_NAMES} more`}
            {[where && ` where ${where}`, unnamed && ` ${calls.length > 0 ? 'and ' : ''}${unnamed}`]}: profile {before},
            program {after}.
          </li>
        ))}
      </ul>
      {!isWhole && (shown.length < rows.length || rows.some(({ calls }) => calls.length > MOST_NAMES)) && (
        <p>
          <button type="button" class="btn" onClick={() => setWhole(true)}>
            Show every difference
          </button>
        </p>
      )}
    </div>
  );
}

/** The program to take along: what holds of a form first, then the file, then what to do with it. */
export function TakePanel({ id, forms }: { id: string; forms: readonly Form[] }) {
  const [chosen, setChosen] = useState('raw');
  const form = forms.find((each) => each.id === chosen) ?? forms[0];
  if (form === undefined) return null;
  return (
    <section class="panel filter-take" data-answer="" aria-labelledby={`${id}-take`}>
      <header>
        <h2 id={`${id}-take`}>Export</h2>
      </header>
      <div class="field">
        <Choice
          name={`${id}-form`}
          legend="Format"
          hideLegend
          class="filter-forms"
          options={forms.map((each) => ({ value: each.id, label: each.label }))}
          value={form.id}
          onValue={setChosen}
        />
        <p class="shaped depends">{form.warning}</p>
        {form.differs && form.differs.length > 0 && (
          <div class="filter-differs">
            <p>What this format can’t express:</p>
            <ul>
              {form.differs.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </div>
        )}
        {form.differs?.length === 0 && <p>In this format, every call gets the same answer as with the profile.</p>}
        <p class="filter-deeds">
          {!form.isBytes && <CopyButton first label={`Copy ${form.file}`} text={form.text} />}
          {form.isBytes ? (
            <button type="button" class="btn first" onClick={() => saveBytes(form)}>
              Save {form.file}
            </button>
          ) : (
            <SaveText text={form.text} name={form.file} label={`Save ${form.file}`} />
          )}
        </p>
        <p>
          <PhraseText phrase={form.use} fieldId={undefined} />
        </p>
        {form.uses?.map(({ tool, lines, note }) => (
          <div key={tool} class="filter-use">
            <p>
              <b>{tool}</b> <CopyButton label={`Copy for ${tool}`} text={lines} />
            </p>
            <pre>
              <code>{lines}</code>
            </pre>
            <p class="filter-hint">{note}</p>
          </div>
        ))}
        {!form.isBytes && (
          <details key={form.id} class="filter-text">
            <summary>Show {form.file}</summary>
            <pre>
              <code>{form.text}</code>
            </pre>
          </details>
        )}
      </div>
    </section>
  );
}

function saveBytes({ text, file }: Form): void {
  const bytes = Uint8Array.from(atob(text.trim()), (each) => each.charCodeAt(0));
  saveBlob(new Blob([bytes], { type: 'application/octet-stream' }), file);
}
