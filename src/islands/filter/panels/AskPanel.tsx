import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { applyEdits, type Diagnostic } from '../../../engine/text/index.ts';
import { MachineField } from '../../../instrument/ownProfile/ProfileChoice.tsx';
import { PRESETS } from '../../../instrument/presets/presets.ts';
import { stackOptions } from '../../../instrument/stacks/stackOptions.ts';
import { ReadingLine } from '../../../instrument/traceFiles/ReadingLine.tsx';
import { FILTER_LINK_STACK, type FilterLink } from '../../../share/filterLink.ts';
import { Choice } from '../../../ui/Choice.tsx';
import { LineField } from '../../../ui/LineField.tsx';
import { OpenFiles } from '../../../ui/OpenFiles.tsx';
import { OwnProfile } from '../../../ui/OwnProfile.tsx';
import { filesDrop } from '../../../ui/openedFile.ts';
import { ProblemList } from '../../../ui/ProblemList.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { shortened } from '../../../ui/shortened.ts';
import { TextInput } from '../../../ui/TextInput.tsx';
import type { Dispatch } from '../state/State.ts';
import type { TraceShown, View } from '../words/select.ts';
import { programText } from './showIn.ts';

interface TraceFieldProps {
  id: string;
  trace: TraceShown;
  problems: readonly Diagnostic[];
  dispatch: Dispatch;
}

/** A recorded run, whose frequent calls are to take few steps. It opens where a link has one. */
function TraceField({ id, trace, problems, dispatch }: TraceFieldProps) {
  const details = useRef<HTMLDetailsElement>(null);
  const fieldId = `${id}-trace`;
  const { text, weighed, isElsewhere, reading } = trace;
  const isWeighed = weighed !== undefined;
  useLayoutEffect(() => {
    // It never closes by itself: the reader may be typing in it.
    if (isWeighed && details.current) details.current.open = true;
  }, [isWeighed]);
  const open = (files: readonly File[]) => dispatch({ kind: 'files', files });
  return (
    <details ref={details} class="filter-trace">
      <summary>Weight calls by a trace</summary>
      <div class="field" {...filesDrop(open)}>
        <LineField
          id={fieldId}
          label="Trace of a run (optional)"
          text={text}
          marks={[]}
          placeholder="strace, audit records, perf trace, bpftrace or a list of calls"
          minRows={4}
          maxRows={10}
          describedBy={problems.length > 0 ? `${fieldId}-problems` : undefined}
          onText={(next) => dispatch({ kind: 'trace', text: next })}
        />
        <p>Calls that it makes often take fewer steps where possible, and other calls more.</p>
        <p>
          <OpenFiles label="Open a trace…" onFiles={open} />
        </p>
        <ReadingLine id={fieldId} reading={reading} onCancel={() => dispatch({ kind: 'files-cancel' })} />
        <ProblemList fieldId={fieldId} items={problems} />
        {isWeighed && (
          <p class="filter-weighed" data-answer="">
            <span>Weighted by {weighed}. A link has these counts, not the trace.</span>
            {isElsewhere && (
              <button type="button" class="btn" onClick={() => dispatch({ kind: 'trace-remove' })}>
                Weight every call equally
              </button>
            )}
          </p>
        )}
      </div>
    </details>
  );
}

interface AskPanelProps {
  id: string;
  /** In a chapter and on a slide the filter is the author's, and the calls are the reader's. */
  isPage: boolean;
  view: View;
  dispatch: Dispatch;
  /** What stands in the place of an answer. */
  children: ComponentChildren;
}

type Source = 'default' | 'own' | 'program';

const SOURCES = [
  { value: 'default', label: 'A bundled profile' },
  { value: 'own', label: 'Your profile' },
  { value: 'program', label: 'A compiled program' },
] as const;

const WISHES: readonly { value: FilterLink['for']; label: string }[] = [
  { value: 'balance', label: 'Balanced' },
  { value: 'size', label: 'Fewest instructions' },
  { value: 'steps', label: 'Fewest steps' },
];

/** The stack's own default, and every profile that the site has. */
const PRESET_OPTIONS = [
  { value: '', label: 'The stack’s default' },
  ...PRESETS.map(({ id, title, group }) => ({ value: id, label: title, group })),
];

/** What a program is compared with, where the reader has given one. */
const OWN_OPTION = { value: 'own', label: 'Your profile' } as const;

/** What is compiled or read, and the calls that run through it. */
export function AskPanel({ id, isPage, view, dispatch, children }: AskPanelProps) {
  const { asked, problems } = view;
  return (
    <section class="panel filter-ask" aria-label={isPage ? 'Filter and calls' : 'Calls'}>
      {isPage && <FilterFields id={id} view={view} dispatch={dispatch} />}
      <div class="filter-calls">
        <CallField
          id={`${id}-call`}
          label="System call"
          value={asked.call}
          problems={problems.call}
          onValue={(call) => dispatch({ kind: 'ask', asked: { call } })}
        />
        <CallField
          id={`${id}-second`}
          label="Second call (optional)"
          value={asked.second}
          problems={problems.second}
          onValue={(second) => dispatch({ kind: 'ask', asked: { second } })}
        />
      </div>
      {children}
    </section>
  );
}

