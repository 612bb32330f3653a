package replay_test

import (
	"context"
	"encoding/xml"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"readout/replay"
)

var start = time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)

func item(id, source string, after time.Duration) replay.Item {
	return replay.Item{ID: id, Title: "Title & <tag> of " + id, Source: source, URL: "https://example.org/" + id, Published: start.Add(after)}
}

func TestClockRunsFastAndNeverBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		clock := replay.NewClock(start, 60)
		if err := clock.Until(t.Context(), start.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if got := clock.Now(); got.Before(start.Add(time.Hour)) {
			t.Errorf("after waiting for an hour the clock shows %v", got)
		}
		if clock.Forward(start); clock.Now().Before(start.Add(time.Hour)) {
			t.Error("the clock went back")
		}
		clock.Forward(start.Add(5 * time.Hour))
		if got := clock.Now(); !got.Equal(start.Add(5 * time.Hour)) {
			t.Errorf("set forward, the clock shows %v", got)
		}
	})
}

func TestPlayerPublishesInOrderAndSkipsQuietStretches(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		items := []replay.Item{item("c", "Wire", 100*24*time.Hour), item("a", "Wire", 0), item("b", "Desk", time.Minute)}
		replay.Sort(items)
		clock := replay.NewClock(start, 60)
		var order []string
		var skipped []time.Time
		player := replay.Player{
			Items: items, Clock: clock, Feeds: replay.NewFeeds(replay.Sources(items)),
			Skip: func(_ context.Context, to time.Time) error { skipped = append(skipped, to); return nil },
			Published: func(_ context.Context, i replay.Item, _ int) error {
				order = append(order, i.ID)
				if clock.Now().Before(i.Published) {
					t.Errorf("%s appeared at %v, before its time", i.ID, clock.Now())
				}
				return nil
			},
		}
		began := time.Now()
		if err := player.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(order, []string{"a", "b", "c"}) {
			t.Errorf("order %v", order)
		}
		if len(skipped) != 1 || time.Since(began) > time.Minute {
			t.Errorf("%d skips, %v for a replay with a quiet stretch of 100 days", len(skipped), time.Since(began))
		}
	})
}

func TestFeedsServeWhatIsPublished(t *testing.T) {
	feeds := replay.NewFeeds([]string{"Wire", "Desk"})
	for i := range 100 {
		feeds.Publish(item(string(rune('A'+i%26))+string(rune('a'+i/26)), "Wire", time.Duration(i)*time.Minute))
	}
	if got := feeds.Waiting(); got != 100 {
		t.Errorf("%d items wait, want 100", got)
	}
	answer := get(feeds, feeds.Path("Wire"), "")
	var doc struct {
		Items []struct {
			Title string `xml:"title"`
			GUID  string `xml:"guid"`
		} `xml:"channel>item"`
	}
	if err := xml.Unmarshal(answer.Body.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Items) != 100 {
		t.Fatalf("%d items served, want all 100 that nobody has read", len(doc.Items))
	}
	if got, want := doc.Items[0].Title, "Title &amp; &lt;tag&gt; of Vd"; got != want {
		t.Errorf("newest title %q, want %q", got, want)
	}
	if feeds.Waiting() != 0 {
		t.Error("items still wait after they were served")
	}
	if again := get(feeds, feeds.Path("Wire"), answer.Header().Get("ETag")); again.Code != http.StatusNotModified {
		t.Errorf("unchanged feed answered %d", again.Code)
	}
	if other := get(feeds, feeds.Path("nobody"), ""); other.Code != http.StatusNotFound {
		t.Errorf("unknown feed answered %d", other.Code)
	}
}

func get(handler http.Handler, path, etag string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodGet, "/"+path, nil)
	request.URL.Path = path
	request.Header.Set("If-None-Match", etag)
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, request)
	return answer
}
