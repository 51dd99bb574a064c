/**
 * Where an instrument stands in a frame of somebody else's page: every link opens a tab of its own, for no other page of the site may be framed, and the line
 * below the instrument leads to its own page in the present state.
 */
export function startTakingState(): void {
  // Until the reader changes something the state is the frame's own address: an instrument that wakes has another until it has read that.
  let isTouched = false;
  const leave = ({ target }: Event) => {
    const link = target instanceof Element ? target.closest('a') : null;
    if (!link || link.getAttribute('href')?.startsWith('#')) return;
    link.target = '_blank';
    link.relList.add('noopener');
    if ('takesState' in link.dataset) link.hash = isTouched ? presentState() : location.hash;
  };
  for (const kind of ['input', 'change', 'click'])
    addEventListener(kind, ({ target }) => {
      isTouched ||= !(target instanceof Element && target.closest('a'));
    });
  addEventListener('pointerdown', leave, { capture: true });
  addEventListener('click', leave, { capture: true });
}

/** The fragment of the state, `#` and all: the instrument says it once it is awake; none where it is too long for a link. */
function presentState(): string {
  if (document.querySelector('astro-island[ssr]')) return location.hash;
  const { link = '' } = document.querySelector<HTMLElement>('.state-link')?.dataset ?? {};
  return new URL(link, location.href.replace(/#.*/s, '')).hash;
}
