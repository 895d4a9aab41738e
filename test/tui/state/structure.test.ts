import { describe, expect, it } from 'vitest'
import { structureOf } from '../../../src/fronts/tui/state/article-rows.js'
import { article, fakeIndex } from '../support/fake-index.js'
import { answered } from '../support/drive.js'
import { look } from '../support/look.js'
import { previewRows } from '../../../src/fronts/tui/view/rows/preview-rows.js'

const body = '开头。\n第一节\n甲\n乙\n子项\n引用的河流。\nconst a = 1\n\n  b()'
const nodes = [
  ['p', {}, ['开头。']],
  ['h2', {}, ['第一节']],
  [
    'ul',
    {},
    [
      ['li', {}, ['甲']],
      ['li', {}, ['乙', ['ul', {}, [['li', {}, ['子项']]]]]],
    ],
  ],
  ['blockquote', {}, [['p', {}, ['引用的河流。']]]],
  ['pre', {}, [['code', {}, ['const a = 1\n  b()\n']]]],
] as const

describe('the structure of an article', () => {
  const structure = structureOf(body, nodes as unknown as Parameters<typeof structureOf>[1])

  it('is found for each line of its text', () => {
    const kinds = body.split('\n').map((line) => structure.get(body.indexOf(line === '' ? '\n\n' : line)))
    expect(kinds).toEqual([undefined, 'heading', 'item', 'item', 'item', 'quote', 'code', undefined, 'code'])
  })

  it('is shown in the preview by a sign in the margin and a style', async () => {
    const driven = await answered('河流', {}, fakeIndex([article({ id: 'a', title: '题', body })]))
    driven.send({ type: 'structured', id: 'a', structure })
    const rows = previewRows(driven.state, look(), 40).map((row) =>
      row
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    )
    expect(rows.slice(3, 10)).toEqual([' 开头。', ' 第一节', '·甲', '·乙', '·子项', '│引用的河流。', '│const a = 1'])
    const styles = previewRows(driven.state, look(), 40)[4]!.map(({ style }) => style)
    expect(styles).toContain('title')
  })
})
