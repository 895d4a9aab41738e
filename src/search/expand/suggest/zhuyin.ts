/**
 * Reads keys that were meant as zhuyin (bopomofo) but typed on a keyboard set to letters: `su3cl3` for 你好. The usual
 * layout (大千): each key is a sign, and a tone, or a space for the first tone, ends a syllable.
 */
import type { Syllable } from '../pinyin/table.js'

/** The zhuyin sign of each key, in pinyin spelling. */
const initials: Readonly<Record<string, string>> = {
  ...{ 1: 'b', q: 'p', a: 'm', z: 'f', 2: 'd', w: 't', s: 'n', x: 'l', e: 'g', d: 'k', c: 'h' },
  ...{ r: 'j', f: 'q', v: 'x', 5: 'zh', t: 'ch', g: 'sh', b: 'r', y: 'z', h: 'c', n: 's' },
}
const glides: Readonly<Record<string, string>> = { u: 'i', j: 'u', m: 'v' }
const rhymes: Readonly<Record<string, string>> = {
  ...{ 8: 'a', i: 'o', k: 'e', ',': 'e', 9: 'ai', o: 'ei', l: 'ao' },
  ...{ '.': 'ou', 0: 'an', p: 'en', ';': 'ang', '/': 'eng', '-': 'er' },
}
const tones: Readonly<Record<string, number>> = { ' ': 1, '': 1, 6: 2, 3: 3, 4: 4, 7: 5 }

const syllable = /([1qaz2wsxedcrfv5tgbyhn]?)([ujm]?)([8ik,9ol.0p;/-]?)([3467 ]|$)/y

/** Glide and rhyme that pinyin contracts: the spelling after an initial, and the spelling without one. */
const contracted: Readonly<Record<string, readonly [string, string]>> = {
  ...{ iou: ['iu', 'you'], ien: ['in', 'yin'], ieng: ['ing', 'ying'] },
  ...{ uei: ['ui', 'wei'], uen: ['un', 'wen'], ueng: ['ong', 'weng'] },
  ...{ ven: ['vn', 'yun'], veng: ['iong', 'yong'], i: ['i', 'yi'], u: ['u', 'wu'] },
}

/** @returns two or more syllables, or undefined if some key is not part of a syllable */
export function readZhuyin(keys: string): readonly Syllable[] | undefined {
  const typed = keys.trim().toLowerCase()
  if (!/[3467 ]/.test(typed)) return undefined
  const found: Syllable[] = []
  for (syllable.lastIndex = 0; syllable.lastIndex < typed.length;) {
    const [all, initial, glide, rhyme, tone] = syllable.exec(typed) ?? []
    if (all === undefined || all.trim() === '' || initial! + glide! + rhyme! === '') return undefined
    const text = spell(initials[initial!] ?? '', glides[glide!] ?? '', rhymes[rhyme!] ?? '')
    found.push({ text, tone: tones[tone!]! })
  }
  return found.length < 2 ? undefined : found
}

function spell(initial: string, glide: string, rhyme: string): string {
  if (glide === '') return initial + (rhyme === '' ? 'i' : rhyme)
  const [behind, alone] = contracted[glide + rhyme] ?? [glide + rhyme, glideAlone[glide]! + rhyme]
  if (initial === '') return alone
  return initial + (/^[jqx]$/.test(initial) ? behind.replace('v', 'u') : behind)
}

const glideAlone: Readonly<Record<string, string>> = { i: 'y', u: 'w', v: 'yu' }
