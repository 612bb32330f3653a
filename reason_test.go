package readout_test

import (
	"errors"
	"fmt"
	"testing"

	"readout"
)

func TestReasonsAreKept(t *testing.T) {
	for name, c := range map[string]struct {
		reason readout.Reason
		format string
		want   string
	}{
		"none":                       {"", "%s", ""},
		"a text":                     {"503", "%s", "503"},
		"an error for users":         {readout.ReasonOf(fmt.Errorf("poll: %w", readout.Errorf(readout.CodeForbidden, "%s refuses (%d) %q", "a.example", 403, `<"x">`))), "%s refuses (%d) %q", `a.example refuses (403) "<\"x\">"`},
		"another error":              {readout.ReasonOf(errors.New("secret")), "%s", "Something went wrong inside Readout. The operator will find the cause in the log."},
		"one within a phrase":        {readout.Phrasef("it says %s", readout.Phrasef("no")).Reason(), "%s", "it says no"},
		"a text that looks like one": {`{"format":`, "%s", `{"format":`},
		"a broken number":            {`{"format":"%d","args":[1.5]}`, "%s", "%!d(json.Number=1.5)"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.reason.String(); got != c.want || c.reason.Phrase().Format != c.format {
				t.Errorf("got %q of %q, want %q of %q", got, c.reason.Phrase().Format, c.want, c.format)
			}
		})
	}
}
