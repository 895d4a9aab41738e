/** Words, operators written as words, and exact strings after a single quote. */
import { boostAtEnd, scanBoost } from './boost.js'
import { breaksWord, ESCAPED, isEscapable } from './characters.js'
import type { Place, Scanner, WordLexeme } from './lexemes.js'
import { nearOperator } from './near.js'

const OPERATORS: ReadonlyMap<string, 'or' | 'and' | 'not'> = new Map([
  ['OR', 'or'],
  ['AND', 'and'],
  ['NOT', 'not'],
])

const ALPHANUMERIC = /[A-Za-z0-9]/

/** @param place operators are recognised only `anywhere`: directly after a minus or a field, OR is an ordinary word */
export function scanWord(s: Scanner, place: Place): void {
  const word = cutWord(s)
  const operator = place === 'anywhere' ? OPERATORS.get(word.shape) : undefined
  if (operator) {
    s.lexemes.push({ kind: operator, span: word.span })
    return
  }
  const near = place === 'anywhere' ? nearOperator(s, word) : undefined
  if (near) {
    s.lexemes.push(near)
    return
  }
  const boost = boostAtEnd(s, word.shape, s.at)
  if (!boost) {
    pushWord(s, word)
    return
  }
  const end = word.span[1] - boost.length
  const length = word.text.length - boost.length
  const { text, shape } = word
  pushWord(s, { ...word, span: [word.span[0], end], text: text.slice(0, length), shape: shape.slice(0, length) })
  s.lexemes.push({ kind: 'boost', span: [end, word.span[1]], factor: boost.factor })
}

function cutWord(s: Scanner): WordLexeme {
  const start = s.at
  let text = ''
  let shape = ''
  for (let unit = s.shape[s.at]; unit !== undefined; unit = s.shape[s.at]) {
    if (breaksWord(unit) && !s.unclosed.has(unit)) break
    const escaped = unit === '\\' && isEscapable(s.shape[s.at + 1])
    if (escaped) s.at++
    text += s.source.charAt(s.at++)
    shape += escaped ? ESCAPED : unit
    if (unit === "'" && text.length > 2 && shape.startsWith("'") && !ALPHANUMERIC.test(s.shape.charAt(s.at))) break
  }
  return { kind: 'word', span: [start, s.at], text, shape }
}

/** `'x` is exact to the end of the word, or to a second single quote that is not an apostrophe (`'苹果宝'是`, `'don't`). */
function pushWord(s: Scanner, word: WordLexeme): void {
  if (!word.shape.startsWith("'") || word.text.length === 1) {
    s.lexemes.push(word)
    return
  }
  const closed = word.text.length > 2 && word.shape.endsWith("'")
  s.lexemes.push({ kind: 'exact', span: word.span, text: word.text.slice(1, closed ? -1 : undefined) })
  if (closed) scanBoost(s)
}
