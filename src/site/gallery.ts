import { init } from '../islands/uid-map/state/model.ts';
import { select } from '../islands/uid-map/words/select.ts';
import { UID_MAP_LINK_DEFAULTS, type UidMapLink } from '../share/uidMapLink.ts';
import { plain } from '../ui/Phrase.ts';
import { quotedSteps } from './transcripts.ts';

/** A worked case of the UID-mapping calculator. */
export interface GalleryCase {
  title: string;
  story: string;
  link: UidMapLink;
  /** Offered in the calculator itself while it has no text. */
  isFirst?: true;
}

/** What stood in a recorded terminal, prompts and all. */
function terminal(name: string, ids: readonly string[]): string {
  return quotedSteps(name, ids)
    .steps.map(({ prompt, typed, printed }) => `${prompt} ${typed}\n${printed}`)
    .join('');
}

const ask = (link: Partial<UidMapLink>): UidMapLink => ({ ...UID_MAP_LINK_DEFAULTS, ...link });

/**
 * Where an account of its own stands in podman's image: /etc/subuid of quay.io/podman/stable assigns it 1 to 999 and 1001 to 65535, around its own
 * uid 1000 (github.com/podman-container-tools/image_build, podman/Containerfile).
 */
const PODMAN_IN_A_CONTAINER = '0 1000 1\n1 1 999\n1000 1001 64535';

/** /etc/pve/lxc/CTID.conf of an unprivileged container with a share, as Proxmox VE writes it. */
const PROXMOX_CONFIG =
  'arch: amd64\ncores: 2\nhostname: media\nmemory: 1024\nmp0: /tank/media,mp=/media\nostype: debian\nrootfs: local-lvm:vm-101-disk-0,size=8G\nswap: 512\nunprivileged: 1\n';

/** Cases that people come with, each with what they have in hand; terminals are recorded ones. */
export function galleryCases(): GalleryCase[] {
  return [
    {
      title: 'The talk’s registry',
      story: 'Docker remaps its containers, and the registry can’t write to its volume any more.',
      link: ask({ source: 'paste', text: terminal('registry-remapped', ['subuid', 'data', 'data-refused']), id: '0' }),
    },
    {
      title: 'Docker with a bind mount',
      story: 'Who owns what in a directory that host and container share.',
      link: ask({ source: 'paste', text: terminal('registry-remapped', ['subuid', 'drop-outside']) }),
      isFirst: true,
    },
    {
      title: 'Rootless Podman on a laptop',
      story: 'Files of the container’s web server belong to a user you don’t know.',
      link: ask({
        source: 'paste',
        reader: 'podman',
        user: 'alice',
        uid: '1000',
        text: terminal('rootless', ['subuid', 'ps-outside']),
      }),
      isFirst: true,
    },
    {
      title: 'Look up a user of a Proxmox container',
      story: 'User 1000 of an unprivileged container writes to a share. Which host user owns the files?',
      link: ask({ source: 'paste', text: PROXMOX_CONFIG, id: '1000' }),
      isFirst: true,
    },
    {
      title: 'Make a map for a Proxmox share',
      story: 'User 1000 of an LXC container must write to a share that user 1005 on the host owns.',
      link: ask({ task: 'make', want: '1000:1005', have: 'root:100000:65536', tool: 'proxmox' }),
      isFirst: true,
    },
    {
      title: 'Podman within Docker',
      story: 'A container within a container: one ID goes through both maps.',
      link: ask({ text: 'dockremap:165536:65536', inner: [PODMAN_IN_A_CONTAINER], id: '33' }),
    },
    {
      title: 'Bozo’s range',
      story: 'A range that covers a real account on the host.',
      link: ask({ source: 'paste', user: 'bozo', uid: '5000', text: terminal('bozo', ['passwd', 'subuid']), id: '0' }),
    },
  ];
}

/** The sentence that the calculator answers a link's state with. */
export function caseAnswer(link: UidMapLink): string {
  const { read, make } = select(init('page', { link }));
  return plain(make ? make.sentence : read.answer.sentence);
}
