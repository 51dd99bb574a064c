import { render } from 'preact';
import { saveText } from '../../ui/SaveText.tsx';
import ui from '../../ui/ui.css?url';
import type { Shared } from './Shared.ts';
import { SharePanel } from './SharePanel.tsx';
import { type SharedStateOptions, sharedState } from './sharedState.ts';

/** Opens the share panel over the page; of a button that is pressed again while the panel is loading, one. */
export function openShare(shared: Shared): void {
  if (document.querySelector('dialog.share')) return;
  const host = document.createElement('div');
  document.body.append(host);
  const close = () => {
    render(null, host);
    host.remove();
  };
  addStyles();
  render(<SharePanel shared={shared} onClose={close} />, host);
}

/** Before the page's own styles, behind the order of the layers: what a page says of the same parts holds. */
function addStyles(): void {
  if (document.head.querySelector(`link[href="${ui}"]`)) return;
  document.head
    .querySelector('style')
    ?.after(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: ui }));
}

/** The same for the state of the instrument that the button stands in. */
export function openShareOfState<Link extends object>(button: HTMLElement, options: SharedStateOptions<Link>): void {
  openShare(sharedState(button, options));
}

/** Saves that state as a file. */
export function saveState<Link extends object>(button: HTMLElement, options: SharedStateOptions<Link>): void {
  const { file } = sharedState(button, options);
  if (file) saveText(file.text(), file.name);
}
