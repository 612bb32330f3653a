package store

import (
	"context"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"readout"
)

const (
	maxFound       = 1000 // contacts in one answer
	maxSearchWords = 16   // of a query; the rest is ignored
	maxIndexWords  = 4000 // distinct ones of a contact; the rest is not found
)

// Contacts returns the contacts that the query asks for, at most 1,000, newest
// first and with their sources, and how many there are in all.
//
// Each word of Text must begin a word of the contact, whatever its case and
// accents. Until itself is outside the period; dated contacts are in it by
// their calendar day. With ReportableOnly only sides count as states, without
// it any participant's state does.
func (s *Store) Contacts(ctx context.Context, q readout.ContactQuery) (contacts []readout.Contact, total int, err error) {
	where, possible := whereOf(q)
	if !possible {
		return nil, 0, nil
	}
	limit := q.Limit
	if limit <= 0 || limit > maxFound {
		limit = maxFound
	}
	err = s.view(ctx, "search contacts", func(ctx context.Context, tx *tx) error {
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM contacts c WHERE "+where.String(), where.args...).Scan(&total); err != nil {
			return err
		}
		contacts, err = tx.contacts(ctx, "WHERE "+where.String()+" ORDER BY c.day DESC, c.first_seen DESC, c.id DESC LIMIT ? OFFSET ?",
			append(where.args, limit, max(q.Offset, 0))...)
		return err
	})
	return contacts, total, err
}

// conditions are those that a row must meet, all of them.
type conditions struct {
	parts []string
	args  []any
}

func (c *conditions) add(part string, args ...any) {
	c.parts = append(c.parts, part)
	c.args = append(c.args, args...)
}

// takesPart asks for a participant from one of the states.
func (c *conditions) takesPart(states []string, asSide bool) {
	where, codes := in("state", states)
	if asSide {
		where += " AND principal = 1"
	}
	c.add("c.id IN (SELECT contact_id FROM contact_participants WHERE "+where+")", codes...)
}

// String returns the conditions as SQL.
func (c *conditions) String() string {
	return strings.Join(c.parts, " AND ")
}

// whereOf turns a query into conditions; false when nothing can meet them.
func whereOf(q readout.ContactQuery) (*conditions, bool) {
	c := &conditions{parts: []string{"c.joined_into IS NULL"}}
	if strings.TrimSpace(q.Text) != "" {
		match := matching(q.Text)
		if match == "" {
			return nil, false
		}
		c.add("c.id IN (SELECT rowid FROM contact_search WHERE contact_search MATCH ?)", match)
	}
	if len(q.States) > 0 {
		c.takesPart(q.States, q.ReportableOnly)
	}
	for _, state := range q.Pair {
		if state != "" {
			c.takesPart([]string{state}, q.ReportableOnly)
		}
	}
	if q.Leader != "" {
		c.add("c.id IN (SELECT contact_id FROM contact_participants WHERE name = ?)", folded(q.Leader))
	}
	if len(q.Statuses) > 0 {
		where, statuses := in("c.status", q.Statuses)
		c.add(where, statuses...)
	}
	if q.ReportableOnly {
		c.add("c.reportable = 1")
	}
	if q.Rejected {
		c.add("c.rejected_at <> 0")
	} else {
		c.add("c.rejected_at = 0")
	}
	if !q.Since.IsZero() {
		c.add("(c.date >= ? OR c.date = '' AND c.first_seen >= ?)", readout.DateOf(q.Since), micros(q.Since))
	}
	if !q.Until.IsZero() {
		c.add("(c.date <> '' AND c.date <= ? OR c.date = '' AND c.first_seen < ?)", readout.DateOf(q.Until.Add(-1)), micros(q.Until))
	}
	return c, true
}

// matching turns what somebody has typed into a query for FTS5: each word
// quoted, so that none is an operator, and open at its end. "" without words.
func matching(text string) string {
	found := words(text)
	for i, w := range found {
		found[i] = `"` + w + `"*`
	}
	return strings.Join(found[:min(len(found), maxSearchWords)], " ")
}

// deriveContact makes anew what is derived from a contact's mentions and
// stories: whether it is reportable, and the words by which it is found.
func (tx *tx) deriveContact(ctx context.Context, id int64) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE contacts SET reportable = CASE WHEN EXISTS (
			SELECT 1 FROM mentions WHERE contact_id = ? AND reportable = 1) THEN 1 ELSE 0 END
		WHERE id = ?`, id, id)
	if err != nil {
		return err
	}
	text, err := tx.searchText(ctx, id)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM contact_search WHERE rowid = ?", id); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO contact_search (rowid, text) VALUES (?, ?)", id, text)
	return err
}

// searchText returns the distinct words of a contact and of its stories.
func (tx *tx) searchText(ctx context.Context, id int64) (string, error) {
	c, err := scanContact(tx.QueryRowContext(ctx, "SELECT "+contactColumns+" FROM contacts c WHERE c.id = ?", id))
	if err != nil {
		return "", err
	}
	texts := append(append([]string{}, c.Groups...), c.Topics...)
	for _, p := range c.Participants {
		texts = append(texts, p.Name, p.Title)
	}
	rows, err := tx.QueryContext(ctx, `
		SELECT title || ' ' || summary FROM stories WHERE id IN (SELECT story_id FROM mentions WHERE contact_id = ?)
		ORDER BY id LIMIT ?`, id, batch)
	stories, err := collect(rows, err, scanString)
	if err != nil {
		return "", err
	}
	seen := make(map[string]bool)
	var out []string
	for _, text := range append(texts, stories...) {
		for _, w := range words(text) {
			if !seen[w] && len(out) < maxIndexWords {
				seen[w] = true
				out = append(out, w)
			}
		}
	}
	return strings.Join(out, " "), nil
}

// folded is a name as it is compared: its words without case and accents.
func folded(name string) string { return strings.Join(words(name), " ") }

// words returns the words of a text in lower case and without accents, also
// of letters that Unicode does not take apart.
func words(text string) []string {
	bare := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(text))
	bare = strings.NewReplacer("ł", "l", "ø", "o", "đ", "d", "ð", "d", "ı", "i", "ß", "ss", "æ", "ae", "œ", "oe", "þ", "th", "ħ", "h", "ə", "e").Replace(bare)
	return strings.FieldsFunc(bare, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}
