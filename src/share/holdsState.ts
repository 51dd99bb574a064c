/** Whether a fragment says a state. A state has keys; an anchor, such as the skip link's, has none. */
export const holdsState = (fragment: string): boolean => fragment.includes('=');
