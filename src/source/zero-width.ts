/**
 * Zero-width characters: blanks and marks without width that editors and web pages leave inside words. They separate
 * nothing, though a pattern's `\s` takes U+FEFF for a blank. Joiners, which emoji are made with, are not among them.
 */
const ZERO_WIDTH = /[\u200b\u2060\ufeff]/g

/** The text itself where it has none. */
export function withoutZeroWidth(text: string): string {
  return text.replace(ZERO_WIDTH, '')
}
