/** Why a file is not read, as people say it. */
export const whys = {
  kind: 'a kind that is not read',
  ignored: 'ignored',
  hidden: 'hidden',
  excluded: 'excluded',
  output: 'output of the site',
  theme: 'theme',
  layout: 'layout',
  scaffold: 'template',
  draft: 'draft',
  settings: 'settings',
  asset: 'asset',
  empty: 'page without text',
  list: 'page that lists others',
  copy: 'page generated from a file that is read',
  outside: 'outside the sources of the site',
  packages: 'installed packages',
}
