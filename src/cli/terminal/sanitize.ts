/**
 * Articles come from the open web; a terminal obeys what it is sent. Whatever people read passes through here.
 */

/** C0 and C1 controls but for tab and line feed, line and paragraph separators, bidi marks, embeddings, isolates. */
const unsafe = /[\0-\x08\x0B-\x1F\x7F-\x9F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g
const unsafeOrBreak = /[\0-\x1F\x7F-\x9F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g

/** Text on one line: controls and bidi characters are dropped, tabs and line breaks become blanks. */
export function oneLine(text: string): string {
  return text.replace(unsafeOrBreak, (character) => (/[\t\n\r\u2028\u2029]/.test(character) ? ' ' : ''))
}

/** Text of several lines: as {@link oneLine}, but tabs and line feeds stay. */
export function severalLines(text: string): string {
  return text.replace(/\r\n?|[\u2028\u2029]/g, '\n').replace(unsafe, '')
}

/**
 * JSON that parses to exactly the value, yet carries no character that a terminal obeys: what `JSON.stringify` leaves
 * raw (C1 controls, bidi characters, separators) is written as an escape.
 */
export function safeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(
    /[\x7F-\x9F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
