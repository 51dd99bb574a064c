import { describe, expect, it } from 'vitest';
import { whoseUser } from '../../../src/islands/home/ribbon.ts';
import { plain } from '../../../src/ui/Phrase.ts';

/** `dockerd --userns-remap` with dockremap:165536:65536. */
const MAP = [{ inside: 0, outside: 165536, count: 65536 }];
const NOWHERE = { inside: undefined, outside: undefined };

describe('the home page tells whose user it is', () => {
  it.each([
    ['0', 0, 165536, 'UID 0 in the container is UID 165536 on the host.'],
    ['33', 33, 165569, 'UID 33 in the container is UID 165569 on the host.'],
    [' 1000 ', 1000, 166536, 'UID 1000 in the container is UID 166536 on the host.'],
    ['007', 7, 165543, 'UID 7 in the container is UID 165543 on the host.'],
    ['65535', 65535, 231071, 'UID 65535 in the container is UID 231071 on the host.'],
    ['65536', 65536, undefined, 'UID 65536 has no UID on the host. A setuid to it fails with EINVAL.'],
  ])('%j', (typed, inside, outside, sentence) => {
    const { fragment, ...answer } = whoseUser(typed, MAP);
    expect({ ...answer, sentence: plain(answer.sentence) }).toEqual({ inside, outside, invalid: false, sentence });
    expect(fragment).toBe(`subuid=dockremap:165536:65536&user=dockremap&id=${inside}`);
  });

  it.each([
    ['', false, 'Type a UID of the container, from 0 to 65535.'],
    ['  ', false, 'Type a UID of the container, from 0 to 65535.'],
    ['www-data', true, 'Not a UID. Type a number from 0 to 65535.'],
    ['-1', true, 'Not a UID. Type a number from 0 to 65535.'],
    ['1.5', true, 'Not a UID. Type a number from 0 to 65535.'],
    ['4294967295', true, 'Not a UID. Type a number from 0 to 65535.'],
    ['9'.repeat(300), true, 'Not a UID. Type a number from 0 to 65535.'],
  ])('%j is no UID', (typed, invalid, sentence) => {
    const { sentence: said, ...answer } = whoseUser(typed, MAP);
    expect({ ...answer, sentence: plain(said) }).toEqual({ ...NOWHERE, fragment: undefined, invalid, sentence });
  });
});
