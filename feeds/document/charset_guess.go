package document

import (
	"strings"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
)

// sample is how much of a document is looked at to tell its charset, in bytes.
const sample = 64 << 10

// guessCharset tells a charset by what the letters look like, "" when there is
// no telling. Western charsets are left to whoever asks: they look much alike,
// and are what everything unknown is taken for.
func guessCharset(body []byte) string {
	const sure = 0.8
	guess := chardet.Detect(body[:min(len(body), sample)])
	name := strings.ToLower(guess.Encoding)
	switch name {
	case "iso-8859-1", "iso-8859-9", "iso-8859-15", "windows-1252", "windows-1254", "macroman", "maccyrillic", "ascii", "utf-8":
		return ""
	}
	if guess.Confidence < sure {
		return ""
	}
	return name
}

// plausible reports whether a decoded text can be what its author wrote: hardly
// a byte without meaning, and no words made of nothing but accented Latin
// letters and signs, which Cyrillic and Greek turn into when taken for Western.
func plausible(text string) bool {
	var lost, western, chained int
	before := false
	for _, r := range text[:min(len(text), sample)] {
		accented := 0x80 <= r && r <= 0xff
		switch {
		case r == utf8.RuneError:
			lost++
		case accented:
			western++
			if before {
				chained++
			}
		}
		before = accented
	}
	const few = 8
	return lost*200 <= len(text) && (western < few || chained*2 < western)
}
