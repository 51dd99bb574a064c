import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { hearField } from './fieldEvents.ts';
import type { LineMark } from './LineMark.ts';
import { type LineRun, lineRuns, textSize } from './lineRuns.ts';
import { fileDrop, type OpenedFile } from './openedFile.ts';

export interface LineFieldProps {
  id: string;
  label: string;
  /** The label is for assistive technology only; something visible nearby says the same. */
  hideLabel?: boolean;
  text: string;
  /** What stands in the field while it is empty. */
  placeholder?: string | undefined;
  marks: readonly LineMark[];
  onText: (text: string) => void;
  /** A file was dropped; without this its text goes to `onText`. */
  onFile?: (file: OpenedFile) => void;
  /** Id of the element that tells the problems, e.g. the ProblemList's. */
  describedBy?: string | undefined;
  /** A marked line that is in sight from the start, where the browser can do that without script. */
  showLine?: number | undefined;
  /** The text is an example that nobody typed: what is pasted takes its place. */
  example?: boolean;
  /** Lines shown at least and at most before the field scrolls. */
  minRows?: number;
  maxRows?: number;
}

/** So many lines get their numbers and marks at a time, and the drawn ones change in such steps: more than any screen has. A link may bring 50,000. */
const MOST_DRAWN = 1500;
const STEP = 500;

/**
 * A text area with line numbers and marked lines. Gutter, marks and text area are stacked in one scrolling box and the
 * text area is as large as its text, so the three can't come apart and all of it stands in plain HTML. Of a very long text, only the
 * numbers and marks around what is in sight.
 */
export function LineField({ minRows = 4, maxRows = 22, hideLabel = false, ...props }: LineFieldProps) {
  const { id, text, marks, onText, onFile } = props;
  const { rows, cols } = textSize(text);
  const [jumped, setJumped] = useState<number | undefined>(undefined);
  const [scrolled, setScrolled] = useState(AT_TOP);
  const { above: undrawn, height } = rows > MOST_DRAWN ? scrolled : AT_TOP;
  const lit: readonly LineMark[] = jumped === undefined ? marks : [...marks, { tone: 'lit', line: jumped }];
  const runs = lineRuns(text, lit, undrawn, MOST_DRAWN);
  // A style is set by script alone, for the policy allows none in HTML: a text that a page is served with is shorter.
  const below = rows > MOST_DRAWN ? { paddingTop: `${height}px` } : undefined;
  // A text that was not typed gets a new element: the browser's undo would apply the old one's history to it.
  const element = useRef({ text, key: 0 });
  const area = useRef<HTMLTextAreaElement>(null);
  /** The element that goes had the focus, which the new one gets. */
  const hadFocus = useRef(false);
  if (element.current.text !== text) {
    element.current = { text, key: element.current.key + 1 };
    hadFocus.current = area.current !== null && document.activeElement === area.current;
  }
  const { key } = element.current;
  const [before] = useState(() => selectionIn(id));
  useLayoutEffect(() => {
    if (before && document.activeElement === area.current) area.current?.setSelectionRange(...before);
  }, []);
  useLayoutEffect(() => {
    if (hadFocus.current) area.current?.focus({ preventScroll: true });
    hadFocus.current = false;
  }, [key]);
  /** What of the text was above the view at the last look; the event comes after the focus that scrolls. */
  const above = useRef(0);
  useEffect(() => {
    above.current = area.current?.parentElement?.scrollTop ?? 0;
  }, []);
  useEffect(() => {
    const light = ({ line }: { line: number }) => {
      setJumped(line);
      return true;
    };
    return area.current ? hearField(area.current, 'field-light', light) : undefined;
  }, [key]);
  const take = (opened: OpenedFile) => {
    if (onFile) onFile(opened);
    else if (opened.value !== undefined) onText(opened.value);
  };
  return (
    <div class="line-field">
      <label for={id} class={hideLabel ? 'visually-hidden' : undefined}>
        {props.label}
      </label>
      <div
        class="line-field-frame"
        data-cut={rows > maxRows || undefined}
        tabIndex={-1}
        onFocusOut={() => setJumped(undefined)}
      >
        <div class="line-field-height" aria-hidden="true">
          {'\n'.repeat(Math.min(Math.max(rows, minRows), maxRows))}
        </div>
        <div
          class="line-field-scroll"
          onScroll={({ currentTarget }) => {
            above.current = currentTarget.scrollTop;
            // Measured: a browser rounds the height of a line.
            if (rows > MOST_DRAWN && area.current)
              setScrolled(drawnAt(above.current, area.current.offsetHeight / rows));
          }}
        >
          <div
            class="line-field-gutter"
            aria-hidden="true"
            style={below && { ...below, minWidth: `calc(2.4em + ${String(rows).length}ch)` }}
          >
            {runs.map((run) => gutter(run, props.showLine))}
          </div>
          <div class="line-field-marks" aria-hidden="true" style={below}>
            {runs.map(marked)}
          </div>
          <textarea
            key={key}
            ref={area}
            id={id}
            rows={Math.max(rows, minRows)}
            cols={cols + 2}
            value={text}
            placeholder={props.placeholder}
            wrap="off"
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            autocorrect="off"
            aria-describedby={props.describedBy}
            aria-invalid={marks.some(({ tone }) => tone === 'error') || undefined}
            onFocus={({ currentTarget }) => caretInSight(currentTarget, marks, above.current)}
            onInput={({ currentTarget: { value } }) => {
              setJumped(undefined);
              element.current.text = value;
              onText(value);
            }}
            onPaste={({ currentTarget }) => {
              if (props.example) currentTarget.select();
              // A long line is read from its beginning; the caret is at its end.
              const scroller = currentTarget.parentElement;
              requestAnimationFrame(() => scroller?.scrollTo({ left: 0 }));
            }}
            {...fileDrop(take)}
          />
        </div>
      </div>
    </div>
  );
}

