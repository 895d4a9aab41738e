import { render } from 'ink-testing-library'
import { describe, expect, it } from 'vitest'
import { Reader, readerLines } from '../../../src/fronts/tui/view/reader.js'
import { answered, drive } from '../support/drive.js'
import { article, fakeIndex } from '../support/fake-index.js'
import { look, plain } from '../support/look.js'

describe('the screen reader mode', () => {
  it('reads the chosen hit, its place among all, and the query last', async () => {
    const driven = await answered('河流')
    driven.keys('tab')
    expect(readerLines(driven.state, look())).toEqual([
      '1 marked',
      'Hit 2 of 3: 春天的茶山',
      '2023-04-05 · 陈远 · tea.md',
      '清明前后，茶山上都是采茶的人。 茶叶要当天炒，河流边的水车带动炒锅。',
      'Query: 河流',
    ])
  })

  it('reads the paragraph of the match in the preview, and the other lists', async () => {
    const driven = await answered('河流')
    driven.keys('ctrl-g')
    driven.type('n')
    expect(readerLines(driven.state, look())).toContain('老人说，河流记得每一座山。')
    driven.keys('escape', 'f1')
    expect(readerLines(driven.state, look('zh')).join('\n')).toContain('Alt-↵, F12：在编辑器中打开')
    driven.keys('escape', 'ctrl-r')
    expect(readerLines(driven.state, look())).toContain('No query matches.')
  })

  it('reads the first sentence of an article without a title', async () => {
    const untitled = article({ id: 'a', title: '', body: '河流很长。它流过平原。' })
    const driven = await answered('平原', {}, fakeIndex([untitled]))
    driven.keys('ctrl-g')
    expect(readerLines(driven.state, look())[0]).toBe('河流很长。')
  })

  it('says what is missing', () => {
    const driven = drive()
    driven.send({ type: 'unavailable', reason: 'index', damaged: false })
    expect(readerLines(driven.state, look())).toEqual([
      'index: there is no index yet.',
      'Build it now?',
      'Query: empty',
    ])
  })

  it('is drawn by Ink as lines', async () => {
    const { state } = await answered('茶叶')
    const store = { get: () => state, subscribe: () => () => undefined }
    const { lastFrame } = render(<Reader store={store} look={look()} />)
    expect(plain(lastFrame())).toMatch(/^Hit 1 of 1: 春天的茶山\n.*\n.*\nQuery: 茶叶$/)
  })
})
