import { defineHastPlugin } from 'satteri';
import { codeFigure, codeRowContent, consoleRowContent } from './codeFigure.ts';
import { consoleRows } from './consoleRows.ts';
import { fenceMeta } from './fenceMeta.ts';
import { highlightRows } from './highlightRows.ts';

/** What Sätteri keeps of a fence's first line on its `code` element. */
interface FenceData {
  lang?: string | null;
  meta?: string | null;
}

/** Markdown fences become figures with a title, a copy button and colours by class; `console` fences tell typed from printed. */
export function codeBlocks() {
  return defineHastPlugin({
    name: 'code-blocks',
    element: {
      filter: ['pre'],
      visit(node, context) {
        const code = node.children.find((child) => child.type === 'element' && child.tagName === 'code');
        if (code === undefined || code.type !== 'element') return;
        const { lang, meta: words } = (code.data ?? {}) as FenceData;
        const language = lang ?? 'text';
        const meta = fenceMeta(words ?? '');
        const body = context.textContent(code).replace(/\n$/, '');
        const rows =
          language === 'console'
            ? consoleRows(body).map((row) => consoleRowContent(row, meta.marks))
            : highlightRows(body, language).map((tokens) => codeRowContent(tokens, meta.marks));
        return codeFigure(language, meta, rows);
      },
    },
  });
}
