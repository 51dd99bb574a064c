import { isPage } from './cacheNames.ts';

/**
 * What becomes of a request. `network`: nothing of ours, the worker leaves it alone. `page`: of the network, or what is kept where that does not come. `asset`: its name
 * has the hash of its bytes, so any copy will do. `file`: the same name in every build, so only the whole site of this build may answer in place of the network.
 */
export type Treatment = 'network' | 'page' | 'asset' | 'file';

export interface RequestFacts {
  method: string;
  /** The request's address, and the one of the site, with a slash at its end. */
  url: string;
  scope: string;
  /** A tab goes there. */
  isNavigation: boolean;
  /** The build has it. */
  isKnown: boolean;
}

/** Which treatment a request gets. */
export function treatmentOf({ method, url, scope, isNavigation, isKnown }: RequestFacts): Treatment {
  if (method !== 'GET' || !url.startsWith(scope)) return 'network';
  const path = url.slice(scope.length).replace(/[?#].*$/s, '');
  if (path.startsWith('_astro/')) return 'asset';
  if (isKnown && !isPage(path)) return 'file';
  return isNavigation || isKnown ? 'page' : 'network';
}
