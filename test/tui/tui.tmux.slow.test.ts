import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { setTimeout as sleep } from 'node:timers/promises'
import { bundleFake } from './support/bundle-fake.js'
import { widthOf } from '../../src/fronts/tui/cells/cells.js'
import { missingTmux, openPane, type Pane } from './support/tmux.js'
import { temporaryFolder } from './support/temporary-folder.js'

const missing = missingTmux()

describe.skipIf(missing !== undefined)(
  `The UI in a real terminal${missing === undefined ? '' : `: ${missing}`}`,
  () => {
    const folder = temporaryFolder()
    let ui = ''
    let pane: Pane

    beforeAll(async () => {
      ui = await bundleFake()
    })

    beforeEach(async () => {
      const env = { FAKE_ROOT: join(folder(), 'collection'), XDG_STATE_HOME: join(folder(), 'state') }
      pane = await openPane({ env: { ...env, XDG_CONFIG_HOME: join(folder(), 'config') } })
    })
    afterEach(() => pane.close())

    const start = async (arguments_ = '', before = ''): Promise<void> => {
      pane.type(`${before}node ${ui} ${arguments_}; echo status=$?`)
      pane.keys('Enter')
      await pane.until(/Esc (quit|clear)/)
    }

    const isWhole = async (): Promise<void> => {
      expect(pane.isAlternate()).toBe(false)
      expect(pane.cursor().isShown).toBe(true)
      pane.type('echo who$((20+3))')
      await pane.until('$ echo who$((20+3))')
      pane.keys('Enter')
      await pane.until('who23')
    }

    it('finds while Han text is typed, marks it, and puts the cursor behind it', async () => {
      await start()
      pane.type('河流')
      const screen = await pane.until('3 hits')
      expect(screen).toContain('❯ 河流')
      expect(screen).toContain('▌ 河流如何塑造平原')
      expect(pane.cursor()).toEqual({ x: 6, y: 0, isShown: true })
      expect(pane.colours()).toMatch(/\u001b\[1m\u001b\[33m河流/)
    })

    it('moves through the hits and shows the chosen article', async () => {
      await start('河流')
      await pane.until('match 1/2')
      pane.keys('Down')
      await pane.until('▌ 春天的茶山')
      await pane.until(/│ +2023-04-05 · 陈远 · tea.md · 茶 地理/)
      pane.keys('C-p')
      await pane.until('▌ 河流如何塑造平原')
    })

    it('reads text and Alt-Enter from one chunk: the first hit of that text opens', async () => {
      const editor = join(folder(), 'vi')
      writeFileSync(editor, '#!/bin/sh\necho "editing $*"\nread answer\n', { mode: 0o755 })
      await start('', `EDITOR=${editor} `)
      pane.type('茶叶\u001b\r')
      await pane.until(/editing \+4 .*tea\.md/)
      pane.keys('Enter')
      await pane.until('1 hit ')
      expect(pane.isAlternate()).toBe(true)
      pane.type('x')
      await pane.until('❯ 茶叶x')
    })

    it('comes back from an editor that changed the terminal, at another window size', async () => {
      const editor = join(folder(), 'editor.sh')
      writeFileSync(editor, '#!/bin/sh\nstty cooked echo\nclear\necho in the editor\nread answer\n', { mode: 0o755 })
      await start('河流', `EDITOR=${editor} `)
      await pane.until('match 1/2')
      pane.keys('M-Enter')
      await pane.until('in the editor')
      pane.resize(90, 28)
      pane.keys('Enter')
      await pane.until('Opened in ')
      expect(pane.screen()).toContain('▌ 河流如何塑造平原')
      pane.keys('C-c')
      await pane.until('status=130')
      await isWhole()
    })

    it('says why an editor could not start', async () => {
      await start('河流', 'EDITOR=no-such-editor ')
      await pane.until('match 1/2')
      pane.keys('M-Enter')
      await pane.until('no-such-editor: not found.')
    })

    it('follows the window from 110×32 to 40×15, to six rows and back', async () => {
      await start('河流')
      await pane.until('→ 河流如何塑造平原')
      const wide = await pane.until('match 1/2')
      pane.resize(40, 15)
      const narrow = await pane.until((screen) => screen.includes('3 hits') && !screen.includes('│'))
      expect(
        narrow
          .split('\n')
          .slice(0, 15)
          .every((row) => !row.includes('match 1/2')),
      ).toBe(true)
      pane.resize(40, 6)
      await pane.until((screen) => !screen.includes('泥沙') && screen.includes('▌ 河流如何塑造平原'))
      pane.resize(110, 32)
      await pane.until((screen) => screen === wide, 'the screen as it was')
    })

    it('follows clicks and the wheel where the settings turn the mouse on', async () => {
      mkdirSync(join(folder(), 'config', 'xunzhang'), { recursive: true })
      writeFileSync(join(folder(), 'config', 'xunzhang', 'config.yaml'), 'mouse: true\n')
      const mouse = (button: number, column: number, row: number): void => {
        pane.type(`\u001b[<${button};${column};${row}M\u001b[<${button};${column};${row}m`)
      }
      const wheelDown = 65
      await start('河流')
      await pane.until('match 1/2')
      mouse(0, 10, 8)
      await pane.until('▌ 春天的茶山')
      mouse(wheelDown, 10, 8)
      expect(await pane.until('▌ The night train')).not.toContain('[<')
      pane.resize(110, 8)
      await pane.until(/match 1\/1 · \d+%/)
      mouse(wheelDown, 80, 4)
      await pane.until('100%')
      mouse(0, 80, 5)
      await pane.until('Esc back')
      pane.keys('Escape')
      await pane.until(/Esc (quit|clear)/)
      pane.keys('C-q')
      await pane.until('status=0')
      await isWhole()
    })

    it('filters by author', async () => {
      await start('河流')
      await pane.until('3 hits')
      pane.keys('C-f')
      await pane.until(/▌☐ 2024 +1/)
      pane.keys('PageDown', 'Down', 'Enter')
      await pane.until('陈远 ×')
      await pane.until('1 hit ')
      pane.keys('Escape')
      await pane.until(/Esc (quit|clear)/)
      pane.keys('Escape')
      await pane.until((screen) => screen.includes('Type to search') && screen.includes('陈远 ×'))
      pane.keys('Escape')
      await pane.until('3 articles')
    })

    it('prints marked paths on stdout and draws on /dev/tty when stdout is a pipe', async () => {
      mkdirSync(join(folder(), 'work'))
      pane.type(`node ${ui} 河流 | sed 's/^/path=/' ; echo done`)
      pane.keys('Enter')
      await pane.until('match 1/2')
      pane.keys('Tab', 'Tab')
      await pane.until('2 marked')
      pane.keys('C-q')
      const screen = await pane.until(/done/)
      await pane.until(/path=.*collection\/water\.md\npath=.*collection\/tea\.md/)
      expect(screen).not.toContain('❯')
      await isWhole()
    })

    it('prints the chosen hit with Enter where a script wants one; 1 if there is none, 130 if one leaves', async () => {
      for (const [query, keys, ends] of [
        ['河流', ['Down', 'Enter'], /path=.*tea\.md status=0/],
        ['没有这句', ['Enter'], /path= status=1$/m],
        ['河流', ['Escape', 'Escape', 'Escape'], /path= status=130/],
      ] as const) {
        pane.type(`clear; P=$(FAKE_SELECT=1 node ${ui} ${query}); S=$?; echo path=$P status=$S`)
        pane.keys('Enter')
        await pane.until(/match 1\/2|Nothing found/)
        for (const key of keys) {
          pane.keys(key)
          // Longer than the silence by which a lone escape is told from the start of a sequence.
          await sleep(400)
        }
        await pane.until(ends)
      }
    })

    it('follows a window that is resized while stdout is a pipe, and while the program stands still', async () => {
      // What was found stands at the right edge of the first row.
      const fits = (columns: number) => (screen: string) => {
        const [first] = screen.split('\n')
        return /3 hits .* ms *$/.test(first!) && widthOf(first!.trimEnd()) === columns
      }
      pane.type(`node ${ui} 河流 | cat`)
      pane.keys('Enter')
      await pane.until('match 1/2')
      pane.resize(60, 20)
      await pane.until(fits(60), 'a frame 60 columns wide')
      pane.keys('C-c')
      await pane.until(/^\$ *$/m)
      await start('河流')
      await pane.until('3 hits')
      pane.keys('C-z')
      await pane.until('Stopped')
      pane.resize(90, 28)
      pane.type('fg')
      pane.keys('Enter')
      await pane.until(fits(90), 'a frame 90 columns wide')
    })

    it('stops on SIGTSTP and on Ctrl-Z, comes back with fg as it was, and quits with Esc', async () => {
      await start('河流')
      const before = await pane.until(/→ 河流如何塑造平原[^]*match 1\/2/)
      process.kill(Number(readFileSync(join(folder(), 'collection', 'pid'), 'utf8')), 'SIGTSTP')
      await pane.until('Stopped')
      await isWhole()
      pane.type('clear; fg')
      pane.keys('Enter')
      await pane.until((screen) => screen === before, 'the screen as it was')
      pane.keys('C-z')
      await pane.until('Stopped')
      await isWhole()
      pane.type('fg')
      pane.keys('Enter')
      await pane.until((screen) => screen === before, 'the screen as it was')
      pane.keys('Escape')
      await pane.until('3 articles')
      pane.keys('Escape')
      await pane.until('Esc again quits.')
      pane.keys('Escape')
      await pane.until((screen) => /^\$$/m.test(screen) && !screen.includes('3 articles'))
      await isWhole()
    })

    it('leaves the terminal whole after Ctrl-C, a kill and a crash', async () => {
      await start()
      pane.keys('C-c')
      await pane.until('status=130')
      await isWhole()
      for (const [signal, status] of [
        ['TERM', 143],
        ['USR2', 2],
      ] as const) {
        pane.keys('C-l')
        await start('河流')
        await pane.until('match 1/2')
        const pid = Number(readFileSync(join(folder(), 'collection', 'pid'), 'utf8'))
        process.kill(pid, `SIG${signal}`)
        await pane.until(`status=${status}`)
        await isWhole()
      }
      expect(pane.screen()).toContain('xunzhang: broken inside')
    })

    it('takes a paste as text, its line breaks as blanks, and both kinds of backspace', async () => {
      await start()
      pane.paste('河流\n平原')
      await pane.until('❯ 河流 平原')
      pane.keys('BSpace')
      await pane.until(/❯ 河流 平 /)
      pane.keys('C-h', 'C-h', 'C-h')
      await pane.until(/❯ 河 {3}/)
    })

    it('keeps the query when Alt-Shift-P is pressed, whose bytes begin a sequence', async () => {
      await start('河流')
      await pane.until('match 1/2')
      pane.type('\u001bP')
      await new Promise((resolve) => setTimeout(resolve, 200))
      expect(pane.screen()).toContain('❯ 河流')
    })

    it('speaks in plain lines on a terminal that can nothing else', async () => {
      pane.type(`TERM=dumb node ${ui} 河流; echo status=$?`)
      pane.keys('Enter')
      await pane.until('Hit 1 of 3: 河流如何塑造平原')
      expect(pane.isAlternate()).toBe(false)
      pane.keys('C-q')
      await pane.until('status=0')
    })

    it('says that a paste was cut', async () => {
      await start()
      pane.paste('河流'.repeat(2500))
      await pane.until('A query has at most 4,000 characters; the rest was cut.')
    })

    it('keeps the queries one worked with, and finds them again with Ctrl-R', async () => {
      await start('河流')
      await pane.until('match 1/2')
      pane.keys('C-y')
      await pane.until('Sent to the clipboard:')
      pane.keys('C-u')
      await pane.until('3 articles')
      pane.keys('C-r')
      await pane.until('Past queries')
      await pane.until('▌ 河流')
      pane.keys('Enter')
      await pane.until('3 hits')
      expect(readFileSync(join(folder(), 'state', 'xunzhang', 'history'), 'utf8')).toBe('河流\n')
    })
  },
)
