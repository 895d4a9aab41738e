import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as editor from '../../../src/fronts/tui/editor/editor.js'
import { emptyEditor, platformWords, type Editor } from '../../../src/fronts/tui/editor/editor.js'
import { articleText } from '../support/screen-text.js'

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' })
const at = (text: string, cursor: number): Editor => ({ text, cursor, killed: '' })

const running =
  (command: string, words = platformWords) =>
  (line: Editor) =>
    editor.edited(line, command, words)!
const named = (...commands: string[]) => Object.fromEntries(commands.map((command) => [command, running(command)]))

const moves: Record<string, (line: Editor) => Editor> = named('left', 'right', 'home', 'end', 'wordLeft', 'wordRight')
const changes: Record<string, (line: Editor) => Editor> = named(
  ...['backspace', 'delete', 'killWordLeft', 'killWordRight', 'killToEnd', 'clear', 'transpose', 'yank'],
)

describe('the line editor', () => {
  it('keeps its cursor on a border of clusters, whatever is done', () => {
    const step = fc.oneof(
      fc.constantFrom(...Object.values(moves), ...Object.values(changes)),
      articleText().map((text) => (line: Editor) => editor.insert(line, text)),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const line = steps.reduce((before, next) => next(before), emptyEditor)
        const borders = [0, ...[...segmenter.segment(line.text)].map((part) => part.index + part.segment.length)]
        expect(borders).toContain(line.cursor)
        expect(line.text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/)
        expect(line.text.length).toBeLessThanOrEqual(editor.longestQuery)
      }),
    )
  })

  it('takes escape sequences out of what is pasted, whole', () => {
    const pasted =
      '\u001b[1;31m河\u001b[0m流\u001b]0;title\u0007 \u001b]8;;https://a.example\u001b\\域\u001b]8;;\u001b\\'
    expect(editor.insert(emptyEditor, pasted).text).toBe('河流 域')
    expect(editor.insert(emptyEditor, 'a[1m').text).toBe('a[1m')
  })

  it('swaps the two characters around the cursor, clusters whole', () => {
    expect(running('transpose')(at('江河流', 1))).toMatchObject({ text: '河江流', cursor: 2 })
    expect(running('transpose')(at('江👨‍👩‍👧', 9))).toMatchObject({ text: '👨‍👩‍👧江', cursor: 9 })
    expect(running('transpose')(at('江河', 0))).toMatchObject({ text: '江河', cursor: 0 })
    expect(running('transpose')(at('江', 1))).toMatchObject({ text: '江', cursor: 1 })
  })

  it('changes nothing by moving', () => {
    fc.assert(
      fc.property(articleText(), fc.constantFrom(...Object.keys(moves)), (text, move) => {
        const line = editor.insert(emptyEditor, text)
        expect(moves[move]!(line).text).toBe(line.text)
      }),
    )
  })

  it('keeps no half of a surrogate pair', () => {
    expect(editor.withText(emptyEditor, '\ud800\ud800河\udc00😀').text).toBe('河😀')
    expect(editor.insert(emptyEditor, '\ud800\ud800河\udc00😀').text).toBe('河😀')
  })

  it('gives back by yanking what a kill took', () => {
    fc.assert(
      fc.property(articleText(), (text) => {
        const line = editor.insert(emptyEditor, text)
        expect(running('yank')(running('clear')(line)).text).toBe(line.text)
      }),
    )
  })

  it('goes by words of Han text', () => {
    const line = at('气候变化 report', 11)
    expect(running('wordLeft')(line).cursor).toBe(5)
    const words = () =>
      [
        [0, 2],
        [2, 4],
        [5, 11],
      ] as const
    expect(running('wordLeft', words)(at('气候变化 report', 4)).cursor).toBe(2)
    expect(running('wordRight', words)(at('气候变化 report', 0)).cursor).toBe(2)
    expect(running('killWordLeft', words)(at('气候变化 report', 4))).toMatchObject({
      text: '气候 report',
      killed: '变化',
    })
  })

  it('takes an emoji with its parts in one step', () => {
    expect(running('backspace')(editor.insert(emptyEditor, '好👨‍👩‍👧')).text).toBe('好')
    expect(running('left')(editor.insert(emptyEditor, 'e\u0301')).cursor).toBe(0)
  })

  it('puts several committed characters in at once, and line breaks as blanks', () => {
    expect(editor.insert(at('山水', 1), '高\n流').text).toBe('山高 流水')
  })

  it('cuts what is longer than any query', () => {
    expect(editor.insert(emptyEditor, '河'.repeat(10_000)).text).toHaveLength(editor.longestQuery)
  })
})
