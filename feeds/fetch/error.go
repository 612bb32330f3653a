package fetch

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"code.dny.dev/ssrf"

	"readout"
)

// Kind classes a failed fetch by what the poller can do about it.
type Kind string

// The kinds of failure.
const (
	Refused     Kind = "refused"      // the address itself: private, malformed, wrong scheme
	Unreachable Kind = "unreachable"  // DNS, connection, TLS
	Timeout     Kind = "timeout"      // too slow
	Denied      Kind = "denied"       // 401, 403, challenge pages
	Missing     Kind = "missing"      // 404
	Gone        Kind = "gone"         // 410
	Limited     Kind = "rate_limited" // 429, or a refusal that names a time
	Failing     Kind = "failing"      // 5xx
	TooLarge    Kind = "too_large"
	Empty       Kind = "empty"
	Loop        Kind = "redirect_loop"
	Broken      Kind = "broken"  // answers that make no sense
	Stopped     Kind = "stopped" // the caller's own context ended
)

// Error is a failed fetch. It unwraps to a *readout.Error that is fit for
// users, and to the cause.
type Error struct {
	Kind       Kind
	Status     int           // of the answer; 0 when there was none
	RetryAfter time.Duration // as the server asked; 0 = not told

	shown *readout.Error
	cause error
}

// Error returns the message for users and the cause.
func (e *Error) Error() string {
	if e.cause == nil {
		return e.shown.Message
	}
	return e.shown.Message + ": " + e.cause.Error()
}

// Unwrap returns the message for users and the cause.
func (e *Error) Unwrap() []error {
	if e.cause == nil {
		return []error{e.shown}
	}
	return []error{e.shown, e.cause}
}

func newError(kind Kind, status int, format string, args ...any) *Error {
	return &Error{Kind: kind, Status: status, shown: readout.Errorf(code(kind), format, args...)}
}

func code(kind Kind) readout.Code {
	switch kind {
	case Refused, TooLarge, Empty, Loop, Broken:
		return readout.CodeInvalid
	case Missing, Gone:
		return readout.CodeNotFound
	case Denied:
		return readout.CodeForbidden
	}
	return readout.CodeInternal
}

// explain says what went wrong on the way to an answer, or within its body.
func explain(ctx context.Context, address *url.URL, err error) *Error {
	if known, ok := errors.AsType[*Error](err); ok {
		return known
	}
	e := explainCause(ctx, address.Hostname(), err)
	e.cause = withoutURL(err)
	return e
}

func explainCause(ctx context.Context, host string, err error) *Error {
	deadline := errors.Is(context.Cause(ctx), errDeadline)
	switch {
	case !deadline && errors.Is(ctx.Err(), context.Canceled):
		return newError(Stopped, 0, "the request to %s was stopped before it was answered", host)
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedNetwork):
		return newError(Refused, 0, "%s leads to an address inside a private network, which feeds may not reach; if that is meant, the operator can allow it in the configuration", host)
	case errors.Is(err, errTooLarge):
		return newError(TooLarge, 0, "the document at %s is larger than a feed should be, once unpacked; look for a shorter feed of the same site", host)
	case errors.Is(err, errCrowded):
		return newError(Timeout, 0, "the document at %s is large and had to wait too long for other large ones; it is tried again by itself; look for a shorter feed of the same site if this goes on", host)
	case errors.Is(err, errEmpty):
		return newError(Empty, 0, "%s sent an empty document; check the address in a browser, or try again later", host)
	case errors.Is(err, errCoding):
		return newError(Broken, 0, "%s compressed the document in a way that cannot be undone; try again later", host)
	case errors.Is(err, errStalled), deadline, timedOut(err):
		return newError(Timeout, 0, "%s took too long to answer; try again later, or check whether the site is up", host)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return newError(Unreachable, 0, "%s broke the connection off; try again later", host)
	}
	return explainConnection(host, err)
}

func timedOut(err error) bool {
	network, ok := errors.AsType[net.Error](err)
	return ok && network.Timeout()
}

