import type { Extent } from '../../engine/idmap/index.ts';
import { placeInside, RIBBON, type Tick, ticks } from './ribbon.ts';

export interface RibbonProps {
  extent: Extent;
  inside: number | undefined;
  outside: number | undefined;
}

const { width, height, left, range, slant, container, host, thick } = RIBBON;
const end = left + range;

/** The container's UIDs over the host's, with the range between them as a ribbon. What it shows, the sentence beside it says. */
export function Ribbon({ extent, inside, outside }: RibbonProps) {
  const { container: above, host: below } = ticks(extent);
  return (
    <svg class="ribbon" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" data-answer="">
      <path class="band" d={`M${left} ${container + thick}H${end}L${end + slant} ${host}H${left + slant}Z`} />
      <rect class="mapped" x={left} y={container} width={range} height={thick} />
      <rect class="unmapped" x={end} y={container} width={slant} height={thick} />
      <rect class="unmapped" x={left} y={host} width={slant} height={thick} />
      <rect class="mapped" x={left + slant} y={host} width={range} height={thick} />
      <Numbers ticks={above} y={container - 6} />
      <Numbers ticks={below} y={host + thick + 14} />
      <text class="side" x={end + slant} y={container - 6} text-anchor="end">
        container
      </text>
      <text class="side" x={left} y={host + thick + 14}>
        host
      </text>
      {inside !== undefined && (
        <g class={outside === undefined ? 'marker lost' : 'marker'} transform={`translate(${place(inside, extent)} 0)`}>
          {outside !== undefined && <path d={`M0 ${container + thick / 2}L${slant} ${host + thick / 2}`} />}
          <circle cx="0" cy={container + thick / 2} r="6" />
          {outside !== undefined && <circle cx={slant} cy={host + thick / 2} r="6" />}
          {outside === undefined && <path class="cross" d={`M-3 ${container + thick / 2 - 3}l6 6m0 -6l-6 6`} />}
        </g>
      )}
    </svg>
  );
}

const place = (id: number, extent: Extent) => Math.round(placeInside(id, extent) * 10) / 10;

function Numbers({ ticks, y }: { ticks: readonly Tick[]; y: number }) {
  return (
    <>
      {ticks.map(({ id, x, anchor }) => (
        <text key={id} x={x} y={y} text-anchor={anchor}>
          {id}
        </text>
      ))}
    </>
  );
}
