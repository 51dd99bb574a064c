import type { Places } from '../state/model.ts';
import { treePicture } from '../words/treePicture.ts';

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
