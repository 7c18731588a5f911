// Bundles the browser's half: every file at the top of static/js and static/css is an entry point, whatever lies in
// their sub-folders is imported by one. Called by build_frontend.py, which says when and with which Node.
//
//     node static/build.mjs [OUT]

import { build } from 'esbuild'
import { cp, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { standing } from './pages.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const out = resolve(process.argv[2] ?? join(here, 'dist'))
// A running server serves from `out`: it must find either the old files or the new ones, never half of each.
const fresh = join(here, `.dist-${process.pid}`)

async function exists(path) {
  return stat(path).then(() => true, () => false)
}

async function entries(folder, ending) {
  const path = join(here, folder)
  if (!(await exists(path))) return []
  const found = await readdir(path, { withFileTypes: true })
  return found
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(path, entry.name))
    .sort()
}

const shared = {
  bundle: true,
  minify: true,
  sourcemap: 'linked',
  // The libraries' licences ask that their notices travel with them.
  legalComments: 'linked',
  outdir: fresh,
  logLevel: 'warning',
  loader: { '.svg': 'file', '.png': 'file', '.woff2': 'file' },
  assetNames: 'assets/[name]-[hash]',
}

async function bundle(scripts, styles) {
  const results = await Promise.allSettled([
    scripts.length > 0 && build({
      ...shared,
      entryPoints: scripts,
      format: 'esm',
      // What two pages share is fetched once. Entries keep their names, chunks carry a hash of what is in them.
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
      // Telephones of the last six years or so; older ones have the plain form, which needs no script.
      target: 'es2020',
    }),
    styles.length > 0 && build({ ...shared, entryPoints: styles, target: ['chrome87', 'firefox78', 'safari14'] }),
  ])
  // esbuild has said what is wrong, line by line; a warning is an error here.
  return results.every(({ status, value }) => status === 'fulfilled' && !value?.warnings?.length)
}

async function publish() {
  // Pictures a page names by address (a favicon, say) are copied as they are.
  if (await exists(join(here, 'img'))) await cp(join(here, 'img'), join(fresh, 'img'), { recursive: true })
  if (await exists(join(here, 'js', 'verify'))) await standing(here, fresh)
  const old = `${fresh}-old`
  if (await exists(out)) await rename(out, old)
  if (await exists(fresh)) await rename(fresh, out)
  await rm(old, { recursive: true, force: true })
}

try {
  const scripts = await entries('js', '.js')
  const styles = await entries('css', '.css')
  if (await bundle(scripts, styles)) {
    await publish()
    console.log(`static/dist: ${scripts.length} scripts, ${styles.length} style sheets`)
  } else {
    process.exitCode = 1
  }
} finally {
  await rm(fresh, { recursive: true, force: true })
}
