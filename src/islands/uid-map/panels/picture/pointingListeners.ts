import { type ExtentAt, extentNamed, nameOfExtent, sameExtent } from '../../words/picture/layout.ts';

/** What the reader points at: with a mouse, for as long as it is there; with a finger or the keyboard, until something else is chosen. */
interface Pointing {
  hovered: ExtentAt | undefined;
  held: ExtentAt | undefined;
  /** The band held last: where Tab leads to. */
  stop: ExtentAt | undefined;
}

export const POINTING_AT_NOTHING: Pointing = { hovered: undefined, held: undefined, stop: undefined };

export type PointingEvent = { kind: 'hover' | 'hold'; at: ExtentAt | undefined };

/** The state after the reader did something. Escape, a blur and a tap beside the bands hold nothing. */
export function pointAgain(state: Pointing, { kind, at }: PointingEvent): Pointing {
  if (kind === 'hover') return { ...state, hovered: at };
  return { hovered: undefined, held: at, stop: at ?? state.stop };
}

/** The extent that is lit up. */
export function pointedAt({ hovered, held }: Pointing): ExtentAt | undefined {
  return hovered ?? held;
}

/** An extent of a picture: of one that has changed since, undefined where it is gone. `sizes`: how many extents each map has. */
export function stillThere(at: ExtentAt | undefined, sizes: readonly number[]): ExtentAt | undefined {
  return at && at.extent < (sizes[at.map] ?? 0) ? at : undefined;
}

/** The first extent of all, where Tab leads to at first. */
export function firstOf(sizes: readonly number[]): ExtentAt | undefined {
  const map = sizes.findIndex((size) => size > 0);
  return map === -1 ? undefined : { map, extent: 0 };
}

/** Extents that Page Up and Page Down go past. */
const PAGE = 10;

/**
 * Where a key leads to from an extent; undefined for keys that lead nowhere. The extents stand in one order, map after map (WAI-ARIA's
 * listbox); where there are several maps, up and down go from one to the next.
 */
export function afterKey(key: string, at: ExtentAt, sizes: readonly number[]): ExtentAt | undefined {
  const all = sizes.flatMap((size, map) => Array.from({ length: size }, (_, extent) => ({ map, extent })));
  const index = all.findIndex((each) => sameExtent(each, at));
  const along = (to: number) => all[Math.max(0, Math.min(to, all.length - 1))];
  const levels = sizes.filter((size) => size > 0).length > 1;
  switch (key) {
    case 'ArrowRight':
      return along(index + 1);
    case 'ArrowLeft':
      return along(index - 1);
    case 'ArrowDown':
      return levels ? inMap(at, 1, sizes) : along(index + 1);
    case 'ArrowUp':
      return levels ? inMap(at, -1, sizes) : along(index - 1);
    case 'PageDown':
      return along(index + PAGE);
    case 'PageUp':
      return along(index - PAGE);
    case 'Home':
      return along(0);
    case 'End':
      return along(all.length - 1);
    default:
      return undefined;
  }
}

/** The extent of the same number in the next map that has any; the same extent where there is none. */
function inMap({ map, extent }: ExtentAt, step: 1 | -1, sizes: readonly number[]): ExtentAt {
  for (let next = map + step; next >= 0 && next < sizes.length; next += step) {
    const size = sizes[next] ?? 0;
    if (size > 0) return { map: next, extent: Math.min(extent, size - 1) };
  }
  return { map, extent };
}

/** The listeners of a picture whose shapes carry the name of their extent in `data-at`. */
export function pointingListeners(sizes: readonly number[], point: (event: PointingEvent) => void) {
  return {
    // A finger points by tapping; what it passes over is no choice.
    onPointerOver: (event: PointerEvent) => {
      if (event.pointerType !== 'touch') point({ kind: 'hover', at: extentUnder(event) });
    },
    onPointerLeave: (event: PointerEvent) => {
      if (event.pointerType !== 'touch') point({ kind: 'hover', at: undefined });
    },
    onClick: (event: MouseEvent) => {
      const at = extentUnder(event);
      if (at) focusOn(event, at);
      point({ kind: 'hold', at });
    },
    onFocusIn: (event: FocusEvent) => point({ kind: 'hold', at: extentUnder(event) }),
    onFocusOut: (event: FocusEvent) => {
      const staysInside = event.relatedTarget instanceof Node && pictureOf(event)?.contains(event.relatedTarget);
      if (!staysInside) point({ kind: 'hold', at: undefined });
    },
    onKeyDown: (event: KeyboardEvent) => {
      const at = extentUnder(event);
      if (!at || event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === 'Escape') point({ kind: 'hold', at: undefined });
      const next = afterKey(event.key, at, sizes);
      if (!next) return;
      event.preventDefault();
      focusOn(event, next);
    },
  };
}

function extentUnder({ target }: Event): ExtentAt | undefined {
  const name = target instanceof Element ? target.closest('[data-at]')?.getAttribute('data-at') : undefined;
  return name ? extentNamed(name) : undefined;
}

const pictureOf = ({ currentTarget }: Event) => (currentTarget instanceof Element ? currentTarget : undefined);

function focusOn(event: Event, at: ExtentAt): void {
  const band = pictureOf(event)?.querySelector(`[role=option][data-at="${nameOfExtent(at)}"]`);
  if (band instanceof SVGElement) band.focus({ preventScroll: true });
}
