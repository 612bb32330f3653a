package fetch

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"
)

// Post sends a form, under the rules that hold for documents too, and returns
// when it was accepted. A redirect is followed with the form, unless it leads
// from https to http. Errors are of type *Error.
func (f *Fetcher) Post(ctx context.Context, address string, form url.Values) error {
	ctx, cancel := context.WithTimeoutCause(ctx, f.options.Timeout, errDeadline)
	defer cancel()
	to, err := parseURL(address)
	if err != nil {
		return err
	}
	body := form.Encode()
	for hops := 0; ; hops++ {
		reply, err := f.post(ctx, to, body)
		if err != nil {
			return explain(ctx, to, err)
		}
		peek, _ := io.ReadAll(io.LimitReader(reply.Body, 1<<10)) // an answer that breaks off is still one
		_ = reply.Body.Close()
		if !redirects(reply) || reply.StatusCode == http.StatusSeeOther {
			return postError(to, reply, peek, retryAfter(reply.Header, f.options.Now()))
		}
		next, err := f.follow(to, reply, hops)
		if err != nil {
			return err
		}
		if to.Scheme == "https" && next.Scheme == "http" {
			return newError(Refused, reply.StatusCode, "%s redirects from https to http, where anybody could read the request", to.Host)
		}
		to = next
	}
}

func (f *Fetcher) post(ctx context.Context, to *url.URL, body string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, to.String(), strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("User-Agent", f.options.UserAgent)
	return f.client.Do(request)
}

// postError says what an answer to a form means, nil when it was accepted. peek
// is the start of its body.
func postError(to *url.URL, reply *http.Response, peek []byte, after time.Duration) error {
	host, status := to.Hostname(), reply.StatusCode
	said := ""
	if text := clip(PlainWords(string(peek))); text != "" && strings.HasPrefix(reply.Header.Get("Content-Type"), "text/plain") {
		said = ": " + text
	}
	var e *Error
	switch {
	case status >= 200 && status <= 299:
		return nil
	case status == http.StatusTooManyRequests, after > 0 && status == http.StatusServiceUnavailable:
		e = newError(Limited, status, "%s asks for fewer requests (%d); Readout will wait as long as it asks", host, status)
	case status >= 500:
		e = newError(Failing, status, "%s has a problem of its own (%d)%s", host, status, said)
	case status >= 400:
		e = newError(Denied, status, "%s refuses the request (%d)%s", host, status, said)
	default:
		e = newError(Broken, status, "%s answered with status %d, which means nothing here", host, status)
	}
	e.RetryAfter = after
	return e
}

// PlainWords makes one line of what a server says: of printable characters, with
// single spaces between words.
func PlainWords(text string) string {
	printable := strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) || unicode.IsSpace(r) {
			return r
		}
		return -1
	}, strings.ToValidUTF8(text, ""))
	return strings.Join(strings.Fields(printable), " ")
}
