import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Hit } from '../../../src/library/types.js'
import { programFor, editorCall, editorOf } from '../../../src/fronts/tui/session/outside.js'
import { citation, clipboardSequence, copyTexts, printedMarks } from '../../../src/fronts/tui/actions/copy.js'
import { freeName, writeExport } from '../../../src/fronts/tui/session/actions.js'
import { exportName } from '../../../src/fronts/tui/state/panes/overlays.js'
import { tuiMessages } from '../../../src/fronts/messages/languages.js'
import { SourceLines } from '../../../src/library/results/locating.js'
import { fileOf } from '../../../src/library/results/places.js'
import { article, fakeIndex } from '../support/fake-index.js'
import { temporaryFolder } from '../support/temporary-folder.js'

const hitOf = async (query: string): Promise<Hit> => (await fakeIndex().search(query)).hits[0]!

describe('an editor', () => {
  it('goes to the line in its own way', () => {
    const args = (editor: string) => editorCall(editor.split(' '), '/a b.md', 7).args
    expect(args('vim')).toEqual(['+7', '/a b.md'])
    expect(args('/usr/bin/nano -w')).toEqual(['-w', '+7', '/a b.md'])
    expect(args('code --wait')).toEqual(['--wait', '--goto', '/a b.md:7'])
    expect(args('hx')).toEqual(['/a b.md:7'])
    expect(args('my-editor')).toEqual(['/a b.md'])
  })

  it('is VISUAL before EDITOR, with its arguments; vi without either', () => {
    expect(editorOf({ VISUAL: "'/my vim' -R", EDITOR: 'ed' })).toEqual(['/my vim', '-R'])
    expect(editorOf({ VISUAL: ' ', EDITOR: 'ed' })).toEqual(['ed'])
    expect(editorOf({})).toEqual(['vi'])
  })

  it('gets the file below the indexed folder, or the indexed file itself', () => {
    expect(fileOf({ root: '/articles', path: '2024/a.md' })).toBe('/articles/2024/a.md')
    expect(fileOf({ root: '', path: 'stdin' })).toBe('stdin')
  })
})

describe('the line of a hit', () => {
  const folder = temporaryFolder()

  it('is the first line from the article on that holds the match', () => {
    writeFileSync(join(folder(), 'a.md'), '河流\n---\n\n一\n河流\n')
    const lineOf = (text: string): number =>
      new SourceLines().lineOf({ root: folder(), path: 'a.md', line: 2 }, { text, highlights: [] })
    expect(lineOf('河流')).toBe(5)
    expect(lineOf('没有')).toBe(2)
    expect(lineOf('')).toBe(2)
  })
})

describe('marked articles', () => {
  const one = article({ id: 'a', title: '甲', body: '', path: 'feed.jsonl', line: 3, author: '林', date: '2024-05-21' })
  const marks = [
    { article: one, file: 'feed.jsonl' },
    { article: article({ id: 'b', title: '乙', body: '', line: 9 }), file: 'feed.jsonl' },
    { article: article({ id: 'c', title: '丙', body: '' }), file: 'c.md' },
  ]

  it('are paths, told apart by lines where one file holds several', () => {
    expect(printedMarks(marks, undefined)).toEqual(['feed.jsonl:3', 'feed.jsonl:9', 'c.md'])
  })

  it('are printed in the form that is asked for', () => {
    expect(printedMarks(marks, 'path')).toEqual(['feed.jsonl', 'c.md'])
    expect(printedMarks(marks, 'line')).toEqual(['feed.jsonl:3', 'feed.jsonl:9', 'c.md:1'])
    expect(printedMarks(marks, 'id')).toEqual(['a', 'b', 'c'])
    expect(printedMarks(marks, 'citation')[0]).toBe('[甲](<feed.jsonl>) — 林, 2024-05-21')
    expect(JSON.parse(printedMarks(marks, 'json')[0]!)).toMatchObject({
      id: 'a',
      path: 'feed.jsonl',
      line: 3,
      title: '甲',
    })
  })
})

