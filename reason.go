package readout

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// Reason is why something failed, as it is kept: fit for users, and with all
// that it takes to be said in another language. "" is none.
type Reason string

// keptPhrase is a phrase within a Reason, as JSON. Any other Reason is a text
// in English.
type keptPhrase struct {
	Format string `json:"format"`
	Args   []any  `json:"args,omitempty"`
}

const keptPrefix = `{"format":`

// ReasonOf returns what the first *Error in err's chain says to users.
func ReasonOf(err error) Reason {
	if e, ok := errors.AsType[*Error](err); ok && e.Format != "" {
		return Phrase{Format: e.Format, Args: e.Args}.Reason()
	}
	return Reason(ErrorMessage(err))
}

// Reason keeps a phrase. One whose arguments are more than texts and whole
// numbers is kept in English.
func (p Phrase) Reason() Reason {
	for _, arg := range p.Args {
		switch arg.(type) {
		case string, int, int64:
		default:
			return Reason(p.String())
		}
	}
	kept, err := json.Marshal(keptPhrase(p))
	if err != nil {
		return Reason(p.String())
	}
	return Reason(kept)
}

// Phrase returns the reason, to be said in the reader's language.
func (r Reason) Phrase() Phrase {
	if !strings.HasPrefix(string(r), keptPrefix) {
		return Phrasef("%s", string(r))
	}
	var kept keptPhrase
	decoder := json.NewDecoder(strings.NewReader(string(r)))
	decoder.UseNumber()
	if err := decoder.Decode(&kept); err != nil {
		return Phrasef("%s", string(r))
	}
	for i, arg := range kept.Args {
		if number, ok := arg.(json.Number); ok {
			whole, err := number.Int64()
			if err != nil {
				return Phrasef("%s", fmt.Sprintf(kept.Format, kept.Args...))
			}
			kept.Args[i] = whole
		}
	}
	return Phrase(kept)
}

// String says the reason in English.
func (r Reason) String() string { return r.Phrase().String() }
