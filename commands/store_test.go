package commands_test

import (
	"context"
	"slices"
	"strings"
	"time"

	"readout"
)

// store keeps everything in memory and answers as the real one does.
type store struct {
	contacts []readout.Contact
	feeds    []readout.Feed
	watches  []readout.Watch
	stats    readout.Stats
	posted   []readout.Delivery
}

func (s *store) DeliveriesOf(_ context.Context, contactID int64) ([]readout.Delivery, error) {
	return slices.DeleteFunc(slices.Clone(s.posted), func(d readout.Delivery) bool { return d.ContactID != contactID }), nil
}

func newStore() *store {
	hour := func(h int) time.Time { return noon().Add(-time.Duration(h) * time.Hour) }
	return &store{
		contacts: sampleContacts(),
		feeds: []readout.Feed{
			{ID: 1, Name: "President of Ukraine", URL: "https://president.example.org/rss", Kind: readout.Official, State: "UA", AddedBy: "config",
				Poll: readout.PollState{CheckedAt: hour(0), Failures: 5, FailingSince: hour(7), Error: readout.ReasonOf(readout.Errorf(readout.CodeForbidden, "%s refuses to show the feed to Readout (%d); open the address in a browser, and ask the site if it works there", "press.example.org", 403)), NextCheck: noon().Add(20 * time.Minute)}},
			{ID: 2, Name: "World Press", URL: "https://press.example.org/rss", Kind: readout.Press, AddedBy: "config",
				AddedAt: hour(24 * 30),
				Poll: readout.PollState{SucceededAt: hour(0), NextCheck: noon().Add(5 * time.Minute), LastStory: hour(2), Rhythm: time.Hour, SavedBytes: 5 << 20,
					MovedTo: "https://press.example.org/world.rss", MovedSeen: 7}},
			{ID: 4, Name: "Weekly", URL: "https://weekly.example.org/rss", Kind: readout.Press, AddedBy: "config",
				Poll: readout.PollState{SucceededAt: hour(1), LastStory: hour(24 * 90), Rhythm: 7 * 24 * time.Hour}},
			{ID: 3, Name: "Local newspaper", URL: "https://local.example.org/rss", Kind: readout.Press, AddedBy: user, AddedAt: hour(1)},
			{ID: 5, Name: "Hub News", URL: "https://hubnews.example.org/rss", Kind: readout.Press, AddedBy: user, Poll: readout.PollState{SucceededAt: hour(1)},
				Push: readout.PushState{Hub: "https://hub.example.org/", Status: readout.SubscriptionActive, LeaseUntil: hour(-5), PushedAt: hour(2)}},
			{ID: 6, Name: "Hub Weekly", URL: "https://hubweekly.example.org/rss", Kind: readout.Press, AddedBy: user, Poll: readout.PollState{SucceededAt: hour(1)},
				Push: readout.PushState{Hub: "https://hub.example.org/", Status: readout.SubscriptionDenied, Error: "the hub denies the subscription: topic gone"}},
		},
		watches: []readout.Watch{
			{ID: 1, GuildID: guild, ChannelID: alerts, Kind: readout.WatchAlert, Filter: readout.Filter{Groups: []string{"allied"}}, RoleID: role, CreatedBy: user},
			{ID: 2, GuildID: guild, ChannelID: daily, Kind: readout.WatchDigest, Cron: "0 7 * * 1-5", Zone: "America/Toronto", CreatedBy: user,
				Filter:     readout.Filter{Leaders: []string{"Mark Carney"}, Pairs: [][2]string{{"CA", "US"}}, Statuses: []readout.Status{readout.Held}, MinSources: 2},
				NextDigest: time.Date(2026, time.November, 24, 12, 0, 0, 0, time.UTC)},
			{ID: 3, GuildID: guild, ChannelID: alerts, Kind: readout.WatchAlert, Filter: readout.Filter{States: []string{"UA"}}, CreatedBy: "config"},
			{ID: 4, GuildID: "900000000000000099", ChannelID: "900000000000000098", Kind: readout.WatchAlert, CreatedBy: user},
		},
		stats: readout.Stats{
			Feeds: 5, FailingFeeds: 1, PushedFeeds: 1, Stories: 1200, StoriesLastDay: 340, Mentions: 61, Contacts: 14, ContactsLastDay: 3, Watches: 4,
			Pending: 1, Failed: 2, OldestPending: hour(1), LastGoodPoll: noon().Add(-2 * time.Minute), Bytes: 3 << 20,
		},
	}
}

