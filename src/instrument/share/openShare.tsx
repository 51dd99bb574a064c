import { render } from 'preact';
import { saveText } from '../../ui/SaveText.tsx';
import ui from '../../ui/ui.css?url';
import type { Shared } from './Shared.ts';
import { SharePanel } from './SharePanel.tsx';
import { type NewestState, sharedState } from './sharedState.ts';

/** An open share panel. */
interface OpenPanel {
  isOpen(): boolean;
  /** Shares this instead. */
  show(shared: Shared): void;
}

/** Opens the share panel over the page, and calls `closed` when it closes; undefined where one is open already, as when its button is pressed again while the panel is loading. */
export function openShare(shared: Shared, closed?: () => void): OpenPanel | undefined {
  if (document.querySelector('dialog.share')) return undefined;
  const host = document.createElement('div');
  document.body.append(host);
  const close = () => {
    render(null, host);
    host.remove();
    closed?.();
  };
  const show = (next: Shared) => render(<SharePanel shared={next} onClose={close} />, host);
  addStyles();
  show(shared);
  return { isOpen: () => host.isConnected, show };
}

/** Before the page's own styles, behind the order of the layers: what a page says of the same parts holds. */
function addStyles(): void {
  if (document.head.querySelector(`link[href="${ui}"]`)) return;
  document.head
    .querySelector('style')
    ?.after(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: ui }));
}

const PAUSE_MS = 50;

/** Once the state of the instrument in `island` is opened, saves it as a file or opens the share panel, which gets a late answer when it comes. */
export async function shareState<Link extends object>(
  island: HTMLElement | null,
  state: NewestState<Link>,
  saves?: boolean,
): Promise<void> {
  await state.current.address.whenPacked();
  const shared = sharedState(island, state.current);
  if (saves) {
    if (shared.file) saveText(shared.file.text(), shared.file.name);
    return;
  }
  const panel = openShare(shared, () => keepFocus(island));
  if (shared.says !== undefined) return;
  while (panel?.isOpen() && state.current.says === undefined) await new Promise((done) => setTimeout(done, PAUSE_MS));
  if (panel?.isOpen()) panel.show(sharedState(island, state.current));
}

/** A panel that closes gives the focus back to its button; where an answer has replaced that, to the one in its place. */
function keepFocus(island: HTMLElement | null): void {
  if (document.activeElement === document.body)
    island?.querySelector<HTMLElement>('.state-link .btn:last-child')?.focus();
}
