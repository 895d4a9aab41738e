/** Ways to cut text for engines that take pieces separated by spaces. */
import { loadPeer } from '../support/places.js'
import { comparable } from '../support/texts.js'

/** Cuts text into pieces, in order. Pieces may be punctuation and blanks, which engines leave out by themselves. */
export type Cutter = (text: string) => string[]

interface JiebaPackage {
  readonly Jieba: { withDict(dict: Uint8Array): { cut(text: string, hmm: boolean): string[] } }
}

let jieba: { cut(text: string, hmm: boolean): string[] } | undefined

/** Words of @node-rs/jieba with its hidden Markov model. */
export const jiebaWords: Cutter = (text) => {
  jieba ??= openJieba()
  return jieba.cut(comparable(text), true)
}

function openJieba() {
  const { Jieba } = loadPeer<JiebaPackage>('@node-rs/jieba')!
  const { dict } = loadPeer<{ dict: Uint8Array }>('@node-rs/jieba/dict')!
  return Jieba.withDict(dict)
}

const Kind = { other: 0, han: 1, word: 2 } as const

/** Every two neighbours of a run of Han, a lone character by itself; runs of other letters and digits whole. */
export const bigrams: Cutter = (text) => {
  const whole = comparable(text)
  const pieces: string[] = []
  for (let at = 0; at < whole.length;) {
    const kind = kindOf(whole.charCodeAt(at))
    let end = at + 1
    while (end < whole.length && kindOf(whole.charCodeAt(end)) === kind) end++
    if (kind === Kind.word || (kind === Kind.han && end === at + 1)) pieces.push(whole.slice(at, end))
    else if (kind === Kind.han) for (let i = at; i + 2 <= end; i++) pieces.push(whole.slice(i, i + 2))
    at = end
  }
  return pieces
}

const letter = /[\p{L}\p{N}]/u

/** By UTF-16 unit. Halves of surrogate pairs count as Han, because nearly all such letters in Chinese text are Han. */
function kindOf(unit: number): number {
  if (unit >= 0x3400 && unit <= 0x9fff) return Kind.han
  if (unit < 0x80) return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39) ? Kind.word : Kind.other
  if ((unit >= 0xf900 && unit <= 0xfaff) || (unit >= 0xd800 && unit <= 0xdfff) || unit === 0x3007) return Kind.han
  if ((unit >= 0x2000 && unit < 0x3040) || !letter.test(String.fromCharCode(unit))) return Kind.other
  return Kind.word
}
