import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

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
