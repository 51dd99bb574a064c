import { chapterProgress, storedProgress, watchProgress } from './progressStore.ts';

/**
 * Fills every `[data-progress]` with what is solved of a chapter, "2 of 3 solved", now and whenever that changes; empty where nothing is. The attribute's value is the
 * chapter; `data-exercises` has the names of its exercises, a space between them: "whose-file room-for-nobody".
 */
export function fillProgress(): void {
  const fill = () => {
    const progress = storedProgress();
    for (const place of document.querySelectorAll<HTMLElement>('[data-progress]')) {
      const { progress: chapter, exercises = '' } = place.dataset;
      const names = exercises.split(' ').filter((name) => name !== '');
      place.textContent = chapterProgress(
        progress,
        names.map((name) => `${chapter}/${name}`),
      );
    }
  };
  fill();
  watchProgress(fill);
}
