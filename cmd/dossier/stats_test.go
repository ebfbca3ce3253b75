package main

import (
	"strings"
	"testing"
)

func TestTheTableOfABuild(t *testing.T) {
	s := buildStats{
		Stages: []stageTime{{"look", 3.25}, {"read", 1234.5}, {"render", 8.04}}, Total: 1245.8, Cores: 2, Peak: 145 << 20,
		Work:  workTimes{Parse: 2000, Resolve: 9.96, Render: 12, Stage: 0.04},
		Files: fileCounts{Looked: 10042, Read: 42, Stamped: 9958, Same: 30, Known: 4, Parsed: 8},
		Pages: pageCounts{Planned: 45822, Kept: 45800, Rendered: 22, Why: renderedWhys{Other: 9, New: 1, Touched: 2, Always: 10}, Same: 10, Written: 12, Removed: 3},
	}
	const want = `time                   ms
  look                3.2
  read             1234.5  parsing 2000.0, resolving 10.0 on 2 cores
  render              8.0  rendering 12.0, staging 0.0 on 2 cores
  total            1245.8  with at most 145 MB of memory
files
  looked at         10042
  same by stamp      9958
  read                 42
    same by bytes      30
    resolved anew       4  their texts taken from the cache
    parsed anew         8
pages
  planned           45822
  kept              45800
  rendered             22  9 made of something else, 1 new, 2 gone or touched, 10 made each time
    same bytes         10
    written            12
  removed               3
`
	if got := printed(s); got != want {
		t.Errorf("printed\n%swant\n%s", got, want)
	}
}

// What is not known, and what did not happen, is not said.
func TestTheTableOfABuildOfWhichNothingChanged(t *testing.T) {
	s := buildStats{Unchanged: true, Total: 0.5, Files: fileCounts{Looked: 7}, Pages: pageCounts{Planned: 12345, Kept: 12345}}
	const want = `time            ms
  total        0.5
files
  looked at      7  nothing changed since the last build
pages
  planned    12345
  kept       12345
`
	if got := printed(s); got != want {
		t.Errorf("printed\n%swant\n%s", got, want)
	}
}

func printed(s buildStats) string {
	var b strings.Builder
	s.print(&b)
	return b.String()
}
