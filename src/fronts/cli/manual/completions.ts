/** Completions for shells, made from the commands' own tables, so that they offer exactly what the parser takes. */
import type { OptionSpec } from '../../../base/options/spec.js'
import type { Messages } from '../../messages/languages.js'
import type { CommandName } from '../command-names.js'
import type { CommandTable, CommandTables } from '../command.js'
import { meaning } from '../help.js'

export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

export function completionsFor(shell: Shell, commands: CommandTables, messages: Messages): string {
  const entries = Object.entries(commands).map(([name, command]) => describe(name, command, messages))
  return { bash, zsh, fish }[shell](entries)
}

interface Values {
  readonly kind: 'none' | 'files' | 'folders' | 'choices' | 'list'
  /** For `choices` and `list`. */
  readonly choices: readonly string[]
}

type Option = ReturnType<typeof describe>['options'][number]
type Entry = ReturnType<typeof describe>

function describe(name: string, { completes = [], options }: CommandTable, messages: Messages) {
  return {
    name,
    meaning: messages.commands[name as keyof Messages['commands']],
    options: Object.entries(options).map(([option, spec]) => ({
      name: option,
      short: spec.short,
      written: [`--${option}`, ...(spec.short === undefined ? [] : [`-${spec.short}`])],
      meaning: meaning(option, spec, messages),
      values: valuesOf(spec),
    })),
    operands: completes === 'files' ? files : completes.length === 0 ? none : offering('choices', completes),
  }
}

/** What runs without a command's name. */
const unnamed: CommandName = 'tui'

const offering = (kind: Values['kind'], choices: readonly string[] = []): Values => ({ kind, choices })
const none = offering('none')
const files = offering('files')

/** Undefined for a flag. */
function valuesOf(spec: OptionSpec): Values | undefined {
  if (spec.type === 'flag') return undefined
  if (spec.type === 'one') return offering('choices', spec.choices)
  if (spec.type === 'list') return offering('list', spec.choices)
  if (spec.type !== 'text' && spec.type !== 'texts') return none
  if (spec.operand === 'folder') return offering('folders')
  return spec.operand === 'file' || spec.operand === 'fileOrInput' ? files : none
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

function bash(entries: readonly Entry[]): string {
  const offers = ({ kind, choices }: Values): string => {
    const words = quoted(choices.join(' '))
    return {
      none: ':',
      files: '_xunzhang_paths -f',
      folders: '_xunzhang_paths -d',
      choices: `COMPREPLY=($(compgen -W ${words} -- "$cur"))`,
      list: `COMPREPLY=($(compgen -P "\${cur%"\${cur##*,}"}" -W ${words} -- "\${cur##*,}"))`,
    }[kind]
  }
  const values = entries.flatMap(({ name, options }) =>
    options.flatMap(({ written, values }) => {
      const cases = written.map((option) => `${name}:${option}`).join('|')
      return values === undefined ? [] : [`    ${cases}) ${offers(values)}; return ;;`]
    }),
  )
  const options = entries.map(
    ({ name, options }) => `    ${name}) words=${quoted(options.flatMap(({ written }) => written).join(' '))} ;;`,
  )
  const operands = entries.map(({ name, operands }) => `    ${name}) ${offers(operands)} ;;`)
  const names = entries.map(({ name }) => name)
  return `# bash completion for xunzhang: source <(xunzhang completions bash)
_xunzhang_paths() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen "$1" -- "$cur")
}
_xunzhang() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command= word words
  if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in ${names.join('|')}) command=$word; break ;; esac
  done
  COMPREPLY=()
  case \${command:-${unnamed}}:$prev in
${values.join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case \${command:-${unnamed}} in
${options.join('\n')}
    esac
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
    return
  fi
  case $command in
    '') COMPREPLY=($(compgen -W ${quoted(names.join(' '))} -- "$cur")) ;;
${operands.join('\n')}
  esac
}
complete -F _xunzhang xunzhang
`
}

function zsh(entries: readonly Entry[]): string {
  const plain = (text: string): string => text.replace(/[[\]:\\]/g, '\\$&')
  const action = ({ kind, choices }: Values): string => {
    const words = choices.join(' ')
    const list = `_values -s , value ${words}`
    return { none: ' ', files: '_files', folders: '_files -/', choices: `(${words})`, list }[kind]
  }
  const option = ({ name, short, meaning, values }: Option): string => {
    const tail = `[${plain(meaning)}]${values === undefined ? '' : `:${name}:${action(values)}`}`
    const long = quoted(`*--${name}${values === undefined ? '' : '='}${tail}`)
    return short === undefined ? long : `${long} ${quoted(`*-${short}${values === undefined ? '' : '+'}${tail}`)}`
  }
  const commands = entries.map(({ name, meaning }) => `    ${quoted(`${name}:${plain(meaning)}`)}`)
  const leading = entries.filter(({ name }) => name === unnamed).flatMap(({ options }) => options.map(option))
  const cases = entries.map(
    ({ name, options, operands }) =>
      `    ${name}) _arguments -s -S ${options.map(option).join(' ')} ${quoted(`*:${name}:${action(operands)}`)} ;;`,
  )
  return `#compdef xunzhang
# zsh completion for xunzhang: source <(xunzhang completions zsh)
_xunzhang() {
  local -a commands
  local state line
  commands=(
${commands.join('\n')}
  )
  _arguments -C -s -S ${leading.join(' ')} '(-): :->command' '(-)*:: :->rest'
  case $state in
    command) _describe command commands ;;
    rest) case $words[1] in
${cases.join('\n')}
    esac ;;
  esac
}
if [ "\${funcstack[1]}" = "_xunzhang" ]; then _xunzhang "$@"; else compdef _xunzhang xunzhang; fi
`
}

function fish(entries: readonly Entry[]): string {
  const escaped = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`
  const takes = ({ kind, choices }: Values): string => {
    const words = ` -x -a ${escaped(choices.join(' '))}`
    const folders = " -x -a '(__fish_complete_directories)'"
    return { none: ' -x', files: ' -r -F', folders, choices: words, list: words }[kind]
  }
  const option = ({ name, short, values, meaning }: Option): string =>
    `-l ${name}${short === undefined ? '' : ` -s ${short}`}${values === undefined ? '' : takes(values)} -d ${escaped(meaning)}`
  const lines = entries.flatMap(({ name, meaning, options, operands: { kind, choices } }) => {
    const unless = 'complete -c xunzhang -n __fish_use_subcommand'
    const within = `complete -c xunzhang -n '__fish_seen_subcommand_from ${name}'`
    const words = choices.length > 0 ? ` -a ${escaped(choices.join(' '))}` : ''
    return [
      `${unless} -f -a ${name} -d ${escaped(meaning)}`,
      ...(name === unnamed ? options.map((one) => `${unless} ${option(one)}`) : []),
      ...options.map((one) => `${within} ${option(one)}`),
      kind === 'files' ? `${within} -F` : `${within} -f${words}`,
    ]
  })
  return `# fish completion for xunzhang: xunzhang completions fish | source\n${lines.join('\n')}\n`
}
