/* global hexo, __dirname */
/**
 * Search for a Hexo site: writes what its generator made through `xunzhang export` into the site's own routes, so that
 * `hexo generate`, `hexo server` and `hexo deploy` have it. Addresses are Hexo's own, whatever the permalinks are.
 *
 * Settings in `_config.yml`: `xunzhang: { path: search }`, the folder of the site for the search files.
 */
const { spawnSync } = require('node:child_process')
const {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs')
const { tmpdir } = require('node:os')
const { dirname, join } = require('node:path')

const escape = (text) => String(text ?? '').replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
const named = (all) => (all === undefined ? [] : all.map(({ name }) => name))

/** Of the site's own xunzhang; of the one that this folder is part of where `npm install PATH` only linked it. */
function programOf(site) {
  const places = [
    () => require.resolve('xunzhang/package.json', { paths: [site, __dirname] }),
    () => join(realpathSync(__dirname), '../../package.json'),
  ]
  for (const place of places) {
    try {
      const program = join(dirname(place()), 'dist/cli.cjs')
      if (existsSync(program)) return program
    } catch {
      continue
    }
  }
  return undefined
}

/** A post as a page that says where its text is. */
function pageOf({ title, content, date, author, tags, categories }) {
  const meta = [
    ['article:published_time', date === undefined ? '' : date.toISOString()],
    ['article:author', author],
    ...[...named(tags), ...named(categories)].map((tag) => ['article:tag', tag]),
  ].map(([property, value]) => (value ? `<meta property="${property}" content="${escape(value)}">` : ''))
  const head = `<meta charset="utf-8"><title>${escape(title)}</title>${meta.join('')}`
  return `<!doctype html><html><head>${head}</head><body><main data-xunzhang-body>${content}</main></body></html>`
}

hexo.extend.filter.register('after_generate', () => {
  const target = hexo.config.xunzhang?.path ?? 'search'
  const folder = mkdtempSync(join(tmpdir(), 'hexo-xunzhang-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const [pages, output] = [join(folder, 'pages'), join(folder, 'search')]
  for (const kind of ['posts', 'pages']) {
    for (const post of hexo.locals.get(kind).toArray()) {
      const file = join(pages, post.path.endsWith('/') ? `${post.path}index.html` : post.path)
      if (!/\.x?html?$/.test(file)) continue
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, pageOf(post))
    }
  }
  const cli = programOf(hexo.base_dir)
  if (cli === undefined) return void hexo.log.error('xunzhang: not installed. Run "npm install xunzhang" in the site.')
  const run = spawnSync(process.execPath, [cli, 'export', pages, '--to', output, '--base', hexo.config.root ?? '/'], {
    encoding: 'utf8',
  })
  if (run.status !== 0) return void hexo.log.error(`xunzhang: ${run.stderr.trim()}`)
  hexo.log.info(`xunzhang: ${run.stdout.trim()}`)
  for (const name of readdirSync(output, { recursive: true })) {
    const file = join(output, name)
    if (statSync(file).isFile()) hexo.route.set(`${target}/${name.replaceAll('\\', '/')}`, () => createReadStream(file))
  }
})
