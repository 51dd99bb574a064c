import { useState } from 'preact/hooks';
import type { Extent } from '../../engine/idmap/index.ts';
import { MissingScript } from '../../instrument/recovery/Missing.tsx';
import { UID_MAP_LINK_DEFAULTS } from '../../share/uidMapLink.ts';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { plain } from '../../ui/Phrase.ts';
import { PhraseText } from '../../ui/PhraseText.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { placeInside, RIBBON, type Tick, ticks, whoseUser } from './ribbon.ts';

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

export interface HomeUserProps {
  /** The one range of the map. */
  extent: Extent;
  calculatorHref: string;
}

/** The home page's first question: type a UID of the container, and see who it is on the host. */
export default function HomeUser({ extent, calculatorHref }: HomeUserProps) {
  const { id, text: subids } = UID_MAP_LINK_DEFAULTS;
  const [typed, setTyped] = useState(id);
  const { sentence, inside, outside, invalid, fragment } = whoseUser(typed, [extent]);
  return (
    <div class="home-user">
      <TextInput
        id="home-uid"
        label="UID in the container"
        value={typed}
        onValue={setTyped}
        describedBy="home-user-answer"
        invalid={invalid}
        digits
      />
      <MissingScript of="this question" />
      <p id="home-user-answer" class="home-answer" data-answer="">
        <PhraseText phrase={sentence} fieldId={undefined} />
      </p>
      <Ribbon extent={extent} inside={inside} outside={outside} />
      <LiveRegion text={plain(sentence)} />
      <p class="home-under">
        Docker with userns-remap, <code>{subids}</code> in /etc/subuid
      </p>
      <p class="home-more" data-answer="">
        <a href={`${calculatorHref}${fragment === undefined ? '' : `#${fragment}`}`}>Open in the UID map</a>
      </p>
    </div>
  );
}
