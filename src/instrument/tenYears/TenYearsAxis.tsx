import { ALL_YEARS, alongTime, type Layout, NAMED_YEARS, NARROW, piecesOf, WIDE } from './axis.ts';
import { LANES } from './lanes.ts';
import type { DefaultChange } from './TenYears.ts';

export interface TenYearsAxisProps {
  changes: readonly DefaultChange[];
  chosen: DefaultChange;
}

/** The changes along the years, drawn for a wide and for a narrow place: the style shows one of the two. */
export const TenYearsAxis = (props: TenYearsAxisProps) => (
  <>
    <Drawing {...props} layout={WIDE} />
    <Drawing {...props} layout={NARROW} />
  </>
);

function Drawing({ changes, chosen, layout }: TenYearsAxisProps & { layout: Layout }) {
  const { width, height, isDown, from, to } = layout;
  const on = placing(layout);
  const [first, last] = [Math.min(...Object.values(layout.bases)) - 66, Math.max(...Object.values(layout.bases)) + 26];
  return (
    <svg
      class={`ten-years-drawing ${isDown ? 'narrow' : 'wide'}`}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      {ALL_YEARS.map((year) => {
        const at = alongTime(layout, `${year}-01-01`);
        return (
          <g key={year}>
            <path class="year" d={on.line(at, Math.max(first, 0), last)} />
            {NAMED_YEARS.includes(year) && (
              <text class="quiet" {...(isDown ? { x: 2, y: at + 14 } : { x: at + 4, y: height - 4 })}>
                {year}
              </text>
            )}
          </g>
        );
      })}
      {LANES.map(({ lane, wide, narrow }) => (
        <g key={lane}>
          <path class="base" d={on.across(layout.bases[lane], from, to)} />
          <text
            class={lane === chosen.lane ? 'lane chosen' : 'lane'}
            {...(isDown
              ? { x: layout.bases[lane] - 18, y: 14 }
              : { x: from, y: layout.bases[lane] - (lane === 'docker' ? 56 : 34) })}
          >
            {isDown ? narrow : wide}
          </text>
        </g>
      ))}
      <path
        class="here"
        d={on.line(alongTime(layout, chosen.date), layout.bases[chosen.lane] - 46, layout.bases[chosen.lane] + 30)}
      />
      {changes.map((change) => (
        <Mark key={change.id} change={change} layout={layout} isChosen={change === chosen} />
      ))}
    </svg>
  );
}

interface MarkProps {
  change: DefaultChange;
  layout: Layout;
  isChosen: boolean;
}

/** What a change opened stands on one side of its lane, what it closed on the other; a ring where only errors differ, or nothing on this machine. */
function Mark({ change, layout, isChosen }: MarkProps) {
  const on = placing(layout);
  const [at, base] = [alongTime(layout, change.date), layout.bases[change.lane]];
  const pieces = piecesOf(change);
  return (
    <g class={isChosen ? 'mark chosen' : 'mark'} data-at={change.id}>
      <rect class="hit" {...on.box(at, base, -40, 28, 14)} />
      {pieces.map(({ kind, from, by }) => (
        <rect
          key={kind}
          class={kind}
          {...(kind === 'closed' ? on.box(at, base, 0, by, 4) : on.box(at, base, -from - by, -from, 4))}
        />
      ))}
      <circle class="ring" {...on.point(at, base)} r={isChosen ? 5 : pieces.length === 0 ? 3 : 2} />
    </g>
  );
}

/** How time and what lies across it become the drawing's x and y. `away`: on which side of its base what is closed lies. */
function placing({ isDown, away }: Layout) {
  const xy = (time: number, across: number) => (isDown ? { x: across, y: time } : { x: time, y: across });
  return {
    point(time: number, across: number) {
      const { x, y } = xy(time, across);
      return { cx: x, cy: y };
    },
    line: (time: number, from: number, to: number) => (isDown ? `M${from} ${time}H${to}` : `M${time} ${from}V${to}`),
    across: (across: number, from: number, to: number) =>
      isDown ? `M${across} ${from}V${to}` : `M${from} ${across}H${to}`,
    box(time: number, base: number, from: number, to: number, thick: number) {
      const [low, high] = [base + from * away, base + to * away].sort((one, other) => one - other);
      const start = round(low ?? base);
      const length = round((high ?? base) - start);
      const { x, y } = xy(round(time - thick / 2), start);
      return isDown ? { x, y, width: length, height: thick } : { x, y, width: thick, height: length };
    },
  };
}

const round = (value: number) => Math.round(value * 10) / 10;