/** What is compiled, or the program that is read. */
function FilterFields({ id, view, dispatch }: Pick<AskPanelProps, 'id' | 'view' | 'dispatch'>) {
  const { asked, usesProgram, usesOwn, problems } = view;
  const source: Source = usesProgram ? 'program' : usesOwn ? 'own' : 'default';
  const choose = (wanted: Source) => {
    dispatch({ kind: 'uses-program', usesProgram: wanted === 'program' });
    if (wanted !== 'program') dispatch({ kind: 'uses-own', usesOwn: wanted === 'own' });
  };
  const choosePreset = (chosen: string) => {
    const isOwn = chosen === OWN_OPTION.value;
    if (isOwn !== usesOwn) dispatch({ kind: 'uses-own', usesOwn: isOwn });
    if (!isOwn) dispatch({ kind: 'ask', asked: { preset: chosen === '' ? undefined : chosen } });
  };
  return (
    <>
      <Choice
        name={`${id}-source`}
        legend="What to look at"
        hideLegend
        class="filter-source"
        options={SOURCES}
        value={source}
        onValue={choose}
      />
      <div class="filter-of">
        {source !== 'own' && (
          <SelectField
            id={`${id}-preset`}
            label={usesProgram ? 'Compare with profile' : 'Profile'}
            options={usesProgram && view.own !== '' ? [...PRESET_OPTIONS, OWN_OPTION] : PRESET_OPTIONS}
            value={usesProgram && usesOwn ? OWN_OPTION.value : (asked.preset ?? '')}
            onValue={choosePreset}
          />
        )}
        <SelectField
          id={`${id}-stack`}
          label="Stack"
          options={stackOptions(asked.stack ?? FILTER_LINK_STACK)}
          value={asked.stack ?? FILTER_LINK_STACK}
          onValue={(stack) => dispatch({ kind: 'ask', asked: { stack } })}
        />
        <MachineField id={id} arch={asked.arch} onArch={(arch) => dispatch({ kind: 'ask', asked: { arch } })} />
      </div>
      {source === 'own' && (
        <OwnProfile
          id={id}
          text={view.own}
          marks={view.marks.profile}
          problems={problems.profile}
          undo={view.undo}
          whenEmpty="Empty: the stack’s default profile is compiled until you paste one."
          dispatch={dispatch}
          onText={(text) => dispatch({ kind: 'own', text })}
          onFile={(file) => dispatch({ kind: 'file', file })}
        />
      )}
      {usesProgram ? (
        <ProgramField id={id} view={view} dispatch={dispatch} />
      ) : (
        <>
          <Choice
            name={`${id}-for`}
            legend="Compile for"
            class="filter-wish"
            options={WISHES}
            value={asked.for}
            onValue={(wish) => dispatch({ kind: 'ask', asked: { for: wish } })}
          />
          <TraceField id={id} trace={view.trace} problems={problems.calls} dispatch={dispatch} />
        </>
      )}
    </>
  );
}

function ProgramField({ id, view, dispatch }: Pick<AskPanelProps, 'id' | 'view' | 'dispatch'>) {
  const fieldId = `${id}-program`;
  const { pasted, problems, marks } = view;
  const onText = (text: string) => dispatch({ kind: 'pasted', text });
  const open = ([file]: readonly File[]) => {
    if (file) void programText(file).then(onText);
  };
  return (
    <div class="field">
      <LineField
        id={fieldId}
        label="Program"
        text={pasted}
        marks={marks.program}
        placeholder="Hex, base64, a C array, or the output of strace -v, scmp_bpf_disasm or seccomp-tools dump"
        minRows={4}
        maxRows={14}
        describedBy={problems.program.length > 0 ? `${fieldId}-problems` : undefined}
        onText={onText}
      />
      <p>
        <OpenFiles label="Open a program…" single onFiles={open} />
      </p>
      <ProblemList fieldId={fieldId} items={problems.program} />
    </div>
  );
}

interface CallFieldProps {
  id: string;
  label: string;
  value: string;
  problems: readonly Diagnostic[];
  onValue: (value: string) => void;
}

function CallField({ id, label, value, problems, onValue }: CallFieldProps) {
  return (
    <div class="field">
      <TextInput
        id={id}
        label={label}
        value={value}
        describedBy={problems.length > 0 ? `${id}-problems` : undefined}
        invalid={problems.length > 0}
        onValue={onValue}
      />
      {problems.length > 0 && (
        <ul id={`${id}-problems`} data-answer="">
          {problems.map((item) => (
            <li key={item.code + item.message} class="field-problem">
              {shortened(item.message)} {item.hint}{' '}
              {item.fix?.length === 1 && (
                <button type="button" class="btn" onClick={() => onValue(applyEdits(value, item.fix ?? []))}>
                  Replace with <code>{item.fix[0]?.text}</code>
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
