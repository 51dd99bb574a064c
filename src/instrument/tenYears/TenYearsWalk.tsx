import { useLayoutEffect, useRef } from 'preact/hooks';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { ChangeCard } from './ChangeCard.tsx';
import {
  ALL_YEARS,
  alongTime,
  type Layout,
  labelsOf,
  markDay,
  NAMED_YEARS,
  NARROW,
  piecesOf,
  WIDE,
} from './markDay.ts';
import { changeAt, inLane, keyed, LANES, nearestIn, placing, stepped } from './step.ts';
import type { DefaultMark, TenYearsShown } from './TenYears.ts';

interface TenYearsAxisProps {
  marks: readonly DefaultMark[];
  chosen: DefaultMark;
}

/** The changes along the years, drawn for a wide and for a narrow place: the style shows one of the two. */
const TenYearsAxis = (props: TenYearsAxisProps) => (
  <>
    <Drawing {...props} layout={WIDE} />
    <Drawing {...props} layout={NARROW} />
  </>
);

function Drawing({ marks, chosen, layout }: TenYearsAxisProps & { layout: Layout }) {
  const { width, height, isDown, bases } = layout;
  const on = placing(layout);
  const name = isDown ? 'narrow' : 'wide';
  return (
    <svg class={`ten-years-drawing ${name}`} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path class="year" d={ALL_YEARS.map((year) => on.across(alongTime(layout, `${year}-01-01`))).join('')} />
      {NAMED_YEARS.map((year) => (
        <text key={year} class="quiet" {...on.yearLabel(alongTime(layout, `${year}-01-01`))}>
          {year}
        </text>
      ))}
      {LANES.map(({ lane, wide, narrow }) => (
        <g key={lane}>
          <path class="base" d={on.base(bases[lane])} />
          <text class={lane === chosen.lane ? 'lane chosen' : 'lane'} {...on.laneLabel(bases[lane])}>
            {isDown ? narrow : wide}
          </text>
        </g>
      ))}
      <path class="here" d={on.here(alongTime(layout, chosen.date), bases[chosen.lane])} />
      {marks.map((mark) => (
        <Mark key={mark.id} mark={mark} layout={layout} isChosen={mark === chosen} />
      ))}
      {/* Above the marks: a press on a name is for what it names. */}
      {labelsOf(marks, layout).map(({ id, text, at, across }) => (
        <text key={id} class="taken" data-at={id} {...on.takenLabel(at, bases.docker, across)}>
          {text}
        </text>
      ))}
    </svg>
  );
}

interface MarkProps {
  mark: DefaultMark;
  layout: Layout;
  isChosen: boolean;
}

/** What a change opened stands on one side of its lane, what it closed on the other; a ring alone where only errors differ, or nothing on this machine. */
function Mark({ mark, layout, isChosen }: MarkProps) {
  const on = placing(layout);
  const [at, base] = [alongTime(layout, mark.date), layout.bases[mark.lane]];
  const pieces = piecesOf(mark, layout.scale);
  return (
    <g class={isChosen ? 'mark chosen' : 'mark'} data-at={mark.id}>
      <rect class="hit" {...on.box(at, base, -40, 24, 14)} />
      {pieces.map(({ kind, from, by }) => {
        const [start, end] = kind === 'closed' ? [0, by] : [-from - by, -from];
        return <rect key={kind} class={kind} {...on.box(at, base, start, end, 4)} />;
      })}
      <circle class="ring" {...on.point(at, base)} r={isChosen ? 5 : pieces.length === 0 ? 3 : 2} />
    </g>
  );
}

/** A change as the page's list has it. No page carries the texts of all changes twice. */
function ListedChange({ id }: { id: string }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const listed = document.querySelector(`.ten-years-list [data-change="${CSS.escape(id)}"]`);
    place.current?.replaceChildren(...(listed?.cloneNode(true).childNodes ?? []));
  }, [id]);
  return <div ref={place} />;
}

