(function () {
  'use strict'
  var root = document.documentElement
  var byId = function (id) { return document.getElementById(id) }
  var all = function (selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)) }
  var search = byId('search-field')
  var told = byId('search-count')
  var found = []
  var at = -1

  byId('theme-button').addEventListener('click', function () {
    var dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
    root.dataset.theme = dark ? 'light' : 'dark'
  })
  byId('print-button').addEventListener('click', function () { print() })

  var closed = []
  addEventListener('beforeprint', function () {
    closed = all('.part:not([open])')
    closed.forEach(function (part) { part.open = true })
  })
  addEventListener('afterprint', function () { closed.forEach(function (part) { part.open = false }) })

  all('.switchline input').forEach(function (box) {
    box.addEventListener('change', function () { box.closest('.comparison').classList.toggle('onlydiff', box.checked) })
  })

  function reveal() {
    var target = location.hash && byId(decodeURIComponent(location.hash.slice(1)))
    if (target && target.matches('.part')) target.open = true
  }
  addEventListener('hashchange', reveal)
  reveal()

  // ranges finds a text in the text nodes below an element, without regard to case.
  function ranges(part, wanted) {
    var list = []
    var walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
    for (var node = walker.nextNode(); node; node = walker.nextNode()) {
      var text = node.data.toLowerCase()
      for (var i = text.indexOf(wanted); i >= 0; i = text.indexOf(wanted, i + wanted.length)) {
        var range = new Range()
        range.setStart(node, i)
        range.setEnd(node, Math.min(i + wanted.length, node.length))
        list.push(range)
      }
    }
    return list
  }

  function paint() {
    if (typeof Highlight === 'undefined' || !CSS.highlights) return
    CSS.highlights.clear()
    if (!found.length) return
    CSS.highlights.set('found', new Highlight(...found.slice(0, 5000)))
    if (at >= 0) CSS.highlights.set('current', new Highlight(found[at]))
  }

  function go(step) {
    if (!found.length) return
    at = (at + step + found.length) % found.length
    var start = found[at].startContainer.parentElement
    for (var part = start.closest('details'); part; part = part.parentElement.closest('details')) part.open = true
    start.scrollIntoView({ block: 'center' })
    told.textContent = at + 1 + ' / ' + found.length
    paint()
  }

  function look() {
    var wanted = search.value.toLowerCase()
    found = []
    at = -1
    all('.searchable').forEach(function (part) {
      var here = wanted ? ranges(part, wanted) : []
      part.classList.toggle('hidden-by-search', Boolean(wanted) && !here.length)
      found = found.concat(here)
    })
    told.textContent = wanted ? String(found.length) : ''
    paint()
    if (found.length) go(1)
  }

  var soon
  search.addEventListener('input', function () {
    clearTimeout(soon)
    soon = setTimeout(look, 120)
  })
  search.addEventListener('keydown', function (event) {
    if (event.key === 'Enter') go(event.shiftKey ? -1 : 1)
    if (event.key === 'Escape') { search.value = ''; look() }
  })
  addEventListener('keydown', function (event) {
    if (event.key === '/' && !event.target.matches('input')) { event.preventDefault(); search.focus() }
  })
})()
