import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { join } from 'node:path'
import { writeFiles } from '../support/collection.js'
import { cliPath, runCli, temporaryFolder } from '../support/cli.js'
import { missingTmux, openPane } from '../tui/support/tmux.js'

const missing = missingTmux()
const folder = temporaryFolder()
const files = {
  'han.md':
    '---\ntitle: 甲\ndate: 2024-05-21\n---\n山里的人每天早上都要走很远的路去渡口坐船到城里去卖菜买米再坐船回来，天黑才到家。\n',
  'latin.md':
    '---\ntitle: 乙\ndate: 2023-01-02\n---\nThe old ferry, 3.14 km away, is called 渡口 by those who cross the river every day.\n',
  'emoji.md': '---\ntitle: 丙\n---\n今天👨‍👩‍👧一家😀去了👍🏽渡口🌉看🇨🇳船\n',
  'marks.md': '---\ntitle: 丁\n---\ne\u0301tude a\u0308o\u0302 ｶﾞ ﾊﾟ，渡口\u200b的ＡＢＣｶﾅ\n',
  'short.md': '---\ntitle: 戊\n---\n渡口\n',
}

describe.skipIf(missing !== undefined)(`a concordance in a terminal (${missing ?? 'tmux'})`, () => {
  beforeAll(async () => {
    writeFiles(join(folder.path, 'corpus'), files)
    expect((await runCli(['index'], { cwd: folder.path })).status).toBe(0)
  })
  afterAll(() => folder.remove())

  it('begins all matches in one column of 80, whatever stands before them, and wraps no line', async () => {
    const pane = await openPane({ columns: 80, rows: 24, cwd: folder.path })
    try {
      pane.type(`'${process.execPath}' '${cliPath}' kwic 渡口 --color never --quiet; echo done\n`)
      const screen = await pane.until((text) => /^done$/m.test(text))
      const lines = screen.split('\n').filter((line) => line.includes('渡口') && !line.includes('kwic'))
      expect(lines).toHaveLength(Object.keys(files).length)
      const columns: number[] = []
      for (const line of lines) {
        pane.type(`clear; printf %s '${line.slice(0, line.indexOf('渡口'))}'\n`)
        await pane.until((text) => !text.includes('printf'))
        columns.push(pane.cursor().x)
      }
      expect(new Set(columns).size, columns.join()).toBe(1)
      expect(columns[0]).toBeGreaterThan(20)
    } finally {
      pane.close()
    }
  }, 30_000)
})
