package websub_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"readout"
	"readout/feeds"
	"readout/feeds/fetch"
	"readout/feeds/websub"
	"readout/internal/testclock"
	"readout/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world is a feed's site, its hub, and a Readout with all between callback and
// database.
type world struct {
	t          testing.TB
	clock      *testclock.Clock
	site       *site
	hub        *hub
	store      *store.Store
	poller     *feeds.Poller
	subscriber *websub.Subscriber
	public     *httptest.Server
	options    websub.Options
	feed       readout.Feed
}

// desk stores what arrives.
type desk struct{ store *store.Store }

func (d desk) Arrive(ctx context.Context, _ readout.Feed, stories []readout.Story) error {
	for i := range stories {
		err := d.store.Commit(ctx, &readout.Change{Story: &stories[i]})
		if err != nil && readout.ErrorCode(err) != readout.CodeConflict {
			return err
		}
	}
	return nil
}

// newWorld has polled its feed once.
func newWorld(t testing.TB, change func(*world)) *world {
	w := &world{t: t, clock: testclock.At(time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)), hub: newHub(t)}
	w.site = newSite(t)
	w.site.serve(document(w.hub.URL, w.site.URL+"/feed", "Old"))
	var err error
	if w.store, err = store.Open(t.Context(), filepath.Join(t.TempDir(), "readout.db"), w.clock.Now); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.store.Close() })
	authorities := x509.NewCertPool()
	authorities.AddCert(w.hub.secure.Certificate())
	loopback := []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	fetcher := fetch.New(fetch.Options{AllowPrivate: loopback, Roots: authorities, Now: w.clock.Now, Timeout: 5 * time.Second})
	t.Cleanup(fetcher.Close)
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelDebug}))
	w.poller = feeds.NewPoller(feeds.Options{
		Store: w.store, Desk: desk{w.store}, Fetcher: fetcher, Now: w.clock.Now, Log: log, HostSpacing: -1,
	})
	w.public = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { w.subscriber.ServeHTTP(rw, r) }))
	t.Cleanup(w.public.Close)
	w.options = websub.Options{
		Store: w.store, Hubs: fetcher, Feeds: w.poller, PublicURL: w.public.URL + "/", MaxBody: 64 << 10, Now: w.clock.Now, Log: log,
	}
	w.feed = readout.Feed{Name: "Wire", URL: w.site.URL + "/feed", Kind: readout.Press, AddedBy: "1"}
	if change != nil {
		change(w)
	}
	w.subscriber = websub.New(w.options)
	if err := w.store.AddFeed(t.Context(), &w.feed); err != nil {
		t.Fatal(err)
	}
	w.poller.Tick(t.Context())
	return w
}

// subscribed has had its subscription confirmed.
func subscribed(t testing.TB, change func(*world)) *world {
	t.Helper()
	w := newWorld(t, change)
	w.subscriber.Tick(t.Context())
	if got := w.hub.verify(3600); got != "200" {
		t.Fatalf("the verification was answered %s", got)
	}
	return w
}

