import fc from 'fast-check'

/** Text as articles have it: Han, Latin, full width, kana, emoji, combining marks, quotes, and what must not pass. */
export function articleText(): fc.Arbitrary<string> {
  const pieces = fc.constantFrom(
    '河', '流', '山', '，', '。', '“', '”', '…', '—', '《', '》', '（', '）', 'Ａ', '１', 'ｶﾞ', 'が', 'a', 'B', '7', ' ',
    'word', 'e\u0301', 'नि', '한', '😀', '👍🏽', '👨‍👩‍👧', '🇨🇳', '1️⃣', '☀️', '𠮷', '\u200b', '\u202e', '\u001b[31m', '\u0007', '\n',
    '\t', '\ufeff', '\ud800', '\u{e0041}', 'ﷺ',
  ) // prettier-ignore
  return fc.oneof(
    fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  )
}

/** The same without what is left out when drawn. */
export function plainText(): fc.Arbitrary<string> {
  const pieces = fc.constantFrom(
    '河',
    '流',
    '，',
    '“',
    '”',
    'Ａ',
    'ｶﾞ',
    'a',
    '7',
    ' ',
    'e\u0301',
    '한',
    '😀',
    '🇨🇳',
    '𠮷',
  )
  return fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''))
}
