import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, describe, expect, it } from 'vitest'
import { runCli, temporaryFolder } from '../support/cli.js'

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
})
