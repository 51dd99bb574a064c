// `#grants` where all of the engine is there from the start; inPage.ts loads it later.

export { buildProxmox, lxcGrants } from './buildProxmox.ts';
