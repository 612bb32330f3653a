// Package replay plays recorded news items back as feeds: each source becomes
// an RSS feed on the loopback interface, to which its items are added in the
// order of their publication while a clock of its own runs as fast as wanted.
package replay
