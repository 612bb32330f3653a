package fetch_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"go.uber.org/goleak"

	"readout"
	"readout/feeds/fetch"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const feed = `<rss version="2.0"><channel><title>Wire</title></channel></rss>`

func loopback() []netip.Prefix {
	return []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}
}

func serve(t *testing.T, h http.HandlerFunc) *httptest.Server {
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server
}

// newFetcher has short waits: long ones make no difference to what is tested.
func newFetcher(t *testing.T, change func(*fetch.Options)) *fetch.Fetcher {
	options := fetch.Options{AllowPrivate: loopback(), MaxBody: 1 << 20}
	if change != nil {
		change(&options)
	}
	f := fetch.New(options)
	t.Cleanup(f.Close)
	return f
}

func packed(t *testing.T, body string, pack func(io.Writer) io.WriteCloser) []byte {
	t.Helper()
	var out bytes.Buffer
	w := pack(&out)
	if _, err := io.WriteString(w, body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func gzipped(w io.Writer) io.WriteCloser  { return gzip.NewWriter(w) }
func brotlied(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }

// waits blocks until the client has gone.
func waits(r *http.Request) { <-r.Context().Done() }

func TestHostileServers(t *testing.T) {
	bomb := packed(t, strings.Repeat("0", 8<<20), gzipped)
	brotliBomb := packed(t, strings.Repeat("0", 8<<20), brotlied)
	for name, tc := range map[string]struct {
		answer http.HandlerFunc
		change func(*fetch.Options)
		kind   fetch.Kind
		says   string
	}{
		"nothing":          {func(http.ResponseWriter, *http.Request) {}, nil, fetch.Empty, "empty document"},
		"white space only": {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, " \n\t") }, nil, fetch.Empty, "empty document"},
		"endless": {func(w http.ResponseWriter, _ *http.Request) {
			for {
				if _, err := w.Write(bytes.Repeat([]byte("x"), 64<<10)); err != nil {
					return
				}
			}
		}, nil, fetch.TooLarge, "larger than a feed"},
		"announced as huge": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", strconv.Itoa(1<<30))
		}, nil, fetch.TooLarge, "larger than a feed"},
		"gzip bomb": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(bomb)
		}, nil, fetch.TooLarge, "once unpacked"},
		"gzip bomb within gzip": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(packed(t, string(bomb), gzipped))
		}, nil, fetch.TooLarge, "once unpacked"},
		"brotli bomb": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			w.Write(brotliBomb)
		}, nil, fetch.TooLarge, "once unpacked"},
		"damaged gzip": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write([]byte("\x1f\x8b this is not gzip"))
		}, nil, fetch.Broken, "cannot be undone"},
		"damaged brotli": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			w.Write([]byte("this is not brotli at all, is it?"))
		}, nil, fetch.Broken, "cannot be undone"},
		"coding nobody asked for": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "zstd")
			fmt.Fprint(w, feed)
		}, nil, fetch.Broken, "cannot be undone"},
		"slow to answer": {func(_ http.ResponseWriter, r *http.Request) { waits(r) },
			func(o *fetch.Options) { o.HeaderWait = 20 * time.Millisecond }, fetch.Timeout, "too long"},
		"stalls in the body": {func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, "<rss>")
			w.(http.Flusher).Flush()
			waits(r)
		}, func(o *fetch.Options) { o.IdleWait = 20 * time.Millisecond }, fetch.Timeout, "too long"},
		"drips": {func(w http.ResponseWriter, r *http.Request) {
			drip := time.NewTicker(time.Millisecond)
			defer drip.Stop()
			for {
				select {
				case <-r.Context().Done():
					return
				case <-drip.C:
					fmt.Fprint(w, "<")
					w.(http.Flusher).Flush()
				}
			}
		}, func(o *fetch.Options) { o.Timeout = 100 * time.Millisecond }, fetch.Timeout, "too long"},
		"hangs up": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
			nil, fetch.Unreachable, "broke the connection off"},
		"header bomb": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Long", strings.Repeat("x", 1<<20))
			fmt.Fprint(w, feed)
		}, nil, fetch.Broken, "headers"},
		"redirects in a circle": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/feed", http.StatusFound)
		}, nil, fetch.Loop, "more than 5 times"},
		"redirects nowhere": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusFound) },
			nil, fetch.Broken, "without saying where"},
		"redirects to a file": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(http.StatusFound)
		}, nil, fetch.Refused, "https://"},
		"304 to an unconditional request": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) },
			nil, fetch.Broken, "not modified"},
		"login":    {status(http.StatusUnauthorized, ""), nil, fetch.Denied, "login"},
		"refusal":  {status(http.StatusForbidden, ""), nil, fetch.Denied, "refuses"},
		"missing":  {status(http.StatusNotFound, ""), nil, fetch.Missing, "404"},
		"gone":     {status(http.StatusGone, ""), nil, fetch.Gone, "for good"},
		"limit":    {status(http.StatusTooManyRequests, ""), nil, fetch.Limited, "fewer requests"},
		"trouble":  {status(http.StatusBadGateway, ""), nil, fetch.Failing, "502"},
		"teapot":   {status(http.StatusTeapot, ""), nil, fetch.Broken, "418"},
		"browsers": {status(http.StatusForbidden, "<title>Just a moment...</title>"), nil, fetch.Denied, "checks for a browser"},
	} {
		t.Run(name, func(t *testing.T) {
			server := serve(t, tc.answer)
			_, err := newFetcher(t, tc.change).Fetch(t.Context(), fetch.Request{URL: server.URL + "/feed"})
			checkError(t, err, tc.kind, tc.says)
		})
	}
}

