package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"
)

// Options configure a Fetcher. The zero value is safe and polite.
type Options struct {
	UserAgent string // says who asks and where to complain; "" = DefaultUserAgent

	Timeout     time.Duration // for everything, redirects and body included; 0 = 30 s
	HeaderWait  time.Duration // for an answer to begin; 0 = 15 s
	IdleWait    time.Duration // between two pieces of a body; 0 = 10 s
	MaxBody     int64         // bytes after decompression; 0 = 10 MiB
	MaxRedirect int           // 0 = 5

	AllowPrivate []netip.Prefix // reachable although private, loopback or link-local
	Roots        *x509.CertPool // authorities that are trusted; nil = the system's

	// Headers are sent along when certain feeds are asked for, such as an
	// Authorization that the operator has been given. The key is the address of
	// the feed; a redirect to another origin goes without them.
	Headers map[string]http.Header

	Now func() time.Time // for Expires and Retry-After; nil = time.Now
}

// DefaultUserAgent is sent where the operator has given none.
const DefaultUserAgent = "Readout (feed poller of a self-hosted Discord bot)"

// Accepted formats, the preferred first: some servers choose by it.
const accept = "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.1"

// Request asks for a document. Validators are those of the last complete
// answer, "" for an unconditional request.
type Request struct {
	URL          string
	Feed         string // whose Options.Headers are sent along; "" = URL
	ETag         string
	LastModified string
}

// Response is a good answer: a document, or the news that it has not changed.
type Response struct {
	NotModified  bool
	Body         []byte // decompressed
	ContentType  string
	ETag         string // verbatim
	LastModified string // verbatim
	URL          string // where the document was found, after redirects
	MovedTo      string // as URL, if every redirect on the way was permanent; else ""
	Truncated    bool   // the connection broke off before the document was complete
	Received     int64  // bytes of the body as they came over the wire

	Hub, Self string // addresses of the Link headers with these relations; "" = none

	FreshFor   time.Duration // by Cache-Control or Expires; 0 = not told
	RetryAfter time.Duration // 0 = not told

	room place // of a large body
}

// Discard drops the body. Whoever is done with a response calls it, because
// large bodies wait for each other.
func (r *Response) Discard() {
	r.Body = nil
	r.room.leave()
}

// Fetcher gets documents. It is safe for concurrent use and keeps connections
// open between requests.
type Fetcher struct {
	options Options
	client  *http.Client
	pieces  sync.Pool           // of *piece
	room    *semaphore.Weighted // for large bodies, in bytes
}

// New returns a Fetcher.
func New(options Options) *Fetcher {
	setDefault(&options.UserAgent, DefaultUserAgent)
	setDefault(&options.Timeout, 30*time.Second)
	setDefault(&options.HeaderWait, 15*time.Second)
	setDefault(&options.IdleWait, 10*time.Second)
	setDefault(&options.MaxBody, 10<<20)
	setDefault(&options.MaxRedirect, 5)
	if options.Now == nil {
		options.Now = time.Now
	}
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: guard(options.AllowPrivate)}
	// No proxy, not even one that the environment names: it would look up names
	// behind the back of the guard.
	transport := &http.Transport{
		DialContext:            dialer.DialContext,
		TLSClientConfig:        &tls.Config{RootCAs: options.Roots},
		TLSHandshakeTimeout:    10 * time.Second,
		ResponseHeaderTimeout:  options.HeaderWait,
		MaxResponseHeaderBytes: 64 << 10,
		DisableCompression:     true, // announced and decoded by hand, so that the cap counts what is unpacked
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           100,
		MaxIdleConnsPerHost:    1,
		MaxConnsPerHost:        2,               // one for polling, one for a person who waits for a preview
		IdleConnTimeout:        2 * time.Second, // for redirects, and the next feed of the host; net/http does not count idle HTTP/2 connections
	}
	return &Fetcher{
		options: options,
		client: &http.Client{
			Transport:     transport,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		pieces: sync.Pool{New: func() any { return new(piece) }},
		room:   semaphore.NewWeighted(2 * options.MaxBody), // one is read while another one arrives
	}
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// Close closes idle connections.
func (f *Fetcher) Close() { f.client.CloseIdleConnections() }

// Fetch asks for a document once. Its errors are of type *Error. The response
// is to be discarded when it is not needed any more.
func (f *Fetcher) Fetch(ctx context.Context, request Request) (*Response, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, f.options.Timeout, errDeadline)
	defer cancel()
	address, err := parseURL(request.URL)
	if err != nil {
		return nil, err
	}
	permanent := true
	for hops := 0; ; hops++ {
		reply, stop, err := f.get(ctx, address, request)
		if err != nil {
			return nil, explain(ctx, address, err)
		}
		if !redirects(reply) {
			response, err := f.read(ctx, reply, address, request, stop)
			if err == nil && hops > 0 && permanent {
				response.MovedTo = response.URL
			}
			return response, err
		}
		permanent = permanent && (reply.StatusCode == http.StatusMovedPermanently || reply.StatusCode == http.StatusPermanentRedirect)
		next, err := f.follow(address, reply, hops)
		stop()
		if err != nil {
			return nil, err
		}
		address = next
	}
}

