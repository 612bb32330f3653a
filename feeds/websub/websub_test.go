package websub_test

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"hash"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"readout"
	"readout/feeds/fetch"
	"readout/feeds/websub"
)

// TestPublished follows a story from the hub into the database, while nobody polls.
func TestPublished(t *testing.T) {
	w := newWorld(t, nil)
	w.subscriber.Tick(t.Context())
	if feed := w.now(); feed.Push.Status != readout.SubscriptionAsked || feed.Pushed(w.clock.Now()) {
		t.Errorf("before the hub has confirmed it: %+v", feed.Push)
	}
	if got := w.hub.verify(3600); got != "200" {
		t.Fatalf("the verification was answered %s", got)
	}
	feed := w.now()
	if !feed.Pushed(w.clock.Now()) || !feed.Push.LeaseUntil.Equal(w.clock.Now().Add(time.Hour)) {
		t.Errorf("the hub has confirmed it: %+v", feed.Push)
	}
	polls, stories := w.site.polled(), w.stories()
	w.clock.Forward(time.Minute)
	start := time.Now()
	if got := w.hub.publish(document("", "", "News", "Old")); got != "202" {
		t.Fatalf("the content was answered %s", got)
	}
	t.Logf("from publication to the stored story: %s", time.Since(start))
	if got := w.stories() - stories; got != 1 || w.site.polled() != polls {
		t.Errorf("%d stories by %d polls, want 1 by none", got, w.site.polled()-polls)
	}
	feed = w.now()
	if !feed.Poll.LastStory.Equal(w.clock.Now()) || !feed.Push.PushedAt.Equal(w.clock.Now()) {
		t.Errorf("last story %s, last push %s, want both %s", feed.Poll.LastStory, feed.Push.PushedAt, w.clock.Now())
	}
}

func TestPushedOnce(t *testing.T) {
	w := subscribed(t, nil)
	before := w.stories()
	body := document(w.hub.URL, w.site.URL+"/feed", "News", "Old")
	for range 3 {
		w.hub.publish(body)
	}
	w.site.serve(body)
	w.clock.Forward(2 * time.Hour)
	w.poller.Tick(t.Context())
	w.hub.publish(body)
	if got := w.stories() - before; got != 1 {
		t.Errorf("the story was stored %d times", got)
	}
}

func TestRequest(t *testing.T) {
	for name, tc := range map[string]struct {
		body  func(w *world) (string, []string)
		hub   func(w *world) string
		topic string
	}{
		"by the document": {func(w *world) (string, []string) { return document(w.hub.URL, w.site.URL+"/self", "Old"), nil }, nil, "/self"},
		"by headers, which win": {func(w *world) (string, []string) {
			return document("https://wrong.example/", w.site.URL+"/wrong", "Old"), []string{"<" + w.hub.URL + ">; rel=hub, </other>; rel=self"}
		}, nil, "/other"},
		"without a name for itself": {func(w *world) (string, []string) { return document(w.hub.URL, "", "Old"), nil }, nil, "/feed"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, func(w *world) {
				body, links := tc.body(w)
				w.site.serve(body, links...)
			})
			w.subscriber.Tick(t.Context())
			w.subscriber.Tick(t.Context()) // it is not due again
			requests := w.hub.take()
			if len(requests) != 1 {
				t.Fatalf("%d requests, want 1", len(requests))
			}
			r := requests[0]
			callback, ok := strings.CutPrefix(r.Get("hub.callback"), w.public.URL+websub.Path)
			if r.Get("hub.mode") != "subscribe" || r.Get("hub.topic") != w.site.URL+tc.topic || r.Get("hub.lease_seconds") != "864000" ||
				!ok || len(callback) != 43 || len(r.Get("hub.secret")) != 43 || r.Get("hub.secret") == callback {
				t.Errorf("asked for %v", r)
			}
		})
	}
}

func TestNoHub(t *testing.T) {
	w := newWorld(t, func(w *world) { w.site.serve(document("", w.site.URL, "Old")) })
	w.subscriber.Tick(t.Context())
	if got := w.hub.take(); len(got) != 0 || w.now().Push != (readout.PushState{}) {
		t.Errorf("a feed without a hub: %v", got)
	}
}

