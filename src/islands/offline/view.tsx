import type { ComponentChildren } from 'preact';
import { MissingScript } from '../../instrument/recovery/Missing.tsx';
import { AskFirst } from '../../ui/AskFirst.tsx';
import { type KeptRow, offlineView } from './offlineView.ts';
import { useKeeper } from './panels/useKeeper.ts';

export interface KeptListProps {
  rows: readonly KeptRow[];
  /** What stands in the place of no rows. */
  empty: string | undefined;
  children: ComponentChildren;
}

/** All that is kept, row by row, and below it what removes the pages. */
export function KeptList({ rows, empty, children }: KeptListProps) {
  if (rows.length === 0) return <p>{empty}</p>;
  return (
    <>
      <div class="scroll">
        <table>
          <caption class="visually-hidden">What is on this device</caption>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Saved</th>
              <th scope="col">Size</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ what, href, since, size }) => (
              <tr key={href ?? what}>
                <th scope="row">{href ? <a href={href}>{what}</a> : what}</th>
                <td>{since}</td>
                <td>{size}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {children}
    </>
  );
}

/** The whole site taken along, and the list of what is kept. */
export default function Offline() {
  const { state, dispatch, take, stop, remove, useNewer } = useKeeper();
  const view = offlineView(state);
  const remover = (of: 'whole' | 'opened', what: string) => (
    <AskFirst
      label={`Remove ${what}`}
      question={`Remove ${what}?${navigator.onLine ? '' : ' You are offline, so you can’t download it again now.'}`}
      verb="Remove"
      isAsking={state.asking === of}
      onAsk={() => dispatch({ kind: 'ask', of })}
      onDo={() => void remove(of)}
      onKeep={() => dispatch({ kind: 'keep' })}
    />
  );
  // One button for both, so that it keeps the focus.
  const label = view.isStoppable ? 'Stop the download' : view.take;
  const press = ({ detail }: MouseEvent) => {
    // The second press of a double click means what stood there before.
    if (detail > 1) return;
    if (view.isStoppable) stop();
    else void take();
  };
  // Held down, it would be pressed again and again.
  const hold = (event: KeyboardEvent) => {
    if (event.repeat && event.key === 'Enter') event.preventDefault();
  };
  return (
    <div class="island offline">
      <div class="offline-site">
        <p class="offline-headline" role="status">
          {view.headline}
        </p>
        {view.amount && (
          <p class="offline-progress">
            {view.progress && (
              <progress value={view.progress.value} max={view.progress.max} aria-label="Downloading the whole site" />
            )}{' '}
            {view.amount}
          </p>
        )}
        {view.trouble && <p role="alert">{view.trouble}</p>}
        {state.isNewer && (
          <p>
            A new version of this site is ready.{' '}
            <button type="button" class="btn" onClick={() => void useNewer()}>
              Use the new version
            </button>
          </p>
        )}
        <p class="offline-acts">
          {label && (
            <button type="button" class={view.isStoppable ? 'btn' : 'btn first'} onClick={press} onKeyDown={hold}>
              {label}
            </button>
          )}
          {view.isRemovable && remover('whole', 'the site from this device')}
        </p>
      </div>
      <p role="status">{view.said}</p>
      <h2>On this device</h2>
      <KeptList rows={view.rows} empty={view.empty}>
        {view.hasOpened && <p class="offline-acts">{remover('opened', 'opened pages from this device')}</p>}
      </KeptList>
      <MissingScript of="this list" />
    </div>
  );
}
