/** The man pages, printed by the program that they describe. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export function writeManPages(program: string, outDir: string): void {
  for (const [language, name] of [
    ['en', 'xunzhang.1'],
    ['zh', 'zh_CN/xunzhang.1'],
  ] as const) {
    const path = join(outDir, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, execFileSync(process.execPath, [program, 'man', '--lang', language]))
  }
}
