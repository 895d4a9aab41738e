/**
 * Writes docs/api/README.md, the reference of the library, from the doc comments of what src/index.ts exports:
 * `npm run api`. A test compares it with the source.
 */
import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { format, resolveConfig } from 'prettier'
import ts from 'typescript'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = `${root}docs/api/README.md`

const INTRODUCTION = `# Library reference

Written from the doc comments of \`src/index.ts\` by \`npm run api\`; do not edit. \`import { openIndex } from 'xunzhang'\`.
`

/** The reference as it should be in docs/api. */
export async function apiReference(): Promise<string> {
  const config = ts.readConfigFile(`${root}tsconfig.json`, (path) => ts.sys.readFile(path)).config as object
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const entry = `${root}src/index.ts`
  const program = ts.createProgram([entry], options)
  const checker = program.getTypeChecker()
  const module = checker.getSymbolAtLocation(program.getSourceFile(entry)!)!
  const exported = checker.getExportsOfModule(module).map((symbol) => section(resolved(symbol, checker)))
  const calls = exported.filter(({ isCall }) => isCall)
  const types = exported.filter(({ isCall }) => !isCall).sort((a, b) => (a.name < b.name ? -1 : 1))
  const chapter = (title: string, sections: readonly Section[]) =>
    [`## ${title}`, ...sections.map(({ text }) => text)].join('\n\n')
  const text = [INTRODUCTION, chapter('Functions', calls), chapter('Types', types)].join('\n\n')
  return format(text, { ...(await resolveConfig(target)), parser: 'markdown' })
}

interface Section {
  readonly name: string
  readonly isCall: boolean
  readonly text: string
}

function resolved(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol)
}

function section(symbol: ts.Symbol): Section {
  const [declaration] = symbol.declarations ?? []
  if (declaration === undefined) throw new Error(`${symbol.name}: no declaration`)
  const isCall = ts.isFunctionDeclaration(declaration)
  const file = relative(root, declaration.getSourceFile().fileName)
  const notes = [...tagsOf(declaration, 'param'), ...tagsOf(declaration, 'returns'), ...tagsOf(declaration, 'throws')]
  const parts = [
    `### ${symbol.name}`,
    commentOf(declaration),
    notes.map((note) => `- ${note}`).join('\n'),
    `\`\`\`ts\n${sourceOf(declaration)}\n\`\`\``,
    `Declared in \`${file}\`.`,
  ]
  return { name: symbol.name, isCall, text: parts.filter((part) => part !== '').join('\n\n') }
}

function commentOf(declaration: ts.Declaration): string {
  const [comment] = ts.getJSDocCommentsAndTags(documented(declaration)).filter((node) => ts.isJSDoc(node))
  return linked(ts.getTextOfJSDocComment(comment?.comment))
}

/** The node with the doc comment: for a variable it is the whole statement. */
function documented(declaration: ts.Declaration): ts.Node {
  return ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration
}

function tagsOf(declaration: ts.Declaration, name: string): string[] {
  return ts
    .getJSDocTags(declaration)
    .filter(({ tagName }) => tagName.text === name)
    .map((tag) => {
      const subject = ts.isJSDocParameterTag(tag) ? `\`${tag.name.getText()}\`: ` : `${name} `
      const type = ts.isJSDocThrowsTag(tag) ? (tag.typeExpression?.type.getText() ?? '') : ''
      return `${subject}${type} ${linked(ts.getTextOfJSDocComment(tag.comment))}`.replace(/\s+/g, ' ').trim()
    })
}

function linked(text = ''): string {
  return text.replace(/\{@link (\w+)\}/g, '`$1`')
}

/** The declaration without its own comment and without bodies of functions. Comments of members stay. */
function sourceOf(declaration: ts.Declaration): string {
  const node = documented(declaration)
  const start = node.getStart()
  let text = node.getText()
  for (const body of bodiesOf(declaration).reverse())
    text = text.slice(0, body.getStart() - start).trimEnd() + text.slice(body.end - start)
  return text.replace(/^export (?:async )?/, '')
}

function bodiesOf(declaration: ts.Declaration): ts.Node[] {
  const functions = ts.isClassDeclaration(declaration) ? declaration.members : [declaration]
  return functions.flatMap((one) => (ts.isFunctionLike(one) && 'body' in one && one.body ? [one.body as ts.Node] : []))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(target, await apiReference())
