import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cells } from '../../src/fronts/tui/cells/cells.js'
import { cliPath, runCli } from '../support/cli.js'
import { sampleFiles, writeFiles } from '../support/collection.js'
import { temporaryFolder } from './support/temporary-folder.js'
import { missingTmux, openPane, type Pane } from './support/tmux.js'

const missing = missingTmux()
const program = `'${process.execPath}' '${cliPath}'`

describe.skipIf(missing !== undefined)(
  `The program in a real terminal${missing === undefined ? '' : `: ${missing}`}`,
  () => {
    const folder = temporaryFolder()
    let pane: Pane

    beforeEach(async () => {
      writeFiles(join(folder(), 'corpus'), sampleFiles)
      const editor = join(folder(), 'vi')
      writeFileSync(editor, '#!/bin/sh\necho "editing $*"\nread answer\n', { mode: 0o755 })
      const env = { XDG_STATE_HOME: join(folder(), 'state'), XDG_CONFIG_HOME: join(folder(), 'config'), EDITOR: editor }
      pane = await openPane({ cwd: folder(), env })
    })
    afterEach(() => pane.close())

    const start = (line: string): void => {
      pane.type(`${program} ${line}; echo status=$?`)
      pane.keys('Enter')
    }
    const index = async (): Promise<void> => {
      expect((await runCli(['index'], { cwd: folder() })).status).toBe(0)
    }

    it('offers to build a missing index, builds it, and searches', async () => {
      start('tui')
      await pane.until('there is no index yet.')
      await pane.until('Build it now?')
      pane.keys('Enter')
      await pane.until('Indexed 5 articles')
      pane.type('阿尔丹别科夫')
      const screen = await pane.until('2 hits')
      expect(screen).toContain('渡口的旧桥')
      expect(screen).toContain('观星记')
      pane.keys('Tab', 'C-q')
      await pane.until(/^corpus\/(notes\/bridge\.md|feed\.jsonl)\nstatus=0$/m)
    })

    it('searches in the files that standard input names, and runs a program of the settings on the hit', async () => {
      const show = join(folder(), 'show')
      writeFileSync(show, '#!/bin/sh\necho "shown $*"\nsleep 1\nread answer\n', { mode: 0o755 })
      mkdirSync(join(folder(), 'config', 'xunzhang'), { recursive: true })
      writeFileSync(join(folder(), 'config', 'xunzhang', 'config.yaml'), `programs:\n  alt-1: ${show} {file}\n`)
      pane.type(`grep -rl 渡口的旧桥 corpus | ${program} tui - 渡口; echo status=$?`)
      pane.keys('Enter')
      await pane.until(/1 hit\b/)
      pane.keys('M-1')
      await pane.until(/shown \S*corpus\/notes\/bridge\.md/)
      pane.keys('Enter')
      await pane.until('F1 help')
      pane.keys('Tab', 'C-q')
      await pane.until(/^corpus\/notes\/bridge\.md\nstatus=0$/m)
    })

    it('offers this folder where there is no ./corpus, and reads no export of its own', async () => {
      renameSync(join(folder(), 'corpus'), join(folder(), 'posts'))
      start('tui')
      await pane.until(/Would be indexed:\s+\S+: 4 files \(/)
      pane.keys('Enter')
      await pane.until('Indexed 5 articles')
      pane.type('阿尔丹别科夫')
      await pane.until('2 hits')
      pane.keys('M-e', 'Enter')
      await pane.until('Exported 2 to xunzhang-export-阿尔丹别科夫.md')
      pane.keys('M-e', 'Enter')
      await pane.until('Exported 2 to xunzhang-export-阿尔丹别科夫-2.md')
      pane.keys('F5')
      await pane.until('Indexed 5 articles')
      pane.keys('C-q')
      await pane.until('status=0')
    })

    it('draws without colours with --color never, and with them in spite of NO_COLOR with always', async () => {
      const colour = /\u001b\[(?:[\d;]*;)?[39][1-7]m/
      await index()
      start('tui 凑齐 --color never')
      await pane.until('match 1/1')
      expect(pane.colours()).not.toMatch(colour)
      pane.keys('C-q')
      await pane.until('status=0')
      pane.type('clear; export NO_COLOR=1')
      pane.keys('Enter')
      start('tui 凑齐 --color always')
      await pane.until('match 1/1')
      expect(pane.colours()).toMatch(colour)
    })

    it('opens the editor at the line of the match, and speaks Chinese when asked', async () => {
      await index()
      pane.type('export LC_ALL=zh_CN.UTF-8')
      pane.keys('Enter')
      start('tui 凑齐')
      await pane.until('1 篇')
      await pane.until('Esc 清空')
      pane.keys('M-Enter')
      await pane.until(/editing \+9 .*corpus\/notes\/bridge\.md/)
      pane.keys('Enter')
      await pane.until('第 1/1 处')
    })

    it('sees an index that changed under it, updates it with F5', async () => {
      await index()
      start('tui 渡口')
      await pane.until('3 hits')
      writeFiles(join(folder(), 'corpus'), { 'notes/new.md': '---\ntitle: 新渡口\n---\n新渡口在下游。\n' })
      await index()
      const screen = await pane.until('4 hits')
      expect(screen).toContain('❯ 渡口')
      await pane.until('The index has changed: now 6 articles')
      writeFiles(join(folder(), 'corpus'), { 'notes/newer.md': '---\ntitle: 更新的渡口\n---\n渡口又新了。\n' })
      pane.keys('F5')
      await pane.until('Indexed 7 articles')
      await pane.until('5 hits')
    })

    it('completes an author, filters by a tag, shows help and history', async () => {
      await index()
      start('tui')
      await pane.until('5 articles')
      pane.type('林')
      await pane.until('^X author:林舟 author')
      pane.keys('Right')
      pane.keys('C-x')
      await pane.until('❯ author:林舟')
      await pane.until('2 hits')
      pane.keys('C-f')
      await pane.until(/☐ 天文 +1/)
      pane.keys('F1')
      await pane.until('move through the hits')
      pane.keys('Escape')
      await pane.until('❯ author:林舟')
    })

    it('keeps the last query when it is left at once', async () => {
      await index()
      start('tui 渡口')
      await pane.until('match 1/')
      pane.keys('C-q')
      await pane.until('status=0')
      expect(readFileSync(join(folder(), 'state', 'xunzhang', 'history'), 'utf8')).toBe('渡口\n')
    })

    it('leaves nothing of a demo behind when it is killed', async () => {
      const temporary = join(folder(), 'temporary')
      mkdirSync(temporary)
      pane.type(`TMPDIR='${temporary}' sh -c "echo \\$\\$ > pid; exec ${program} demo 渡口"; echo status=$?`)
      pane.keys('Enter')
      await pane.until('match 1/')
      // The sample and its index.
      expect(readdirSync(temporary)).toHaveLength(2)
      process.kill(Number(readFileSync(join(folder(), 'pid'), 'utf8')), 'SIGTERM')
      await pane.until('status=143')
      expect(readdirSync(temporary)).toEqual([])
    })

    it('offers a correction, and unfolds the similar articles behind a hit', async () => {
      const story = sampleFiles['notes/bridge.md']!
      writeFiles(join(folder(), 'corpus'), { 'copy.md': story.replace('渡口的旧桥', '旧桥重修') })
      await index()
      start('tui 旧乔')
      await pane.until('^X did you mean 旧桥')
      pane.keys('C-x')
      await pane.until(/▌ .*\+1 similar · 2024-05-21/)
      pane.keys('F9')
      await pane.until(/^ {4}.*(same text|\d+% the same) · 2024-05-21/m)
    })

    it('copies a citation to the clipboard', async () => {
      await index()
      start('tui 凑齐')
      await pane.until('match 1/1')
      pane.keys('F6')
      await pane.until(/p path +corpus\/notes\/bridge\.md/)
      await pane.until('Markdown citation  [渡口的旧桥](<corpus/notes/bridge.md>) — 林舟, 2024-05-21')
      pane.type('m')
      await pane.until('Sent to the clipboard: [渡口的旧桥](<corpus/notes/bridge.md>) — 林舟, 2024-05-21')
      expect(pane.clipboard()).toBe('[渡口的旧桥](<corpus/notes/bridge.md>) — 林舟, 2024-05-21')
    })

    it('reads hits as lines to a screen reader, without taking the screen', async () => {
      await index()
      pane.type('clear; export INK_SCREEN_READER=true')
      pane.keys('Enter')
      start('tui 凑齐')
      await pane.until(/Hit 1 of 1: 渡口的旧桥\n2024-05-21 · 林舟 · notes\/bridge\.md\n.*\nQuery: 凑齐/)
      expect(pane.isAlternate()).toBe(false)
      pane.keys('C-u', 'C-q')
      await pane.until(/\nstatus=0/)
    })

    it('reads its lists to a screen reader in the smallest window, too', async () => {
      await index()
      pane.resize(40, 4)
      pane.type('clear; export INK_SCREEN_READER=true')
      pane.keys('Enter')
      start('tui 凑齐')
      await pane.until('Query: 凑齐')
      pane.keys('F6')
      await pane.until('Copy: press a letter: c citation')
    })

    it('says in one line what is wrong with the settings, before it draws anything', async () => {
      mkdirSync(join(folder(), 'config', 'xunzhang'), { recursive: true })
      writeFileSync(join(folder(), 'config', 'xunzhang', 'config.yaml'), '\ntheme: pink\n')
      start('tui')
      await pane.until(/config\.yaml:2: theme must be one of[^]*Use one of these\.\nstatus=2/)
      expect(pane.isAlternate()).toBe(false)
    })

    it('ends without a word when its terminal goes', async () => {
      await index()
      const [ending, errors] = [join(folder(), 'ending'), join(folder(), 'errors')]
      // In a session of its own, which hears of the loss by the end of its input alone.
      const script = `
        const { openSync, writeFileSync } = require('node:fs')
        const stdio = ['inherit', 'inherit', openSync(${JSON.stringify(errors)}, 'w')]
        const args = [${JSON.stringify(cliPath)}, 'tui', '渡口']
        process.on('SIGHUP', () => undefined)
        require('node:child_process')
          .spawn(process.execPath, args, { detached: true, stdio })
          .on('close', (_, signal) => writeFileSync(${JSON.stringify(ending)}, String(signal)))`
      writeFileSync(join(folder(), 'start.cjs'), script)
      pane.type(`'${process.execPath}' start.cjs`)
      pane.keys('Enter')
      await pane.until('match 1/')
      pane.close()
      await expect.poll(() => existsSync(ending) && readFileSync(ending, 'utf8'), { timeout: 5000 }).toBe('SIGHUP')
      expect(readFileSync(errors, 'utf8')).toBe('')
    })

    it('counts columns as the terminal does', async () => {
      const samples = [
        '河',
        '，',
        '“',
        '…',
        'Ａ',
        'ｶﾞ',
        'が',
        'e\u0301',
        '한',
        '😀',
        '👨‍👩‍👧',
        '👍🏽',
        '☀️',
        '1️⃣',
        '𠮷',
        '—',
        '①',
        '·',
        '\u200b',
        '\u202e',
      ]
      for (const sample of samples) {
        const [drawn, width] = cells(sample).reduce(
          ([text, sum], cell) => [text + cell.text, sum + cell.width],
          ['', 0],
        )
        pane.type(`clear; printf '${drawn}'; sleep 9`)
        pane.keys('Enter')
        await expect.poll(() => pane.cursor(), { message: `columns of ${sample}` }).toMatchObject({ x: width, y: 0 })
        pane.keys('C-c')
        await pane.until(/^\^?C?.*\$$/m)
      }
    })
  },
)
