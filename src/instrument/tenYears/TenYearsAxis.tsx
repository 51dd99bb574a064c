import { ALL_YEARS, alongTime, type Layout, labelsOf, NAMED_YEARS, NARROW, piecesOf, WIDE } from './axis.ts';
import { LANES } from './lanes.ts';
import { placing } from './placing.ts';
import type { DefaultMark } from './TenYears.ts';

export interface TenYearsAxisProps {
  marks: readonly DefaultMark[];
  chosen: DefaultMark;
}

/** The changes along the years, drawn for a wide and for a narrow place: the style shows one of the two. */
export const TenYearsAxis = (props: TenYearsAxisProps) => (
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
