import { describe, expect, test } from 'vitest';
import { relaxedQueries, tellingWords } from '../../src/components/search/callOffer.ts';

describe('fewer words of a question that nothing answers', () => {
  test.each<[string, string[]]>([
    [
      'newuidmap: uid range [1000-1001) -> [1005-1006) not allowed',
      ['newuidmap uid range allowed', 'newuidmap uid range', 'newuidmap uid', 'newuidmap', 'allowed', 'range', 'uid'],
    ],
    ['lxc.idmap', []],
    ['lxc.idmap?', ['lxc.idmap']],
    ['4294967295', []],
    ['', []],
  ])('%j', (query, fewer) => expect(relaxedQueries(query)).toEqual(fewer));
});

test('what tells something of a whole sentence', () => {
  expect(tellingWords('since we went to Docker 28 our privileged CI container gets EPERM').join(' ')).toBe(
    'since went docker 28 privileged ci container gets eperm',
  );
});