// get sends one request. The caller must call stop when done with the body.
func (f *Fetcher) get(ctx context.Context, address *url.URL, request Request) (reply *http.Response, stop func(), err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer func() {
		if err != nil {
			cancel(nil)
		}
	}()
	outgoing, err := http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil)
	if err != nil {
		return nil, nil, fmt.Errorf("build request: %w", err)
	}
	outgoing.Header.Set("User-Agent", f.options.UserAgent)
	outgoing.Header.Set("Accept", accept)
	outgoing.Header.Set("Accept-Encoding", "br, gzip")
	for name, values := range f.headersFor(request, address) {
		outgoing.Header[name] = values
	}
	if request.ETag != "" {
		outgoing.Header.Set("If-None-Match", request.ETag)
	}
	if request.LastModified != "" {
		outgoing.Header.Set("If-Modified-Since", request.LastModified)
	}
	reply, err = f.client.Do(outgoing)
	if err != nil {
		return nil, nil, err
	}
	body := reply.Body
	reply.Body = &watchedBody{ReadCloser: body, wait: f.options.IdleWait, timer: time.AfterFunc(f.options.IdleWait, func() { cancel(errStalled) }), ctx: ctx}
	return reply, func() {
		reply.Body.Close()
		cancel(nil)
	}, nil
}

// headersFor returns what the operator has configured for a feed, as long as
// the address is of the same origin as the feed.
func (f *Fetcher) headersFor(request Request, address *url.URL) http.Header {
	name := request.Feed
	setDefault(&name, request.URL)
	headers := f.options.Headers[name]
	if headers == nil {
		return nil
	}
	if feed, err := url.Parse(name); err != nil || feed.Scheme != address.Scheme || !strings.EqualFold(feed.Host, address.Host) {
		return nil
	}
	return headers
}

// read turns the last answer of a chain into a Response.
func (f *Fetcher) read(ctx context.Context, reply *http.Response, address *url.URL, request Request, stop func()) (*Response, error) {
	defer stop()
	now := f.options.Now()
	response := &Response{
		ContentType:  reply.Header.Get("Content-Type"),
		ETag:         reply.Header.Get("ETag"),
		LastModified: reply.Header.Get("Last-Modified"),
		URL:          address.String(),
		FreshFor:     freshFor(reply.Header, now),
		RetryAfter:   retryAfter(reply.Header, now),
	}
	switch {
	case reply.StatusCode == http.StatusNotModified:
		if request.ETag == "" && request.LastModified == "" {
			return nil, newError(Broken, reply.StatusCode, "%s answered \"not modified\" although it was asked for the whole document; its cache is broken, and the next try may do better", address.Host)
		}
		response.NotModified = true
		// A 304 may leave out what has not changed.
		setDefault(&response.ETag, request.ETag)
		setDefault(&response.LastModified, request.LastModified)
		return response, nil
	case reply.StatusCode < 200 || reply.StatusCode > 299:
		peek, _ := io.ReadAll(io.LimitReader(reply.Body, 16<<10))
		return nil, statusError(address, reply, peek, response.RetryAfter)
	}
	response.Hub = linkTo("hub", reply.Header, address)
	response.Self = linkTo("self", reply.Header, address)
	err := f.readBody(ctx, reply, response)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) && len(response.Body) > 0:
		// The validators belong to the whole document: with them, the next
		// answer would be "not modified" and the missing part never come.
		response.Truncated = true
		response.ETag, response.LastModified = "", ""
	case err != nil:
		response.Discard()
		return nil, explain(ctx, address, err)
	}
	return response, nil
}

func redirects(reply *http.Response) bool {
	switch reply.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// follow returns where a redirect leads.
func (f *Fetcher) follow(from *url.URL, reply *http.Response, hops int) (*url.URL, error) {
	location := reply.Header.Get("Location")
	if location == "" {
		return nil, newError(Broken, reply.StatusCode, "%s redirects (%d) without saying where to; open the address in a browser and use the one it ends at", from.Host, reply.StatusCode)
	}
	if hops >= f.options.MaxRedirect {
		return nil, newError(Loop, reply.StatusCode, "%s redirects more than %d times in a row; open the address in a browser and use the one it ends at", from.Host, f.options.MaxRedirect)
	}
	next, err := from.Parse(location)
	if err != nil {
		return nil, newError(Broken, reply.StatusCode, "%s redirects to something that is not an address; open it in a browser and use the address it ends at", from.Host)
	}
	next.User = nil
	return parseURL(next.String())
}

// parseURL refuses what must not be asked for.
func parseURL(raw string) (*url.URL, error) {
	address, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || address.Host == "" || (address.Scheme != "http" && address.Scheme != "https") {
		return nil, newError(Refused, 0, "%q is not a feed address: it must start with https:// or http:// and name a host", clip(withoutSecret(raw)))
	}
	if address.User != nil {
		return nil, newError(Refused, 0, "the feed's address holds a user name or password; remove it")
	}
	address.Fragment = ""
	return address, nil
}
