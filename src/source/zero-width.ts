/**
 * Zero-width characters: blanks and marks without width that editors and web pages leave inside words. They separate
 * nothing, although `\s` in a pattern matches U+FEFF. Joiners, which emoji are made with, are not among them.
 */
const ZERO_WIDTH = /[\u200b\u2060\ufeff]/g

/** Returns the text itself if it has none. */
export function withoutZeroWidth(text: string): string {
  return text.replace(ZERO_WIDTH, '')
}