func TestSignatures(t *testing.T) {
	sign := func(algorithm func() hash.Hash, secret, content string) string {
		mac := hmac.New(algorithm, []byte(secret))
		mac.Write([]byte(content))
		return hex.EncodeToString(mac.Sum(nil))
	}
	content := document("", "", "News")
	for name, tc := range map[string]struct {
		signature func(secret string) string
		taken     bool
	}{
		"sha1":              {func(s string) string { return "sha1=" + sign(sha1.New, s, content) }, true},
		"sha256":            {func(s string) string { return "sha256=" + sign(sha256.New, s, content) }, true},
		"sha384":            {func(s string) string { return "sha384=" + sign(sha512.New384, s, content) }, true},
		"sha512":            {func(s string) string { return "sha512=" + sign(sha512.New, s, content) }, true},
		"upper case":        {func(s string) string { return "SHA256=" + strings.ToUpper(sign(sha256.New, s, content)) }, true},
		"none":              {func(string) string { return "" }, false},
		"another secret":    {func(s string) string { return "sha256=" + sign(sha256.New, s+"x", content) }, false},
		"another content":   {func(s string) string { return "sha256=" + sign(sha256.New, s, content+" ") }, false},
		"another algorithm": {func(s string) string { return "sha512=" + sign(sha256.New, s, content) }, false},
		"unknown algorithm": {func(s string) string { return "md5=" + sign(md5.New, s, content) }, false},
		"no algorithm":      {func(s string) string { return sign(sha256.New, s, content) }, false},
		"cut short":         {func(s string) string { return "sha256=" + sign(sha256.New, s, content)[:32] }, false},
		"empty":             {func(string) string { return "sha256=" }, false},
		"no digits":         {func(string) string { return "sha256=" + strings.Repeat("z", 64) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := subscribed(t, nil)
			before, callback := w.stories(), w.hub.callback()
			if code := w.hub.push(callback, content, tc.signature(w.hub.secrets[callback])); code != http.StatusAccepted {
				t.Errorf("answered %d, want 202 whatever the signature", code)
			}
			if taken := w.stories() > before; taken != tc.taken {
				t.Errorf("content taken: %t, want %t", taken, tc.taken)
			}
			if pushed := !w.now().Push.PushedAt.IsZero(); pushed != tc.taken {
				t.Errorf("counted as pushed: %t, want %t", pushed, tc.taken)
			}
		})
	}
}

func TestVerification(t *testing.T) {
	ask := func(change url.Values) func(topic string) url.Values {
		return func(topic string) url.Values {
			query := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {topic}, "hub.challenge": {"c"}, "hub.lease_seconds": {"7200"}}
			for key, values := range change {
				query[key] = values
			}
			return query
		}
	}
	for name, tc := range map[string]struct {
		query func(topic string) url.Values
		code  int
		lease time.Duration
	}{
		"as asked":                  {ask(nil), 200, 2 * time.Hour},
		"another topic":             {ask(url.Values{"hub.topic": {"https://example.org/other"}}), 404, 0},
		"no topic":                  {ask(url.Values{"hub.topic": nil}), 404, 0},
		"no challenge":              {ask(url.Values{"hub.challenge": nil}), 404, 0},
		"a huge challenge":          {ask(url.Values{"hub.challenge": {strings.Repeat("x", 5000)}}), 404, 0},
		"unsubscribe":               {ask(url.Values{"hub.mode": {"unsubscribe"}}), 404, 0},
		"another mode":              {ask(url.Values{"hub.mode": {"publish"}}), 404, 0},
		"no lease":                  {ask(url.Values{"hub.lease_seconds": nil}), 200, 24 * time.Hour},
		"a lease that is no number": {ask(url.Values{"hub.lease_seconds": {"-5"}}), 200, 24 * time.Hour},
		"a lease of a second":       {ask(url.Values{"hub.lease_seconds": {"1"}}), 200, time.Minute},
		"a lease without end":       {ask(url.Values{"hub.lease_seconds": {"4000000000"}}), 200, 90 * 24 * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, nil)
			w.subscriber.Tick(t.Context())
			request := w.hub.take()[0]
			code, _ := w.hub.call(request.Get("hub.callback"), tc.query(request.Get("hub.topic")))
			if code != tc.code {
				t.Errorf("answered %d, want %d", code, tc.code)
			}
			push := w.now().Push
			if got := push.Live(w.clock.Now()); got != (tc.lease > 0) || tc.lease > 0 && !push.LeaseUntil.Equal(w.clock.Now().Add(tc.lease)) {
				t.Errorf("got %+v, want a lease of %s", push, tc.lease)
			}
		})
	}
}

