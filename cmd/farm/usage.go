//go:build linux

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
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

// peak returns the most memory that this process has held since forgetPeak, in
// bytes. Source: proc(5), VmHWM in status, in KiB.
func peak() int64 {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), "VmHWM:")
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return 0
	}
	kibibytes, _ := strconv.ParseInt(fields[0], 10, 64)
	return kibibytes << 10
}

// forgetPeak begins a new time of which peak tells. Source: proc(5), clear_refs.
func forgetPeak() error { return os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) }

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

// reset forgets what has been.
func (m *memory) reset() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.samples = nil
	return forgetPeak()
}

func (m *memory) String() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.samples) == 0 {
		return "not measured"
	}
	sorted := slices.Sorted(slices.Values(m.samples))
	return fmt.Sprintf("%s at the median, %s at most", mebibytes(sorted[len(sorted)/2]), mebibytes(peak()))
}

func mebibytes(n int64) string { return fmt.Sprintf("%.0f MiB", float64(n)/(1<<20)) }

// spread says how durations are spread.
func spread(durations []time.Duration) string {
	if len(durations) == 0 {
		return "not measured"
	}
	sorted := slices.Sorted(slices.Values(durations))
	at := func(percent int) float64 { return sorted[min(len(sorted)-1, len(sorted)*percent/100)].Seconds() }
	return fmt.Sprintf("%.2f s at the 50th, %.2f s at the 99th percentile, %.2f s at most", at(50), at(99), at(100))
}
