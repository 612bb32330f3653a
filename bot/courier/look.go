package courier

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"readout"
	"readout/bot/rendering"
)

const (
	pageSize = 100 // messages that Discord returns at once
	maxPages = 10

	// skew allows for clocks that differ from Discord's.
	skew = time.Minute

	// discordEpoch is the first millisecond of 2015, where message ids begin.
	// Source: Discord documentation, reference, Snowflakes.
	discordEpoch = 1420070400000
)

// posted is a message as Discord has it.
type posted struct {
	ID          string            `json:"id"`
	Type        int               `json:"type"`
	Content     string            `json:"content"`
	Nonce       json.RawMessage   `json:"nonce"`
	Embeds      []rendering.Embed `json:"embeds"`
	Components  []rendering.Row   `json:"components"`
	Interaction json.RawMessage   `json:"interaction_metadata"`
	Author      struct {
		ID string `json:"id"`
	} `json:"author"`
}

// look searches a channel for the message of a delivery that was tried before.
// Without the permission to read the history it finds nothing: a message twice
// is better than none.
func (c *Courier) look(ctx context.Context, d readout.Delivery, body rendering.Message) (posted, error) {
	after := snowflake(d.FirstTry.Add(-skew))
	for range maxPages {
		var page []posted
		path := fmt.Sprintf("channels/%s/messages?limit=%d&after=%s", d.ChannelID, pageSize, after)
		if err := c.discord.Call(ctx, http.MethodGet, path, nil, &page); err != nil {
			return posted{}, err
		}
		for _, m := range page {
			if m.Author.ID == c.discord.Self() && m.isOf(d, body) {
				return m, nil
			}
			after = newer(after, m.ID)
		}
		if len(page) < pageSize {
			return posted{}, nil
		}
	}
	c.log.Warn("a message was not found among the newest of its channel and is posted again", slog.Int64("delivery_id", d.ID))
	return posted{}, nil
}

// isOf reports whether this is the message of the delivery: by nonce, which
// Discord shows for a while; by what it says; or, for an alert that says
// something else by now, by any of its buttons, which name the contact. Answers
// to commands may look the same and are not.
func (m posted) isOf(d readout.Delivery, body rendering.Message) bool {
	if string(m.Nonce) == strconv.Quote(d.Nonce) {
		return true
	}
	if m.Type != 0 || len(m.Interaction) > 0 && string(m.Interaction) != "null" {
		return false
	}
	ids := buttonIDs(body.Components)
	return m.shows(body) || d.Kind == readout.DeliverAlert &&
		slices.ContainsFunc(buttonIDs(m.Components), func(id string) bool { return slices.Contains(ids, id) })
}

// revision tells which revision the message shows, 0 when it is not the
// present one.
func (m posted) revision(d readout.Delivery, body rendering.Message) int {
	if m.shows(body) {
		return d.Revision
	}
	return 0
}

// shows reports whether the message says what the body says. Addresses and
// colours do not count: Discord writes them in its own way.
func (m posted) shows(body rendering.Message) bool {
	return slices.Equal(words(m.Content, m.Embeds), words(body.Content, body.Embeds)) &&
		slices.Equal(buttonIDs(m.Components), buttonIDs(body.Components))
}

func words(content string, embeds []rendering.Embed) []string {
	out := []string{content}
	for _, e := range embeds {
		out = append(out, e.Title, e.Description)
		for _, f := range e.Fields {
			out = append(out, f.Name, f.Value)
		}
		if e.Footer != nil {
			out = append(out, e.Footer.Text)
		}
	}
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

func buttonIDs(rows []rendering.Row) []string {
	var out []string
	for _, row := range rows {
		for _, b := range row.Components {
			if b.CustomID != "" {
				out = append(out, b.CustomID)
			}
		}
	}
	return out
}

// snowflake returns the least id of what Discord makes at an instant.
func snowflake(t time.Time) string {
	return strconv.FormatInt(max(t.UnixMilli()-discordEpoch, 0)<<22, 10)
}

// newer returns the later of two ids, which are numbers without leading zeros.
func newer(a, b string) string {
	if len(b) > len(a) || len(b) == len(a) && b > a {
		return b
	}
	return a
}