func TestStrangers(t *testing.T) {
	w := subscribed(t, nil)
	callback := w.hub.callback()
	guess := w.public.URL + websub.Path + strings.Repeat("A", 43)
	query := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {w.site.URL + "/feed"}, "hub.challenge": {"c"}}
	for name, tc := range map[string]struct {
		method, address string
		code            int
	}{
		"a guessed address":   {http.MethodGet, guess + "?" + query.Encode(), http.StatusNotFound},
		"content for a guess": {http.MethodPost, guess, http.StatusGone},
		"no token":            {http.MethodPost, w.public.URL + websub.Path, http.StatusNotFound},
		"a long token":        {http.MethodPost, callback + "x", http.StatusNotFound},
		"another path":        {http.MethodGet, w.public.URL + "/healthz", http.StatusNotFound},
		"another method":      {http.MethodPut, callback, http.StatusMethodNotAllowed},
		"no query":            {http.MethodGet, callback, http.StatusNotFound},
	} {
		request, err := http.NewRequestWithContext(t.Context(), tc.method, tc.address, nil)
		if err != nil {
			t.Fatal(err)
		}
		reply, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = reply.Body.Close()
		if reply.StatusCode != tc.code {
			t.Errorf("%s: answered %d, want %d", name, reply.StatusCode, tc.code)
		}
	}
}

func TestNotConfirmedYet(t *testing.T) {
	w := newWorld(t, nil)
	w.subscriber.Tick(t.Context())
	callback := w.hub.take()[0].Get("hub.callback")
	if code := w.hub.push(callback, document("", "", "News"), "sha256=00"); code != http.StatusGone {
		t.Errorf("content before the verification was answered %d", code)
	}
}

func TestRenewal(t *testing.T) {
	w := subscribed(t, nil) // for an hour
	first := w.hub.callback()
	w.clock.Forward(47 * time.Minute)
	w.subscriber.Tick(t.Context())
	if got := w.hub.take(); len(got) != 0 {
		t.Errorf("asked too early: %v", got)
	}
	w.clock.Forward(2 * time.Minute)
	w.subscriber.Tick(t.Context())
	if got := w.hub.verify(7200); got != "200" || w.hub.callback() != first {
		t.Errorf("the renewal was answered %q at %s, want 200 at %s", got, w.hub.callback(), first)
	}
	if push := w.now().Push; !push.LeaseUntil.Equal(w.clock.Now().Add(2 * time.Hour)) {
		t.Errorf("renewed until %s", push.LeaseUntil)
	}
	if got := w.hub.publish(document("", "", "News")); got != "202" || w.stories() != 2 {
		t.Errorf("content after the renewal: %s, %d stories", got, w.stories())
	}
}

func TestLapse(t *testing.T) {
	w := subscribed(t, nil) // for an hour
	w.hub.answers(func(rw http.ResponseWriter, _ *http.Request) bool {
		rw.WriteHeader(http.StatusBadGateway)
		return true
	})
	tries := 0
	for range 24 {
		w.clock.Forward(5 * time.Minute)
		before := w.now()
		w.subscriber.Tick(t.Context())
		if before.Push.Live(w.clock.Now()) && w.now().Push.Status == readout.SubscriptionActive && w.now().Push.Error != "" {
			tries++
		}
	}
	if feed := w.now(); feed.Pushed(w.clock.Now()) || feed.Push.Status != readout.SubscriptionAsked || !strings.Contains(feed.Push.Error.String(), "502") {
		t.Errorf("after the lease: %+v", feed.Push)
	}
	if tries < 2 {
		t.Errorf("%d tries to renew while the lease held, want some", tries)
	}
	w.hub.answers(nil)
	w.clock.Forward(13 * time.Hour)
	w.subscriber.Tick(t.Context())
	if got := w.hub.verify(3600); got != "200" || !w.now().Pushed(w.clock.Now()) {
		t.Errorf("when the hub is back: %s, %+v", got, w.now().Push)
	}
}

func TestSilentHub(t *testing.T) {
	w := newWorld(t, nil)
	asked := 0
	for range 48 {
		w.subscriber.Tick(t.Context())
		asked += len(w.hub.take()) // accepted, never verified
		w.clock.Forward(30 * time.Minute)
	}
	if asked < 4 || asked > 9 {
		t.Errorf("asked %d times within a day, want ever more rarely", asked)
	}
	if push := w.now().Push; push.Live(w.clock.Now()) || !strings.Contains(push.Error.String(), "websub.public_url") {
		t.Errorf("got %+v", push)
	}
}

