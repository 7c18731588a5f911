// Redlines on a document made of next to nothing: what is patched equals what is drawn anew.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { apply, fromJson, ofText } from '../../../static/js/text/layer.js'
import { Redline, directionOf, marksOf } from '../../../static/js/redline/render.js'
import { chance } from './world.mjs'

class Node {
  children = []
  parent = null
  attributes = {}
  constructor(tag, data) {
    Object.assign(this, { tag, data })
  }
  get nodes() {
    return this.children
  }
  insertBefore(node, before) {
    node.remove()
    const at = before === null ? this.children.length : this.children.indexOf(before)
    assert.ok(at >= 0, 'inserted before a node that is not there')
    this.children.splice(at, 0, node)
    node.parent = this
  }
  append(node) {
    this.insertBefore(node, null)
  }
  remove() {
    if (this.parent === null) return
    this.parent.children = this.parent.children.filter((one) => one !== this)
    this.parent = null
  }
  replaceWith(node) {
    this.parent.insertBefore(node, this)
    this.remove()
  }
  setAttribute(name, value) {
    this.attributes[name] = value
  }
  get html() {
    if (this.tag === null) return this.data
    const marks = Object.entries(this.attributes).map(([name, value]) => ` ${name}="${value}"`)
    return `<${this.tag}${marks.join('')}>${this.children.map((one) => one.html).join('')}</${this.tag}>`
  }
}

globalThis.document = {
  createTextNode: (data) => new Node(null, data),
  createElement: (tag) => new Node(tag, ''),
}

function drawn(runs) {
  const element = new Node('div', '')
  new Redline(element).show(runs)
  return element.html
}

test('the nodes are those that the server writes', () => {
  const runs = fromJson([
    ['The ', null, []],
    ['old ', null, ['NEW', 'UNP']],
    ['new ', 'UNP', []],
    ['bad ', 'UNP', ['NEW']],
    ['rule', null, []],
  ])
  assert.equal(
    drawn(runs),
    '<div>The <del data-author="NEW" data-by="NEW, UNP">old </del>' +
      '<ins data-author="UNP" data-by="UNP">new </ins>' +
      '<ins data-author="UNP" data-by="UNP, NEW"><del>bad </del></ins>rule</div>',
  )
})

test('neighbours of one author are labelled once', () => {
  const runs = fromJson([['a', null, ['UNP']], ['b', 'UNP', []], ['c', null, ['UNP']]])
  assert.equal('data-more' in marksOf(runs[0], runs[1]), true)
  assert.equal('data-more' in marksOf(runs[2], undefined), false)
})

test('without attribution there is no author', () => {
  assert.equal(drawn(fromJson([['a', '*', []], ['b', null, ['*']]])), '<div><ins>a</ins><del>b</del></div>')
})

test('direction goes by language', () => {
  assert.deepEqual(['ar/text', 'ar-EG/title', 'en/text', 'fa/text'].map(directionOf), ['rtl', 'rtl', 'ltr', 'rtl'])
})

test('what is patched equals what is drawn anew, and keeps what did not change', () => {
  const dice = chance(11)
  for (let game = 0; game < 60; game++) {
    let runs = ofText('Signatories shall not publish synthetic media.')
    const element = new Node('div', '')
    const redline = new Redline(element)
    redline.show(runs)
    for (let step = 0; step < 60; step++) {
      const first = element.children[0]
      const was = first?.html
      const length = runs.reduce((sum, run) => sum + run.text.length, 0)
      const author = dice.maybe(0.5) ? 'UNP' : 'NEW'
      const at = 1 + dice.below(length - 1)
      const own = runs.find((run) => run.insertedBy === author)
      const before = runs.indexOf(own)
      const start = runs.slice(0, before).reduce((sum, run) => sum + run.text.length, 0)
      if (own && dice.maybe(0.3)) {
        runs = apply(runs, [...(start ? [start] : []), ['x', own.text.length]], author)[0]
      } else if (dice.maybe(0.5)) runs = apply(runs, [at, 'word '.slice(0, 1 + dice.below(5))], author)[0]
      else {
        try {
          runs = apply(runs, [at, ['s', Math.min(length - at, 1 + dice.below(9))]], author)[0]
        } catch {
          continue // one's own words
        }
      }
      redline.show(runs)
      assert.equal(element.html, drawn(runs))
      if (element.children[0]?.html === was) assert.equal(element.children[0], first)
    }
  }
})
