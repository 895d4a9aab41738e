/**
 * The lexicon: words with log probabilities in a double-array trie over UTF-16 units.
 *
 * It is compiled once at build time (`build.ts`, about 3 s for 350,000 words) and opened as views of its bytes in a few
 * milliseconds (`open.ts`); format.ts describes the file. A user's words are in a small trie of their own
 * (`overlay.ts`). The structure does not depend on normalising or tokens and could be a library of its own.
 */
export { parseUserLexicon } from './user-lexicon.js'
export { compiledHash, openLexicon, type Lexicon } from './open.js'
export { withUserWords } from './overlay.js'
