/** Transcripts in documents: fenced blocks in which `$ command` is followed by what it prints, on either output. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cliPath, projectRoot, runProgram, temporaryFolder } from '../support/cli.js'
import type { TemporaryFolder } from '../support/cli.js'

/** Documents of the project, but for the collection that is searched in them. */
export function documents(): string[] {
  const at = (folder: string, recursive: boolean): string[] =>
    readdirSync(join(projectRoot, folder), { recursive, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(folder, name))
  return [...at('.', false), ...['docs', 'integrations', 'data', 'bench'].flatMap((folder) => at(folder, true))].sort()
}

export const readDocument = (name: string): string => readFileSync(join(projectRoot, name), 'utf8')

export function transcriptsOf(text: string): string[] {
  return [...text.matchAll(/^```[^\n]*\n([^]*?)^```$/gm)].map(([, block]) => block!).filter((block) => /^\$ /m.test(block))
}

export const commandsOf = (transcript: string): string[] =>
  transcript.split('\n').flatMap((line) => (line.startsWith('$ ') ? [line.slice(2)] : []))

/** Where commands are run: a folder with the collection, and programs called `xunzhang` and `npx`. */
export class Place {
  readonly #folder: TemporaryFolder = temporaryFolder()
  readonly path = this.#folder.path
  readonly remove = this.#folder.remove

  constructor() {
    cpSync(join(projectRoot, 'corpus'), join(this.path, 'corpus'), { recursive: true })
    const program = `'${process.execPath}' '${cliPath}'`
    this.addProgram('xunzhang', `exec ${program} "$@"`)
    this.addProgram('npx', `shift; exec ${program} "$@"`)
  }

  addProgram(name: string, script: string): void {
    this.write(`.bin/${name}`, `#!/bin/sh\n${script}\n`, 0o755)
  }

  write(name: string, text: string, mode = 0o644): void {
    mkdirSync(join(this.path, name, '..'), { recursive: true })
    writeFileSync(join(this.path, name), text, { mode })
  }

  /** What a command prints, as documents show it. */
  async run(command: string): Promise<string> {
    const PATH = `${join(this.path, '.bin')}:${process.env['PATH']}`
    const { stdout } = await runProgram('bash', ['-o', 'pipefail', '-c', `{ ${command}; } 2>&1`], {
      cwd: this.path,
      env: { PATH, HOME: this.path, LC_ALL: 'C.UTF-8', TZ: 'UTC' },
    })
    return stdout
      .replaceAll('\r', '␍')
      .replaceAll('\uFEFF', '<U+FEFF>')
      .replaceAll(cliPath, '/opt/xunzhang/dist/cli.cjs')
      .replaceAll(process.execPath, '/usr/bin/node')
      .replaceAll(this.path, '/home/me')
      .replace(/(?<=[^\n])$/, '\n')
  }

  async replay(transcript: string): Promise<string> {
    let printed = ''
    for (const command of commandsOf(transcript)) printed += `$ ${command}\n${await this.run(command)}`
    return printed
  }
}

/** Digits that differ from run to run, or with the version of Node's compression: nothing else is left out. */
export const withoutVarying = (text: string): string =>
  text
    .replace(/(?<= shown \()\d+(?= ms\)$)/gm, '#')
    .replace(/(?<= failed; )\d+\.\d+(?= s$)/gm, '#')
    .replace(/(?<= articles in index \()\d+(\.\d+)?(?= kB\))/g, '#')
    .replace(/(?<= files, )\d+\.\d+ MB, \d+\.\d+(?= times the size)/g, '# MB, #')
