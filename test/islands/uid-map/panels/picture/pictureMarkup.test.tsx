import { renderToStaticMarkup } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { PictureFigure } from '../../../../../src/islands/uid-map/panels/MapViews.tsx';
import { Picture } from '../../../../../src/islands/uid-map/panels/picture/Picture.tsx';
import type { ExtentAt } from '../../../../../src/islands/uid-map/words/picture/layout.ts';
import { pictureViewOf } from '../../../../../src/islands/uid-map/words/picture/pictureViewOf.ts';
import { pictured } from '../../words/picture/pictured.ts';

const one = pictureViewOf(pictured(['0:165536:65536'], { ask: [0, 33] }), { refused: false });
const five = pictureViewOf(pictured(['0:1:9, 9:0:1', '0:1000:1, 1:7:3, 4:100000:65530']), { refused: false });

/** How often each of these stands in the markup. */
const counts = (html: string, ...texts: string[]) => texts.map((text) => html.split(text).length - 1);

describe('before any script', () => {
  const html = renderToStaticMarkup(<PictureFigure picture={one} id="p" />);

  it('each of the two drawings is an image with a name and a description, and nothing in it takes the focus', () => {
    expect(counts(html, '<svg', 'role="img"', '<desc id=', 'tabindex', 'role="option"', 'data-at', ' style=')).toEqual([
      2, 2, 2, 0, 0, 0, 0,
    ]);
    for (const name of ['p-wide', 'p-narrow']) {
      expect(html).toContain(`aria-labelledby="${name}-title" aria-describedby="${name}-text"`);
      expect(html).toContain(
        `<title id="${name}-title">The IDs in the container, above, and on the host, below</title>`,
      );
      expect(html).toContain(`<desc id="${name}-text">0 to 65535 in the container map to`);
    }
  });

  it('a band says its ids in a title, and the folds are explained', () => {
    expect(html).toContain(
      '<title>Range 1: 0 to 65535 in the container are 165536 to 231071 on the host (65536 IDs)</title>',
    );
    expect(html).toContain(
      '<p class="picture-readout" data-answer>The dotted parts skip IDs that are in no range.</p>',
    );
  });

  it('the picture of one extent is light', () => expect(html.length).toBeLessThan(5000));

  it('an extent that is pointed at in the table is lit', () => {
    const lit = renderToStaticMarkup(<PictureFigure picture={five} id="p" pointed={{ map: 1, extent: 2 }} />);
    expect(counts(lit, ' pointed"', 'pointing"')).toEqual([6, 2]);
    expect(lit).toContain(
      '>Range 3, ann’s namespace to host: 4 to 65533 inside are 100000 to 165529 outside (65530 IDs)</p>',
    );
    const gone = renderToStaticMarkup(<PictureFigure picture={five} id="p" pointed={{ map: 1, extent: 3 }} />);
    expect(counts(gone, 'pointed', 'pointing')).toEqual([0, 0]);
  });
});

describe('once a script listens', () => {
  const awake = (tabStop: ExtentAt, pointed?: ExtentAt) =>
    renderToStaticMarkup(
      <Picture
        picture={five}
        drawing={five.wide}
        id="p"
        variant="wide"
        pointed={pointed}
        tabStop={tabStop}
        listeners={{}}
      />,
    );

  it('the bands are options of a list, of which Tab reaches one', () => {
    const html = awake({ map: 1, extent: 0 });
    expect(
      counts(
        html,
        'role="group"',
        'role="listbox"',
        'role="option"',
        'tabindex="0"',
        'tabindex="-1"',
        'aria-selected="true"',
      ),
    ).toEqual([1, 1, 5, 1, 4, 0]);
    expect(html).toContain('aria-label="Range 1, ann’s namespace to host: 0 inside is 1000 outside (1 ID)"');
    expect(html).toContain('tabindex="0" data-at="1.0"');
  });

  it('the one that is pointed at is selected, and lit with both of its bars', () => {
    const html = awake({ map: 0, extent: 0 }, { map: 0, extent: 1 });
    expect(counts(html, 'aria-selected="true"', ' pointed"', 'pointing"')).toEqual([1, 3, 1]);
  });

  it('a picture without extents is an image still', () => {
    const none = pictureViewOf(pictured(['']), { refused: false });
    const html = renderToStaticMarkup(
      <Picture
        picture={none}
        drawing={none.wide}
        id="p"
        variant="wide"
        pointed={undefined}
        tabStop={undefined}
        listeners={{}}
      />,
    );
    expect(counts(html, 'role="img"', 'listbox')).toEqual([1, 0]);
  });
});
