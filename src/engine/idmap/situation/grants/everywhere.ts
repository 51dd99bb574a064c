// `#grants` where all of the engine is there from the start; inPage.ts loads it later.

export { buildProxmox } from './buildProxmox.ts';
export { lxcGrants } from './lxcGrants.ts';
