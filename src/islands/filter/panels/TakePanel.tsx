import { useState } from 'preact/hooks';
import { Choice } from '../../../ui/Choice.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { PhraseText } from '../../../ui/PhraseText.tsx';
import { SaveText, saveBlob } from '../../../ui/SaveText.tsx';
import type { Form } from '../state/Reply.ts';

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
