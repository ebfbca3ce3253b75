// What the browser tests measure in a page. Each function gives a list of faults
// or of figures; none changes the page.
globalThis.look = {
  overflow: () => document.documentElement.scrollWidth - innerWidth,

  // Elements that reach over the window's sides: an overflow that is cut off is
  // no less lost than one that scrolls. What scrolls in a box of its own, and what
  // is hidden until it has the focus, is not.
  outside: () => [...document.body.querySelectorAll("*")].filter(e => {
    if (e.closest(".skip, table, pre")) return false
    const r = e.getBoundingClientRect()
    return r.width > 1 && (r.left < -0.5 || r.right > innerWidth + 0.5)
  }).map(look.name),

  name: e => `<${e.localName} class="${e.className}"> ${e.textContent.trim().slice(0, 40)}`,

  // Links that are too small to hit (WCAG 2.2, 2.5.8): narrower or lower than 24
  // px, and with another link within 12 px of their middle. Links in sentences are
  // exempt.
  small: () => {
    const shown = [...document.querySelectorAll("a[href]")].filter(a => a.checkVisibility() && !a.matches(".skip"))
    const boxes = shown.map(a => a.getBoundingClientRect())
    const middle = r => [(r.left + r.right) / 2, (r.top + r.bottom) / 2]
    const gap = ([x, y], r) => Math.hypot(Math.max(r.left - x, 0, x - r.right), Math.max(r.top - y, 0, y - r.bottom))
    return shown.filter((a, i) => {
      const r = boxes[i], inSentence = a.closest(".text, blockquote, .notes p:not(.about), .line, .kicker, .downloads, .url")
      if (inSentence || Math.min(r.width, r.height) >= 24) return false
      return boxes.some((o, k) => k !== i && gap(middle(r), o) < 12)
    }).map(look.name)
  },

  // The characters of each full line of the running text.
  measure: () => {
    const lines = []
    for (const p of document.querySelectorAll(".text > p")) {
      const own = []
      const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT)
      for (let n; n = walk.nextNode();) {
        if (n.parentElement.closest(".mark")) continue
        for (let i = 0; i < n.length; i++) {
          const range = document.createRange()
          range.setStart(n, i)
          range.setEnd(n, i + 1)
          const r = range.getClientRects()[0]
          if (!r) continue
          const last = own.at(-1)
          if (last && Math.abs(last.top - r.top) < r.height / 2) last.n++
          else own.push({top: r.top, n: 1})
        }
      }
      lines.push(...own.slice(0, -1).map(l => l.n))
    }
    return lines.sort((a, b) => a - b)
  },

  box: e => { const r = e.getBoundingClientRect(); return {left: r.left, right: r.right, top: r.top + scrollY, bottom: r.bottom + scrollY} },
  boxes: selector => [...document.querySelectorAll(selector)].map(look.box),

  // Texts whose contrast with what is behind them is under WCAG 2.2, 1.4.3 (AA).
  faint: () => {
    const rgb = c => c.match(/[\d.]+/g).map(Number)
    const channel = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
    const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b)
    const behind = e => {
      for (; e; e = e.parentElement) {
        const c = rgb(getComputedStyle(e).backgroundColor)
        if (c.length === 3 || c[3] > 0) return c
      }
      return [255, 255, 255]
    }
    return [...document.body.querySelectorAll("*")].filter(e => {
      const own = [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim())
      if (!own || !e.checkVisibility()) return false
      const s = getComputedStyle(e), size = parseFloat(s.fontSize)
      const large = size >= 24 || size >= 18.66 && s.fontWeight >= 700
      const [a, b] = [light(rgb(s.color)), light(behind(e))].sort((x, y) => y - x)
      return (a + 0.05) / (b + 0.05) < (large ? 3 : 4.5)
    }).map(look.name)
  },

  style: (selector, name, pseudo) => [...document.querySelectorAll(selector)].map(e => getComputedStyle(e, pseudo)[name]),
  focused: () => {
    const e = document.activeElement
    return {role: e.getAttribute("role") ?? "", name: e.className, href: e.getAttribute("href") ?? "",
      parent: e.parentElement?.id ?? "", ring: e.matches(":focus-visible") && getComputedStyle(e).outlineStyle !== "none"}
  },
}
