import { Fragment } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { PresetNote } from '../../../../instrument/presets/Preset.ts';
import { presetOf } from '../../../../instrument/presets/presets.ts';
import { KernelField } from '../../../../instrument/stacks/KernelField.tsx';
import { CodeField } from '../../../../ui/CodeField.tsx';
import { OpenFile } from '../../../../ui/OpenFile.tsx';
import { ProblemList } from '../../../../ui/ProblemList.tsx';
import { focusField } from '../../../../ui/revealLine.ts';
import { SelectField } from '../../../../ui/SelectField.tsx';
import { UndoLine } from '../../../../ui/UndoLine.tsx';
import { capabilitySets } from '../../state/target.ts';
import { KEPT } from '../../words/profileView.ts';
import { AnswerStrip } from '../ask/QuestionField.tsx';
import type { Panel } from '../Panel.ts';

interface ProfileChoiceProps {
  panel: Panel;
  /** There may be two on the page. */
  id: string;
}

/** Where the profile comes from: the site's, one that the reader pastes, or a file. */
export function ProfileChoice({ panel: { view, fieldId, isPage, dispatch }, id }: ProfileChoiceProps) {
  const { presets, preset } = view.profile;
  const choose = (chosen: string) => {
    if (chosen === KEPT) dispatch({ kind: 'own' });
    else if (presetOf(chosen)) dispatch({ kind: 'fetch', id: chosen });
  };
  return (
    <>
      <SelectField id={id} label="Profile" options={presets} value={preset} onValue={choose} />
      {isPage && (
        <button
          type="button"
          class="btn"
          onClick={() => {
            dispatch({ kind: 'clear' });
            focusField(fieldId);
          }}
        >
          Use your own
        </button>
      )}
      <OpenFile
        label="Open…"
        accept=".json,application/json,text/plain"
        onFile={(file) => dispatch({ kind: 'file', file })}
      />
    </>
  );
}

/** What the profile is resolved for: machine, capabilities, kernel, runtime. */
function TargetFields({ panel: { view, id, dispatch } }: { panel: Panel }) {
  const { target } = view;
  const { releases } = target;
  return (
    <fieldset class="target">
      <legend>Target</legend>
      <div class="target-fields">
        <SelectField
          id={`${id}-arch`}
          label="Architecture"
          options={target.architectures}
          value={target.arch}
          onValue={(arch) => dispatch({ kind: 'arch', arch })}
        />
        <SelectField
          id={`${id}-caps`}
          label="Capabilities"
          options={target.capabilitySets}
          value={target.capabilitySet}
          onValue={(chosen) => {
            const set = capabilitySets([]).find(({ id }) => id === chosen);
            if (set) dispatch({ kind: 'capabilities', capabilities: set.capabilities, privileged: set.privileged });
          }}
        />
        <KernelField
          id={`${id}-kernel`}
          kernel={{ value: target.kernel, problem: target.kernelProblem }}
          onValue={(kernel) => dispatch({ kind: 'kernel', kernel })}
        />
        <SelectField
          id={`${id}-runtime`}
          label="Runtime"
          options={target.runtimes}
          value={target.runtime}
          onValue={(runtime) => dispatch({ kind: 'runtime', runtime })}
        />
        {releases.runtime && target.runtime !== 'libseccomp' && (
          <SelectField
            id={`${id}-runtime-release`}
            label={`${target.runtime} version`}
            {...releases.runtime}
            onValue={(release) => dispatch({ kind: 'runtime', runtime: target.runtime, release })}
          />
        )}
        <SelectField
          id={`${id}-libseccomp`}
          label="libseccomp version"
          {...releases.libseccomp}
          onValue={(release) => dispatch({ kind: 'libseccomp', release })}
        />
        <SelectField
          id={`${id}-engine`}
          label="Engine"
          {...target.engine}
          onValue={(engine) => dispatch({ kind: 'engine', engine })}
        />
        <SelectField
          id={`${id}-engine-release`}
          label="Engine version"
          {...releases.engine}
          onValue={(release) => dispatch({ kind: 'engine', engine: target.engine.value, release })}
        />
      </div>
      {target.verdict && (
        <p class="target-verdict" data-answer="">
          {target.verdict}
        </p>
      )}
      <details>
        <summary>Choose capabilities one by one</summary>
        <div class="capabilities">
          {target.capabilities.map(({ name, label, on, docker }) => (
            <label key={name} class={docker ? 'docker' : undefined}>
              <input
                type="checkbox"
                checked={on}
                onChange={(event) =>
                  dispatch({ kind: 'capability', capability: name, on: event.currentTarget.checked })
                }
              />
              {label}
            </label>
          ))}
        </div>
      </details>
    </fieldset>
  );
}