func status(code int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(code)
		fmt.Fprint(w, body)
	}
}

func checkError(t *testing.T, err error, kind fetch.Kind, says string) {
	t.Helper()
	failure, ok := errors.AsType[*fetch.Error](err)
	if !ok {
		t.Fatalf("error %v is no *fetch.Error", err)
	}
	if failure.Kind != kind {
		t.Errorf("kind %q, want %q (%v)", failure.Kind, kind, err)
	}
	if shown := readout.ErrorMessage(err); !strings.Contains(shown, says) {
		t.Errorf("message %q lacks %q", shown, says)
	}
}

func TestPrivateAddressesAreRefused(t *testing.T) {
	inside := serve(t, func(http.ResponseWriter, *http.Request) {
		t.Error("a server on loopback was asked")
	})
	_, port, err := net.SplitHostPort(inside.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	f := newFetcher(t, func(o *fetch.Options) { o.AllowPrivate = nil })
	for _, host := range []string{
		"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "10.0.0.1", "172.16.3.4", "192.168.1.1",
		"169.254.169.254", "[fe80::1]", "[fd00::1]", "[64:ff9b::7f00:1]", "[64:ff9b::a00:1]", "[2002:7f00:1::]", "100.64.0.1", "0.0.0.0", "[::]",
		"2130706433", "0x7f.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "192.0.0.192", "100.100.100.200", "168.63.129.16",
		"[::127.0.0.1]", "[fec0::1]", "[fd00:ec2::254]", "[64:ff9b:1::7f00:1]", "[2001::1]", "[::ffff:169.254.169.254]", "[ff02::1]", "[2001:db8::1]",
	} {
		t.Run(host, func(t *testing.T) {
			_, err := f.Fetch(t.Context(), fetch.Request{URL: "http://" + host + ":" + port + "/feed"})
			failure, ok := errors.AsType[*fetch.Error](err)
			// Odd spellings of numbers are names to the resolver, which knows none such.
			if !ok || failure.Kind != fetch.Refused && failure.Kind != fetch.Unreachable {
				t.Fatalf("error %v, want a refusal", err)
			}
			if strings.ContainsAny(host, "[.") && !strings.HasPrefix(host, "0x") && failure.Kind != fetch.Refused {
				t.Errorf("kind %q, want %q: %v", failure.Kind, fetch.Refused, err)
			}
		})
	}
}

func TestRedirectIntoThePrivateNetwork(t *testing.T) {
	var target string
	server := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, target, http.StatusFound) })
	f := newFetcher(t, func(o *fetch.Options) { o.AllowPrivate = []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")} })
	for _, target = range []string{"http://127.0.0.2/", "http://[::ffff:10.0.0.1]/", "http://169.254.169.254/latest/meta-data", "http://[::1]:1/"} {
		_, err := f.Fetch(t.Context(), fetch.Request{URL: server.URL})
		checkError(t, err, fetch.Refused, "private network")
	}
}

func TestAddressesThatAreNone(t *testing.T) {
	f := newFetcher(t, nil)
	for address, says := range map[string]string{
		"":                                "https://",
		"example.org/feed":                "https://",
		"ftp://example.org/feed":          "https://",
		"https://":                        "https://",
		"https://me:secret@example.org/":  "password",
		"gopher://me:secret@example.org/": "https://",
	} {
		_, err := f.Fetch(t.Context(), fetch.Request{URL: address})
		checkError(t, err, fetch.Refused, says)
		if strings.Contains(err.Error(), "secret") {
			t.Errorf("the error repeats the password: %v", err)
		}
	}
}

func TestConnectionTroubles(t *testing.T) {
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	t.Cleanup(secure.Close)
	plain := serve(t, status(http.StatusOK, feed))
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	f := newFetcher(t, nil)
	for name, tc := range map[string]struct{ address, says string }{
		"untrusted certificate": {secure.URL, "certificate"},
		"no TLS":                {strings.Replace(plain.URL, "http:", "https:", 1), "https"},
		"nobody there":          {closed.URL, "could not be reached"},
		"no such name":          {"http://nobody.invalid/", "nobody.invalid"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := f.Fetch(t.Context(), fetch.Request{URL: tc.address})
			checkError(t, err, fetch.Unreachable, tc.says)
		})
	}
}

