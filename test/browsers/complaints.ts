/** Where a tab keeps what the browser complained about, over reloads and Back; a page from Firefox's back/forward cache knows only what it left. */
export const COMPLAINTS = 'complaints-of-the-test';

/** Runs in the page before anything else of it, and alone: notes errors, warnings, violations of the policy and what could not be fetched. */
export function noteComplaints(key: string): void {
  const note = (complaint: string) =>
    sessionStorage.setItem(key, JSON.stringify([...JSON.parse(sessionStorage.getItem(key) ?? '[]'), complaint]));
  for (const level of ['error', 'warn'] as const) {
    const told = console[level];
    console[level] = (...words: unknown[]) => {
      note(`console ${level}: ${words.map(String).join(' ')}`);
      told(...words);
    };
  }
  // Leaving a page cancels its loads and fires error events on their elements; the page may return from the back/forward cache.
  let isLeft = false;
  window.addEventListener('beforeunload', () => {
    isLeft = true;
  });
  window.addEventListener('pageshow', () => {
    isLeft = false;
  });
  // What could not be fetched is told to its element alone, so it is caught on its way down.
  window.addEventListener(
    'error',
    ({ target, message }) => {
      if (!(target instanceof Element)) note(`error: ${message}`);
      else if (!isLeft) note(`not loaded: ${target.outerHTML.slice(0, 200)}`);
    },
    true,
  );
  window.addEventListener('unhandledrejection', ({ reason }) => note(`error: ${reason}`));
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
    note(`policy: ${violatedDirective} ${blockedURI} at ${sourceFile}:${lineNumber}`),
  );
}

/** Runs in the page: what it noted, and what it asked of other hosts or was refused. */
export function complaintsOf(key: string): string[] {
  const noted: string[] = JSON.parse(sessionStorage.getItem(key) ?? '[]');
  // Firefox asks for this by itself when a page comes back from its memory.
  const fetched = (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter(
    ({ name }) => !name.endsWith('/favicon.ico'),
  );
  return [
    ...noted,
    ...fetched.filter(({ name }) => !name.startsWith(location.origin)).map(({ name }) => `request to ${name}`),
    ...fetched
      .filter(({ responseStatus }) => responseStatus >= 400)
      .map(({ name, responseStatus }) => `${responseStatus}: ${name}`),
  ];
}
