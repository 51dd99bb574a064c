/** Adds a script of the site to the page. */
export function addScript(src: string): void {
  document.head.append(Object.assign(document.createElement('script'), { type: 'module', src }));
}
