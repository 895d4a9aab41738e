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

interface Option {
  readonly name: string
  readonly short: string | undefined
  readonly meaning: string
  /** Undefined for a flag. */
  readonly values: Values | undefined
}

interface Entry {
  readonly name: string
  readonly meaning: string
  readonly options: readonly Option[]
  readonly operands: Values
}

function describe(name: string, command: CommandTable, messages: Messages): Entry {
  const { completes } = command
  return {
    name,
    meaning: messages.commands[name as keyof Messages['commands']],
    options: Object.entries(command.options).map(([option, spec]) => ({
      name: option,
      short: spec.short,
      meaning: meaning(option, spec, messages),
      values: valuesOf(spec),
    })),
    operands:
      completes === undefined
        ? none
        : completes === 'files'
          ? { kind: 'files', choices: [] }
          : { kind: 'choices', choices: completes },
  }
}

/** What runs without a command's name. */
const unnamed: CommandName = 'tui'

const none: Values = { kind: 'none', choices: [] }

function valuesOf(spec: OptionSpec): Values | undefined {
  if (spec.type === 'flag') return undefined
  if (spec.type === 'one') return { kind: 'choices', choices: spec.choices }
  if (spec.type === 'list') return { kind: 'list', choices: spec.choices }
  if (spec.type !== 'text' && spec.type !== 'texts') return none
  if (spec.operand === 'folder') return { kind: 'folders', choices: [] }
  return { kind: spec.operand === 'file' || spec.operand === 'fileOrInput' ? 'files' : 'none', choices: [] }
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
const namesOf = ({ name, short }: Option): string[] => [`--${name}`, ...(short === undefined ? [] : [`-${short}`])]

function bash(entries: readonly Entry[]): string {
  const offers = (values: Values): string => {
    if (values.kind === 'files') return '_xunzhang_paths -f'
    if (values.kind === 'folders') return '_xunzhang_paths -d'
    if (values.kind === 'none') return ':'
    const words = quoted(values.choices.join(' '))
    return values.kind === 'list'
      ? `COMPREPLY=($(compgen -P "\${cur%"\${cur##*,}"}" -W ${words} -- "\${cur##*,}"))`
      : `COMPREPLY=($(compgen -W ${words} -- "$cur"))`
  }
  const values = entries.flatMap(({ name, options }) =>
    options.flatMap((option) =>
      option.values === undefined
        ? []
        : [
            `    ${namesOf(option)
              .map((written) => `${name}:${written}`)
              .join('|')}) ${offers(option.values)}; return ;;`,
          ],
    ),
  )
  const options = entries.map(
    (entry) => `    ${entry.name}) words=${quoted(entry.options.flatMap(namesOf).join(' '))} ;;`,
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
  const action = (values: Values): string => {
    if (values.kind === 'files') return '_files'
    if (values.kind === 'folders') return '_files -/'
    if (values.kind === 'none') return ' '
    return values.kind === 'list' ? `_values -s , value ${values.choices.join(' ')}` : `(${values.choices.join(' ')})`
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
  const takes = (values: Values | undefined): string => {
    if (values === undefined) return ''
    if (values.kind === 'files') return ' -r -F'
    if (values.kind === 'folders') return " -x -a '(__fish_complete_directories)'"
    return values.kind === 'none' ? ' -x' : ` -x -a ${escaped(values.choices.join(' '))}`
  }
  const lines = entries.flatMap(({ name, meaning, options, operands }) => {
    const unless = 'complete -c xunzhang -n __fish_use_subcommand'
    const within = `complete -c xunzhang -n '__fish_seen_subcommand_from ${name}'`
    const forOption = ({ name, short, values, meaning }: Option): string =>
      `-l ${name}${short === undefined ? '' : ` -s ${short}`}${takes(values)} -d ${escaped(meaning)}`
    return [
      `${unless} -f -a ${name} -d ${escaped(meaning)}`,
      ...(name === unnamed ? options.map((option) => `${unless} ${forOption(option)}`) : []),
      ...options.map((option) => `${within} ${forOption(option)}`),
      operands.kind === 'files'
        ? `${within} -F`
        : `${within} -f${operands.choices.length > 0 ? ` -a ${escaped(operands.choices.join(' '))}` : ''}`,
    ]
  })
  return `# fish completion for xunzhang: xunzhang completions fish | source\n${lines.join('\n')}\n`
}
