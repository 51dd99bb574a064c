/** How checks name a trace that the site has: as its file. */
export const traceName = (id: string): string => `${id}.strace`;
