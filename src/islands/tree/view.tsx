import { useEffect, useLayoutEffect, useReducer, useRef } from 'preact/hooks';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { whenParsed } from '../../ui/whenParsed.ts';
import { goTo, markPath } from './panels/markPath.ts';
import { init, type Message, type Places, placeIn, type State, update } from './state/model.ts';
import { type Step, select, treePicture } from './words/treePicture.ts';

interface Props {
  places: Places;
  path: ReadonlySet<string>;
  here: string;
}

/** The whole tree in small, with the way to where the reader is. */
export function Picture({ places, path, here }: Props) {
  const { width, height, dots, labels } = treePicture(places);
  const walked = (id: string) => path.has(id) || undefined;
  const current = places.find(({ id }) => id === here);
  return (
    <svg
      class="tree-picture"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-labelledby="tree-picture-title tree-picture-desc"
    >
      <title id="tree-picture-title">The decision tree, and your way through it</title>
      <desc id="tree-picture-desc">
        {`${count(places, false)} questions on the left lead to ${count(places, true)} causes on the right. Your way has ${path.size - 1} answers and is at: ${current?.words ?? ''}`}
      </desc>
      {dots.map(({ place, line }) => line && <path class="tree-line" d={line} data-walked={walked(place.id)} />)}
      {dots.map(({ place, line }) => line && walked(place.id) && <path class="tree-line" d={line} data-walked />)}
      {dots.map(({ place, x, y }) => (
        <circle
          class={place.isCause ? 'tree-cause' : 'tree-question'}
          cx={x}
          cy={y}
          r={place.id === here ? 6 : place.isCause ? 2.5 : 3.5}
          data-walked={walked(place.id)}
          data-here={place.id === here || undefined}
        />
      ))}
      {labels.map(({ id, text, x, y }) => (
        <text x={x} y={y + 4} data-walked={walked(id)}>
          {text}
        </text>
      ))}
    </svg>
  );
}

const count = (places: Places, isCause: boolean): number => places.filter((place) => place.isCause === isCause).length;

/** The way to where the reader is: each question that was answered leads back to it. */
export function Trail({ steps }: { steps: readonly Step[] }) {
  return (
    <nav class="tree-trail" aria-label="Your answers">
      <ol>
        {steps.map(({ id, words, answer }) => (
          <li key={id}>
            {answer === undefined ? (
              <strong aria-current="step">{words}</strong>
            ) : (
              <>
                <a href={`#${id}`}>{words}</a> <span class="tree-answered">{answer}</span>
              </>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

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
