import { render } from 'ink-testing-library'
import { createElement, type ComponentType } from 'react'
import { describe, expect, it } from 'vitest'
import type { State } from '../../../src/fronts/tui/state/model.js'
import * as app from '../../../src/fronts/tui/view/app.js'
import type { Look } from '../../../src/fronts/tui/view/look.js'
import { answered, drive } from '../support/drive.js'
import { fakeIndex, fewArticles } from '../support/fake-index.js'
import { look, plain } from '../support/look.js'

type Component = ComponentType<{ state: State; look: Look }>

/** What a component alone draws, in a window of 100 columns. */
function textOf(component: Component, state: State, how = look()): string {
  const { lastFrame, unmount } = render(createElement(component, { state, look: how }))
  const text = plain(lastFrame())
  unmount()
  return text
}

const window_ = { columns: 100, rows: 32 }
const timeline = async () => {
  const buckets = ['2022-01-01', '2023-01-01'].map((from) => ({ from, articles: 1, occurrences: 0 }))
  return { by: 'year' as const, series: [{ query: '', buckets, undated: { articles: 0, occurrences: 0 } }] }
}
const found = () => answered('河流', { ...window_, facetsShown: true }, fakeIndex(fewArticles, { timeline }))

describe('each part of the screen is drawn by Ink alone', () => {
  it('the query line, with the count', async () => {
    const { state } = await found()
    expect(textOf(app.QueryLine, state)).toMatch(/^❯ 河流 +\[best first\] 3 hits/)
  })

  it('suggestions, and filters that are chosen', async () => {
    const { state } = await found()
    const completions = [{ text: '河流如何', kind: 'title', start: 0, end: 2 }] as const
    expect(textOf(app.Suggestions, { ...state, completions })).toMatch(/^→ 河流如何 title/)
    expect(textOf(app.Filters, { ...state, filters: { author: ['林溪'] } })).toContain(' 林溪 ×')
  })

  it('the filters to choose from, the timeline, the introduction', async () => {
    const { state } = await found()
    expect(textOf(app.Facets, state)).toMatch(/^ Filters[^]*☐ 林溪 +1/)
    expect(textOf(app.Timeline, state)).toMatch(/█[^]*2022 .*2023/)
    const browsing = drive(window_)
    await browsing.answer()
    expect(textOf(app.Introduction, browsing.state, look('zh'))).toContain('"气候变化"')
  })

  it('a message and the keys', async () => {
    const { state } = await found()
    const notice = { text: 'Copied.', tone: 'good' } as const
    expect(textOf(app.Notice, { ...state, notice }).trim()).toBe('Copied.')
    expect(textOf(app.Hints, state)).toMatch(/^ ↵ read {2}Tab mark/)
  })

  it('each overlay: help, past queries, the copy menu, the export', async () => {
    const driven = await found()
    const shows = (keys: readonly string[], text: string): void => {
      driven.keys(...keys)
      expect(textOf(app.Overlay, driven.state)).toContain(text)
      driven.keys('escape')
    }
    shows(['f1'], ' Queries')
    shows(['ctrl-r'], ' No query matches.')
    shows(['alt-c'], 'c citation')
    shows(['alt-e'], 'Export 3 hits: press a letter')
    shows(['alt-e'], 'Written to this folder as xunzhang-export-河流.md')
  })

  it('the offer to build, and its progress', () => {
    const driven = drive(window_)
    driven.send({ type: 'unavailable', reason: './index', damaged: false })
    expect(textOf(app.Offer, driven.state)).toContain('./index: there is no index yet.')
    const building = { stage: 'read', done: 5, total: 20, unit: 'files' } as const
    expect(textOf(app.Progress, { ...driven.state, building })).toMatch(/5 of 20 files[^]*█+░+/)
  })
})
