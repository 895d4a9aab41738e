/** Remedies for callers of functions: commands become calls, and options become keys. */
const calls: Readonly<Record<string, string>> = { index: 'buildIndex', push: 'pushCollection' }

/** `"xunzhang index --force"` becomes `buildIndex({ force: true })`, and `--allow-empty` becomes `"allowEmpty"`. */
export function forPrograms(remedy: string): string {
  return remedy
    .replace(
      /"xunzhang (index|push)([^"]*)"/g,
      (_, command: string, rest: string) => `${calls[command]}(${keysOf(rest)})`,
    )
    .replace(/"[^"]*"|--([a-z][a-z-]*)(?: [A-Z][A-Z:]+)?/g, (all, option?: string) =>
      option === undefined ? all : `"${keyOf(option)}"`,
    )
}

function keysOf(options: string): string {
  const keys = Array.from(options.matchAll(/--([a-z-]+)(?: ([^\s"]+))?/g), ([, option, value]) => {
    const shown = value === undefined || value === value.toUpperCase() ? (value ?? true) : `'${value}'`
    return `${keyOf(option!)}: ${shown}`
  })
  return keys.length === 0 ? '' : `{ ${keys.join(', ')} }`
}

const keyOf = (option: string): string =>
  option === 'index' ? 'dir' : option.replace(/-(\w)/g, (_, first: string) => first.toUpperCase())