describe('a program that opens an article', () => {
  const folder = temporaryFolder()

  it('begins at the match that is read, else at the passage of the list', async () => {
    const source = '---\ntitle: 河流\n---\n\n**河流**一。\n\n第二段。\n\n[河流](x)二。\n'
    writeFileSync(join(folder(), 'a.md'), source)
    const body = '河流一。\n第二段。\n河流二。'
    const one = article({ id: 'a', path: 'a.md', root: folder(), title: '河流', body })
    const marked = { ...(await fakeIndex([one]).mark('a', '河流'))!, article: one }
    const found = (await fakeIndex([one]).search('河流', {})).hits[0]!
    const hit = { ...found, snippet: { text: '河流二。', highlights: [[0, 2]] as const } }
    const request = {
      hit,
      marked,
      how: 'editor',
      env: { EDITOR: 'vi' },
      program: undefined,
      editor: undefined,
    } as const
    const at = (match: number | undefined) => programFor({ ...request, match }, tuiMessages.en)
    expect(at(undefined)).toMatchObject({ args: ['+9', join(folder(), 'a.md')] })
    expect(at(0)).toMatchObject({ args: ['+5', join(folder(), 'a.md')] })
    expect(at(1)).toMatchObject({ args: ['+9', join(folder(), 'a.md')] })
  })
})

describe('a file that is no UTF-8', () => {
  const folder = temporaryFolder()
  const gb18030 = Buffer.from([0xba, 0xd3, 0xc1, 0xf7, 0x0a])

  it('is opened by a program of the settings alone, because an editor may garble it', async () => {
    const file = join(folder(), 'water.md')
    const hit = await hitOf('山地')
    const marked = (await fakeIndex().mark('water.md', '山地'))!
    const request = {
      hit,
      match: undefined,
      how: 'editor',
      env: { EDITOR: 'vi' },
      editor: undefined,
    } as const
    const opened = (program?: string) =>
      programFor(
        { ...request, program, marked: { ...marked, article: { ...marked.article, root: folder() } } },
        tuiMessages.en,
      )
    writeFileSync(file, '河流')
    expect(opened()).toMatchObject({ command: 'vi' })
    writeFileSync(file, gb18030)
    expect(opened()).toMatchObject({ problem: expect.stringContaining('not UTF-8') as string })
    expect(opened('less {file}')).toEqual({ command: 'less', args: [file] })
  })
})

describe('an export', () => {
  const folder = temporaryFolder()
  const content = { articles: [] }

  it('never takes the place of a file, and is offered a name that none has', async () => {
    const name = exportName('"河流" 灯火', 'csv')
    expect(name).toBe('xunzhang-export-河流-灯火.csv')
    const file = join(folder(), name)
    const options = { format: 'csv', query: '河流', file } as const
    expect(await writeExport(content, options)).toBe(0)
    await expect(writeExport(content, options)).rejects.toMatchObject({ code: 'EEXIST' })
    expect(freeName(folder(), name)).toBe('xunzhang-export-河流-灯火-2.csv')
  })
})

describe('copying', () => {
  it('takes path, address, passage or citation', async () => {
    const hit = await hitOf('山地')
    const { path, url, passage, citation: cited } = copyTexts(hit, 'notes/water.md')
    expect(path).toBe('notes/water.md')
    expect(url).toBe('https://www.example.org/water')
    expect(passage).toContain('河流从山地带来泥沙。')
    expect(cited).toBe('[河流如何塑造平原](<https://www.example.org/water>) — 林溪, 2024-05-21')
  })

  it('escapes what Markdown would read as signs, and trusts no address but http', async () => {
    const hit = { ...(await hitOf('山地')), title: 'a]b*', url: 'javascript:alert(1)', author: '', date: '' }
    expect(citation(hit, 'x y.md')).toBe('[a\\]b\\*](<x y.md>)')
  })

  it('goes to the clipboard as OSC 52, and through tmux in its envelope', () => {
    expect(clipboardSequence('河', {})).toBe('\u001b]52;c;5rKz\u0007')
    expect(clipboardSequence('河', { TMUX: '/tmp/x' })).toContain('\u001bPtmux;\u001b\u001b]52;c;5rKz\u0007\u001b\\')
  })

  it('is cut between two characters where its sequence would be longer than terminals take', () => {
    const longest = 100_000
    for (const text of ['河'.repeat(longest), `a${'河'.repeat(longest)}`, `ab${'𠀀'.repeat(longest)}`]) {
      const sequence = clipboardSequence(text, {})
      expect(sequence.length).toBeLessThanOrEqual(longest)
      expect(sequence.length).toBeGreaterThan(longest - 20)
      const sent = Buffer.from(sequence.slice(7, -1), 'base64').toString()
      expect(text.startsWith(sent)).toBe(true)
      expect(sent).not.toContain('\ufffd')
    }
    const whole = '河'.repeat(24_000)
    expect(Buffer.from(clipboardSequence(whole, {}).slice(7, -1), 'base64').toString()).toBe(whole)
  })
})