// now returns the feed as it is in the store.
func (w *world) now() readout.Feed {
	w.t.Helper()
	feed, err := w.store.Feed(w.t.Context(), w.feed.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	return feed
}

// stories returns how many are stored.
func (w *world) stories() int {
	w.t.Helper()
	stats, err := w.store.Stats(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return stats.Stories
}

// document is a feed that names a hub and itself, and holds a story for each title.
func document(hub, self string, titles ...string) string {
	var out strings.Builder
	out.WriteString(`<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Wire</title>`)
	if hub != "" {
		fmt.Fprintf(&out, `<atom:link rel="hub" href="%s"/>`, hub)
	}
	if self != "" {
		fmt.Fprintf(&out, `<atom:link rel="self" href="%s"/>`, self)
	}
	for _, title := range titles {
		fmt.Fprintf(&out, "<item><title>%s</title><link>https://example.org/%s</link></item>", title, title)
	}
	out.WriteString("</channel></rss>")
	return out.String()
}

// site is the server of a feed.
type site struct {
	*httptest.Server
	mu    sync.Mutex
	body  string
	links []string
	polls int
}

func newSite(t testing.TB) *site {
	s := &site{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.polls++
		w.Header()["Link"] = s.links
		fmt.Fprint(w, s.body)
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *site) serve(body string, links ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.body, s.links = body, links
}

func (s *site) polled() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.polls
}

// hub is a WebSub hub that verifies and publishes when it is told to. It is
// reached by https at URL, and by http at plain.
type hub struct {
	t      testing.TB
	URL    string
	secure *httptest.Server
	plain  *httptest.Server

	mu       sync.Mutex
	requests []url.Values                                      // not verified yet
	secrets  map[string]string                                 // by callback
	answer   func(w http.ResponseWriter, r *http.Request) bool // true = answered
}

func newHub(t testing.TB) *hub {
	h := &hub{t: t, secrets: map[string]string{}}
	h.secure, h.plain = httptest.NewTLSServer(h), httptest.NewServer(h)
	h.secure.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	t.Cleanup(h.secure.Close)
	t.Cleanup(h.plain.Close)
	h.URL = h.secure.URL
	return h
}

// ServeHTTP takes requests of subscribers.
func (h *hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.answer != nil && h.answer(w, r) {
		return
	}
	if err := r.ParseForm(); err != nil || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/x-www-form-urlencoded" {
		h.t.Errorf("a request that is none: %s, %v", r.Method, err)
	}
	h.requests = append(h.requests, r.PostForm)
	w.WriteHeader(http.StatusAccepted)
}

// answers decides on requests from now on, nil as a hub does.
func (h *hub) answers(answer func(http.ResponseWriter, *http.Request) bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.answer = answer
}

// take returns the requests that have not been verified, and forgets them.
func (h *hub) take() []url.Values {
	h.mu.Lock()
	defer h.mu.Unlock()
	out := h.requests
	h.requests = nil
	return out
}

// verify asks the subscribers whether they meant their requests. It returns the
// status codes of their answers, of which a 200 must repeat the challenge.
func (h *hub) verify(lease int) string {
	var codes []string
	for _, request := range h.take() {
		callback := request.Get("hub.callback")
		code, body := h.call(callback, url.Values{
			"hub.mode": {request.Get("hub.mode")}, "hub.topic": {request.Get("hub.topic")},
			"hub.challenge": {"chal&lenge " + callback}, "hub.lease_seconds": {fmt.Sprint(lease)},
		})
		if code == http.StatusOK && body != "chal&lenge "+callback {
			h.t.Errorf("the challenge came back as %q", body)
		}
		if code == http.StatusOK {
			h.mu.Lock()
			h.secrets[callback] = request.Get("hub.secret")
			if request.Get("hub.mode") == "unsubscribe" {
				delete(h.secrets, callback)
			}
			h.mu.Unlock()
		}
		codes = append(codes, fmt.Sprint(code))
	}
	return strings.Join(codes, " ")
}

// call asks a callback something and returns its answer.
func (h *hub) call(callback string, query url.Values) (code int, body string) {
	h.t.Helper()
	reply, err := http.Get(callback + "?" + query.Encode()) //nolint:gosec,noctx // a test's own server
	if err != nil {
		h.t.Fatal(err)
	}
	defer reply.Body.Close()
	text, err := io.ReadAll(reply.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	if kind := reply.Header.Get("Content-Type"); reply.StatusCode == http.StatusOK && kind != "text/plain; charset=utf-8" {
		h.t.Errorf("the challenge came back as %s", kind)
	}
	return reply.StatusCode, string(text)
}

// callback returns the one subscriber's address.
func (h *hub) callback() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	for callback := range h.secrets {
		return callback
	}
	h.t.Fatal("nobody has subscribed")
	return ""
}

// publish sends content to all subscribers, and returns the status codes.
func (h *hub) publish(content string) string {
	h.mu.Lock()
	secrets := map[string]string{}
	for callback, secret := range h.secrets {
		secrets[callback] = secret
	}
	h.mu.Unlock()
	var codes []string
	for callback, secret := range secrets {
		signature := ""
		if secret != "" {
			mac := hmac.New(sha256.New, []byte(secret))
			mac.Write([]byte(content))
			signature = "sha256=" + hex.EncodeToString(mac.Sum(nil))
		}
		codes = append(codes, fmt.Sprint(h.push(callback, content, signature)))
	}
	return strings.Join(codes, " ")
}

// push sends content to one callback.
func (h *hub) push(callback, content, signature string) int {
	h.t.Helper()
	request, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, callback, strings.NewReader(content))
	if err != nil {
		h.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/rss+xml")
	if signature != "" {
		request.Header.Set("X-Hub-Signature", signature)
	}
	reply, err := http.DefaultClient.Do(request)
	if err != nil {
		h.t.Fatal(err)
	}
	_ = reply.Body.Close()
	return reply.StatusCode
}
