package main

import (
	"context"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// machine names what the figures were measured on.
func (b *bench) machine(ctx context.Context) string {
	parts := []string{
		stated("/proc/cpuinfo", "model name", runtime.GOARCH), plural(runtime.GOMAXPROCS(0), "core"),
		stated("/etc/os-release", "PRETTY_NAME", runtime.GOOS), runtime.Version(), "files in " + b.dir,
	}
	if b.hugo != "" {
		said, _ := exec.CommandContext(ctx, b.hugo, "version").Output()
		words := strings.Fields(string(said)) // "hugo v0.165.0-… linux/amd64 …"
		parts = append(parts, strings.Join(words[:min(2, len(words))], " "))
	}
	return strings.Join(parts, ", ")
}

// stated gives what a file of the system says under a key, or else what is given.
func stated(path, key, otherwise string) string {
	text, _ := os.ReadFile(path)
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, key); ok {
			return strings.Trim(value, " \t\n:=\"")
		}
	}
	return otherwise
}
