// `#unread` where all of the engine is there from the start; inPage.ts loads it later. It leans on nothing, so that no bundler parts the engine for it.

export { errnoWords, isPodmanError, keyWords, ociWords, podmanWords } from './unreadWords.ts';
