/**
 * Checks that the objects of a PDF file are closed (ISO 32000-1, 7.3). The library reads an unclosed object up to the
 * end of the file, once for each object of the same number: 10,000 dictionaries took 40 s. This check is linear.
 */

/** Unclosed objects that a sound file may seem to have, because the bytes of a stream may look like one. */
const MOST_UNCLOSED = 20
/** The deepest nesting of arrays and dictionaries; real files don't reach it. */
const DEEPEST = 500
/** Parts of a string up to the next parenthesis, and a string, which may contain pairs of them (7.3.4.2). */
const PART = '[^()\\\\]{0,65536}(?:\\\\[^][^()\\\\]{0,65536}){0,1000}'
const stringOf = (inner: string): string => `\\(${PART}(?:${inner}${PART}){0,100}\\)`
const STRING = stringOf(stringOf(`\\(${PART}\\)`))
/** A string, a hexadecimal string, a comment, a name; signs; the beginning and the end of an object, a stream. */
const TOKEN = new RegExp(
  `${STRING}|<<|>>|<[\\s\\da-f]*>|[[\\](<]|%[^\\r\\n]*|/[a-z]*|(?<=\\d[\\0-\\x20])obj(?![a-z])|(?<![a-z])(?:endobj|stream)`,
  'gi',
)
const START = 'obj'

export function hasClosedObjects(bytes: Buffer): boolean {
  const text = bytes.toString('latin1')
  const state = { unclosed: 0, depth: 0, isOpen: false, isBroken: false }
  const close = (isEnd: boolean): void => {
    if (state.isOpen && (state.isBroken || state.depth > 0 || !isEnd)) state.unclosed++
    Object.assign(state, { depth: 0, isOpen: false, isBroken: false })
  }
  TOKEN.lastIndex = 0
  for (let found = TOKEN.exec(text); found !== null; found = TOKEN.exec(text)) {
    const [token] = found
    if (token === START) {
      close(state.depth <= 0)
      state.isOpen = true
    } else if (token === 'endobj') close(true)
    else if (token === 'stream') {
      close(true)
      TOKEN.lastIndex = behindStream(text, TOKEN.lastIndex)
    } else if (token === '<<' || token === '[') state.depth++
    else if (token === '>>' || token === ']') state.depth--
    else if (token === '(' || token === '<') state.isBroken = true
    if (state.isOpen && (state.depth > DEEPEST || state.unclosed > MOST_UNCLOSED)) return false
  }
  close(state.depth <= 0)
  return state.unclosed <= MOST_UNCLOSED
}

/** A stream that does not end reaches to the next object, which the library also looks for there. */
function behindStream(text: string, from: number): number {
  const next = /\d[\0-\x20]obj(?![a-z])/gi
  next.lastIndex = from
  const object = next.exec(text)?.index ?? text.length
  const end = text.slice(from, object).indexOf('endstream')
  return end < 0 ? object : from + end + 'endstream'.length
}