func sampleContacts() []readout.Contact {
	carney := readout.Participant{State: "CA", Office: readout.OfficeHead, Name: "Mark Carney", Title: "Prime Minister of Canada"}
	trump := readout.Participant{State: "US", Office: readout.OfficeHead, Name: "Donald Trump", Title: "President of the United States"}
	zelenskyy := readout.Participant{State: "UA", Office: readout.OfficeHead, Name: "Volodymyr Zelenskyy", Title: "President of Ukraine"}
	newcomer := readout.Participant{State: "TR", Office: readout.OfficeForeign, Name: "Ayşe *Yeni*", Title: "Foreign Minister of Turkey"}
	return []readout.Contact{
		contact(14, readout.Planned, readout.InPerson, "2026-11-27", "peace summit", carney, trump, zelenskyy),
		contact(12, readout.Held, readout.Phone, "2026-11-22", "Russia", carney, trump),
		contact(11, readout.Held, readout.Phone, "2026-11-21", "ceasefire", trump, zelenskyy),
		contact(9, readout.Off, readout.InPerson, "2026-11-10", "trade", carney, newcomer),
		contact(7, readout.Held, readout.InPerson, "2026-10-02", "trade", carney, trump),
		contact(3, readout.Held, readout.Video, "2026-03-01", "steel", carney, trump),
	}
}

func contact(id int64, status readout.Status, mode readout.Mode, date readout.Date, topic string, who ...readout.Participant) readout.Contact {
	day, _ := date.Time()
	mention := readout.Mention{Participants: who, Mode: mode, Status: status, Date: date, Salience: readout.Main, Level: readout.LevelPrincipal, Topics: []string{topic}}
	return readout.Contact{
		ID: id, Participants: who, Mode: mode, Status: status, Date: date, Level: readout.LevelPrincipal, Topics: []string{topic}, Confidence: 0.9, FirstSeen: day,
		Sources: []readout.Source{
			{Mention: mention, Story: readout.Story{Title: topic, URL: "https://press.example.org/" + topic, Source: "World Press", Kind: readout.Press}},
			{Mention: mention, Story: readout.Story{Title: topic, URL: "https://official.example.org/" + topic, Source: who[0].State + " government", Kind: readout.Official, State: who[0].State}},
		},
	}
}

func (s *store) Contact(_ context.Context, id int64) (readout.Contact, error) {
	for _, c := range s.contacts {
		if c.ID == id {
			return c, nil
		}
	}
	return readout.Contact{}, readout.Errorf(readout.CodeNotFound, "contact %d not found", id)
}

func (s *store) Contacts(_ context.Context, q readout.ContactQuery) ([]readout.Contact, int, error) {
	var found []readout.Contact
	for _, c := range s.contacts {
		if answers(c, q) {
			found = append(found, c)
		}
	}
	total := len(found)
	found = found[min(q.Offset, total):]
	if q.Limit > 0 {
		found = found[:min(q.Limit, len(found))]
	}
	return found, total, nil
}

func answers(c readout.Contact, q readout.ContactQuery) bool {
	day, _ := c.Date.Time()
	sides := c.Sides()
	switch {
	case q.Rejected != c.Rejected():
		return false
	case q.Text != "" && !strings.Contains(strings.Join(c.Topics, " "), strings.ToLower(q.Text)):
		return false
	case len(q.States) > 0 && !slices.Contains(sides, q.States[0]):
		return false
	case q.Pair[0] != "" && (!slices.Contains(sides, q.Pair[0]) || !slices.Contains(sides, q.Pair[1])):
		return false
	case q.Leader != "" && !c.Involves(q.Leader):
		return false
	case len(q.Statuses) > 0 && !slices.Contains(q.Statuses, c.Status):
		return false
	case !q.Since.IsZero() && day.Before(q.Since):
		return false
	}
	return true
}

func (s *store) Feeds(context.Context) ([]readout.Feed, error) { return slices.Clone(s.feeds), nil }

func (s *store) AddFeed(_ context.Context, f *readout.Feed) error {
	f.ID = int64(len(s.feeds) + 10)
	s.feeds = append(s.feeds, *f)
	return nil
}

func (s *store) RemoveFeed(_ context.Context, id int64) error {
	s.feeds = slices.DeleteFunc(s.feeds, func(f readout.Feed) bool { return f.ID == id })
	return nil
}

func (s *store) WatchesIn(_ context.Context, guildID string) ([]readout.Watch, error) {
	var out []readout.Watch
	for _, w := range s.watches {
		if w.GuildID == guildID {
			out = append(out, w)
		}
	}
	return out, nil
}

func (s *store) Watch(_ context.Context, guildID string, id int64) (readout.Watch, error) {
	for _, w := range s.watches {
		if w.GuildID == guildID && w.ID == id {
			return w, nil
		}
	}
	return readout.Watch{}, readout.Errorf(readout.CodeNotFound, "watch %d not found", id)
}

func (s *store) AddWatch(_ context.Context, w *readout.Watch) error {
	w.ID = int64(len(s.watches) + 1)
	s.watches = append(s.watches, *w)
	return nil
}

func (s *store) UpdateWatch(_ context.Context, w readout.Watch) error {
	for i := range s.watches {
		if s.watches[i].ID == w.ID {
			s.watches[i] = w
		}
	}
	return nil
}

func (s *store) RemoveWatch(_ context.Context, guildID string, id int64) error {
	s.watches = slices.DeleteFunc(s.watches, func(w readout.Watch) bool { return w.GuildID == guildID && w.ID == id })
	return nil
}

func (s *store) Stats(context.Context) (readout.Stats, error) { return s.stats, nil }
