import type { Drawing, Line } from './Drawing.ts';
import { FONT_SIZE } from './layout.ts';

export interface PictureProps {
  drawing: Drawing;
  /** Ids of the title and the description begin with it; unique on the page. */
  id: string;
  title: string;
  description: string;
  /** The container widths it is drawn for; the stylesheet shows one of the two. */
  variant: 'narrow' | 'wide';
  /** The kernel takes none of it: drawn in outline. */
  refused: boolean;
  captions: { inside: string; outside: string };
}

/** The two number lines with the bands between them. All colours come from uid-map.css. */
export function Picture({ drawing, id, title, description, variant, refused, captions }: PictureProps) {
  const { width, height, trace } = drawing;
  return (
    <svg
      class={`id-picture ${variant}${refused ? ' refused' : ''}`}
      viewBox={`0 0 ${width} ${height}`}
      font-size={FONT_SIZE}
      role="img"
      aria-labelledby={`${id}-title ${id}-text`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-text`}>{description}</desc>
      <path class="water" d={drawing.water} />
      {drawing.ribbons.map(({ path, hue, lit, says }) => (
        <path class={`ribbon hue-${hue}${lit ? ' lit' : ''}`} d={path}>
          <title>{says}</title>
        </path>
      ))}
      <path class="wave" d={drawing.wave} />
      <NumberLine line={drawing.inside} caption={captions.inside} />
      <NumberLine line={drawing.outside} caption={captions.outside} />
      {drawing.bars.map(({ x, y, width: barWidth, height: barHeight, hue, number }) => (
        <g class={`bar hue-${hue}`}>
          <rect x={x} y={y} width={barWidth} height={barHeight} rx={Math.min(3, barWidth / 2)} />
          {number && (
            <text class="bar-number" x={number.x} y={number.y} text-anchor="middle">
              {number.text}
            </text>
          )}
        </g>
      ))}
      {trace && (
        <g class={trace.stop ? 'trace lost' : 'trace'}>
          <path class="way" d={trace.path} />
          {trace.ends.map(({ x, y }) => (
            <circle class="end" cx={x} cy={y} r="6.5" />
          ))}
          {trace.tags.map(({ text, x, y, width: tagWidth, height: tagHeight }) => (
            <g class="tag">
              <rect x={x} y={y} width={tagWidth} height={tagHeight} rx="4" />
              <text x={x + tagWidth / 2} y={y + tagHeight - 7} text-anchor="middle">
                {text}
              </text>
            </g>
          ))}
          {trace.stop && (
            <g class="stop">
              <path d={`M${trace.stop.x - 6} ${trace.stop.y - 6}l12 12m0 -12l-12 12`} />
              {trace.stop.words.map((words, index) => (
                <text x={trace.stop?.wordsX} y={(trace.stop?.wordsY ?? 0) + 18 * index} text-anchor="middle">
                  {words}
                </text>
              ))}
            </g>
          )}
        </g>
      )}
    </svg>
  );
}

function NumberLine({ line, caption }: { line: Line; caption: string }) {
  return (
    <g class="number-line">
      <text class="caption" x={line.caption.x} y={line.caption.y}>
        {caption}
      </text>
      {line.pieces.map(({ x1, x2, folded }) => (
        <path class={folded ? 'folded' : 'solid'} d={`M${x1} ${line.y}H${x2}`} />
      ))}
      {line.breaks.map((x) => (
        <path class="break" d={`M${x - 5} ${line.y + 6}l6 -12m-2 12l6 -12`} />
      ))}
      {line.leaders.map(({ x, y1, y2 }) => (
        <path class="leader" d={`M${x} ${y1}V${y2}`} />
      ))}
      {line.labels.map(({ text, x, y, anchor }) => (
        <text class="label" x={x} y={y} text-anchor={anchor}>
          {text}
        </text>
      ))}
    </g>
  );
}
