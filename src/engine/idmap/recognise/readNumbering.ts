/** Marks of a list, and the numbers that cat -n, grep -n, nl and bat set before a line. */
const MARK = /^(?:[-*•+–] +|\d{1,6}(?:[ \t]*[│|:.)][ \t]{0,8}|\t[ \t]{0,20}| {1,8}(?=\D)))/;

/** Lines that nothing but a list or a numbering would set a mark before. */
const MARKED = /^(?:[\w.@$-]{1,64}:\d{1,10}:\d{1,10}$|\d{1,10}[ \t]+\d{1,10}[ \t]+\d{1,10}$|lxc\.id_?map[ \t]*[:=])/;

/** How long the number or bullet before a line of /etc/subuid, a uid_map or an LXC config is; 0 where there is none. */
export function numberingLength(said: string): number {
  if (said.length > 200) return 0;
  const mark = MARK.exec(said)?.[0];
  return mark !== undefined && MARKED.test(said.slice(mark.length)) ? mark.length : 0;
}
