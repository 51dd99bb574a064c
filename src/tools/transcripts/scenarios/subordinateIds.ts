import { assignFreeRange } from '../../../engine/idmap/index.ts';
import { shellWord } from '../../../engine/text/index.ts';
import type { Lab, Terminal } from '../Lab.ts';
import type { Scenario } from '../Scenario.ts';

/** How ranges are given out on Debian, and the ways in which two of them, or a range and an account, come to hold the same ids. */
export const subordinateIds: Scenario = {
  name: 'subordinate-ids',
  title: 'Ranges of subordinate ids',
  images: [],
  notes: [],
  async play(lab) {
    await account(lab);
    await lab.prepare('userdel -r dan 2>/dev/null; userdel -r carol 2>/dev/null; ! grep . /etc/subuid');
    await givenOut(lab);
    await twoOwners(lab);
  },
};

/** An account in the middle of the range that the next user gets, as a directory service may have one. */
async function account(lab: Lab): Promise<void> {
  await lab.host('carol', 'useradd --uid 100010 --create-home carol');
  await lab.host('dan', 'useradd --create-home --shell /bin/bash dan');
  await lab.host('dan-range', 'grep -E "^(carol|dan):" /etc/passwd /etc/subuid');
  await lab.prepare('install -d -m 1777 /srv/shared && chmod 755 /srv');
  await lab.host('letter', 'su carol -c \'umask 077; echo "from carol" > /srv/shared/letter\'');
  await lab.host('letter-ls', 'ls -l /srv/shared');
  const dan = await lab.open('dan-login', 'su - dan', 'host');
  await dan.type('dan-refused', 'cat /srv/shared/letter');
  await dan.type('dan-map', 'unshare --user --map-root-user --map-auto cat /proc/self/uid_map');
  await dan.type('dan-root', 'unshare --user --map-root-user --map-auto \\\n    cat /srv/shared/letter');
  await dan.type(
    'dan-eleven',
    'unshare --user --map-root-user --map-auto \\\n    setpriv --reuid 11 cat /srv/shared/letter',
  );
  await dan.leave();
}

async function givenOut(lab: Lab): Promise<void> {
  await lab.host('defaults', "grep '^[# ]*SUB_[UG]ID' /etc/login.defs");
  await lab.host('useradd', 'useradd --create-home --shell /bin/bash ann');
  await lab.host('useradd-next', 'useradd --create-home --shell /bin/bash ben');
  await lab.host('useradd-system', 'useradd --system backup-agent');
  await lab.host('given', 'cat /etc/subuid');
  await lab.host('add', 'usermod --add-subuids 300000-365535 \\\n    --add-subgids 300000-365535 backup-agent');
  await lab.host('added', 'cat /etc/subuid');
  await lab.host('added-groups', 'cat /etc/subgid');
  await lab.host('getsubids', 'getsubids ann');
  const ann = await lab.open('login', 'su - ann', 'host');
  await ann.type('map-auto', 'unshare --user --map-root-user --map-auto cat /proc/self/uid_map');
  await ann.type('setuid', 'ls -l /usr/bin/newuidmap');
  await byHand(ann);
  await ann.leave();
}

/** newuidmap asks the file: for what is ann's, for what is ben's. */
async function byHand(ann: Terminal): Promise<void> {
  await ann.type('unshare', 'unshare --user sleep 60 &');
  const pid = (await ann.type('pid', 'echo $!')).trim();
  await ann.type('refused', `newuidmap ${pid} 0 1000 1 1 165536 65536`);
  await ann.type('past-end', `newuidmap ${pid} 0 1000 1 1 100000 65537`);
  await ann.type('part', `newuidmap ${pid} 0 1000 1 1 100000 1000`);
  await ann.type('part-map', `cat /proc/${pid}/uid_map`);
}

/** usermod adds a range that another line has, and says nothing. Then both map the same ids. */
async function twoOwners(lab: Lab): Promise<void> {
  await lab.host('eve', 'useradd --create-home --shell /bin/bash eve && grep eve /etc/subuid');
  await lab.host('same', 'usermod --add-subuids 100000-165535 \\\n    --add-subgids 100000-165535 eve');
  await lab.host('same-lines', 'grep -n :100000: /etc/subuid');
  const ann = await lab.open('ann-again', 'su - ann', 'host');
  const eve = await lab.open('eve-login', 'su - eve', 'host');
  await ann.type(
    'ann-secret',
    "unshare --user --map-root-user --map-auto \\\n    setpriv --reuid 33 --regid 33 --clear-groups \\\n    sh -c 'umask 077; echo secret > /tmp/diary'",
  );
  await ann.type('ann-ls', 'ls -ln /tmp/diary');
  await eve.type('eve-refused', 'cat /tmp/diary');
  await eve.type(
    'eve-reads',
    'unshare --user --map-root-user \\\n    --map-users 1:100000:65536 --map-groups 1:100000:65536 \\\n    cat /tmp/diary',
  );
  await eve.leave();
  await ann.leave();
  await lab.host('free-range', assignFreeRange(shellWord('backup-agent')));
  await lab.host('free-range-given', 'grep backup-agent /etc/subuid /etc/subgid');
}
