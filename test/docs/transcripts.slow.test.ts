import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { projectRoot, runProgram } from '../support/cli.js'
import { notRun, places } from './places.js'
import { commandsOf, documents, Place, readDocument, transcriptsOf, withoutVarying } from './transcripts.js'

/** `XUNZHANG_WRITE_DOCS=1 npx vitest run test/docs/transcripts.slow.test.ts` writes what the commands print into the documents. */
const writes = process.env['XUNZHANG_WRITE_DOCS'] === '1'

const told = documents().filter((name) => transcriptsOf(readDocument(name)).length > 0)

async function placeOf(name: string): Promise<Place> {
  const place = new Place()
  onTestFinished(place.remove)
  await places[name]!(place)
  return place
}

describe('the transcripts', () => {
  it('of every document are run', () => {
    expect(told).toEqual(Object.keys(places).sort())
  })

  it.each(told)('of %s print what stands there', { timeout: 120_000 }, async (name) => {
    const place = await placeOf(name)
    // In order: the first may index what the others search.
    for (const transcript of transcriptsOf(readDocument(name))) {
      if (commandsOf(transcript).some((command) => command in notRun)) continue
      const printed = await place.replay(transcript)
      if (withoutVarying(printed) === withoutVarying(transcript)) continue
      if (writes) writeFileSync(join(projectRoot, name), readDocument(name).replace(transcript, () => printed))
      else expect(withoutVarying(printed)).toBe(withoutVarying(transcript))
    }
  })

  for (const [command, reason] of Object.entries(notRun)) it.skip(`$ ${command}: ${reason}`, () => undefined)
})

describe('docs/COOKBOOK.md', () => {
  it('holds ten jobs', () => {
    expect(readDocument('docs/COOKBOOK.md').match(/^## /gm)).toHaveLength(10)
  })

  const hasVim = spawnSync('vim', ['--version']).error === undefined
  it.skipIf(!hasVim)("vim's quickfix list holds every hit, at its match (skipped without vim)", async () => {
    const place = await placeOf('docs/COOKBOOK.md')
    await place.run('xunzhang index corpus --quiet')
    await place.run(`xunzhang search '"阿尔曼别托夫"' --format vimgrep > hits.txt`)
    const script = [
      'set encoding=utf-8 fileencodings=utf-8',
      'cfile hits.txt',
      'let found = []',
      "for entry in getqflist() | execute 'edit' fnameescape(bufname(entry.bufnr)) | call cursor(entry.lnum, entry.col) | call add(found, bufname(entry.bufnr) . ' ' . strpart(getline('.'), col('.') - 1, 18)) | endfor",
      "call writefile(found, 'found.txt')",
      'qall!',
    ]
    writeFileSync(join(place.path, 'script.vim'), `${script.join('\n')}\n`)
    await runProgram('vim', ['-u', 'NONE', '-N', '-es', '-S', 'script.vim'], { cwd: place.path })
    const found = readFileSync(join(place.path, 'found.txt'), 'utf8').trimEnd().split('\n')
    expect(found).toHaveLength(5)
    for (const line of found.filter((one) => !one.includes('.jsonl'))) expect(line).toMatch(/ 阿尔曼别托夫$/)
  })
})
