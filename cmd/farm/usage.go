//go:build linux

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// cpu returns the processor time that this process has used.
func cpu() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// resident returns the memory that this process holds, in bytes. Source:
// proc(5), the second field of statm, in pages.
func resident() int64 {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	fields := bytes.Fields(text)
	if len(fields) < 2 {
		return 0
	}
	pages, _ := strconv.ParseInt(string(fields[1]), 10, 64)
	return pages * int64(os.Getpagesize())
}

// memory collects how much this process holds, second by second.
type memory struct {
	mu      sync.Mutex
	samples []int64
}

func (m *memory) watch(ctx context.Context) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			held := resident()
			m.mu.Lock()
			m.samples = append(m.samples, held)
			m.mu.Unlock()
		}
	}
}

// reset forgets the samples.
func (m *memory) reset() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.samples = nil
}

func (m *memory) String() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.samples) == 0 {
		return "not measured"
	}
	sorted := slices.Sorted(slices.Values(m.samples))
	return fmt.Sprintf("%s at the median, %s at most", mebibytes(sorted[len(sorted)/2]), mebibytes(sorted[len(sorted)-1]))
}

func mebibytes(n int64) string { return fmt.Sprintf("%.0f MiB", float64(n)/(1<<20)) }

// quantile returns the share's quantile of sorted values.
func quantile(sorted []time.Duration, share float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, int(share*float64(len(sorted))))]
}
