/** So long is waited for one whose script may never come. */
const MOST_MS = 10_000;

/**
 * Wakes the instruments of a list one after the other, each once the one before has answered, so that paper has them all. Those of a chapter have their answer in
 * the HTML.
 */
export async function wakeInstruments(slides: Element): Promise<void> {
  for (const island of slides.querySelectorAll<HTMLElement>('astro-island[data-opening]')) {
    // As for a reader who turns to it.
    island.dispatchEvent(new Event('pointerover'));
    await Promise.race([answered(island), new Promise((resolve) => setTimeout(resolve, MOST_MS))]);
  }
}

function answered(island: HTMLElement): Promise<void> {
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (island.isConnected && island.dataset.opening !== undefined) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(island, { attributeFilter: ['data-opening'] });
  });
}
