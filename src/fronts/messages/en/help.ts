import { type OptionName, type OptionRow, optionRows } from '../../../base/options/rows.js'

/** The help: what each command and each option is for. */
export const help = {
  title: 'xunzhang: full-text search for collections of Chinese articles',
  usageHeading: 'Usage',
  commandsHeading: 'Commands',
  optionsHeading: 'Options',
  /** The last lines of the general help. */
  notes: [
    'Exit status: 0 something found or done, 1 nothing found, 2 an error.',
    'The index is --index DIR, else $XUNZHANG_INDEX, else ./index or ./.xunzhang here or in a folder above.',
    'Words that begin with a dash go after "--": xunzhang search -- -5',
  ],
  commands: {
    index: 'add files and folders to the index, or update all of it (- reads standard input)',
    forget: 'take a folder, a file or a pipe out of the index',
    push: 'add files and folders to a collection on a Qdrant cluster, or update all of it',
    search: 'print the best matching articles with passages',
    kwic: 'print every occurrence of a query in its context, one per line',
    timeline: 'count articles and occurrences of queries by year, month, week or day',
    collocates: 'print the words that stand near a query more often than by chance',
    terms: 'count the articles of each value of a field: author, tag, year, month, day',
    tui: 'search while you type, in the terminal UI',
    serve: 'answer searches over HTTP: a page, an API, and MCP for agents',
    export: 'write what a static site needs to be searched in the browser, without a server',
    mcp: 'serve agents over the Model Context Protocol on standard input and output',
    show: 'print articles by their IDs (- reads them from standard input)',
    duplicates: 'list articles that share most of their text',
    lexicon: 'teach words to the index: add, remove, list, suggest',
    stats: 'print what the index holds and how large it is',
    check: 'verify every checksum and cross-reference of the index',
    compact: 'merge the index into one segment',
    tokenize: 'show the terms of a text (or of standard input)',
    eval: 'measure ranking: nDCG@10, MRR@10, R@100, MAP',
    inspect: 'show how a file is read: encoding, fields, text, what was left out',
    bench: 'measure index speed and query latency on your articles',
    demo: 'open the terminal UI on the sample collection',
    completions: 'print completions for a shell: source <(xunzhang completions bash)',
    man: 'print the manual page: xunzhang man | man -l -',
    help: 'explain a command, or: query, formats, settings',
    version: 'print the version',
  },
  /** By option name; one meaning wherever the option occurs. */
  options: Object.fromEntries(
    Object.entries(optionRows).map(([name, { help }]: [string, OptionRow]) => [name, help]),
  ) as Readonly<Record<OptionName, string>>,
}
