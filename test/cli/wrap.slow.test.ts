import fc from 'fast-check'
import stringWidth from 'string-width'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { widthOf, wrapLines } from '../../src/fronts/cli/search/text.js'
import { hasScript, projectRoot, runCli, runInTerminal, temporaryFolder } from '../support/cli.js'

const columnsOf = (text: string) => [...text].reduce((sum, character) => sum + widthOf(character.codePointAt(0)!), 0)

describe('lines of a passage', () => {
  const text = fc
    .array(fc.constantFrom('中', '国', '，', '。', '“', 'word', 'a', ' ', '１', '𠮷', '（', '가', 'é'), {
      maxLength: 80,
    })
    .map((parts) => parts.join(''))

  it('fit the width, lose nothing but blanks, and cut no pair', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 40 }), (whole, columns) => {
        const lines = wrapLines(whole, columns)
        let at = 0
        for (const [start, end] of lines) {
          expect(whole.slice(at, start).trim()).toBe('')
          expect(columnsOf(whole.slice(start, end))).toBeLessThanOrEqual(columns)
          expect(whole.slice(start, end)).not.toMatch(/^[\udc00-\udfff]/)
          at = end
        }
        expect(at === whole.length || whole.slice(at).trim() === '').toBe(true)
      }),
    )
  })

  it('begin with no closing sign and cut no word that fits', () => {
    const whole = '这是一句话，后面还有TypeScript和（括号）。'
    const lines = wrapLines(whole, 10).map(([start, end]) => whole.slice(start, end))
    expect(lines.join('')).toBe(whole)
    expect(lines.some((line) => line.includes('TypeScript'))).toBe(true)
    for (const line of lines) expect(line).not.toMatch(/^[，。）]|（$/)
  })

  it('measure Han, kana, hangul and full-width signs as string-width does', () => {
    for (const character of '中國のカ가（，。！１ａé a—')
      expect([character, widthOf(character.codePointAt(0)!)]).toEqual([character, stringWidth(character)])
  })
})

const folder = temporaryFolder()
beforeAll(async () => {
  expect((await runCli(['index', join(projectRoot, 'corpus')], { cwd: folder.path })).status).toBe(0)
})
afterAll(folder.remove)

describe.skipIf(!hasScript)(
  `on a terminal${hasScript ? '' : ' (skipped: the program "script" of util-linux is not here)'}`,
  () => {
    it('passages keep their indent at its width; through a pipe they are one line', async () => {
      const { stdout } = await runInTerminal(`stty cols 40; $XUNZHANG search 核桃 -n1 -q --no-color`, {
        cwd: folder.path,
      })
      const lines = stdout.replaceAll('\r', '').trimEnd().split('\n')
      expect(lines.length).toBeGreaterThan(4)
      for (const line of lines.slice(2)) {
        expect(line).toMatch(/^ {3}\S/)
        expect(columnsOf(line)).toBeLessThanOrEqual(40)
      }
      const piped = (await runCli(['search', '核桃', '-n1', '-q'], { cwd: folder.path })).stdout.trimEnd().split('\n')
      expect(piped).toHaveLength(3)
      expect(
        lines
          .slice(2)
          .map((line) => line.slice(3))
          .join('')
          .replaceAll(' ', ''),
      ).toBe(piped[2]!.replaceAll(' ', ''))
    })
  },
)
