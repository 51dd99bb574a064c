import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Diagnostic } from '../../../engine/text/index.ts';
import { ReadingLine } from '../../../instrument/traceFiles/ReadingLine.tsx';
import { filesDrop } from '../../../ui/filesDrop.ts';
import { LineField } from '../../../ui/LineField.tsx';
import { OpenFiles } from '../../../ui/OpenFiles.tsx';
import { ProblemList } from '../../../ui/ProblemList.tsx';
import type { Dispatch } from '../state/State.ts';
import type { TraceShown } from '../words/traceShown.ts';

export interface TraceFieldProps {
  id: string;
  trace: TraceShown;
  problems: readonly Diagnostic[];
  dispatch: Dispatch;
}

/** A recorded run, whose frequent calls are to take few steps. It opens where a link has one. */
export function TraceField({ id, trace, problems, dispatch }: TraceFieldProps) {
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
