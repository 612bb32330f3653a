package document

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/ianaindex"
)

// lookupRare finds charsets that browsers do not know but feeds have been seen
// in: the code pages of DOS and mainframes.
func lookupRare(label string) (encoding.Encoding, string) {
	name := strings.ToLower(strings.ReplaceAll(label, "_", "-"))
	switch name {
	case "cp1252", "windows1252":
		return charmap.Windows1252, name
	case "cp1251", "windows1251", "win-1251":
		return charmap.Windows1251, name
	}
	if found, err := ianaindex.IANA.Encoding(name); err == nil && found != nil {
		return found, name
	}
	if number, ok := strings.CutPrefix(name, "cp"); ok {
		if found, err := ianaindex.IANA.Encoding("IBM" + number); err == nil && found != nil {
			return found, name
		}
	}
	return nil, ""
}