func TestDenial(t *testing.T) {
	w := subscribed(t, nil)
	w.clock.Forward(10 * time.Minute)
	w.poller.Tick(t.Context())
	w.clock.Forward(time.Minute)
	callback := w.hub.callback()
	denial := url.Values{"hub.mode": {"denied"}, "hub.topic": {w.site.URL + "/feed"}, "hub.reason": {"topic\n<b>gone</b>\x00"}}
	if code, _ := w.hub.call(callback, denial); code != http.StatusOK {
		t.Errorf("answered %d", code)
	}
	feed := w.now()
	if feed.Pushed(w.clock.Now()) || feed.Push.Error.String() != "the hub denies the subscription: topic <b>gone</b>" {
		t.Errorf("got %+v", feed.Push)
	}
	if feed.Poll.NextCheck.After(w.clock.Now()) {
		t.Errorf("the feed is polled at %s, want at once", feed.Poll.NextCheck)
	}
	if got := w.hub.publish(document("", "", "News")); got != "410" {
		t.Errorf("content of a hub that has denied: %s", got)
	}
	w.clock.Forward(6 * 24 * time.Hour)
	w.subscriber.Tick(t.Context())
	if got := w.hub.take(); len(got) != 0 {
		t.Errorf("asked again too soon: %v", got)
	}
	w.clock.Forward(25 * time.Hour)
	w.subscriber.Tick(t.Context())
	if got := w.hub.verify(3600); got != "200" || !w.now().Pushed(w.clock.Now()) {
		t.Errorf("a week later: %s, %+v", got, w.now().Push)
	}
}

func TestRemovedFeed(t *testing.T) {
	w := subscribed(t, nil)
	callback := w.hub.callback()
	if err := w.store.RemoveFeed(t.Context(), w.feed.ID); err != nil {
		t.Fatal(err)
	}
	w.subscriber.Tick(t.Context())
	if got := w.hub.publish(document("", "", "News")); got != "410" {
		t.Errorf("content for a removed feed: %s", got)
	}
	requests := w.hub.requests
	if len(requests) != 1 || requests[0].Get("hub.mode") != "unsubscribe" || requests[0].Get("hub.callback") != callback || requests[0].Has("hub.secret") {
		t.Fatalf("the hub was asked %v", requests)
	}
	if code, _ := w.hub.call(callback, url.Values{"hub.mode": {"subscribe"}, "hub.topic": {w.site.URL + "/feed"}, "hub.challenge": {"c"}}); code != 404 {
		t.Errorf("a subscription that is not wanted any more was confirmed: %d", code)
	}
	if got := w.hub.verify(0); got != "200" {
		t.Errorf("the unsubscription was answered %s", got)
	}
	w.clock.Forward(24 * time.Hour)
	w.subscriber.Tick(t.Context())
	if got := w.hub.take(); len(got) != 0 {
		t.Errorf("asked once more: %v", got)
	}
}

func TestRemovedFeedOfADeadHub(t *testing.T) {
	w := subscribed(t, nil)
	w.hub.answers(func(http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) })
	if err := w.store.RemoveFeed(t.Context(), w.feed.ID); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		w.subscriber.Tick(t.Context())
		w.clock.Forward(time.Hour)
	}
	due, err := w.store.DueSubscriptions(t.Context(), 10)
	if err != nil || len(due) != 0 {
		t.Errorf("left: %+v, %v", due, err)
	}
}

func TestHubChanges(t *testing.T) {
	w := subscribed(t, nil)
	second := newHub(t)
	w.site.serve(document(second.plain.URL, w.site.URL+"/feed", "Old"))
	w.clock.Forward(20 * time.Minute)
	if err := w.store.ScheduleFeeds(t.Context(), map[int64]time.Time{w.feed.ID: w.clock.Now()}); err != nil {
		t.Fatal(err)
	}
	w.poller.Tick(t.Context())
	w.subscriber.Tick(t.Context())
	if got := w.hub.verify(0); got != "200" {
		t.Errorf("leaving the old hub: %s", got)
	}
	w.subscriber.Tick(t.Context())
	if got := second.verify(3600); got != "200" || w.now().Push.Hub != second.plain.URL || !w.now().Pushed(w.clock.Now()) {
		t.Errorf("at the new hub: %s, %+v", got, w.now().Push)
	}
}

