import type { Axis, Drawing, DrawnAccount, DrawnTrace } from '../../words/picture/Drawing.ts';
import { type ExtentAt, FONT_SIZE, nameOfExtent, sameExtent } from '../../words/picture/layout.ts';
import type { PictureView } from '../../words/picture/pictureViewOf.ts';
import type { pointingListeners } from './pointingListeners.ts';

export interface PictureProps {
  picture: PictureView;
  drawing: Drawing;
  /** Ids of the title and the description begin with it; unique on the page. */
  id: string;
  /** The container widths it is drawn for; the stylesheet shows one of the two. */
  variant: 'narrow' | 'wide';
  /** The extent that is lit up, the others dimmed. */
  pointed: ExtentAt | undefined;
  /** The band that Tab leads to, once a script listens; undefined before. */
  tabStop: ExtentAt | undefined;
  listeners: Partial<ReturnType<typeof pointingListeners>>;
}

/**
 * Number lines with bands between them. All colours come from picture.css. Before a script listens it is one image; then its bands are the
 * options of a list, of which Tab reaches one and the arrow keys the others.
 */
export function Picture({ picture, drawing, id, variant, pointed, tabStop, listeners }: PictureProps) {
  const { title, description, refused } = picture;
  const { width, height } = drawing;
  const awake = tabStop !== undefined;
  const shade = (at: ExtentAt) => (sameExtent(at, pointed) ? ' pointed' : '');
  return (
    <svg
      data-answer=""
      data-picture=""
      class={`id-picture ${variant}${refused ? ' refused' : ''}${pointed ? ' pointing' : ''}`}
      viewBox={`0 0 ${width} ${height}`}
      font-size={FONT_SIZE}
      role={awake ? 'group' : 'img'}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      {...listeners}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-text`}>{description}</desc>
      {drawing.waters.map((path) => (
        <path class="water" d={path} />
      ))}
      <g {...(awake && { role: 'listbox', 'aria-label': 'Extents' })}>
        {drawing.ribbons.map(({ at, path, hue, lit, says }) => (
          <path
            class={`ribbon hue-${hue}${lit ? ' lit' : ''}${shade(at)}`}
            d={path}
            {...(awake && {
              role: 'option',
              'aria-label': says,
              'aria-selected': sameExtent(at, pointed),
              tabindex: sameExtent(at, tabStop) ? 0 : -1,
              'data-at': nameOfExtent(at),
            })}
          >
            {/* Shown as a tooltip; empty, it keeps the picture's own from lying over what is pointed at. */}
            <title>{awake ? '' : says}</title>
          </path>
        ))}
      </g>
      {drawing.captions.map(({ text, x, y }) => (
        <text class="caption" x={x} y={y}>
          {text}
        </text>
      ))}
      {drawing.axes.map((axis) => (
        <NumberLine axis={axis} />
      ))}
      {drawing.bars.map(({ at, x, y, width: barWidth, height: barHeight, hue, number }) => (
        <g class={`bar hue-${hue}${shade(at)}`} data-at={awake ? nameOfExtent(at) : undefined}>
          <rect x={x} y={y} width={barWidth} height={barHeight} rx={Math.min(3, barWidth / 2)} />
          {number && (
            <text x={number.x} y={number.y} text-anchor="middle">
              {number.text}
            </text>
          )}
        </g>
      ))}
      {drawing.accounts.map((account) => (
        <AccountMark account={account} />
      ))}
      {drawing.trace && <Trace trace={drawing.trace} />}
    </svg>
  );
}

function NumberLine({ axis }: { axis: Axis }) {
  const { y, pieces, breaks, leaders, labels } = axis;
  const run = (folded: boolean) =>
    pieces
      .filter((piece) => piece.folded === folded)
      .map(({ x1, x2 }) => `M${x1} ${y}H${x2}`)
      .join('');
  return (
    <g class="number-line">
      <path d={run(false)} />
      <path class="folded" d={run(true)} />
      <path class="break" d={breaks.map((x) => `M${x - 5} ${y + 6}l6 -12m-2 12l6 -12`).join('')} />
      {leaders.length > 0 && <path class="leader" d={leaders.map(({ x, y1, y2 }) => `M${x} ${y1}V${y2}`).join('')} />}
      {labels.map(({ text, x, y: foot, anchor }) => (
        <text x={x} y={foot} text-anchor={anchor}>
          {text}
        </text>
      ))}
    </g>
  );
}

function AccountMark({ account: { x, y1, y2, covered, label, box } }: { account: DrawnAccount }) {
  return (
    <g class={covered ? 'account covered' : 'account'}>
      <path d={`M${x} ${y1}V${y2}`} />
      {box && <rect {...box} rx="3" />}
      <text x={label.x} y={label.y}>
        {label.text}
      </text>
    </g>
  );
}

function Trace({ trace: { path, lost, mapped, ends, tags, stops } }: { trace: DrawnTrace }) {
  return (
    <g class={mapped ? 'trace' : 'trace lost'}>
      {path && <path class="way" d={path} />}
      {lost && <path class="way to-nothing" d={lost} />}
      {ends.map(({ x, y, asked }) => (
        <circle class={asked ? 'asked' : undefined} cx={x} cy={y} r="6.5" />
      ))}
      {tags.map(({ text, x, y, width, height }) => (
        <g class="tag">
          <rect x={x} y={y} width={width} height={height} rx="4" />
          <text x={x + width / 2} y={y + height - 7} text-anchor="middle">
            {text}
          </text>
        </g>
      ))}
      {stops.map(({ x, y, words }) => (
        <g class="stop">
          <path d={`M${x - 6} ${y - 6}l12 12m0 -12l-12 12`} />
          {words.map(({ text, x: middle, y: foot }) => (
            <text x={middle} y={foot} text-anchor="middle">
              {text}
            </text>
          ))}
        </g>
      ))}
    </g>
  );
}
