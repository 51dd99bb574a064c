import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { markedLinesOf } from './lineMarks.ts';

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
