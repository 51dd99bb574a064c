import { useEffect, useLayoutEffect, useReducer, useRef } from 'preact/hooks';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { whenParsed } from '../../ui/whenParsed.ts';
import { goTo, markPath } from './panels/markPath.ts';
import { Picture } from './panels/Picture.tsx';
import { Trail } from './panels/Trail.tsx';
import { init, type Message, type Places, placeIn, type State, update } from './state/model.ts';
import { select } from './words/select.ts';

/** What the static page hands to the tree. */
export interface TreeProps {
  places: Places;
}

/** How far above the window the tree may begin and still be folded: what the reader looks at must not jump. */
const ABOVE_PX = -60;

/**
 * A decision tree that is walked: the picture of the whole, the way so far, and the marks on the page's own sections, of which one is in sight at a time. A
 * place's anchor is its state, so that every link and the browser's Back are the page's own.
 */
export default function Tree({ places }: TreeProps) {
  const [state, dispatch] = useReducer(
    (before: State, message: Message) => update(places, before, message),
    places,
    init,
  );
  const view = select(places, state);
  const root = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  const tree = () => root.current?.closest<HTMLElement>('.tree') ?? undefined;

  useEffect(() => {
    const callOff = whenParsed(() => {
      const { hash } = location;
      const isLinked = hash !== '' && placeIn(places, hash) !== undefined;
      const top = tree()?.getBoundingClientRect().top ?? 0;
      moved.current = isLinked;
      dispatch({ kind: 'address', fragment: hash });
      if (isLinked || top > ABOVE_PX) dispatch({ kind: 'show', whole: false });
    });
    const follow = () => {
      moved.current = placeIn(places, location.hash) !== undefined;
      dispatch({ kind: 'address', fragment: location.hash });
    };
    addEventListener('hashchange', follow);
    return () => {
      callOff();
      removeEventListener('hashchange', follow);
    };
  }, [places]);

  useLayoutEffect(() => {
    const section = tree();
    if (!section) return;
    markPath(section, { ...state, path: view.path });
    if (moved.current) goTo(section, state.here, state.isWhole);
    moved.current = false;
  }, [state]);

  return (
    <>
      {/* In view as soon as any of the tree is: what wakes an island looks at its own elements. */}
      <div class="tree-reach" aria-hidden="true" />
      <div class="island tree-walk" ref={root}>
        <Picture places={places} path={view.path} here={state.here} />
        <div class="tree-way">
          <p class="eyebrow">Your answers</p>
          <Trail steps={view.steps} />
          <p class="tree-acts needs-script">
            <button type="button" class="btn" onClick={() => dispatch({ kind: 'show', whole: !state.isWhole })}>
              {view.toggle}
            </button>
            {view.steps.length > 1 && <a href={`#${places[0].id}`}>Start again</a>}
          </p>
        </div>
        <LiveRegion text={view.said} />
      </div>
    </>
  );
}
