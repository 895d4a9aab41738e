import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { readNote } from '../../src/source/markdown/notes.js'
import type { Vault } from '../../src/source/markdown/notes.js'
import { isProblem } from '../../src/source/article.js'
import type { Article } from '../../src/source/article.js'
import { formatOf } from '../../src/source/formats/index.js'
import { expectLinear } from '../support/growth.js'

function read(vault: Vault, path: string, text: string): Article {
  const file = { path, bytes: Buffer.from(text), startLine: 1, startByte: 0 }
  const [article] = [...formatOf(path).read(file, { clean: false, vault })]
  if (article === undefined || isProblem(article)) throw new Error(`${path}: no article`)
  return article
}

describe('a note of Obsidian', () => {
  const text = [
    '---',
    'aliases: [茶马古道, 南方丝路]',
    'tags: 交通',
    '---',
    '# 古道',
    '去[[石榴渡]]和[[澜桥|澜桥镇]]的人，见 #地理/西南 与#不是标签，#2024 也不是。 ^p1',
    '',
    '> [!note]- 提示',
    '> 桥已修好。 #桥梁',
    '',
    '%% 只给自己看 #私下 %%',
    '%%',
    '还没写完',
    '%%',
    '`#代码` 和 https://example.org/a#b',
    '```',
    '#围栏 %%不是注释%%',
    '```',
    '![[图.png]]',
    '![[嵌入的笔记]]',
  ].join('\n')

  it('has its aliases searched beside its title, its inline tags as tags', () => {
    const article = read('Obsidian', '古道.md', text)
    expect(article.captions).toEqual(['茶马古道', '南方丝路'])
    expect(article.tags).toEqual(['交通', '地理/西南', '桥梁'])
    expect(article.metadata['aliases']).toEqual(['茶马古道', '南方丝路'])
  })

  it('shows links by their words, callouts by their titles, and neither comments nor names of blocks', () => {
    const { body } = read('Obsidian', '古道.md', text)
    expect(body).toContain('去石榴渡和澜桥镇的人，见 #地理/西南')
    expect(body).toContain('提示')
    expect(body).toContain('#围栏 %%不是注释%%')
    expect(body).not.toMatch(/只给自己看|还没写完|\^p1|\[!note\]|!\[\[|嵌入的笔记/)
  })
})

describe('a note of Logseq', () => {
  const text = [
    'title:: 古道',
    'alias:: 茶马古道, [[南方丝路]]',
    'tags:: [[交通]], #历史',
    'date:: 2024-05-21',
    '',
    '- 去[[石榴渡]]，#地理 #[[西南 商路]]',
    '  id:: 6650d3c1-0000-4000-8000-000000000000',
    '  collapsed:: true',
    '  来源:: 县志',
    '  :LOGBOOK:',
    '  CLOCK: [2024-05-21 Tue 10:00:00]',
    '  :END:',
    '- TODO 修桥 ((6650d3c1-0000-4000-8000-000000000000)) {{query (todo now)}}',
    '  SCHEDULED: <2024-05-22 Wed>',
  ].join('\n')

  it('has the properties of its page as fields', () => {
    const article = read('Logseq', 'pages/gudao.md', text)
    expect(article).toMatchObject({ title: '古道', date: '2024-05-21', captions: ['茶马古道', '南方丝路'] })
    expect(article.tags).toEqual(['交通', '历史', '地理', '西南 商路'])
  })

  it('has what only Logseq reads left out of its text', () => {
    const { body } = read('Logseq', 'pages/gudao.md', text)
    expect(body).toContain('去石榴渡')
    expect(body).toContain('来源:: 县志')
    expect(body).toContain('修桥')
    expect(body).not.toMatch(/alias::|id::|collapsed|LOGBOOK|CLOCK|query|SCHEDULED|6650d3c1/)
  })

  it('keeps what stands in braces that are no macro, and what a card hides', () => {
    expect(read('Logseq', 'pages/卡片.md', '- 首都是 {{cloze 奥斯陆}}').body).toBe('首都是 奥斯陆')
    expect(readNote('Logseq', '- 模板写作 {{茶}} {{youtube abc}}', {}).text).toContain('{{茶}}')
  })

  it('is dated by the name of its journal', () => {
    expect(read('Logseq', 'journals/2024_05_21.md', '- 下雨')).toMatchObject({ date: '2024-05-21', body: '下雨' })
  })
})

describe('any note', () => {
  it('is read in time that grows with its size, and keeps every other character', async () => {
    const words = fc.constantFrom(
      '%%',
      '#',
      '[[',
      ']]',
      '::',
      'a:: b',
      '\n',
      '- ',
      '> [!x]',
      '```',
      ' ^a',
      '{{',
      '}}',
      '茶',
      ' ',
      ':LOGBOOK:',
      ':END:',
    )
    fc.assert(
      fc.property(fc.constantFrom<Vault>('Obsidian', 'Logseq'), fc.array(words, { maxLength: 60 }), (vault, parts) => {
        const text = parts.join('')
        const note = readNote(vault, text, {})
        expect(note.text.length).toBeLessThanOrEqual(text.length)
        if (!/%%|LOGBOOK|::|\^/.test(text)) expect(note.text.split('茶')).toHaveLength(text.split('茶').length)
      }),
    )
    for (const part of ['%%', '#a ', '[[', '> [!', 'a:: ', '{{', '((', ' ^', '```\n', '#[[']) {
      await expectLinear((size) => {
        const long = part.repeat(size)
        return () => (['Obsidian', 'Logseq'] as const).map((vault) => readNote(vault, long, {}))
      }, 200_000)
    }
  })
})
