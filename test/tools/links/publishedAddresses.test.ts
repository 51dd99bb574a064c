import { describe, expect, it } from 'vitest';
import { addressesOf, lostAddresses, withAddresses } from '../../../src/tools/links/publishedAddresses.ts';

const page = (path: string, html: string) => ({ path, html, file: '' });
const CHAPTER = page(
  '/learn/a/',
  '<main id="main"><h2 id="first">First</h2><span id="earlier"></span><p id="line">A line.</p><h3 class="x" id="second">Second</h3></main>',
);
const INSTRUMENT = page('/play/b/', '<h2 id="calls">Calls</h2>');

describe('the addresses of a build', () => {
  it('are its pages, headings and anchors; of an instrument the page alone', () =>
    expect(addressesOf([CHAPTER, INSTRUMENT])).toEqual({
      '/learn/a/': ['first', 'earlier', 'second'],
      '/play/b/': [],
    }));

  it('are added to those that were published, and none is taken out', () =>
    expect(withAddresses({ '/old/': ['x'], '/learn/a/': ['gone', 'first'] }, addressesOf([CHAPTER]))).toEqual({
      '/old/': ['x'],
      '/learn/a/': ['gone', 'first', 'earlier', 'second'],
    }));
});

describe('a published address', () => {
  it.each([
    ['is lost with its page', { '/gone/': ['x'] }, ['/gone/']],
    ['is lost with its heading', { '/learn/a/': ['first', 'gone'] }, ['/learn/a/#gone']],
    ['answers as any element', { '/learn/a/': ['line', 'earlier'] }, []],
    ['answers on a page that leads on', { '/moved/': ['anything'] }, []],
  ])('%s', (_what, published, lost) =>
    expect(
      lostAddresses(published, [CHAPTER, page('/moved/', '<meta http-equiv="refresh" content="0;url=/learn/a/">')]),
    ).toEqual(lost),
  );
});
