/** What CAP_SYS_ADMIN is (capabilities(7)), behind its name, where a press or a line adds it. */
export const POWER = ' gives the container much of root’s power over the host.';