func TestStoppedByTheCaller(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	server := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		waits(r)
	})
	_, err := newFetcher(t, nil).Fetch(ctx, fetch.Request{URL: server.URL})
	checkError(t, err, fetch.Stopped, "stopped")
}

func TestBodies(t *testing.T) {
	for name, tc := range map[string]struct {
		coding    string
		body      []byte
		truncated bool
	}{
		"plain":                {"", []byte(feed), false},
		"gzip":                 {"gzip", packed(t, feed, gzipped), false},
		"brotli":               {"br", packed(t, feed, brotlied), false},
		"gzip unannounced":     {"", packed(t, feed, gzipped), false},
		"gzip not done":        {"gzip", []byte(feed), false},
		"gzip twice":           {"gzip", packed(t, string(packed(t, feed, gzipped)), gzipped), false},
		"gzip that ends early": {"gzip", packed(t, feed+strings.Repeat(feed, 99), gzipped)[:100], true},
	} {
		t.Run(name, func(t *testing.T) {
			server := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if got := r.Header.Get("Accept-Encoding"); got != "br, gzip" {
					t.Errorf("Accept-Encoding %q", got)
				}
				w.Header().Set("ETag", `"1"`)
				if tc.coding != "" {
					w.Header().Set("Content-Encoding", tc.coding)
				}
				w.Write(tc.body)
			})
			response, err := newFetcher(t, nil).Fetch(t.Context(), fetch.Request{URL: server.URL})
			if err != nil {
				t.Fatal(err)
			}
			if response.Truncated != tc.truncated || !strings.HasPrefix(string(response.Body), feed[:20]) {
				t.Errorf("truncated %v, body %q", response.Truncated, response.Body)
			}
			if tc.truncated == (response.ETag != "") {
				t.Errorf("ETag %q kept, truncated %v: half a document must not be asked for conditionally", response.ETag, tc.truncated)
			}
			if !tc.truncated && response.Received != int64(len(tc.body)) {
				t.Errorf("received %d bytes, want %d", response.Received, len(tc.body))
			}
		})
	}
}

