import { plural } from '../../../base/sentence.js'

export const element = {
  label: 'Search this site',
  placeholder: 'Search',
  found: (total: number) => plural(total, 'page'),
  nothing: 'Nothing found.',
  relaxed: 'No page contains the quoted text exactly; these contain its words.',
  failed: 'The search files of this site could not be loaded.',
  more: (count: number) => `Show more (${count})`,
  titles: 'Titles',
  hits: 'Pages',
  facets: { author: 'Author', tag: 'Tag', year: 'Year' } as Readonly<Record<string, string>>,
}