/** The lines above those that are drawn, and their height in pixels. */
const AT_TOP = { above: 0, height: 0 };

/** Changes the lines that are drawn where the view has come near their end. */
const drawnAt = (scrollTop: number, lineHeight: number) => (before: typeof AT_TOP) => {
  const above = Math.max(0, Math.floor(scrollTop / lineHeight / STEP) - 1) * STEP;
  return above === before.above ? before : { above, height: above * lineHeight };
};

/**
 * What the reader has selected in the field as it was served: the script that takes it over empties and fills it, and what is pasted next would stand
 * behind the text instead of in its place. Undefined where there is no page yet.
 */
function selectionIn(
  id: string,
): [start: number, end: number, direction: HTMLTextAreaElement['selectionDirection']] | undefined {
  if (typeof document === 'undefined') return undefined;
  const field = document.getElementById(id);
  return field instanceof HTMLTextAreaElement
    ? [field.selectionStart, field.selectionEnd, field.selectionDirection]
    : undefined;
}

/**
 * The caret that nobody put anywhere, into what was in sight: browsers have it at an end of the text, and scroll there when the keyboard comes into the
 * field. A pointer puts its own.
 */
function caretInSight(field: HTMLTextAreaElement, marks: readonly LineMark[], above: number): void {
  const { selectionStart, selectionEnd, value, parentElement: scroller } = field;
  const isAtAnEnd = selectionStart === selectionEnd && (selectionStart === 0 || selectionStart === value.length);
  if (!scroller || !isAtAnEnd || field.matches(':active')) return;
  const lineHeight = Number.parseFloat(getComputedStyle(field).lineHeight);
  const first = Math.ceil(above / lineHeight) + 1;
  const last = first + Math.floor(scroller.clientHeight / lineHeight) - 2;
  const lit = marks.find(({ tone, line }) => tone === 'lit' && line >= first && line <= last);
  let at = 0;
  for (let line = lit?.line ?? first; line > 1; line--) at = value.indexOf('\n', at) + 1;
  field.setSelectionRange(at, at);
  scroller.scrollTop = above;
}

function gutter(run: LineRun, showLine: number | undefined) {
  if ('pieces' in run) {
    const shown = run.line === showLine ? ' in-sight' : '';
    return <b class={run.tones.join(' ') + shown}>{run.line}</b>;
  }
  let numbers = '';
  for (let line = run.first; line < run.first + run.count; line++) numbers += `${line}\n`;
  return numbers;
}

function marked(run: LineRun) {
  if (!('pieces' in run)) return '\n'.repeat(run.count);
  return (
    <span class={run.tones.join(' ')}>
      {run.pieces.map(({ text, wavy }) => (wavy ? <u class={wavy}>{text}</u> : text || '\u200b'))}
    </span>
  );
}
