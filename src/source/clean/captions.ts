/** Finds captions: blocks that mention an image, and blocks that are set like a caption under one. */
import type { Block } from '../block.js'
import { headlineKey } from './lines.js'
import { plainLine, ruleFor } from './rules/rule.js'
import { CAPTION_LINE, EMPTY_ALT, LINE_RULES } from './rules/index.js'
import { withoutZeroWidth } from '../lines.js'

const LONGEST = 220
/** Text that itself says that it belongs to an image. */
const NAMED =
  /^(?:图像加注文字|图像说明|图片说明)[，,:：]|^[^。]{6,120}(?:图像来源|图片来源|图源|照片来源)\s*[:：]\s*(?=\S)[^。]{1,40}$|^图为[^。]{4,100}。\s*[^。]{2,12}\s摄$|^[^。]{3,100}。?\s*©\s*[^。]{2,20}$/
/** More than a title. */
const SENTENCES = /[。！？；].{10,}[。！？；]/
const MOST_ALTS = 200

/** The usual style of the text of an article; a block in another style stands out. */
export interface Setting {
  /** The number of blank lines between paragraphs of plain text. */
  readonly gap: number
  /** Whether most text in paragraphs that are not under an image is centred, or styled. */
  readonly centred: boolean
  readonly styled: boolean
}

export function settingOf(blocks: readonly Block[]): Setting {
  let [all, centred, styled] = [0, 0, 0]
  for (const block of blocks) {
    if (block.kind !== 'paragraph' || block.afterImage) continue
    const { length } = block.text
    all += length
    if (block.centred) centred += length
    if (block.styled) styled += length
  }
  return { gap: usualGap(blocks), centred: 2 * centred > all, styled: 2 * styled > all }
}

/** The commonest number of blank lines between two lines. */
function usualGap(blocks: readonly Block[]): number {
  // In HTML all gaps are 0.
  if (blocks.every(({ gap }) => gap === 0)) return 0
  const counts = new Map<number, number>()
  for (let i = 1; i < blocks.length; i++) counts.set(blocks[i]!.gap, (counts.get(blocks[i]!.gap) ?? 0) + 1)
  let best = 0
  for (const [gap, count] of counts) if (count > (counts.get(best) ?? 0)) best = gap
  return best
}

/** True for a block that belongs to an image. */
export function isCaption(block: Block, usual: Setting): boolean {
  if (block.kind === 'caption') return block.text.length <= 2 * LONGEST
  if (block.kind === 'paragraph' && block.text.length <= LONGEST && namesImage(block.text)) return true
  if (block.text.length > LONGEST || block.kind === 'heading' || block.kind === 'code') return false
  if (block.gap > usual.gap + 1 && /^【[^【】]{4,80}】$/.test(block.text)) return true
  if (usual.gap > 0 && /^【[^【】]{9,80}】$/.test(block.text)) return true
  if (!block.afterImage) return /^[▲△▼▽]\s*\S/.test(block.text) && block.text.length <= 80
  if (isSetApart(block, usual) || block.kind === 'row') return block.text.length <= 160 && !isParagraph(block.text)
  return CAPTION_LINE.test(block.text) || (block.underImage && block.text.length <= 80 && !/[。！？]$/.test(block.text))
}

/** Whether a block differs in style from the rest. If all text is centred or grey, that says nothing. */
export const isSetApart = ({ centred, styled }: Block, usual: Setting): boolean =>
  (centred && !usual.centred) || (styled && !usual.styled)

/** Several sentences belong to the article in any style, unless they are labelled as a caption. */
function isParagraph(text: string): boolean {
  return text.length >= 60 && (text.match(/[。！？]/g)?.length ?? 0) >= 2 && !CAPTION_LINE.test(text)
}

const namesImage = (text: string): boolean => /^图|来源|图源|©/.test(text) && NAMED.test(text)

/** A caption without the brackets and arrows around it. */
export function captionText(text: string): string {
  const inner = /^【([^【】]+)】$/.exec(text)?.[1] ?? text
  return inner.replace(/^(?:[▲△▼▽↑↓]|[（(【]图说[）)】]|(?:图像加注文字|图像说明|图片说明)[，,:：])\s*/, '').trim()
}

/** An alternative text on one line. */
const textOfImage = (alt: string): string => withoutZeroWidth(alt).replace(/\s+/g, ' ').trim()

type AddAlternatives = (captions: readonly string[], alts: readonly string[], title: string, body: string) => string[]

/** Adds all alternative texts of a source that are not empty, unless the title, the body or a caption contains them. */
export const addAllAlternatives: AddAlternatives = (captions, alts, title, body) => {
  const all = [...new Set(captions)]
  for (const alt of new Set(alts)) {
    const text = textOfImage(alt)
    if (!/[\p{L}\p{N}]/u.test(text) || title.includes(text) || body.includes(text)) continue
    if (!all.some((caption) => caption.includes(text))) all.push(text)
  }
  return all
}

/** Adds the alternative texts of images, unless the title, the body or a caption says the same. */
export const addAlternatives: AddAlternatives = (captions, alts, title, body) => {
  const all = [...new Set(captions)]
  if (alts.length === 0) return all
  const keys = all.map(headlineKey)
  const titleKey = headlineKey(title)
  for (const alt of new Set(alts.slice(0, MOST_ALTS).flatMap(linesOfLong))) {
    const text = textOfImage(alt)
    if (!/(?:\p{Script=Han}.*){6}/u.test(text) || text.length > LONGEST || EMPTY_ALT.test(text)) continue
    const key = headlineKey(text)
    const isTitle = titleKey.includes(key) || (titleKey !== '' && key.includes(titleKey) && !SENTENCES.test(text))
    if (isTitle || keys.some((k) => k.includes(key) || key.includes(k))) continue
    if (body.includes(text) || ruleFor(plainLine(text), LINE_RULES) !== undefined) continue
    keys.push(key)
    all.push(text)
  }
  return all
}

/** An alternative text that is too long, or has paragraphs, is text by mistake: each line counts by itself. */
const linesOfLong = (alt: string): string[] => (alt.length > LONGEST || alt.includes('\n\n') ? alt.split('\n') : [alt])