func TestRestart(t *testing.T) {
	w := subscribed(t, nil)
	w.subscriber = websub.New(w.options)
	w.subscriber.Tick(t.Context())
	if got := w.hub.take(); len(got) != 0 {
		t.Errorf("asked again after the restart: %v", got)
	}
	if got := w.hub.publish(document("", "", "News")); got != "202" || w.stories() != 2 {
		t.Errorf("after the restart: %s, %d stories", got, w.stories())
	}
}

func TestHubRedirects(t *testing.T) {
	for _, code := range []int{http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			w := newWorld(t, nil)
			w.hub.answers(func(rw http.ResponseWriter, r *http.Request) bool {
				if r.URL.Path == "/new" {
					return false
				}
				http.Redirect(rw, r, "/new", code)
				return true
			})
			w.subscriber.Tick(t.Context())
			if got := w.hub.verify(3600); got != "200" {
				t.Errorf("got %s", got)
			}
		})
	}
}

// TestPlainHub: what comes over an open line is no more than a hint.
func TestPlainHub(t *testing.T) {
	w := subscribed(t, func(w *world) { w.site.serve(document(w.hub.plain.URL, w.site.URL+"/feed", "Old")) })
	if secret := w.hub.secrets[w.hub.callback()]; secret != "" {
		t.Errorf("a secret was sent in the clear")
	}
	w.clock.Forward(time.Minute)
	before := w.stories()
	if got := w.hub.publish(document("", "", "Forged")); got != "202" || w.stories() != before {
		t.Errorf("answered %s, %d stories taken", got, w.stories()-before)
	}
	w.site.serve(document(w.hub.plain.URL, w.site.URL+"/feed", "True", "Old"))
	w.poller.Tick(t.Context())
	if got := w.stories() - before; got != 1 {
		t.Errorf("the poll that followed brought %d stories, want 1", got)
	}
}

func TestThinPings(t *testing.T) {
	for name, content := range map[string]string{"empty": "", "white space": " \n", "not a feed": "hello", "a page": "<html><title>x</title></html>"} {
		t.Run(name, func(t *testing.T) {
			w := subscribed(t, nil)
			w.clock.Forward(time.Minute)
			if got := w.hub.publish(content); got != "202" {
				t.Errorf("answered %s", got)
			}
			if feed := w.now(); feed.Poll.NextCheck.After(w.clock.Now()) || !feed.Push.PushedAt.Equal(w.clock.Now()) {
				t.Errorf("next poll %s, last push %s, want both at once", feed.Poll.NextCheck, feed.Push.PushedAt)
			}
		})
	}
}

func TestBounds(t *testing.T) {
	w := subscribed(t, nil)
	if got := w.hub.publish(document("", "", strings.Repeat("x", 64<<10))); got != "413" {
		t.Errorf("content that is too large: %s", got)
	}
	codes := map[string]int{}
	for range 40 {
		codes[w.hub.publish(document("", "", "News"))]++
	}
	if codes["202"] < 20 || codes["429"] < 5 || codes["202"]+codes["429"] != 40 {
		t.Errorf("40 pushes at once: %v", codes)
	}
	w.clock.Forward(time.Minute)
	if got := w.hub.publish(document("", "", "News")); got != "202" {
		t.Errorf("a minute later: %s", got)
	}
}

func TestBrokenStore(t *testing.T) {
	w := subscribed(t, nil)
	if err := w.store.Close(); err != nil {
		t.Fatal(err)
	}
	if got := w.hub.publish(document("", "", "News")); got != "503" {
		t.Errorf("answered %s, want 503, for the hub to try again", got)
	}
}

func TestPrivateHub(t *testing.T) {
	w := newWorld(t, func(w *world) {
		strict := fetch.New(fetch.Options{})
		t.Cleanup(strict.Close)
		w.options.Hubs = strict
	})
	w.subscriber.Tick(t.Context())
	if got := w.hub.take(); len(got) != 0 {
		t.Errorf("a hub inside the network was asked: %v", got)
	}
	if push := w.now().Push; !strings.Contains(push.Error.String(), "private network") {
		t.Errorf("got %+v", push)
	}
}

func BenchmarkPush(b *testing.B) {
	w := subscribed(b, nil)
	n := 0
	for b.Loop() {
		n++
		w.clock.Forward(2 * time.Second)
		if got := w.hub.publish(document("", "", fmt.Sprint("News-", n))); got != "202" {
			b.Fatal(got)
		}
	}
	if got := w.stories(); got != n+1 {
		b.Fatalf("%d stories of %d", got-1, n)
	}
}
