/** Ways to cut text for engines that take pieces parted by blanks. */
import { loadPeer } from '../support/places.js'
import { comparable } from '../support/texts.js'

/** Cuts text into pieces, in order. */
export type Cutter = (text: string) => string[]

interface JiebaPackage {
  readonly Jieba: { withDict(dict: Uint8Array): { cut(text: string, hmm: boolean): string[] } }
}

let jieba: { cut(text: string, hmm: boolean): string[] } | undefined

const holdsLetters = /[\p{L}\p{N}]/u

/** Words of @node-rs/jieba with its hidden Markov model, as its documentation shows; without marks and blanks. */
export const jiebaWords: Cutter = (text) => {
  jieba ??= openJieba()
  return jieba.cut(comparable(text), true).filter((word) => holdsLetters.test(word))
}

function openJieba() {
  const { Jieba } = loadPeer<JiebaPackage>('@node-rs/jieba')!
  const { dict } = loadPeer<{ dict: Uint8Array }>('@node-rs/jieba/dict')!
  return Jieba.withDict(dict)
}

const runs = /\p{Script=Han}+|[\p{L}\p{N}]+/gu
const startsHan = /^\p{Script=Han}/u
const mixed = /\p{Script=Han}+|\P{Script=Han}+/gu

/** Every two neighbours of a run of Han, a lone character as itself; other words whole. */
export const bigrams: Cutter = (text) => {
  const pieces: string[] = []
  for (const run of comparable(text).match(runs) ?? []) {
    for (const part of run.match(mixed) ?? []) {
      if (!startsHan.test(part) || part.length < 3) pieces.push(part)
      else for (let i = 0; i + 2 <= part.length; i++) pieces.push(part.slice(i, i + 2))
    }
  }
  return pieces
}
