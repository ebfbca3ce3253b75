package main

import (
	"context"
	"os"
	"os/signal"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// The scripts in testdata/script run the real command. Time stands still for
// them, so that their outputs can be compared, or, where HURRY is set, leaps ahead
// whenever somebody looks at the clock, so that all takes long.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"dossier": func() {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
		defer stop()
		os.Exit(run(ctx, os.Args[1:], world{os.Stdin, os.Stdout, os.Stderr, os.Environ(), testClock()}))
	}})
}

func testClock() func() time.Time {
	var looks atomic.Int64
	return func() time.Time {
		now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
		if os.Getenv("HURRY") != "" {
			now = now.Add(time.Duration(looks.Add(1)) * time.Minute)
		}
		return now
	}
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", RequireExplicitExec: true, RequireUniqueNames: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"bytes": scriptBytes, "picture": scriptPicture, "json": scriptJSON, "exits": scriptExits},
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir)
			return nil
		},
	})
}

func TestAnInterruptedCommandSaysSo(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs strings.Builder
	code := run(ctx, []string{"-C", "../..", "build", "--out", t.TempDir()}, world{strings.NewReader(""), &out, &errs, nil, time.Now})
	if code != exitInterrupted || !strings.Contains(errs.String(), "interrupted") || out.Len() > 0 {
		t.Errorf("code %d, %q, %q", code, out.String(), errs.String())
	}
}

// The handbook and the README teach commands: each must be one, with those flags.
func TestTheCommandsThatAreTaughtAreThere(t *testing.T) {
	command := regexp.MustCompile("(?:`|&& |(?m:^ {4}))dossier ((?:[^`&\\n#>\"]|\"[^\"]*\")+)")
	for _, file := range []string{"skeleton/HANDBOOK.md", "../../README.md"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found := command.FindAllStringSubmatch(string(text), -1)
		if len(found) < 4 {
			t.Fatalf("%s teaches %d commands", file, len(found))
		}
		for _, m := range found {
			teaches(t, file, m[1])
		}
	}
}

// What the README shows of a briefing and of the register is taken without a word in
// a new site.
func TestTheBriefingThatIsShownIsSound(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, shown, _ := strings.Cut(string(text), "## What a briefing looks like\n")
	shown, _, _ = strings.Cut(shown, "\n## ")
	var blocks []string
	for _, b := range regexp.MustCompile(`(?m)(?:^ {4}.*\n|^\n)+`).FindAllString(shown, -1) {
		if b = strings.Trim(strings.ReplaceAll("\n"+b, "\n    ", "\n"), "\n"); b != "" {
			blocks = append(blocks, b+"\n")
		}
	}
	if len(blocks) != 2 {
		t.Fatalf("%d blocks are shown", len(blocks))
	}
	dir := t.TempDir()
	dossier := func(args ...string) {
		t.Helper()
		var said strings.Builder
		still := func() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC) }
		if code := run(t.Context(), append([]string{"-C", dir}, args...), world{strings.NewReader(""), &said, &said, nil, still}); code != exitOK {
			t.Fatalf("%q ended with %d: %s", args, code, said.String())
		}
	}
	dossier("init")
	for name, block := range map[string]string{"content/2026-11-02-ports.md": blocks[0], "content/sources/ports.yaml": blocks[1]} {
		if err := os.WriteFile(dir+"/"+name, []byte(block), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	dossier("check", "--strict")
}

func teaches(t *testing.T, file, line string) {
	t.Helper()
	words := regexp.MustCompile(`"[^"]*"|\S+`).FindAllString(line, -1)
	a := &app{}
	root := a.root()
	root.InitDefaultHelpCmd()
	c, rest, err := root.Find(words)
	if err != nil || c == root {
		t.Errorf("%s: dossier %s: %v", file, line, err)
		return
	}
	if err := c.ParseFlags(rest); err != nil {
		t.Errorf("%s: dossier %s: %v", file, line, err)
		return
	}
	if err := c.ValidateArgs(c.Flags().Args()); err != nil {
		t.Errorf("%s: dossier %s: %v", file, line, err)
	}
}
