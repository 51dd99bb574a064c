import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Diagnostic } from '../engine/text/index.ts';
import type { EditorHandle, EditorOptions } from './editor/EditorHandle.ts';
import { hearField, showOnPage } from './fieldEvents.ts';
import { LineField, type LineFieldProps } from './LineField.tsx';
import { fileDrop } from './openedFile.ts';

export interface CodeFieldProps extends Omit<LineFieldProps, 'example' | 'onFile'> {
  onFile: NonNullable<LineFieldProps['onFile']>;
  /** The problems of the present text, undefined while they are not known. */
  problems: readonly Diagnostic[] | undefined;
  complete: EditorOptions['complete'];
  ofLines?: EditorOptions['ofLines'];
}

/** How the field looked when the reader turned to it. */
interface Turned {
  text: string;
  mount: typeof import('./editor/mountEditor.ts')['mountEditor'];
  before: FieldBefore | undefined;
}

/**
 * A LineField that becomes an editor of JSON when the reader turns to it: a pointer over it fetches the editor, the focus puts it in its place, with text,
 * caret, scroll and focus as they were. Where it can't be fetched, the text area remains.
 */
export function CodeField({ problems, complete, ofLines, ...props }: CodeFieldProps) {
  const [editor, setEditor] = useState<Turned | undefined>(undefined);
  const field = useRef<HTMLDivElement>(null);
  const turn = async (target: EventTarget | null) => {
    if (!(target instanceof HTMLTextAreaElement)) return;
    const text = target.value;
    const settled = watchComposition(target);
    try {
      const { mountEditor } = await fetchEditor();
      await released(target);
      await settled();
      // A text area that takes another's place is turned to once more.
      setEditor((mounted) => mounted ?? { text, mount: mountEditor, before: fieldBefore(props.id) });
    } catch {
      // Offline, or an old browser: the text area serves.
    }
  };
  useEffect(() => {
    // The reader may have turned to it before the page's script was there.
    if (field.current?.contains(document.activeElement)) void turn(document.activeElement);
  }, []);
  if (editor) return <Editor {...props} {...{ problems, complete, ofLines }} turned={editor} />;
  return (
    <div
      ref={field}
      class="code-field"
      onPointerEnter={() => void fetchEditor().catch(() => undefined)}
      onFocusCapture={({ target }) => void turn(target)}
    >
      <LineField {...props} />
    </div>
  );
}

const fetchEditor = () => import('./editor/mountEditor.ts');

/** Waits while a pointer is down on the field: a selection that is being drawn would end with it. */
async function released(field: HTMLTextAreaElement): Promise<void> {
  if (!field.matches(':active')) return;
  await new Promise((resolve) => {
    for (const end of ['pointerup', 'pointercancel', 'dragend']) addEventListener(end, resolve, { once: true });
  });
}

/** From now on: gives what waits until no input method is composing, for it would lose its letters with the field. */
function watchComposition(field: HTMLTextAreaElement): () => Promise<void> {
  let composing = false;
  field.addEventListener('compositionstart', () => {
    composing = true;
  });
  const ended = new Promise<void>((resolve) => field.addEventListener('compositionend', () => resolve()));
  return () => (composing ? ended : Promise.resolve());
}

function Editor(props: Omit<CodeFieldProps, 'turned'> & { turned: Turned }) {
  const { id, label, text, marks, problems, minRows = 4, maxRows = 22, turned } = props;
  const host = useRef<HTMLDivElement>(null);
  const handle = useRef<EditorHandle | undefined>(undefined);
  const latest = useRef(props);
  latest.current = props;

  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return;
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    const place = document.createElement('div');
    const help = document.createElement('p');
    help.id = 'help';
    help.hidden = true;
    help.textContent = HELP;
    place.style.height = '100%';
    root.replaceChildren(help, place);
    const editor = turned.mount(root, place, {
      text: turned.text,
      label,
      describedBy: help.id,
      onText: (typed) => latest.current.onText(typed),
      complete: (at) => latest.current.complete(at),
      ofLines: latest.current.ofLines,
    });
    handle.current = editor;
    const ends = [
      hearField(element, 'field-caret', ({ offset, typed }) => {
        const frame = element.closest<HTMLElement>('.line-field-frame');
        editor.moveCaret(offset);
        if (typed) editor.focus();
        else frame?.focus({ preventScroll: true });
        if (frame) showOnPage(frame, () => editor.middleOf(offset));
        return true;
      }),
      hearField(element, 'field-reveal', ({ line }) => {
        editor.reveal(line);
        return true;
      }),
      hearField(element, 'field-text', ({ give }) => {
        give(editor.text());
        return true;
      }),
    ];
    // What was typed while the editor was on its way is its first step to undo.
    editor.setText(latest.current.text);
    editor.select(turned.before?.anchor ?? 0, turned.before?.head ?? 0);
    if (turned.before?.focused) editor.focus();
    if (turned.before) editor.scrollTo(turned.before.linesAbove, turned.before.left);
    return () => {
      for (const end of ends) end();
      editor.destroy();
    };
  }, [turned, label]);

  useLayoutEffect(() => handle.current?.setText(text), [text]);
  const known = problems && marks.map(({ line, tone }) => line + tone).join();
  useLayoutEffect(() => {
    // While the problems of the present text are not known, the old marks move with what is typed.
    if (problems) handle.current?.setMarks({ marks, problems });
  }, [known, problems]);

  return (
    <div class="line-field code-field">
      <div class="line-field-frame" tabIndex={-1}>
        <div class="line-field-height" aria-hidden="true">
          {'\n'.repeat(Math.min(Math.max(lineCount(text, maxRows), minRows), maxRows))}
        </div>
        <div ref={host} id={id} class="code-field-host" {...fileDrop((file) => latest.current.onFile(file))} />
      </div>
    </div>
  );
}

const HELP =
  'Tab leaves the editor. F8 goes to the next problem and reads it out. Control+Space suggests what can go here. Control+F searches.';

interface FieldBefore {
  anchor: number;
  head: number;
  focused: boolean;
  linesAbove: number;
  left: number;
}

/** The text area that the editor takes the place of, as it is just before. */
function fieldBefore(id: string): FieldBefore | undefined {
  const field = document.getElementById(id);
  if (!(field instanceof HTMLTextAreaElement)) return undefined;
  const [anchor, head] =
    field.selectionDirection === 'backward'
      ? [field.selectionEnd, field.selectionStart]
      : [field.selectionStart, field.selectionEnd];
  const scroller = field.parentElement ?? field;
  const { scrollTop, scrollLeft: left } = scroller;
  const padding = Number.parseFloat(getComputedStyle(scroller).paddingTop);
  const linesAbove = (scrollTop - padding) / Number.parseFloat(getComputedStyle(field).lineHeight);
  return { anchor, head, focused: document.activeElement === field, linesAbove, left };
}

/** The lines of a text, counted no further than `most`. */
function lineCount(text: string, most: number): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1 && count < most; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
