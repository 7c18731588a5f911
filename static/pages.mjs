// Pages that stand alone: one HTML file with its script and style inside, to be saved, sent on, and opened without a
// server. What may run in it is named by digest in the page itself.

import { build } from 'esbuild'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const shared = { bundle: true, minify: true, write: false, logLevel: 'warning', legalComments: 'inline' }

async function inlined(entry, options) {
  const { outputFiles, warnings } = await build({ ...shared, ...options, entryPoints: [entry] })
  if (warnings.length > 0) throw new Error(`${entry}: a warning is an error here`)
  // A script that says how it ends would end in the middle of itself.
  return outputFiles[0].text.replaceAll('</', '<\\/')
}

const digest = (content) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`

/** Writes `verify.html` into a folder, from static/js/verify and static/css/verify. */
export async function standing(here, out) {
  const page = await readFile(join(here, 'js', 'verify', 'page.html'), 'utf8')
  const script = await inlined(join(here, 'js', 'verify', 'page.js'), { format: 'esm', target: 'es2022' })
  const style = await inlined(join(here, 'css', 'verify', 'verify.css'), { target: ['chrome94', 'firefox93', 'safari16'] })
  const policy = [
    "default-src 'none'",
    `script-src ${digest(script)}`,
    `style-src ${digest(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const parts = { policy, script, style }
  await writeFile(join(out, 'verify.html'), page.replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]))
}
