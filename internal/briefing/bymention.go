package briefing

// ByMention finds a number by a mention, as a map would and several times faster where
// mentions have numbers of their own. The zero value is empty and ready for use, by one
// goroutine at a time.
type ByMention struct {
	numbered []entered // by Mention.Number
	others   map[*Mention]int32
}

// entered is what was entered for a mention.
type entered struct {
	of     *Mention
	number int32
}

// NewByMention gives an empty one with room for about so many mentions.
func NewByMention(n int) *ByMention { return &ByMention{numbered: make([]entered, n)} }

// Get gives the number that was entered for a mention, and whether one was.
func (t *ByMention) Get(m *Mention) (int32, bool) {
	if int(m.Number) < len(t.numbered) {
		if e := &t.numbered[m.Number]; e.of == m {
			return e.number, true
		}
	}
	n, ok := t.others[m]
	return n, ok
}

// Add enters the number of a mention for which none was entered.
func (t *ByMention) Add(m *Mention, number int32) {
	if m.Number > 0 && t.reach(int(m.Number)).of == nil {
		t.numbered[m.Number] = entered{m, number}
		return
	}
	if t.others == nil {
		t.others = map[*Mention]int32{}
	}
	t.others[m] = number
}

// reach gives the place of mentions of a number.
func (t *ByMention) reach(number int) *entered {
	if number >= len(t.numbered) {
		room := append(t.numbered, make([]entered, number+1-len(t.numbered))...)
		t.numbered = room[:cap(room)]
	}
	return &t.numbered[number]
}
