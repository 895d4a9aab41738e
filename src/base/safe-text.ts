/**
 * What may be shown: the one policy for characters that control a terminal or are invisible. Articles come from the
 * open web: an escape sequence could rename the window, a bidirectional override could make one path look like another,
 * a zero-width blank could split a word that people search for. Everything that people read passes through here, on its
 * way out of every front end; JSON keeps these characters as escapes.
 */

/** C0 and C1 controls. */
const CONTROLS = '\\u0000-\\u001f\\u007f-\\u009f'

/** Bidirectional marks, overrides, isolates; line and paragraph separators; deprecated formats; annotations. */
const FORMAT = '\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u206f\\ufff9-\\ufffb'

/** Soft hyphens, fillers, zero-width blanks and joiners but for U+200D, Mongolian selectors, byte order marks. */
const INVISIBLE =
  '\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u2060-\\u2065\\u3164\\ufeff\\uffa0\\ufff0-\\ufff8'

/** U+E0000–U+E03FF: tags and selectors, which are invisible. */
const TAGS = '\\udb40[\\udc00-\\udfff]'

const BREAKS = '\\t\\n\\v\\f\\r\\u0085\\u2028\\u2029'

/** The source of a pattern that matches one character that is not shown as it is. */
export const UNSHOWN = `(?:[${CONTROLS}${FORMAT}${INVISIBLE}]|${TAGS})`

const unshown = new RegExp(UNSHOWN, 'g')
const unshownInJson = new RegExp(`[\\u007f-\\u009f${FORMAT}${INVISIBLE}]|${TAGS}`, 'g')
const breaks = new RegExp(`[${BREAKS}]`)
const otherBreaks = /\r\n?|[\v\f\u0085\u2028\u2029]/g

/** Text on one line: tabs and line breaks become blanks; what may not be shown is removed. */
export function oneLine(text: string): string {
  return withoutStrayJoiners(text.replace(unshown, (character) => (breaks.test(character) ? ' ' : '')))
}

/** Text of several lines: like {@link oneLine}, but tabs and line feeds stay. */
export function severalLines(text: string): string {
  const kept = (character: string): string => (character === '\t' || character === '\n' ? character : '')
  return withoutStrayJoiners(text.replace(otherBreaks, '\n').replace(unshown, kept))
}

/** Replaces characters that change how others are shown by blanks, one for one, so that offsets stay the same. */
export function withBlanks(text: string): string {
  return text.replace(commanding, ' ')
}

const commanding = new RegExp(`[${CONTROLS}${FORMAT}]`, 'g')

/** JSON that parses to exactly the value; characters that may not be shown are written as escapes. */
export function safeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(unshownInJson, (character) =>
    Array.from({ length: character.length }, (_, i) => escaped(character.charCodeAt(i))).join(''),
  )
}

/** The name of a file with JSON escapes for characters that may not be shown, so that the file can still be found. */
export function escapedName(name: string): string {
  return name.replace(unshown, (characters) => safeJson(characters).slice(1, -1))
}

/** Reverses {@link escapedName}. */
export function unescapedName(name: string): string {
  const escape = /\\(?:u([0-9a-f]{4})|([bfnrt]))/gi
  return name.replace(escape, (whole) => JSON.parse(`"${whole}"`) as string)
}

const escaped = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`

/** Removes joiners except between emoji, which they combine. The pattern takes long to compile, and is seldom used. */
function withoutStrayJoiners(text: string): string {
  if (!text.includes('\u200d')) return text
  return text.replace(
    /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d|\u200d(?!\p{Extended_Pictographic})/gu,
    '',
  )
}
