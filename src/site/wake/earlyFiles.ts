import type { Waking } from './wakeIsland.ts';

/**
 * Wakes an instrument for a reader with files in hand. What is dropped before its script is there is kept, and dropped once more when it can take it: without
 * this the browser opens the files in a page of their own.
 */
export function earlyFiles(island: HTMLElement, { start, changed }: Waking): void {
  const dropped: { on: EventTarget; files: readonly File[] }[] = [];
  const hearing = new AbortController();
  const { signal } = hearing;
  const allow = (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    // Else no drop is told of.
    event.preventDefault();
    start();
  };
  island.addEventListener('dragover', allow, { signal });
  const keep = (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    dropped.push({ on: event.target ?? island, files: [...(event.dataTransfer?.files ?? [])] });
    changed();
  };
  island.addEventListener('drop', keep, { signal });
  // Astro's own word for an island that is awake.
  const handOver = () => {
    hearing.abort();
    for (const { on, files } of dropped) {
      const dataTransfer = new DataTransfer();
      for (const file of files) dataTransfer.items.add(file);
      on.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
    }
  };
  island.addEventListener('astro:hydrate', handOver, { signal });
}

const holdsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;
