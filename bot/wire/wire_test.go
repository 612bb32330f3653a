package wire_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"readout"
	"readout/bot/wire"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// reply is what Discord answers.
type reply struct {
	status int
	header map[string]string
	body   string
}

// discord answers requests with what is next, and with 204 when nothing is.
type discord struct {
	mu       sync.Mutex
	replies  []reply
	requests []*http.Request
	times    []time.Duration // of requests, since the start
	start    time.Time
}

func (d *discord) RoundTrip(r *http.Request) (*http.Response, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.requests = append(d.requests, r)
	d.times = append(d.times, time.Since(d.start))
	next := reply{status: http.StatusNoContent}
	if len(d.replies) > 0 {
		next, d.replies = d.replies[0], d.replies[1:]
	}
	header := http.Header{}
	for name, value := range next.header {
		header.Set(name, value)
	}
	return &http.Response{StatusCode: next.status, Header: header, Body: io.NopCloser(strings.NewReader(next.body)), Request: r}, nil
}

// inWire runs a test with a transport, on a clock that jumps ahead whenever
// nobody has anything to do.
func inWire(t *testing.T, replies []reply, test func(t *testing.T, d *discord, w *wire.Transport)) {
	synctest.Test(t, func(t *testing.T) {
		d := &discord{replies: replies, start: time.Now()}
		w, err := wire.New(wire.Options{Base: d})
		if err != nil {
			t.Fatal(err)
		}
		test(t, d, w)
	})
}

// call sends a request as discordgo does, and returns the answer.
func call(ctx context.Context, w *wire.Transport, method, path string) (status int, header http.Header, body string, err error) {
	request, err := http.NewRequestWithContext(ctx, method, "https://discord.com/api/v9/"+path, strings.NewReader("{}"))
	if err != nil {
		return 0, nil, "", err
	}
	response, err := w.RoundTrip(request)
	if err != nil {
		return 0, nil, "", err
	}
	defer func() { _ = response.Body.Close() }()
	read, err := io.ReadAll(response.Body)
	return response.StatusCode, response.Header, string(read), err
}

func TestRequestsGoToVersion10(t *testing.T) {
	inWire(t, nil, func(t *testing.T, d *discord, w *wire.Transport) {
		if _, _, _, err := call(t.Context(), w, "POST", "channels/1/messages"); err != nil {
			t.Fatal(err)
		}
		if got := d.requests[0].URL.String(); got != "https://discord.com/api/v10/channels/1/messages" {
			t.Errorf("sent to %s", got)
		}
		request, _ := http.NewRequestWithContext(t.Context(), "GET", "https://discord.com.example/api/v9/users/@me", nil)
		if _, err := w.RoundTrip(request); err == nil || len(d.requests) != 1 {
			t.Errorf("a request to another host was sent: %v", err)
		}
	})
}

func TestAddresses(t *testing.T) {
	for address, valid := range map[string]bool{
		"": true, "https://discord.com": true, "https://discord.com/": true, "http://127.0.0.1:8090": true, "http://localhost:8090/api/v10": true, "http://[::1]:80": true,
		"http://discord.com": false, "http://192.168.1.2": false, "ftp://127.0.0.1": false, "https://user:secret@discord.com": false,
		"discord.com": false, "https://discord.com/elsewhere": false, "https://": false, "https://discord.com?x=1": false, "http://127.0.0.1.example": false,
	} {
		_, err := wire.New(wire.Options{APIURL: address})
		if valid != (err == nil) || err != nil && readout.ErrorCode(err) != readout.CodeInvalid {
			t.Errorf("%q: got %v", address, err)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: the error shows the password", address)
		}
	}
}

func TestRateLimitsAreKept(t *testing.T) {
	bucket := func(remaining string) reply {
		return reply{status: 200, body: "{}", header: map[string]string{
			"X-RateLimit-Bucket": "b", "X-RateLimit-Limit": "2", "X-RateLimit-Remaining": remaining, "X-RateLimit-Reset-After": "5",
		}}
	}
	const messages, other, callback = "channels/1/messages", "channels/2/messages", "interactions/7/token/callback"
	limited := func(seconds string, header map[string]string) reply {
		return reply{status: 429, body: `{"message":"limited","retry_after":` + seconds + `}`, header: header}
	}
	tests := map[string]struct {
		replies []reply
		paths   []string
		waits   []time.Duration // since the start, at least
	}{
		"a window used up":            {[]reply{bucket("1"), bucket("0")}, []string{messages, messages, messages}, []time.Duration{0, 0, 5 * time.Second}},
		"answers without headers":     {[]reply{bucket("1")}, []string{messages, messages, messages}, []time.Duration{0, 0, 5 * time.Second}},
		"a window of another channel": {[]reply{bucket("0")}, []string{messages, other}, []time.Duration{0, 0}},
		"a 429":                       {[]reply{limited("3", nil)}, []string{messages, messages}, []time.Duration{0, 3 * time.Second}},
		"a 429 for another channel":   {[]reply{limited("3", nil)}, []string{messages, other}, []time.Duration{0, 0}},
		"a global 429":                {[]reply{limited("3", map[string]string{"X-RateLimit-Global": "true"})}, []string{messages, other}, []time.Duration{0, 3 * time.Second}},
		"an answer to an interaction in a global 429": {[]reply{limited("3", map[string]string{"X-RateLimit-Global": "true"})},
			[]string{messages, callback}, []time.Duration{0, 0}},
		"a page of Cloudflare": {[]reply{{status: 429, body: "<html>", header: map[string]string{"Retry-After": "20"}}}, []string{messages, other}, []time.Duration{0, 20 * time.Second}},
		"a 429 without a time": {[]reply{{status: 429, body: `{}`}}, []string{messages, messages}, []time.Duration{0, time.Minute}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			inWire(t, test.replies, func(t *testing.T, d *discord, w *wire.Transport) {
				for _, path := range test.paths {
					if _, header, _, err := call(t.Context(), w, "POST", path); err != nil {
						t.Fatal(err)
					} else if header.Get("X-RateLimit-Remaining") != "" || header.Get("Retry-After") != "" {
						t.Error("discordgo is told to sleep")
					}
				}
				for i, want := range test.waits {
					if got := d.times[i]; got < want || got > want+time.Second {
						t.Errorf("request %d was sent after %s, want %s", i, got, want)
					}
				}
			})
		})
	}
}

