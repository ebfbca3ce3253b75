// Keeps an open page as the files are: told by the server that something changed, it
// fetches the page and replaces what differs, so that whoever reads keeps their place.
'use strict'
{
  const host = document.currentScript.previousElementSibling
  const own = host.querySelector('template')
  if (own) host.attachShadow({ mode: 'open' }).append(own.content) // a browser that does not do so itself
  const root = host.shadowRoot
  const all = root.querySelector('.all')
  const status = root.querySelector('.status')
  const closed = 'dossier-preview-closed'
  let line, busy, again, waiting

  // What is read and said aloud, with a link where there is one to follow.
  function say(text, href) {
    status.textContent = text
    if (href) status.append(Object.assign(document.createElement('a'), { href, textContent: decodeURI(href) }))
  }

  // A hidden page holds no line: a browser has six to a host, and an author many tabs.
  function listen() {
    hangUp()
    if (document.hidden) return
    const { edition, text, styles, around, ours, number } = host.dataset
    const query = { path: location.pathname + location.search, edition, have: [text, styles, around, ours, number].join('.') }
    const now = line = new EventSource('/__live?' + new URLSearchParams(query))
    now.onopen = () => say('')
    now.onerror = () => {
      say('The preview does not answer. This page goes on when it does.')
      if (now.readyState === EventSource.CLOSED) later()
    }
    for (const kind of ['page', 'style', 'errors', 'ok']) now.addEventListener(kind, update)
    now.addEventListener('moved', e => {
      history.replaceState(history.state, '', e.data + location.hash)
      update().then(listen)
    })
    now.addEventListener('added', e => {
      if (writes() || location.pathname === '/__desk') say('New: ', e.data)
      else location.assign(e.data)
    })
    now.addEventListener('gone', () => say('The preview has stopped. This page goes on when it is started again.'))
  }

  function hangUp() {
    clearTimeout(waiting)
    line?.close()
    line = undefined
  }

  function later() {
    hangUp()
    waiting = setTimeout(listen, 1000)
  }

  function focused() {
    let e = document.activeElement
    while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement
    return e
  }

  const writes = () => focused()?.matches('input, textarea, select, [contenteditable]')

  async function update() {
    again = true
    if (busy) return
    busy = true
    try {
      while (again) {
        again = false
        await take()
      }
    } catch {
      later() // with what is shown, so that it is told again
    }
    busy = false
  }

  // Fetches the page and makes this one like it.
  async function take() {
    const answer = await fetch(location.pathname + location.search, { cache: 'no-store' })
    const text = await answer.text()
    if (answer.redirected) return location.replace(answer.url + location.hash)
    const page = new DOMParser().parseFromString(text, 'text/html')
    const next = [...page.querySelectorAll('dossier-preview')].pop()
    const main = document.querySelector('main')
    const had = host.dataset, has = next?.dataset
    if (!has || !main || has.around !== had.around || has.edition !== had.edition) return location.reload()
    if (has.text !== had.text) {
      head(page)
      become(main, page.querySelector('main'))
    }
    if (has.styles !== had.styles) restyle(page)
    if (has.ours !== had.ours) {
      become(all, next.querySelector('template').content.querySelector('.all'))
      show()
    }
    Object.assign(had, has)
  }

  function head(page) {
    const old = document.documentElement, fresh = page.documentElement
    for (const name of ['lang', 'dir']) fresh.hasAttribute(name) ? old.setAttribute(name, fresh.getAttribute(name)) : old.removeAttribute(name)
    document.title = page.title
    const parts = d => [...d.head.querySelectorAll('meta, link:not([rel~=stylesheet i]), script[type="application/ld+json"]')]
    const wanted = new Map(parts(page).map(e => [e.outerHTML, e]))
    for (const e of parts(document)) wanted.delete(e.outerHTML) || e.remove()
    document.head.append(...wanted.values())
  }

  // The old style sheets stay until all new ones are there, so nothing is seen without.
  function restyle(page) {
    const sheets = d => [...d.querySelectorAll('link[rel~=stylesheet i]')]
    const old = sheets(document)
    const fresh = sheets(page).map(e => document.importNode(e))
    let left = fresh.length
    const done = () => --left > 0 || old.forEach(e => e.remove())
    for (const e of fresh) e.onload = e.onerror = done
    if (old.length) old.at(-1).after(...fresh)
    else document.head.append(...fresh)
    if (!left) done()
  }

  // Makes an element like another, with focus and open details kept.
  function become(old, fresh) {
    const open = new Map([...old.querySelectorAll('details'), ...fresh.querySelectorAll('details')].map(e => [e, e.open]))
    open.forEach((_, e) => e.open = false)
    const focus = focused(), way = path(old, focus)
    morph(old, fresh)
    open.forEach((is, e) => e.open = is)
    if (way && !focus.isConnected) {
      const same = focus.id && old.getRootNode().getElementById(focus.id) || way.reduce((e, i) => e?.children[i], old)
      same?.focus({ preventScroll: true })
    }
  }

  // The way down from an element to one inside of it, as numbers of children.
  function path(top, e) {
    if (!e || e === top || !top.contains(e)) return
    const way = []
    for (; e !== top; e = e.parentElement) way.unshift([...e.parentElement.children].indexOf(e))
    return way
  }

  // Goes down two trees and changes only what differs. What stands in both, by id or
  // in all of itself, keeps its node, whatever comes or goes before it.
  function morph(old, fresh) {
    for (const { name } of [...old.attributes]) fresh.hasAttribute(name) || old.removeAttribute(name)
    for (const { name, value } of fresh.attributes) old.getAttribute(name) === value || old.setAttribute(name, value)
    const a = [...old.childNodes], b = [...fresh.childNodes]
    let i = 0, m = a.length, n = b.length
    while (i < m && i < n && a[i].isEqualNode(b[i])) i++
    while (m > i && n > i && a[m - 1].isEqualNode(b[n - 1])) m--, n--
    const end = a[m] ?? null, inOld = places(a, i, m), inFresh = places(b, i, n)
    for (let j = i; i < m || j < n;) {
      const was = i < m && a[i], is = j < n && b[j], same = was && is && key(was) === key(is)
      if (!was || is && !same && inFresh.get(key(was)) > j) old.insertBefore(b[j++], was || end)
      else if (!is || !same && inOld.get(key(is)) > i) a[i++].remove()
      else {
        if (!alike(was, is)) was.replaceWith(is)
        else if (is.nodeType === 1) morph(was, is)
        else if (was.data !== is.data) was.data = is.data
        i++, j++
      }
    }
  }

  const key = e => e.nodeType !== 1 ? '' : e.id ? '#' + e.id : e.outerHTML
  const alike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && a.id === b.id

  // Where elements stand, each at its last place.
  function places(nodes, from, to) {
    const all = new Map()
    for (let i = from; i < to; i++) if (nodes[i].nodeType === 1) all.set(key(nodes[i]), i)
    return all
  }

  // Errors that were closed stay so until there are others.
  function show(anew) {
    const card = root.querySelector('.card.errors')
    if (!card) return
    if (anew) sessionStorage.removeItem(closed)
    card.hidden = sessionStorage.getItem(closed) === card.dataset.faults
    root.querySelector('.count.error').setAttribute('aria-expanded', !card.hidden)
    for (const e of card.querySelectorAll('pre')) { // what the caret points at is seen
      const [line, caret = ''] = e.textContent.split('\n')
      e.scrollLeft = e.scrollWidth * caret.length / Math.max(line.length, caret.length) - e.clientWidth / 2
    }
  }

  function close() {
    const card = root.querySelector('.card.errors')
    if (!card || card.hidden) return false
    sessionStorage.setItem(closed, card.dataset.faults)
    show()
    return true
  }

  root.addEventListener('click', e => {
    if (e.target.closest('.close')) {
      close()
      root.querySelector('.count.error').focus()
    } else if (e.target.closest('.count.error')) root.querySelector('.card.errors').hidden ? show(true) : close()
    else if (e.target.closest('.panel a')) root.querySelector('details[open]').open = false
  })
  document.addEventListener('keydown', e => {
    if (e.key !== 'Escape' || close()) return
    const panel = root.querySelector('details[open]')
    if (panel) panel.open = false
  })
  // Pages that send no referrer send no origin with a form either, and are refused.
  root.addEventListener('submit', async e => {
    e.preventDefault()
    const body = new URLSearchParams(new FormData(e.target, e.submitter))
    await fetch(e.target.action, { method: 'POST', body, redirect: 'manual' })
    location.reload()
  })
  document.addEventListener('visibilitychange', () => document.hidden ? hangUp() : listen())
  addEventListener('pageshow', e => e.persisted && listen())
  addEventListener('pagehide', hangUp)
  show()
  listen()
}
