import { defaultKeymap, history, historyKeymap, isolateHistory } from '@codemirror/commands';
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { EditorState, type Extension, Text } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  tooltips,
} from '@codemirror/view';
import type { EditorHandle, EditorOptions } from './EditorHandle.ts';
import { closingBrackets, editorStyles, jsonLanguage } from './jsonLanguage.ts';
import { laterCompleting, laterProblems, laterSearch, lineMarks, markedLinesOf, setLineMarks } from './laterParts.ts';

/**
 * The keyboard comes into the text where it is seen: a caret out of sight would take the text with it, so it goes to the lit line in sight, else to the
 * first. A pointer puts its own caret, and so does the page while it is `arriving`.
 */
export function keepingPlace(arriving: () => boolean): Extension {
  let pointed = false;
  /** The window lost the focus, not the text. */
  let stayed = false;
  return EditorView.domEventHandlers({
    pointerdown() {
      pointed = true;
      setTimeout(() => {
        pointed = false;
      });
    },
    blur(_, { root, contentDOM }) {
      stayed = root.activeElement === contentDOM;
    },
    focus(_, view) {
      if (pointed || stayed || arriving()) return;
      const { scrollTop, scrollLeft, clientHeight } = view.scrollDOM;
      const isInSight = (at: number) => {
        const { top, bottom } = view.lineBlockAt(at);
        const { top: above } = view.documentPadding;
        return top + above >= scrollTop && bottom + above <= scrollTop + clientHeight;
      };
      const stay = () => view.scrollDOM.scrollTo(scrollLeft, scrollTop);
      if (!isInSight(view.state.selection.main.head)) {
        const first = view.lineBlockAtHeight(scrollTop + view.defaultLineHeight - view.documentPadding.top).from;
        const lit = markedLinesOf(view.state).find(({ from, tone }) => tone === 'lit' && isInSight(from));
        view.dispatch({ selection: { anchor: lit?.from ?? first } });
      }
      // The browser scrolls to what it gives the focus once the event is over.
      requestAnimationFrame(stay);
    },
  });
}

/** Beside the caret, where a long line is scrolled sideways to it. */
const SIDE_PX = 24;

/** What is scrolled to the middle is scrolled in the editor alone: CodeMirror would move the page too, away from what the reader looks at. */
export const ownScroll: Extension = EditorView.scrollHandler.of((view, { head }, { x, y }) => {
  if (y !== 'center') return false;
  const { scrollDOM: scroller } = view;
  const { top, height } = view.lineBlockAt(head);
  scroller.scrollTop = view.documentPadding.top + top + (height - scroller.clientHeight) / 2;
  if (x === 'start') scroller.scrollLeft = 0;
  else scrollSideways(view, head);
  return true;
});

/** Editors don't tell coordinates while they scroll, so the place is asked of the page. */
function scrollSideways(view: EditorView, at: number): void {
  const { scrollDOM: scroller } = view;
  const place = document.createRange();
  const { node, offset } = view.domAtPos(at);
  place.setStart(node, offset);
  const { left, height } = place.getBoundingClientRect();
  if (height === 0) return;
  const frame = scroller.getBoundingClientRect().left;
  const from = frame + (scroller.querySelector('.cm-gutters')?.clientWidth ?? 0);
  const to = frame + scroller.clientWidth;
  if (left < from) scroller.scrollLeft -= from - left + SIDE_PX;
  else if (left > to - SIDE_PX) scroller.scrollLeft += left - to + SIDE_PX;
}

/** The one stretch that makes `after` of `before`: what both begin and end with is left alone. */
export function changedRange(before: string, after: string): { start: number; end: number; text: string } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}

/** Longer texts are handed on when typing pauses, not at every key. */
const HANDED_AT_ONCE = 200_000;
const PAUSE_MS = 200;

/**
 * Puts an editor into `root`, a shadow root: CodeMirror's own styles are constructed sheets there, which the page's policy on styles lets pass. Tab
 * is not bound, so that the keyboard leaves the text as it came.
 */
