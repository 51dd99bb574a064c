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

/** A state that changes while it is waited for. */
interface Newest<Link extends object> {
  readonly current: SharedStateOptions<Link>;
}

/** After this the panel opens without the answer: it still has the link. */
const PATIENCE_MS = 2_000;
const PAUSE_MS = 50;

/** Opens the share panel for the instrument around `button`, once its state is opened and its answer has come or taken too long. */
export async function openShareOfState<Link extends object>(button: HTMLElement, state: Newest<Link>): Promise<void> {
  await state.current.whenPacked();
  for (let waited = 0; state.current.says === undefined && waited < PATIENCE_MS; waited += PAUSE_MS)
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  openShare(sharedState(button, state.current));
}

/** Saves that state as a file, once it is opened. */
export async function saveState<Link extends object>(button: HTMLElement, state: Newest<Link>): Promise<void> {
  await state.current.whenPacked();
  const { file } = sharedState(button, state.current);
  if (file) saveText(file.text(), file.name);
}
