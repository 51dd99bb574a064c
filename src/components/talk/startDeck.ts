import { hasRoom, startTalk } from './startTalk.ts';

/** The talk: its slides have ids, which are their addresses. */
export function startDeck(): void {
  const talk = startTalk({
    title: document.title,
    fragmentOf: ({ slide }) => slide.id,
    placeIn(fragment, slides) {
      const index = slides.findIndex(({ id }) => id === fragment);
      return index < 0 ? undefined : index;
    },
  });
  if (hasRoom()) void talk.start();
}