export function mountEditor(root: ShadowRoot, parent: HTMLElement, options: EditorOptions): EditorHandle {
  /** The text as the page knows it. */
  let known = options.text;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The page brings the focus, and has put the caret. */
  let arriving = false;
  const showProblems = laterProblems();
  const view = new EditorView({
    root,
    parent,
    state: EditorState.create({
      doc: Text.of(options.text.split('\n')),
      extensions: [
        editing(options),
        keepingPlace(() => arriving),
        ownScroll,
        EditorView.updateListener.of(({ docChanged, transactions }) => {
          if (docChanged && !transactions.some((transaction) => transaction.isUserEvent(OUTSIDE))) changed();
        }),
      ],
    }),
  });

  function changed() {
    clearTimeout(timer);
    if (view.state.doc.length > HANDED_AT_ONCE) timer = setTimeout(handOn, PAUSE_MS);
    else handOn();
  }
  function handOn() {
    clearTimeout(timer);
    timer = undefined;
    known = textOf(view.state);
    options.onText(known);
  }
  function replace(after: string) {
    const { start, end, text } = changedRange(known, after);
    view.dispatch({
      changes: { from: start, to: end, insert: view.state.toText(text) },
      annotations: isolateHistory.of('full'),
      userEvent: OUTSIDE,
    });
  }
  return {
    setText(text) {
      // What waits to be handed on is newer than any text from outside but a whole new one.
      if (text === known) return;
      clearTimeout(timer);
      timer = undefined;
      known = textOf(view.state);
      replace(text);
      known = text;
    },
    setMarks(marks) {
      if (timer !== undefined) return;
      view.dispatch({ effects: setLineMarks.of(marks.marks) });
      showProblems(view, marks.problems);
    },
    select(anchor, head) {
      const { length } = view.state.doc;
      view.dispatch({ selection: { anchor: Math.min(anchor, length), head: Math.min(head, length) } });
    },
    moveCaret(offset) {
      const at = Math.min(offset, view.state.doc.length);
      view.dispatch({ selection: { anchor: at }, effects: centred(at, 'nearest') });
    },
    reveal(line) {
      if (line > view.state.doc.lines) return;
      view.dispatch({ effects: centred(view.state.doc.line(line).from, 'start') });
    },
    middleOf(offset) {
      // What is asked of coordinates is scrolled first.
      const at = Math.min(offset, view.state.doc.length);
      const { top, bottom } = view.coordsAtPos(at) ?? view.dom.getBoundingClientRect();
      return (top + bottom) / 2;
    },
    scrollTo(lines, left) {
      if (!(lines > 0)) return;
      const above = Math.min(Math.floor(lines), view.state.doc.lines - 1);
      const at = view.state.doc.line(above + 1).from;
      // Heights are guesses until they are measured, so the place is told by its line, and what of the line is out of sight.
      const yMargin = (above - lines) * view.defaultLineHeight;
      view.dispatch({ effects: EditorView.scrollIntoView(at, { y: 'start', yMargin, x: 'nearest' }) });
      view.scrollDOM.scrollLeft = left;
    },
    text: () => textOf(view.state),
    focus() {
      arriving = true;
      view.focus();
      arriving = false;
    },
    destroy() {
      clearTimeout(timer);
      view.destroy();
    },
  };
}

/** Marks a change that the page made, which it need not be told. */
const OUTSIDE = 'outside';

function editing({ text, label, describedBy, complete, ofLines }: EditorOptions): Extension {
  return [
    // A carriage return is a character of the text, so that offsets are those of the text outside.
    EditorState.lineSeparator.of('\n'),
    EditorView.clipboardInputFilter.of((text) => text.replace(/\r\n?/g, '\n')),
    EditorState.tabSize.of(4),
    EditorView.contentAttributes.of({
      // Editable text has the focus anyway; some checkers go by the attribute.
      tabindex: '0',
      'aria-label': label,
      'aria-describedby': describedBy,
      spellcheck: 'false',
      autocapitalize: 'off',
      autocorrect: 'off',
    }),
    lineNumbers(),
    highlightActiveLineGutter(),
    ofLines
      ? []
      : [
          codeFolding({ placeholderText: ' … ' }),
          foldGutter({ openText: '▾', closedText: '▸' }),
          jsonLanguage,
          indentUnit.of(/^(\t| +)\S/m.exec(text)?.[1] ?? '  '),
          indentOnInput(),
          closingBrackets,
        ],
    highlightSpecialChars(),
    history(),
    drawSelection(),
    bracketMatching(),
    // Within the frame, which clips: above the line or below it, wherever there is room.
    tooltips({ position: 'absolute', tooltipSpace: (view) => view.dom.getBoundingClientRect() }),
    lineMarks,
    laterCompleting(complete, ofLines),
    laterSearch(),
    keymap.of([...foldKeymap, ...historyKeymap, ...defaultKeymap]),
    editorStyles,
  ];
}

const centred = (at: number, x: 'nearest' | 'start') => EditorView.scrollIntoView(at, { y: 'center', x });

const textOf = (state: EditorState): string => state.doc.sliceString(0, state.doc.length, '\n');