func TestNoMoreThan50RequestsInASecond(t *testing.T) {
	inWire(t, nil, func(t *testing.T, d *discord, w *wire.Transport) {
		var all sync.WaitGroup
		for i := range 200 {
			all.Go(func() {
				path := "channels/" + string(rune('1'+i%9)) + "/messages"
				if _, _, _, err := call(t.Context(), w, "POST", path); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		for i := range d.times[:150] {
			if d.times[i+50]-d.times[i] < time.Second {
				t.Fatalf("51 requests within %s", d.times[i+50]-d.times[i])
			}
		}
	})
}

func TestWaitsEndWithTheContext(t *testing.T) {
	limited := []reply{{status: 429, body: `{"retry_after":60}`}}
	inWire(t, limited, func(t *testing.T, d *discord, w *wire.Transport) {
		if _, _, _, err := call(t.Context(), w, "POST", "channels/1/messages"); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		start := time.Now()
		_, _, _, err := call(ctx, w, "POST", "channels/1/messages")
		e, ok := errors.AsType[*wire.Error](err)
		if !ok || !e.Unsent || !e.Undone() || e.RetryAfter < 59*time.Second || time.Since(start) != 0 {
			t.Errorf("got %v after %s", err, time.Since(start))
		}
		unbounded, stop := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, stop)
		if _, _, _, err := call(unbounded, w, "POST", "channels/1/messages"); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if len(d.requests) != 1 {
			t.Errorf("%d requests were sent", len(d.requests))
		}
	})
}

func TestTooManyRefusalsStopRequests(t *testing.T) {
	var refusals []reply
	for range 6000 {
		refusals = append(refusals, reply{status: 403, body: `{"code":50013,"message":"Missing Permissions"}`})
	}
	inWire(t, refusals, func(t *testing.T, d *discord, w *wire.Transport) {
		var err error
		for range 6000 {
			if _, _, _, err = call(t.Context(), w, "GET", "channels/1"); err != nil {
				break
			}
		}
		e, ok := errors.AsType[*wire.Error](err)
		if !ok || !e.Unsent || len(d.requests) != 5000 {
			t.Errorf("got %v after %d requests", err, len(d.requests))
		}
		time.Sleep(11 * time.Minute)
		if _, _, _, err := call(t.Context(), w, "GET", "channels/1"); err != nil {
			t.Errorf("ten minutes later: %v", err)
		}
	})
}

func TestARefusedTokenStopsAllRequests(t *testing.T) {
	inWire(t, []reply{{status: 401, body: "<html>"}, {status: 401, body: `{"message":"401: Unauthorized","code":0}`}}, func(t *testing.T, d *discord, w *wire.Transport) {
		refused := func() bool {
			select {
			case <-w.Refused():
				return true
			default:
				return false
			}
		}
		_, _, _, _ = call(t.Context(), w, "GET", "users/@me")
		if refused() {
			t.Error("a proxy's answer was taken for Discord's")
		}
		_, _, _, _ = call(t.Context(), w, "GET", "users/@me")
		if !refused() {
			t.Error("the refusal was not noticed")
		}
		_, _, _, err := call(t.Context(), w, "GET", "users/@me")
		if e, ok := errors.AsType[*wire.Error](err); !ok || e.Status != 401 || len(d.requests) != 2 {
			t.Errorf("got %v after %d requests", err, len(d.requests))
		}
	})
}

func TestAnswersAreBounded(t *testing.T) {
	inWire(t, []reply{{status: 200, body: strings.Repeat("x", 9<<20)}}, func(t *testing.T, _ *discord, w *wire.Transport) {
		if _, _, _, err := call(t.Context(), w, "GET", "channels/1"); err == nil {
			t.Error("an answer of 9 MiB was taken")
		}
	})
}

func FuzzReadError(f *testing.F) {
	f.Add(429, `{"message":"You are being rate limited.","retry_after":1.5,"global":true}`)
	f.Add(400, `{"code":50035,"message":"Invalid Form Body","errors":{"content":{}}}`)
	f.Add(502, `<html>`)
	f.Add(429, `{"retry_after":1e300}`)
	f.Add(429, `{"retry_after":-1}`)
	f.Fuzz(func(t *testing.T, status int, body string) {
		e := wire.ReadError(status, []byte(body))
		if e.RetryAfter < 0 || e.RetryAfter > 24*time.Hour || e.Error() == "" || e.Status != status {
			t.Errorf("got %+v", e)
		}
	})
}
