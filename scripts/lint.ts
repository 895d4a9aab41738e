/**
 * Type-checks and lints all sources: `npm run lint`. Each of the three programs is made once, and what the compiler
 * finds out about its types serves the rules as well, which is most of the work of both.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'
import ts from 'typescript'

const root = fileURLToPath(new URL('..', import.meta.url))
const projects = ['tsconfig.json', 'src/fronts/page/tsconfig.json', 'test/web/tsconfig.json'].map((name) =>
  join(root, name),
)

const describe: ts.FormatDiagnosticsHost = {
  getCurrentDirectory: () => root,
  getCanonicalFileName: (name) => name,
  getNewLine: () => '\n',
}

const programs = projects.map(createProgram)
const roots = new Set(programs.flatMap((program) => program.getRootFileNames()))
const eslint = new ESLint({
  cwd: root,
  overrideConfig: {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: false, programs } },
  },
})
const results = await eslint.lintFiles('.')
const complaints = programs.flatMap(diagnose)
const formatter = await eslint.loadFormatter('stylish')
process.stdout.write(ts.formatDiagnosticsWithColorAndContext(complaints, describe))
process.stdout.write(await formatter.format(results))
const isClean = complaints.length === 0 && results.every(({ errorCount }) => errorCount === 0)
process.exitCode = isClean ? 0 : 1

function createProgram(project: string): ts.Program {
  const { error, ...read } = ts.readConfigFile(project, (path) => ts.sys.readFile(path))
  const { fileNames, options, errors } = ts.parseJsonConfigFileContent(read.config, ts.sys, dirname(project))
  const configFileParsingDiagnostics = error === undefined ? errors : [error, ...errors]
  return ts.createProgram({ rootNames: fileNames, options, configFileParsingDiagnostics })
}

/** Of its own files and those of none of the projects: what it imports from another project is checked there. */
function diagnose(program: ts.Program): readonly ts.Diagnostic[] {
  const own = new Set(program.getRootFileNames())
  const files = program.getSourceFiles().filter(({ fileName }) => own.has(fileName) || !roots.has(fileName))
  const found = files.flatMap((file) => [program.getSyntacticDiagnostics(file), program.getSemanticDiagnostics(file)])
  const whole = [program.getConfigFileParsingDiagnostics(), program.getOptionsDiagnostics()]
  return ts.sortAndDeduplicateDiagnostics([...whole, program.getGlobalDiagnostics(), ...found].flat())
}
