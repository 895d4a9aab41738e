import { describe, expect, it } from 'vitest'
import { tuiMessages } from '../../../src/fronts/messages/languages.js'
import { Actions, type ActionOptions } from '../../../src/fronts/tui/session/actions.js'
import type { CopyKind } from '../../../src/fronts/tui/state/model.js'
import { article, fakeIndex } from '../support/fake-index.js'

describe('copying', () => {
  const notices = async (title: string, what: CopyKind = 'citation', path = 'a'): Promise<string[]> => {
    const index = fakeIndex([article({ id: 'a', title, body: '河流。', path, line: 42 })])
    const said: string[] = []
    const actions = new Actions({
      library: { ask: (question: Parameters<ActionOptions['library']['ask']>[0]) => question(index) },
      stage: { write: () => undefined },
      messages: tuiMessages.en,
      env: {},
      cwd: '/',
      notice: (text: string) => said.push(text),
    } as unknown as ActionOptions)
    const [hit] = (await index.search('河流')).hits
    await actions.copy({ type: 'copy', hit: hit!, what })
    return said.map((text) => text.slice(0, 60))
  }

  it('identifies one record of many in a file by its line', async () => {
    expect(await notices('山', 'path', 'corpus.jsonl')).toEqual([
      expect.stringMatching(/collection\/corpus\.jsonl:42$/),
    ])
    expect(await notices('山', 'path')).toEqual([expect.stringMatching(/collection\/a$/)])
  })

  it('says where only the beginning of a text was sent', async () => {
    expect(await notices('山')).toEqual([expect.stringMatching(/^Sent to the clipboard: \[山/)])
    expect(await notices('山'.repeat(30_000))).toEqual([expect.stringMatching(/^Sent to the clipboard, cut because/)])
  })
})
