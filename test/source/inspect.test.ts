import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { inspectFile } from '../../src/source/inspect.js'
import { chineseText } from './chinese.js'

describe('inspect', () => {
  it('tells the decisions about one file, and what was left out and why', () => {
    const text = `---\ntitle: 河\n---\n<div><p>${chineseText(1, 200).replace(/\n/g, '')}</p><p>责任编辑：张三</p><script>x()</script></div>`
    const result = inspectFile(iconv.encode(text, 'gbk'), 'a.txt')
    expect(result).toMatchObject({
      format: 'text',
      markup: 'html',
      readAs: 'page',
      frontMatter: 'yaml',
      encoding: 'gb18030',
      encodingReason: 'statistics',
      articleCount: 1,
      problems: [],
    })
    expect(result.articles[0]!.title).toBe('河')
    expect(result.removed).toEqual([
      { reason: 'script', text: 'x()' },
      { reason: 'editor', rule: 'editor in charge', text: '责任编辑：张三' },
    ])
  })
  it('shows the first articles of a container and counts all', () => {
    const lines = Array.from({ length: 50 }, (_, i) => `{"text":"${i}"}`).join('\n')
    const result = inspectFile(Buffer.from(lines), 'x.jsonl')
    expect(result).toMatchObject({ format: 'jsonl', articleCount: 50, encoding: 'utf-8' })
    expect(result.articles).toHaveLength(20)
  })
  it('a binary file is a problem', () => {
    expect(inspectFile(Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\0', 'latin1'), 'a.txt')).toMatchObject({
      articles: [],
      problems: [{ message: 'a binary file, not text' }],
    })
  })
})