func explainConnection(host string, err error) *Error {
	if lookup, ok := errors.AsType[*net.DNSError](err); ok {
		if lookup.IsNotFound {
			return newError(Unreachable, 0, "there is no host named %s; check the spelling of the address", host)
		}
		return newError(Unreachable, 0, "the name %s could not be looked up; check the address, or try again later", host)
	}
	_, unknownAuthority := errors.AsType[x509.UnknownAuthorityError](err)
	_, wrongName := errors.AsType[x509.HostnameError](err)
	_, invalid := errors.AsType[x509.CertificateInvalidError](err)
	_, unverified := errors.AsType[*tls.CertificateVerificationError](err)
	_, notTLS := errors.AsType[tls.RecordHeaderError](err)
	switch {
	case unknownAuthority, wrongName, invalid, unverified:
		return newError(Unreachable, 0, "the certificate of %s cannot be trusted; check the address, or tell the site", host)
	case notTLS, strings.Contains(err.Error(), "tls:"), strings.Contains(err.Error(), "HTTP response to HTTPS client"):
		return newError(Unreachable, 0, "%s does not speak https properly; check the address, perhaps it is http://", host)
	case strings.Contains(err.Error(), "response headers exceeded"):
		return newError(Broken, 0, "%s answered with more headers than any feed needs; check the address", host)
	}
	return newError(Unreachable, 0, "%s could not be reached; check the address, or try again later", host)
}

// statusError says what a refusal means. peek is the start of its body.
func statusError(address *url.URL, reply *http.Response, peek []byte, after time.Duration) *Error {
	host, status := address.Hostname(), reply.StatusCode
	var e *Error
	switch {
	case challenge(reply, peek):
		e = newError(Denied, status, "%s answered with a page that checks for a browser instead of the feed; ask the site for a feed address that programs may read", host)
	case status == http.StatusUnauthorized || status == http.StatusProxyAuthRequired:
		e = newError(Denied, status, "%s wants a login before it shows the feed (%d); use a public feed of the site, or give its login in the configuration", host, status)
	case status == http.StatusForbidden || status == http.StatusUnavailableForLegalReasons:
		e = newError(Denied, status, "%s refuses to show the feed to Readout (%d); open the address in a browser, and ask the site if it works there", host, status)
	case status == http.StatusNotFound:
		e = newError(Missing, status, "there is no feed at this address of %s (404); open the site in a browser and look for its feed", host)
	case status == http.StatusGone:
		e = newError(Gone, status, "%s has taken this feed down for good (410); remove it, or look for its successor on the site", host)
	case status == http.StatusTooManyRequests, after > 0 && status == http.StatusServiceUnavailable:
		e = newError(Limited, status, "%s asks for fewer requests (%d); Readout will wait as long as it asks", host, status)
	case status >= 500:
		e = newError(Failing, status, "%s has a problem of its own (%d); try again later", host, status)
	default:
		e = newError(Broken, status, "%s answered with status %d instead of a feed; check the address in a browser", host, status)
	}
	e.RetryAfter = after
	return e
}

// challenge recognises pages that want to see a browser first.
func challenge(reply *http.Response, peek []byte) bool {
	if strings.EqualFold(reply.Header.Get("Cf-Mitigated"), "challenge") {
		return true
	}
	if !strings.Contains(reply.Header.Get("Content-Type"), "html") {
		return false
	}
	peek = bytes.ToLower(peek)
	for _, mark := range []string{"just a moment", "cf-chl", "challenge-platform", "_incapsula_", "captcha", "ddos-guard", "checking your browser"} {
		if bytes.Contains(peek, []byte(mark)) {
			return true
		}
	}
	return false
}

// withoutURL drops the address from client errors: the log has it already, and
// its query may hold a token.
func withoutURL(err error) error {
	if client, ok := errors.AsType[*url.Error](err); ok {
		return fmt.Errorf("get: %w", client.Err)
	}
	return err
}

// withoutSecret hides a password in an address that is about to be shown.
func withoutSecret(raw string) string {
	if before, after, found := strings.Cut(raw, "@"); found && strings.Contains(before, ":") {
		return "…@" + after
	}
	return raw
}

func clip(s string) string {
	const limit = 100
	if r := []rune(s); len(r) > limit {
		return string(r[:limit]) + "…"
	}
	return s
}