/** Loaded with the first completion. */
const fetchCompletions = () => import('../../words/completions/profileCompletions.ts');

/** The profile's text with its problems, and what it is resolved for, which a chapter has folded to a line. */
export function ProfilePanel({ panel }: { panel: Panel }) {
  const { view, id, fieldId, isPage, dispatch } = panel;
  const { profile } = view;
  const isFormatted = useRef(false);
  const format = () => {
    isFormatted.current = true;
    dispatch({ kind: 'format' });
  };
  useLayoutEffect(() => {
    // The pressed button went with the long lines, and the focus with it: to the way back.
    if (isFormatted.current) document.querySelector<HTMLElement>(`#${CSS.escape(id)}-undo-text button`)?.focus();
    isFormatted.current = false;
  }, [profile.text]);
  const target = <TargetFields panel={panel} />;
  return (
    <section id={`${id}-profile`} class="panel checker-profile" aria-label={isPage ? 'Profile' : undefined}>
      <header>
        <ProfileChoice panel={panel} id={`${id}-preset`} />
        {isPage && (
          <span class="profile-title" data-answer="">
            {profile.title}
          </span>
        )}
      </header>
      <CodeField
        id={fieldId}
        label="The profile’s text"
        hideLabel
        text={profile.text}
        marks={profile.marks}
        problems={profile.problemsHold ? profile.problems : undefined}
        complete={async (place) => (await fetchCompletions()).profileCompletions(place, profile.abis)}
        showLine={profile.litLine}
        minRows={6}
        maxRows={profile.maxRows}
        describedBy={profile.problems.length > 0 ? `${fieldId}-problems` : undefined}
        onText={(text) => dispatch({ kind: 'text', text })}
        onFile={(file) => dispatch({ kind: 'file', file })}
      />
      <UndoLine id={id} undo={profile.undo} of="text" dispatch={dispatch} />
      {profile.isCrowded && (
        <p class="summary">
          The text has very long lines.{' '}
          <button type="button" class="btn" onClick={format}>
            Format the text
          </button>
        </p>
      )}
      <ProblemList
        fieldId={fieldId}
        items={profile.problems}
        onFix={(item) => item.fix && dispatch({ kind: 'fix', edits: item.fix, of: 'text' })}
        onFixAll={() => dispatch({ kind: 'fix-all' })}
        undoId={`${id}-undo-text`}
      />
      {profile.summary.map((line) => (
        <p key={line} class="summary" data-answer="">
          {line}
        </p>
      ))}
      <PresetNotes notes={profile.notes} />
      {isPage ? (
        target
      ) : (
        <details class="target-folded">
          <summary>For {view.target.summary}</summary>
          {target}
        </details>
      )}
      {isPage && <AnswerStrip panel={panel} isBelow={false} />}
    </section>
  );
}

/** What to know of the chosen profile, each with its day and where its owner says it. */
function PresetNotes({ notes }: { notes: readonly PresetNote[] }) {
  if (notes.length === 0) return null;
  return (
    <ul class="preset-notes" data-answer="">
      {notes.map(({ text, date, sources }) => (
        <li key={text}>
          {text}
          {date && (
            <>
              {' '}
              <time dateTime={date}>{date}</time>
            </>
          )}
          {sources.map(({ title, url }, at) => (
            <Fragment key={url}>
              {at === 0 ? ' ' : ', '}
              <a href={url}>{title}</a>
            </Fragment>
          ))}
        </li>
      ))}
    </ul>
  );
}
