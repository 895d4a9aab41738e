/** All regular expressions of some source files as they are built: those written out, and those put together. */
import { readFileSync } from 'node:fs'
import ts from 'typescript'

export interface Found {
  readonly where: string
  readonly pattern: RegExp
}

/** Those written as literals. */
export function literalsOf(path: string): Found[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
  const found: Found[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/')
      const line = file.getLineAndCharacterOfPosition(node.pos).line + 1
      found.push({ where: `${path}:${line}`, pattern: new RegExp(node.text.slice(1, end), node.text.slice(end + 1)) })
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

/** Those that modules of a folder build while they are loaded. Must run before anything else loads them. */
export async function builtBy(load: () => Promise<unknown>, folder: string): Promise<Found[]> {
  const Original = globalThis.RegExp
  const found: Found[] = []
  globalThis.RegExp = new Proxy(Original, {
    construct: (target, args: [string, string], newTarget: NewableFunction) => {
      const pattern = Reflect.construct(target, args, newTarget) as RegExp
      const caller = new Error().stack?.split('\n')[2] ?? ''
      if (caller.includes(folder)) found.push({ where: caller.trim(), pattern })
      return pattern
    },
  })
  try {
    await load()
  } finally {
    globalThis.RegExp = Original
  }
  return found
}