interface TenYearsWalkProps extends TenYearsShown {
  id: string;
  /** The change that is shown; undefined: the newest of Docker's. */
  at: string | undefined;
  onAt: (at: string) => void;
  compareHref: string;
}

/** Docker's default over its releases, with Podman's and containerd's beside it: a time axis to walk along, and the change where one stands. */
export function TenYearsWalk({ id, marks, first, at, onAt, compareHref }: TenYearsWalkProps) {
  const chosen = changeAt(marks, at);
  if (chosen === undefined) return null;
  const lane = inLane(marks, chosen.lane);
  const place = lane.indexOf(chosen);
  const go = (mark: DefaultMark) => onAt(mark.id);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = event.ctrlKey || event.altKey || event.metaKey ? undefined : keyed(marks, chosen, event.key);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    go(next);
  };
  const onClick = ({ target }: MouseEvent) => {
    const named = target instanceof Element ? target.closest('[data-at]')?.getAttribute('data-at') : undefined;
    const mark = marks.find((each) => each.id === named);
    if (mark) go(mark);
  };
  return (
    <div class="ten-years">
      <div class="ten-years-parts">
        <div class="ten-years-picture">
          <div
            class="ten-years-axis"
            role="slider"
            tabIndex={0}
            aria-label="Change of the default"
            aria-describedby={`${id}-told`}
            aria-valuemin={1}
            aria-valuemax={lane.length}
            aria-valuenow={place + 1}
            aria-valuetext={saidOf(chosen)}
            onKeyDown={onKeyDown}
            onClick={onClick}
          >
            <TenYearsAxis marks={marks} chosen={chosen} />
          </div>
          <ul class="ten-years-key">
            <li class="opened">newly allowed</li>
            <li class="gated">allowed with a capability</li>
            <li class="closed">no longer allowed</li>
            <li class="ring">none of these</li>
          </ul>
          <p class="visually-hidden" id={`${id}-told`}>
            A time axis from 2016 to 2026 with a mark for each change: what it allows on one side, what it takes away on
            the other. The list below has all of them.
          </p>
        </div>
        <section class="ten-years-card" aria-label="One change">
          <p class="ten-years-steps needs-script">
            {LANES.map(({ lane: to, name }) => (
              <button
                key={to}
                type="button"
                class="btn"
                aria-pressed={to === chosen.lane}
                onClick={() => go(nearestIn(marks, chosen, to))}
              >
                {name}
              </button>
            ))}
          </p>
          <p class="ten-years-steps needs-script">
            <Step words="Earlier change" isEnd={place === 0} onStep={() => go(stepped(marks, chosen, -1))} />
            <Step words="Later change" isEnd={place === lane.length - 1} onStep={() => go(stepped(marks, chosen, 1))} />
            <span>
              {place + 1} of {lane.length}. Or press ← and → on the axis.
            </span>
          </p>
          {chosen.id === first.id ? (
            <ChangeCard change={first} compareHref={compareHref} />
          ) : (
            <ListedChange id={chosen.id} />
          )}
        </section>
      </div>
      <LiveRegion text={saidOf(chosen)} />
    </div>
  );
}

/** A button that stays where it is at the end of a lane, so that it keeps the focus. */
const Step = ({ words, isEnd, onStep }: { words: string; isEnd: boolean; onStep: () => void }) => (
  <button type="button" class="btn" aria-disabled={isEnd} onClick={onStep}>
    {words}
  </button>
);

/** "Docker 29.4.2, 1 May 2026: 2 no longer allowed". */
function saidOf(mark: DefaultMark): string {
  const { opened, closed, gated } = mark.counts;
  const counts = [
    ...(opened > 0 ? [`${opened} newly allowed`] : []),
    ...(closed > 0 ? [`${closed} no longer allowed`] : []),
    ...(gated > 0 ? [`${gated} allowed with a capability`] : []),
  ];
  return `${mark.title}, ${markDay(mark)}${counts.length === 0 ? '' : `: ${counts.join(', ')}`}`;
}
