import { type ExtentAt, extentNamed, nameOfExtent } from '../../words/picture/PictureOf.ts';
import { afterKey, type PointingEvent } from './pointing.ts';

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
