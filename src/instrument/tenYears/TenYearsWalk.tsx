import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { ChangeCard } from './ChangeCard.tsx';
import { ListedChange } from './ListedChange.tsx';
import { LANES } from './lanes.ts';
import { markDay } from './markDay.ts';
import { changeAt, inLane, keyed, nearestIn, stepped } from './step.ts';
import type { DefaultMark, TenYearsShown } from './TenYears.ts';
import { TenYearsAxis } from './TenYearsAxis.tsx';

export interface TenYearsWalkProps extends TenYearsShown {
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
