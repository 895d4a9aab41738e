import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCli, temporaryFolder } from '../support/cli.js'
import { sampleFiles, writeFiles } from '../support/collection.js'
import { ask } from '../support/mcp.js'
import type { ToolResult } from '../support/mcp.js'

const folder = temporaryFolder()
const index = join(folder.path, 'index')
beforeAll(async () => {
  writeFiles(join(folder.path, 'corpus'), sampleFiles)
  expect((await runCli(['index'], { cwd: folder.path })).status).toBe(0)
})
afterAll(folder.remove)

const call = (name: string, given: object) => ['tools/call', { name, arguments: given }] as const

describe('xunzhang mcp', () => {
  it('answers every request that came before the end of its input, and ends', async () => {
    const { answers, status, stderr } = await ask(index, [['ping'], ['tools/list'], call('status', {})])
    expect([...answers.keys()].sort()).toEqual([0, 1, 2, 3])
    expect(answers.get(0)?.result).toMatchObject({ protocolVersion: '2025-06-18', serverInfo: { name: 'xunzhang' } })
    expect(status).toBe(0)
    expect(stderr).toBe('')
  })

  it('lists six tools, the same bytes each time, in less than 1,600 tokens', async () => {
    const { answers } = await ask(index, [['tools/list'], ['tools/list']])
    const [one, two] = [1, 2].map((id) => JSON.stringify(answers.get(id)?.result))
    expect(one).toBe(two)
    const listed = answers.get(1)?.result?.['tools'] as { name: string }[]
    expect(listed.map(({ name }) => name)).toEqual(['search', 'read', 'list', 'explore', 'similar', 'status'])
    // A token is three or more bytes of English or of Chinese in the vocabularies of today's models.
    expect(Buffer.byteLength(one!) / 3).toBeLessThan(1600)
  })

  it('cites the line of the file that holds the passage, and the line where to read on', async () => {
    const { answers } = await ask(index, [
      call('search', { query: '阿尔丹别科夫 抬高半米' }),
      call('read', { id: 'notes/bridge.md', around: '抬高半米' }),
    ])
    const found = answers.get(1)?.result as unknown as ToolResult
    expect(found.structuredContent).toMatchObject({ hits: [{ path: 'notes/bridge.md', line: 7 }, {}] })
    expect(found.content).toHaveLength(1)
    expect(found.content[0]?.text).toMatch(/^1\. notes\/bridge\.md:7 .*\n {2}.*抬高半米/m)
    const read = answers.get(2)?.result as unknown as ToolResult
    expect(read.content[0]?.text).toContain('1| 渡口的旧桥今年重修')
    expect(read.structuredContent).toMatchObject({ id: 'notes/bridge.md', from: 1, totalLines: 2 })
  })

  it('says which words occur where nothing is found, and what is spelled alike', async () => {
    const { answers } = await ask(index, [call('search', { query: '"银行 望远镜坏" 阿尔丹别科失' })])
    const { structuredContent, isError } = answers.get(1)?.result as unknown as ToolResult
    expect(isError).toBeUndefined()
    expect(structuredContent).toMatchObject({ total: 0 })
    expect(structuredContent?.['words']).toContainEqual({ word: '银行', articles: 2 })
  })

  it('pages by cursor without a gap, and refuses the cursor of another query', async () => {
    const first = await ask(index, [call('search', { query: '渡口', limit: 2 })])
    const page = first.answers.get(1)?.result as unknown as ToolResult
    const cursor = page.structuredContent?.['cursor']
    const { answers } = await ask(index, [
      call('search', { query: '渡口', limit: 2, cursor }),
      call('search', { query: '银行', cursor }),
    ])
    const next = answers.get(1)?.result as unknown as ToolResult
    const ids = [page, next].map(({ structuredContent }) =>
      (structuredContent?.['hits'] as { id: string }[]).map(({ id }) => id),
    )
    expect(ids.map(({ length }) => length)).toEqual([2, 1])
    expect(new Set(ids.flat()).size).toBe(3)
    expect(next.content[0]?.text).toContain('\n3. ')
    expect(answers.get(2)?.result).toMatchObject({ isError: true })
  })

  it('reports wrong arguments, unknown articles and unknown tools, each in its way', async () => {
    const { answers } = await ask(index, [
      call('search', { query: 1 }),
      call('read', { id: 'nobody.md' }),
      call('search', { query: '银行', limitt: 3 }),
      call('burn', {}),
    ])
    expect(answers.get(1)?.result).toMatchObject({ isError: true })
    expect(JSON.stringify(answers.get(2)?.result)).toContain('nobody.md')
    expect(JSON.stringify(answers.get(3)?.result)).toContain('limitt')
    expect(answers.get(4)?.error).toMatchObject({ code: -32602 })
  })

  it('serves articles as resources', async () => {
    const { answers } = await ask(index, [
      ['resources/templates/list'],
      ['resources/read', { uri: 'xunzhang://article/notes%2Ftea.txt' }],
      ['resources/read', { uri: 'file:///etc/passwd' }],
    ])
    expect(JSON.stringify(answers.get(2)?.result)).toContain('泉水煮茶')
    expect(answers.get(3)?.error).toBeDefined()
  })

  it('prints what registers it with a client', async () => {
    for (const client of ['claude', 'vscode', 'cursor']) {
      const { stdout, status } = await runCli(['mcp', '--config', client], { cwd: folder.path })
      expect(status).toBe(0)
      expect(stdout).toContain(JSON.stringify(index))
      expect(() => JSON.parse(stdout) as unknown).not.toThrow()
    }
    expect((await runCli(['mcp', '--config', 'codex'], { cwd: folder.path })).stdout).toContain(
      '[mcp_servers.xunzhang]',
    )
  })
})
