package main

import (
	"fmt"
	"io"
	"os"

	"github.com/mattn/go-isatty"
)

// showProgress tells how far long work has come: on a terminal in one line
// that is written over, elsewhere, as in a log, in a line each.
func showProgress(w io.Writer, text string) {
	if onTerminal(w) {
		fmt.Fprint(w, "\r\033[K"+text)
		return
	}
	fmt.Fprintln(w, text)
}

// clearProgress removes the line of showProgress from a terminal.
func clearProgress(w io.Writer) {
	if onTerminal(w) {
		fmt.Fprint(w, "\r\033[K")
	}
}

// onTerminal reports whether a person watches what is written to w.
func onTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && isatty.IsTerminal(file.Fd())
}