func TestContentLengthLie(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "5000")
		fmt.Fprint(w, feed)
	})
	response, err := newFetcher(t, nil).Fetch(t.Context(), fetch.Request{URL: server.URL})
	if err != nil || !response.Truncated || string(response.Body) != feed {
		t.Errorf("response %+v, error %v; want what came, marked as truncated", response, err)
	}
}

func TestValidators(t *testing.T) {
	var answer http.HandlerFunc
	var asked http.Header
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked = r.Header
		answer(w, r)
	})
	f := newFetcher(t, nil)
	for name, tc := range map[string]struct {
		sent   fetch.Request
		status int
		header map[string]string
		want   fetch.Response
	}{
		"both verbatim": {fetch.Request{}, 200, map[string]string{"ETag": `W/"a-gzip"`, "Last-Modified": "Mon, 23 Nov 2026 10:00:00 GMT"},
			fetch.Response{ETag: `W/"a-gzip"`, LastModified: "Mon, 23 Nov 2026 10:00:00 GMT"}},
		"unquoted and odd": {fetch.Request{}, 200, map[string]string{"ETag": "abc", "Last-Modified": "yesterday"},
			fetch.Response{ETag: "abc", LastModified: "yesterday"}},
		"not modified, keeps": {fetch.Request{ETag: `"1"`, LastModified: "then"}, 304, nil,
			fetch.Response{NotModified: true, ETag: `"1"`, LastModified: "then"}},
		"not modified, new ETag": {fetch.Request{ETag: `"1"`, LastModified: "then"}, 304, map[string]string{"ETag": `"2"`},
			fetch.Response{NotModified: true, ETag: `"2"`, LastModified: "then"}},
		"not modified, new date": {fetch.Request{ETag: `"1"`, LastModified: "then"}, 304, map[string]string{"Last-Modified": "now"},
			fetch.Response{NotModified: true, ETag: `"1"`, LastModified: "now"}},
		"ETag changes, date does not": {fetch.Request{ETag: `"1"`, LastModified: "then"}, 200, map[string]string{"ETag": `"2"`, "Last-Modified": "then"},
			fetch.Response{ETag: `"2"`, LastModified: "then"}},
		"validators dropped": {fetch.Request{ETag: `"1"`, LastModified: "then"}, 200, nil, fetch.Response{}},
		"same ETag with a body": {fetch.Request{ETag: `"1"`}, 200, map[string]string{"ETag": `"1"`},
			fetch.Response{ETag: `"1"`}},
	} {
		t.Run(name, func(t *testing.T) {
			answer = func(w http.ResponseWriter, _ *http.Request) {
				for key, value := range tc.header {
					w.Header()[key] = []string{value}
				}
				w.WriteHeader(tc.status)
				if tc.status == http.StatusOK {
					fmt.Fprint(w, feed)
				}
			}
			tc.sent.URL = server.URL
			got, err := f.Fetch(t.Context(), tc.sent)
			if err != nil {
				t.Fatal(err)
			}
			if got.NotModified != tc.want.NotModified || got.ETag != tc.want.ETag || got.LastModified != tc.want.LastModified {
				t.Errorf("got %+v, want %+v", got, tc.want)
			}
			if asked.Get("If-None-Match") != tc.sent.ETag || asked.Get("If-Modified-Since") != tc.sent.LastModified {
				t.Errorf("asked with %q and %q", asked.Get("If-None-Match"), asked.Get("If-Modified-Since"))
			}
			if agent := asked.Get("User-Agent"); agent != fetch.DefaultUserAgent {
				t.Errorf("User-Agent %q", agent)
			}
		})
	}
}

