import { mkdirSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runCli, runShell, temporaryFolder } from '../support/cli.js'

const folder = temporaryFolder()
afterAll(folder.remove)
const spooled = () => readdirSync(tmpdir()).filter((name) => name.startsWith('xunzhang-stdin-'))

describe('index -', () => {
  it.each([
    ['JSON lines', '{"_id":"a","text":"渡口的船夫在雪里等了一夜"}\n{"text":"另一条船"}\n', ['a', 'stdin.jsonl:2']],
    ['a post', '---\ntitle: 渡口\n---\n渡口的船夫在雪里等了一夜。\n', ['stdin']],
  ])('reads %s from standard input, and leaves no file behind', async (_name, input, ids) => {
    const before = spooled()
    const dir = ids.join('').replace(/\W/g, '')
    const built = await runCli(['index', '-', '--index', dir, '--json'], { cwd: folder.path, input })
    expect(built).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(built.stdout)).toMatchObject({ added: ids.length, failed: 0 })
    const found = await runCli(['search', '船', '--index', dir, '--format', 'json'], { cwd: folder.path })
    expect((JSON.parse(found.stdout) as { hits: { id: string }[] }).hits.map(({ id }) => id).sort()).toEqual(ids)
    expect(spooled()).toEqual(before)
  })

  it('leaves no file behind either where it is stopped while it waits for more', async () => {
    const spool = join(folder.path, 'spool')
    mkdirSync(spool)
    const begun = 'until ls "$TMPDIR" | grep -q stdin; do sleep 0.05; done; sleep 0.2'
    const line = `$XUNZHANG index - --index stopped < <(echo "船"; exec 2>&-; sleep 10) & ${begun}; kill -INT $!; wait $!`
    const { status, stderr } = await runShell(line, { cwd: folder.path, env: { TMPDIR: spool } })
    expect(readdirSync(spool)).toEqual([])
    expect({ status, stderr }).toEqual({ status: 130, stderr: expect.stringContaining('interrupted') as string })
  })

  it.each([
    ['en', 'xunzhang: /nowhere: cannot be written (ENOENT). Check the path, its permissions and the free space.\n'],
    ['zh', 'xunzhang: /nowhere：无法写入（ENOENT）。请检查路径、权限与剩余空间。\n'],
  ])('names the folder for temporary files where that is missing or full (%s)', async (lang, line) => {
    for (const command of [['index', '-'], ['bench'], ['demo']]) {
      const env = { TMPDIR: '/nowhere' }
      const { status, stderr } = await runCli([...command, '--lang', lang], { cwd: folder.path, env, input: '船' })
      expect({ status, stderr }).toEqual({ status: 2, stderr: line })
    }
  })

  it('refuses an empty pipe, and the index keeps its articles; forced, it has none', async () => {
    const index = (input: string, ...more: string[]) =>
      runCli(['index', '-', '--index', 'kept', '--lang', 'en', ...more], { cwd: folder.path, input })
    const count = () => runCli(['search', '船', '--index', 'kept', '--count'], { cwd: folder.path })
    await index('{"text":"渡口的船夫"}\n')
    const refused = await index('')
    expect(refused.status).toBe(2)
    expect(refused.stderr).toMatch(/^xunzhang: standard input is empty\. Check the command before the pipe; .*\n$/)
    expect((await index('\n')).stderr).toContain('no articles here now, but the index holds 1 article. ')
    expect((await count()).stdout).toBe('1\n')
    expect((await index('', '--force')).status).toBe(0)
    expect((await count()).stdout).toBe('0\n')
  })
})
