//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
)

// peakMemory gives the peak of a process's resident memory, in bytes. Linux counts
// in it the memory of the process that started it, at the time when it did.
func peakMemory(s *os.ProcessState) int64 {
	usage, ok := s.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return int64(usage.Maxrss)
	}
	return int64(usage.Maxrss) << 10
}