func TestRedirects(t *testing.T) {
	for name, tc := range map[string]struct {
		codes []int
		moved bool
	}{
		"none":                    {nil, false},
		"permanent":               {[]int{301}, true},
		"permanent, keeps method": {[]int{308, 301}, true},
		"temporary":               {[]int{302}, false},
		"see other":               {[]int{303}, false},
		"temporary among them":    {[]int{301, 307, 308}, false},
		"as many as are followed": {[]int{301, 301, 301, 301, 301}, true},
	} {
		t.Run(name, func(t *testing.T) {
			server := serve(t, func(w http.ResponseWriter, r *http.Request) {
				n, _ := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/"))
				if r.Header.Get("Referer") != "" || r.Header.Get("Authorization") != "" || r.Header.Get("Cookie") != "" {
					t.Errorf("the request tells more than it must: %v", r.Header)
				}
				if n < len(tc.codes) {
					http.SetCookie(w, &http.Cookie{Name: "a", Value: "b"})
					http.Redirect(w, r, fmt.Sprintf("/%d", n+1), tc.codes[n])
					return
				}
				fmt.Fprint(w, feed)
			})
			response, err := newFetcher(t, nil).Fetch(t.Context(), fetch.Request{URL: server.URL + "/0"})
			if err != nil {
				t.Fatal(err)
			}
			end := fmt.Sprintf("%s/%d", server.URL, len(tc.codes))
			if response.URL != end {
				t.Errorf("found at %s, want %s", response.URL, end)
			}
			if want := map[bool]string{true: end}[tc.moved]; response.MovedTo != want {
				t.Errorf("moved to %q, want %q", response.MovedTo, want)
			}
		})
	}
}

func TestTimesThatServersName(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	in := func(d time.Duration) string { return now.Add(d).Format(http.TimeFormat) }
	for name, tc := range map[string]struct {
		header http.Header
		fresh  time.Duration
		after  time.Duration
	}{
		"nothing":                     {http.Header{}, 0, 0},
		"max-age":                     {http.Header{"Cache-Control": {"public, max-age=600"}}, 10 * time.Minute, 0},
		"max-age less age":            {http.Header{"Cache-Control": {"max-age=600"}, "Age": {"540"}}, time.Minute, 0},
		"older than its age":          {http.Header{"Cache-Control": {"max-age=60"}, "Age": {"540"}}, 0, 0},
		"no-cache wins":               {http.Header{"Cache-Control": {"max-age=600, no-cache"}}, 0, 0},
		"max-age before expires":      {http.Header{"Cache-Control": {"max-age=60"}, "Expires": {in(time.Hour)}}, time.Minute, 0},
		"expires":                     {http.Header{"Expires": {in(time.Hour)}}, time.Hour, 0},
		"expires by the server's own": {http.Header{"Expires": {in(2 * time.Hour)}, "Date": {in(time.Hour)}}, time.Hour, 0},
		"expires 0":                   {http.Header{"Expires": {"0"}}, 0, 0},
		"expired":                     {http.Header{"Expires": {in(-time.Hour)}}, 0, 0},
		"nonsense":                    {http.Header{"Cache-Control": {"max-age=-5, =, ,max-age"}, "Retry-After": {"soon"}}, 0, 0},
		"for ever":                    {http.Header{"Cache-Control": {"max-age=99999999999999"}}, 365 * 24 * time.Hour, 0},
		"retry in seconds":            {http.Header{"Retry-After": {"120"}}, 0, 2 * time.Minute},
		"retry at a date":             {http.Header{"Retry-After": {in(time.Hour)}}, 0, time.Hour},
		"retry in the past":           {http.Header{"Retry-After": {in(-time.Hour)}}, 0, 0},
		"retry at minus one":          {http.Header{"Retry-After": {"-1"}}, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			code := http.StatusOK
			server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header()["Date"] = tc.header["Date"]
				for key, values := range tc.header {
					w.Header()[key] = values
				}
				w.WriteHeader(code)
				fmt.Fprint(w, feed)
			})
			f := newFetcher(t, func(o *fetch.Options) { o.Now = func() time.Time { return now } })
			response, err := f.Fetch(t.Context(), fetch.Request{URL: server.URL})
			if err != nil {
				t.Fatal(err)
			}
			if response.FreshFor != tc.fresh || response.RetryAfter != tc.after {
				t.Errorf("fresh for %s, retry after %s; want %s, %s", response.FreshFor, response.RetryAfter, tc.fresh, tc.after)
			}
			code = http.StatusTooManyRequests
			_, err = f.Fetch(t.Context(), fetch.Request{URL: server.URL})
			if failure, ok := errors.AsType[*fetch.Error](err); !ok || failure.RetryAfter != tc.after {
				t.Errorf("error %v, want one with retry after %s", err, tc.after)
			}
		})
	}
}

