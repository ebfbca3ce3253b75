package main

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"dossier/internal/made"
)

// save is an edit of a briefing and where it is to be seen: by the page of the briefing,
// as it was before, and a word that is new.
type save struct {
	name, what string
	edit       func(text, word string) string
	seen       func(page string, body, word string) (path, words string)
}

func allSaves() []save {
	own := func(page, _, word string) (string, string) { return page, word }
	sentence := func(text, word string) string { return strings.Replace(text, ".[^3]", " "+word+".[^3]", 1) }
	return []save{
		{"sentence", "a sentence, on the briefing's page", sentence, own},
		{"title", "a title, there", func(text, word string) string { return strings.Replace(text, "title: \"", "title: \""+word+" ", 1) }, own},
		{"tag", "a tag, on the tag's page", func(text, word string) string { return strings.Replace(text, "tags: [", "tags: ["+word+", ", 1) },
			func(_, _, word string) (string, string) { return "/tags/" + word + "/", word }},
		{"cited", "a sentence, at the place of the source that it cites", sentence,
			func(_, body, word string) (string, string) { return shelfOfThird(body), word }},
		{"citation", "a citation, on the briefing's page", func(text, word string) string {
			return citing(text, "[New "+word+"](https://www."+word+".example/), New Outlet, 2011-11-11.")
		}, own},
	}
}

var third = regexp.MustCompile(`(?s)id="fn:3".*?href="(/sources/[^"#]+)#`)

// shelfOfThird gives the page on which the source of the third note stands.
func shelfOfThird(body string) string {
	m := third.FindStringSubmatch(body)
	if m == nil {
		return "/"
	}
	return m[1]
}

// pageOf gives the address of a briefing of a made archive.
func (p *shown) pageOf(file string) string {
	year, name := path.Split(strings.TrimPrefix(filepath.ToSlash(file), "content/"))
	name = strings.TrimSuffix(name, ".md")
	if !p.dated {
		name = name[len("2006-01-02-"):]
	}
	return "/briefings/" + year + name + "/"
}

// saved makes a save and gives how long it took until a client saw it.
func (b *bench) saved(p *shown, s save) (time.Duration, error) {
	b.turn++
	file := made.Path(b.turn*7919%b.n, b.n)
	word := fmt.Sprintf("seen%dtimes", b.turn)
	name := b.path("site/" + file)
	text, err := os.ReadFile(name)
	if err != nil {
		return 0, err
	}
	page := p.pageOf(file)
	body, err := p.get(page)
	if err != nil || body == "" {
		return 0, errors.Join(fmt.Errorf("%s is not there", page), err)
	}
	at, words := s.seen(page, body, word)
	changed := s.edit(string(text), word)
	if changed == string(text) {
		return 0, fmt.Errorf("the edit leaves %s as it was", file)
	}
	begun := time.Now()
	if err := os.WriteFile(name, []byte(changed), 0o666); err != nil {
		return 0, err
	}
	err = p.await(at, words)
	return time.Since(begun), err
}

// atOnce changes so many briefings at once and gives how long it took until all were seen.
func (b *bench) atOnce(p *shown, many int) (time.Duration, error) {
	pages := map[string]string{}
	begun := time.Now()
	for range min(many, b.n) {
		b.turn++
		file, word := made.Path(b.turn*7919%b.n, b.n), fmt.Sprintf("seen%dtimes", b.turn)
		text, err := os.ReadFile(b.path("site/" + file))
		if err != nil {
			return 0, err
		}
		if err := os.WriteFile(b.path("site/"+file), []byte(strings.Replace(string(text), ".[^3]", " "+word+".[^3]", 1)), 0o666); err != nil {
			return 0, err
		}
		pages[p.pageOf(file)] = word
	}
	for page, word := range pages {
		if err := p.await(page, word); err != nil {
			return 0, err
		}
	}
	return time.Since(begun), nil
}
