/** How the checks in sight are run outside the page, where `waterline.js` is. */
export interface Elsewhere {
  command: string;
  /** What the command reads beside the checks and the page can save; undefined where a name says it. */
  file: { name: string; text: string } | undefined;
  /** What the command can't say of what is in sight. */
  note: string | undefined;
}
