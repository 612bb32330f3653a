package wire

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"
)

// Error says why Discord did not do what was asked. Any other error of a
// request leaves open whether Discord has done it.
type Error struct {
	Status     int           // HTTP status
	Code       int           // Discord's own code; 0 = none
	Message    string        // Discord's words
	Detail     string        // which part of the request is wrong, as JSON
	RetryAfter time.Duration // when to try again; 0 = not said
	Unsent     bool          // the request was held back and never left
}

// Error returns Discord's words with both codes, and never an address: that
// of an interaction holds a secret.
func (e *Error) Error() string {
	switch {
	case e.Code != 0:
		return fmt.Sprintf("Discord answered %d (code %d): %s", e.Status, e.Code, e.Message)
	case e.Unsent:
		return fmt.Sprintf("not sent for %s: %s", e.RetryAfter.Round(time.Millisecond), e.Message)
	}
	return fmt.Sprintf("Discord answered %d: %s", e.Status, e.Message)
}

// Undone reports whether it is certain that Discord has done nothing.
func (e *Error) Undone() bool { return e.Unsent || e.Status >= 400 && e.Status < 500 }

// The codes that Discord gives to errors, as far as they are told apart.
// Source: Discord documentation, topics/opcodes-and-status-codes.
const (
	UnknownChannel         = 10003
	UnknownMessage         = 10008
	SlowMode               = 20016
	TooManyAnnouncements   = 20028
	CommandCreatesUsedUp   = 30034
	EditsOfOldMessagesUsed = 30046
	AlreadyPublished       = 40033
	AlreadyAcknowledged    = 40060
	MissingAccess          = 50001
	AnotherAuthor          = 50005
	NotInThisChannel       = 50008
	MissingPermissions     = 50013
	InvalidForm            = 50035
	ThreadArchived         = 50083
	ThreadLocked           = 160005
	BlockedByAutoMod       = 200000
	TitleBlockedByAutoMod  = 200001
)

// ReadError makes an Error of the status and the body of an answer.
func ReadError(status int, body []byte) *Error {
	said := readAnswer(status, nil, body)
	return &Error{Status: status, Code: said.Code, Message: said.Message, Detail: string(said.Errors), RetryAfter: said.retryAfter()}
}

// answer is what an answer other than success says.
type answer struct {
	Code    int             `json:"code"`
	Message string          `json:"message"`
	Retry   float64         `json:"retry_after"` // seconds
	Global  bool            `json:"global"`
	Errors  json.RawMessage `json:"errors,omitempty"`

	status int
	isJSON bool
}

// Cloudflare bans an address for some minutes without saying for how long.
const defaultRetry = 60 // seconds

const longestRetry = 24 * time.Hour

func readAnswer(status int, header http.Header, body []byte) answer {
	a := answer{status: status}
	if status < 400 {
		return a
	}
	if a.isJSON = json.Unmarshal(body, &a) == nil; !a.isJSON {
		a = answer{status: status}
	}
	if a.Message == "" {
		a.Message = http.StatusText(status)
	}
	if status < 500 && status != http.StatusTooManyRequests {
		return a
	}
	if seconds, err := strconv.ParseFloat(header.Get("Retry-After"), 64); err == nil && seconds > a.Retry {
		a.Retry = seconds
	}
	if status == http.StatusTooManyRequests {
		a.Global = a.Global || !a.isJSON || header.Get("X-RateLimit-Global") == "true" || header.Get("X-RateLimit-Scope") == "global"
		if !(a.Retry > 0) {
			a.Retry = defaultRetry
		}
	}
	a.Retry = math.Min(a.Retry, longestRetry.Seconds())
	return a
}

func (a answer) retryAfter() time.Duration {
	if !(a.Retry > 0) {
		return 0
	}
	return time.Duration(math.Min(a.Retry, longestRetry.Seconds()) * float64(time.Second))
}

// tokenRefused reports whether Discord itself, and not something on the way
// to it, has refused the token.
func (a answer) tokenRefused() bool { return a.status == http.StatusUnauthorized && a.isJSON }

// asJSON returns the body to be passed on: discordgo takes an error apart only
// if it is JSON, and reads no header for the time to wait.
func (a answer) asJSON(body []byte) []byte {
	if a.status < 400 || a.isJSON && a.status != http.StatusTooManyRequests {
		return body
	}
	out, err := json.Marshal(a)
	if err != nil {
		return body
	}
	return out
}
