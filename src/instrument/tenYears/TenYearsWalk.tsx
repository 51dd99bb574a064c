import { Choice } from '../../ui/Choice.tsx';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { countOf } from './axis.ts';
import { ChangeCard } from './ChangeCard.tsx';
import { LANES } from './lanes.ts';
import { changeAt, inLane, keyed, nearestIn, stepped } from './step.ts';
import type { DefaultChange } from './TenYears.ts';
import { TenYearsAxis } from './TenYearsAxis.tsx';

export interface TenYearsWalkProps {
  id: string;
  changes: readonly DefaultChange[];
  /** The change that is shown; undefined: the newest of Docker's. */
  at: string | undefined;
  onAt: (at: string) => void;
  compareHref: string;
}

/** Docker's default over its releases, with Podman's and containerd's beside it: a time axis to walk along, and the change where one stands. */
export function TenYearsWalk({ id, changes, at, onAt, compareHref }: TenYearsWalkProps) {
  const chosen = changeAt(changes, at);
  if (chosen === undefined) return null;
  const lane = inLane(changes, chosen.lane);
  const place = lane.indexOf(chosen);
  const go = (change: DefaultChange) => onAt(change.id);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = event.ctrlKey || event.altKey || event.metaKey ? undefined : keyed(changes, chosen, event.key);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    go(next);
  };
  const onClick = (event: MouseEvent) => {
    const mark = event.target instanceof Element ? event.target.closest('[data-at]') : null;
    const change = changes.find((each) => each.id === mark?.getAttribute('data-at'));
    if (change) go(change);
  };
  return (
    <div class="ten-years">
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
          <TenYearsAxis changes={changes} chosen={chosen} />
        </div>
        <ul class="ten-years-key">
          <li class="opened">allowed</li>
          <li class="gated">allowed with a capability</li>
          <li class="closed">taken away</li>
          <li class="ring">another error, or another machine</li>
        </ul>
        <p class="visually-hidden" id={`${id}-told`}>
          A time axis from 2016 to 2026 with a mark for each change: what it allows on one side, what it takes away on
          the other. The list below has all of them.
        </p>
      </div>
      <section class="ten-years-card" aria-label="One change">
        <Choice
          name={`${id}-lane`}
          legend="Whose default"
          hideLegend
          class="needs-script"
          options={LANES.map(({ lane: value, name: label }) => ({ value, label }))}
          value={chosen.lane}
          onValue={(to) => go(nearestIn(changes, chosen, to))}
        />
        <p class="ten-years-steps needs-script">
          <button
            type="button"
            class="btn"
            aria-disabled={place === 0}
            onClick={() => go(stepped(changes, chosen, -1))}
          >
            Earlier change
          </button>{' '}
          <button
            type="button"
            class="btn"
            aria-disabled={place === lane.length - 1}
            onClick={() => go(stepped(changes, chosen, 1))}
          >
            Later change
          </button>{' '}
          <span>
            {place + 1} of {lane.length}
          </span>
        </p>
        <ChangeCard change={chosen} compareHref={compareHref} level={3} />
      </section>
      <LiveRegion text={saidOf(chosen)} />
    </div>
  );
}

/** "Docker 29.4.2, 1 May 2026: 2 calls taken away". */
function saidOf(change: DefaultChange): string {
  const counts = [
    { count: countOf(change, 'opened'), words: 'newly allowed' },
    { count: countOf(change, 'closed', 'ungated'), words: 'taken away' },
    { count: countOf(change, 'gated'), words: 'allowed with a capability' },
  ].filter(({ count }) => count > 0);
  const told = counts.map(({ count, words }) => `${count} ${words}`).join(', ');
  return `${change.title}, ${change.day}${told === '' ? '' : `: ${told}`}`;
}