func TestEnvironmentProxyIsIgnored(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	t.Setenv("http_proxy", "http://127.0.0.1:1")
	server := serve(t, status(http.StatusOK, feed))
	if _, err := newFetcher(t, nil).Fetch(t.Context(), fetch.Request{URL: strings.Replace(server.URL, "127.0.0.1", "localhost", 1)}); err != nil {
		t.Error(err)
	}
}

func TestHeadersStayWithTheirOrigin(t *testing.T) {
	var other, got []string
	foreign := serve(t, func(w http.ResponseWriter, r *http.Request) {
		other = append(other, r.Header.Get("Authorization"))
		fmt.Fprint(w, feed)
	})
	own := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = append(got, r.Header.Get("Authorization"))
		if r.URL.Path == "/feed" {
			http.Redirect(w, r, "/moved", http.StatusFound)
			return
		}
		http.Redirect(w, r, foreign.URL, http.StatusFound)
	})
	f := newFetcher(t, func(o *fetch.Options) {
		o.Headers = map[string]http.Header{own.URL + "/feed": {"Authorization": {"Bearer secret"}}}
	})
	for _, request := range []fetch.Request{
		{URL: own.URL + "/feed"},                               // and on to another page of the site
		{URL: own.URL + "/moved", Feed: own.URL + "/feed"},     // to where it has moved
		{URL: own.URL + "/another"},                            // not the feed that it is for
		{URL: foreign.URL + "/moved", Feed: own.URL + "/feed"}, // moved to another site
	} {
		if _, err := f.Fetch(t.Context(), request); err != nil {
			t.Fatal(err)
		}
	}
	const secret = "Bearer secret"
	if want := []string{secret, secret, secret, ""}; !slices.Equal(got, want) {
		t.Errorf("the site got %q, want %q", got, want)
	}
	if slices.Contains(other, secret) || len(other) != 4 {
		t.Errorf("the other site got %q", other)
	}
}

// TestLargeBodiesWaitForEachOther: two of the largest are held, a third waits
// until one of them is discarded. Small ones do not wait.
func TestLargeBodiesWaitForEachOther(t *testing.T) {
	large := feed + strings.Repeat(" ", 1<<20-len(feed))
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/large":
			io.WriteString(w, large)
		case "/endless":
			io.WriteString(w, large+large)
		default:
			io.WriteString(w, feed)
		}
	})
	f := newFetcher(t, func(o *fetch.Options) { o.Timeout = time.Second })
	get := func(path string) (*fetch.Response, error) {
		return f.Fetch(t.Context(), fetch.Request{URL: server.URL + path})
	}
	for range 3 {
		_, err := get("/endless")
		checkError(t, err, fetch.TooLarge, "larger than a feed")
	}
	first, err := get("/large")
	if err != nil || string(first.Body) != large {
		t.Fatalf("%d bytes, %v", len(first.Body), err)
	}
	if _, err := get("/large"); err != nil {
		t.Fatal(err)
	}
	_, err = get("/large")
	checkError(t, err, fetch.Timeout, "other large ones")
	if _, err := get("/small"); err != nil {
		t.Errorf("a small body waits: %v", err)
	}
	first.Discard()
	if _, err := get("/large"); err != nil {
		t.Errorf("there is no room although a body is discarded: %v", err)
	}
}

// TestLargeBodiesTakeWhatTheyNeed: what waits for its turn is as large as it
// is, not as large as it might have been.
func TestLargeBodiesTakeWhatTheyNeed(t *testing.T) {
	body := strings.Repeat("x", 1<<20)
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, body) })
	f := newFetcher(t, func(o *fetch.Options) { o.MaxBody, o.Timeout = 4<<20, time.Second })
	for i := range 5 {
		if _, err := f.Fetch(t.Context(), fetch.Request{URL: server.URL}); err != nil {
			t.Fatalf("body %d of five does not fit: %v", i+1, err)
		}
	}
}
