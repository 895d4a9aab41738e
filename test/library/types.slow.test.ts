/** The types as an installation has them: read from dist/ through the package's own exports, by programs of both kinds. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot, temporaryFolder } from '../support/cli.js'

const folder = temporaryFolder()
const at = (name: string) => join(folder.path, name)
const declarations = join(projectRoot, 'dist/types/index.d.ts')

const strict: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  skipLibCheck: false,
}
const resolutions: Readonly<Record<string, ts.CompilerOptions>> = {
  nodenext: { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  bundler: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
}

/** What a program may import, with the number of type arguments that each name needs. */
function exportedNames(): { readonly values: string[]; readonly types: Map<string, number> } {
  const program = ts.createProgram([declarations], { ...strict, ...resolutions['nodenext'], noEmit: true })
  const checker = program.getTypeChecker()
  const symbols = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(declarations)!)!)
  const real = symbols.map((symbol) =>
    (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol),
  )
  const isType = ({ flags }: ts.Symbol) => (flags & (ts.SymbolFlags.Type | ts.SymbolFlags.Class)) !== 0
  const parameters = (symbol: ts.Symbol) =>
    symbol.declarations?.flatMap((one) =>
      'typeParameters' in one ? ((one.typeParameters as ts.Node[] | undefined) ?? []) : [],
    ) ?? []
  return {
    values: real.filter(({ flags }) => (flags & ts.SymbolFlags.Value) !== 0).map(({ name }) => name),
    types: new Map(real.filter(isType).map((symbol) => [symbol.name, parameters(symbol).length])),
  }
}

/** One program of all files for each way of resolving: most of its time goes to what they have in common. */
const complaints = new Map<string, string[]>()

function complaintsOf(files: readonly string[], resolution: string): string[] {
  const known = complaints.get(resolution) ?? compile(files, resolutions[resolution]!)
  complaints.set(resolution, known)
  return known
}

function compile(files: readonly string[], options: ts.CompilerOptions): string[] {
  const program = ts.createProgram(files.map(at), { ...strict, ...options, outDir: at('out'), rootDir: folder.path })
  const found = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics]
  return found.map(
    ({ messageText, file: where }) => `${where?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
  )
}

const names = exportedNames()

beforeAll(() => {
  mkdirSync(at('node_modules/@types'), { recursive: true })
  symlinkSync(projectRoot, at('node_modules/xunzhang'))
  for (const name of ['node', 'undici-types']) {
    const from = createRequire(import.meta.url).resolve(`${name === 'node' ? '@types/node' : name}/package.json`)
    symlinkSync(join(from, '..'), at(name === 'node' ? 'node_modules/@types/node' : `node_modules/${name}`))
  }
  writeFileSync(at('package.json'), '{"type":"module"}')
  copyFileSync(join(projectRoot, 'test/fixtures/library/every-name.ts'), at('every-name.ts'))
  const uses = [...names.types].map(
    ([name, count], i) => `export type Use${i} = ${name}${count > 0 ? `<${Array(count).fill('any').join(', ')}>` : ''}`,
  )
  const text = `import type { ${[...names.types.keys()].join(', ')} } from 'xunzhang'\n${uses.join('\n')}\n`
  writeFileSync(at('every-type.ts'), text)
  writeFileSync(at('every-type.cts'), text)
})
afterAll(folder.remove)

describe('the exported names', { timeout: 180_000 }, () => {
  it('are all called by the program that calls everything', async () => {
    const loaded = Object.keys((await import(join(projectRoot, 'dist/index.js'))) as object)
    expect(loaded.sort()).toEqual([...names.values].sort())
    const imported = /import \{([^}]+)\} from 'xunzhang'/.exec(readFileSync(at('every-name.ts'), 'utf8'))![1]!
    const called = imported.split(',').map((name) => name.trim())
    expect(called.filter((name) => name !== '').sort()).toEqual(loaded.sort())
  })

  const programs = ['every-type.ts', 'every-name.ts']
  const all = [...programs, 'every-type.cts']
  it.each([
    ['nodenext', all],
    ['bundler', programs],
  ])('are types that a strict program can name, values that it can call: %s', (resolution, files) => {
    expect(names.types.size).toBeGreaterThan(100)
    expect(complaintsOf(files, resolution)).toEqual([])
  })

  it('have the same types for CommonJS', () => {
    expect(complaintsOf(all, 'nodenext')).toEqual([])
  })

  it('do what they say in a program that runs', () => {
    expect(complaintsOf(all, 'nodenext')).toEqual([])
    const { stdout, stderr } = spawnSync(process.execPath, [at('out/every-name.js')], {
      encoding: 'utf8',
      cwd: folder.path,
    })
    expect(stderr).toBe('')
    expect(stdout).toBe('1, 3, 1, 1, 1, 0, 1, 0, 渡口 的 旧 桥, 1, BACKEND, title, title, author, score, author\n')
  })
})
