import type { Parsed } from '../../text/index.ts';
import type { NamespaceMaps } from '../map/NamespaceMaps.ts';
import { ownNamespace } from './ownNamespace.ts';
import type { PodmanHost } from './PodmanHost.ts';
import { plainWord } from './text/Word.ts';
import { containerMaps } from './userns/containerMaps.ts';
import { namespaceOfMode } from './userns/namespaceOfMode.ts';
import { readUserns } from './userns/readUserns.ts';

/**
 * What the value of --userns, such as "keep-id:uid=200,gid=210" or "auto:size=8192", gives a container of Podman 5.4.2: its maps, with outside ids in the
 * numbers of the namespace that Podman works in (of root, the host's). Of "host", which makes no namespace, both sides are
 * empty lists; of container:NAME and ns:PATH they are undefined. Undefined where Podman refuses, in its words; an error beside a
 * value means that the container doesn't start.
 */
export function podmanUserns(option: string, host: PodmanHost): Parsed<NamespaceMaps> {
  const own = ownNamespace(host);
  if (!own.value) return { value: undefined, diagnostics: own.diagnostics };
  const word = plainWord(option);
  const userns = readUserns(word, own.value);
  const context = { host, own: own.value, user: undefined, span: word.span() };
  const namespace = userns.value && namespaceOfMode(userns.value, context);
  const diagnostics = [...own.diagnostics, ...userns.diagnostics, ...(namespace?.diagnostics ?? [])];
  switch (namespace?.value?.made) {
    case 'new': {
      const maps = containerMaps(namespace.value, {
        own: own.value,
        user: undefined,
        subids: { uid: host.subuid, gid: host.subgid },
        hostNetwork: false,
        from: 'image',
      });
      return { value: maps.value, diagnostics: [...diagnostics, ...maps.diagnostics] };
    }
    case 'none':
      return { value: { uid: [], gid: [] }, diagnostics };
    case 'elsewhere':
      return { value: { uid: undefined, gid: undefined }, diagnostics };
    case undefined:
      return { value: undefined, diagnostics };
  }
}
