// Package wire carries requests to Discord within Discord's limits, and makes
// one kind of error of all the ways in which a request can go wrong.
//
// Waits are in real time, whatever clock the rest of the program runs on:
// Discord counts in its own.
package wire

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"readout"
)

const (
	// home is where discordgo addresses its requests.
	home = "discord.com"

	// Discord takes 50 requests in a second from one bot, apart from answers
	// to interactions. Source: Discord documentation, topics/rate-limits.
	perSecond = 40
	burst     = 10

	maxBody = 8 << 20 // bytes of an answer; a large server's description has some hundred KiB
)

// Options is what a Transport needs.
type Options struct {
	APIURL string            // scheme and host; "" = https://discord.com
	Base   http.RoundTripper // carries the requests; nil = a transport of its own
}

// Transport is an http.RoundTripper for a Discord library: it sends requests
// to the API of version 10 where the configuration says it is, holds them back
// as Discord's rate limits ask, and stops for good when the token is refused.
type Transport struct {
	base    http.RoundTripper
	target  *url.URL
	limiter *rate.Limiter
	limits  *limits
	refused chan struct{} // closed when Discord has refused the token
}

// New returns a transport. Its errors are fit for users.
func New(o Options) (*Transport, error) {
	target, err := parseTarget(o.APIURL)
	if err != nil {
		return nil, err
	}
	base := o.Base
	if base == nil {
		base = newBase()
	}
	return &Transport{
		base:    base,
		target:  target,
		limiter: rate.NewLimiter(perSecond, burst),
		limits:  newLimits(),
		refused: make(chan struct{}),
	}, nil
}

func newBase() *http.Transport {
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           20,
		MaxIdleConnsPerHost:    10,
		IdleConnTimeout:        60 * time.Second,
		TLSHandshakeTimeout:    10 * time.Second,
		ResponseHeaderTimeout:  20 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
	}
}

// parseTarget checks where Discord is said to be: the bot's token goes there.
func parseTarget(text string) (*url.URL, error) {
	if text == "" {
		text = "https://" + home
	}
	u, err := url.Parse(strings.TrimSuffix(strings.TrimRight(text, "/"), "/api/v10"))
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Path != "" {
		return nil, readout.Errorf(readout.CodeInvalid, "discord.api_url must be a scheme and a host, such as https://discord.com or http://127.0.0.1:8090")
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !IsLoopback(u.Hostname())) {
		return nil, readout.Errorf(readout.CodeInvalid, "discord.api_url must begin with https://, because the bot's token is sent there; http:// is for this machine only, such as http://127.0.0.1:8090")
	}
	return u, nil
}

// IsLoopback reports whether a host is this machine.
func IsLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}

// Secure reports whether requests are encrypted on their way.
func (t *Transport) Secure() bool { return t.target.Scheme == "https" }

// Refused is closed once Discord has refused the token. No request is sent
// after that.
func (t *Transport) Refused() <-chan struct{} { return t.refused }

// CloseIdleConnections closes connections that wait for a next request.
func (t *Transport) CloseIdleConnections() {
	if c, ok := t.base.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}

// RoundTrip sends a request when the limits allow. Where that would be after
// the deadline of the request's context it fails at once with an *Error that
// says how long to wait.
func (t *Transport) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.Body != nil {
		defer func() { _ = request.Body.Close() }()
	}
	if request.URL.Hostname() != home {
		return nil, fmt.Errorf("request to %q, which is not Discord's API", request.URL.Hostname())
	}
	where := routeOf(request.Method, request.URL.Path)
	if err := t.admit(request.Context(), where); err != nil {
		return nil, err
	}
	response, err := t.base.RoundTrip(t.redirected(request))
	if err != nil {
		return nil, err
	}
	return t.received(where, response)
}

// redirected returns the request as it goes out.
func (t *Transport) redirected(request *http.Request) *http.Request {
	out := request.Clone(request.Context())
	out.URL.Scheme, out.URL.Host, out.Host = t.target.Scheme, t.target.Host, t.target.Host
	out.URL.Path = "/api/v10/" + trimVersion(out.URL.Path)
	out.URL.RawPath = ""
	return out
}

// admit waits until a request may go out.
func (t *Transport) admit(ctx context.Context, where route) error {
	select {
	case <-t.refused:
		return &Error{Status: http.StatusUnauthorized, Message: "the token was refused before"}
	default:
	}
	for {
		wait, err := t.limits.reserve(where, time.Now())
		if err != nil {
			return err
		}
		if wait == 0 {
			break
		}
		if err := pause(ctx, wait); err != nil {
			return err
		}
	}
	if where.interaction {
		return nil
	}
	if err := t.limiter.Wait(ctx); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return &Error{Status: http.StatusTooManyRequests, Message: "too many requests wait to be sent", RetryAfter: time.Second, Unsent: true}
	}
	return nil
}

// pause waits, or says at once that the wait is longer than ctx allows.
func pause(ctx context.Context, wait time.Duration) error {
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < wait {
		return &Error{Status: http.StatusTooManyRequests, Message: "held back by a rate limit", RetryAfter: wait, Unsent: true}
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// received learns from an answer and returns it in a form that discordgo can
// read. Rate-limit headers stay here: discordgo would sleep on them without
// regard to a context.
func (t *Transport) received(where route, response *http.Response) (*http.Response, error) {
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBody+1))
	if err != nil {
		return nil, fmt.Errorf("read answer: %w", err)
	}
	if len(body) > maxBody {
		return nil, fmt.Errorf("the answer has more than %d bytes", maxBody)
	}
	now := time.Now()
	said := readAnswer(response.StatusCode, response.Header, body)
	t.limits.learn(where, said, response.Header, now)
	if said.tokenRefused() && !where.interaction {
		t.refuse()
	}
	body = said.asJSON(body)
	for name := range response.Header {
		if strings.HasPrefix(name, "X-Ratelimit-") {
			response.Header.Del(name)
		}
	}
	response.Header.Del("Retry-After")
	response.Header.Set("Content-Length", fmt.Sprint(len(body)))
	response.ContentLength = int64(len(body))
	response.Body = io.NopCloser(bytes.NewReader(body))
	return response, nil
}

func (t *Transport) refuse() {
	t.limits.mu.Lock()
	defer t.limits.mu.Unlock()
	select {
	case <-t.refused:
	default:
		close(t.refused)
	}
}
